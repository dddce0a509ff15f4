package expr

import "testing"

func TestMathML(t *testing.T) {
	const apply, minus = "<mo>\u2061</mo>", `<mo form="prefix">−</mo>`
	for _, c := range []struct{ text, want string }{
		{"x", "<mi>x</mi>"},
		{"z = x", "<mi>z</mi><mo>=</mo><mi>x</mi>"},
		{"t = x; t*2", `<mtable class="lines" displaystyle="true"><mtr><mtd><mi>t</mi></mtd><mtd><mo>=</mo></mtd>` +
			`<mtd><mi>x</mi></mtd></mtr><mtr><mtd></mtd><mtd></mtd><mtd><mi>t</mi><mo>×</mo><mn>2</mn></mtd></mtr>` +
			`</mtable>`},
		{"2*sqrt(x + 1)^2", "<mn>2</mn><mo>×</mo><msup><mrow><msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt></mrow>" +
			"<mn>2</mn></msup>"},
		{"abs(x - 1)", "<mrow><mo>|</mo><mi>x</mi><mo>−</mo><mn>1</mn><mo>|</mo></mrow>"},
		{"a + b*2 - 1.5", "<mi>a</mi><mo>+</mo><mi>b</mi><mo>×</mo><mn>2</mn><mo>−</mo><mn>1.5</mn>"},
		{"a - (b + c)", "<mi>a</mi><mo>−</mo><mrow><mo>(</mo><mi>b</mi><mo>+</mo><mi>c</mi><mo>)</mo></mrow>"},
		{"-x", minus + "<mi>x</mi>"},
		{"a*-x", "<mi>a</mi><mo>×</mo><mrow><mo>(</mo>" + minus + "<mi>x</mi><mo>)</mo></mrow>"},
		{"(x + y)^2", "<msup><mrow><mo>(</mo><mi>x</mi><mo>+</mo><mi>y</mi><mo>)</mo></mrow><mn>2</mn></msup>"},
		{"x^(y + 1)", "<msup><mi>x</mi><mrow><mi>y</mi><mo>+</mo><mn>1</mn></mrow></msup>"},
		{"x^-1", "<msup><mi>x</mi><mrow>" + minus + "<mn>1</mn></mrow></msup>"},
		{"exp(x)^2",
			"<msup><mrow><mi>exp</mi>" + apply + "<mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow></mrow><mn>2</mn></msup>"},
		{"a*((x + 1)/y)", "<mi>a</mi><mo>×</mo><mfrac><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow><mi>y</mi></mfrac>"},
		{"(x/y)^2", "<msup><mrow><mo>(</mo><mfrac><mi>x</mi><mi>y</mi></mfrac><mo>)</mo></mrow><mn>2</mn></msup>"},
		{"x/(y/z)", "<mfrac><mi>x</mi><mfrac><mi>y</mi><mi>z</mi></mfrac></mfrac>"},
		{"max(0, x)", "<mi>max</mi>" + apply + "<mrow><mo>(</mo><mn>0</mn><mo>,</mo><mi>x</mi><mo>)</mo></mrow>"},
		{"2e20 + x", "<mn>2</mn><mo>×</mo><msup><mn>10</mn><mn>20</mn></msup><mo>+</mo><mi>x</mi>"},
		{"1e-7^x",
			"<msup><mrow><mo>(</mo><mn>1</mn><mo>×</mo><msup><mn>10</mn><mrow><mo>−</mo><mn>7</mn></mrow></msup>" +
				"<mo>)</mo></mrow><mi>x</mi></msup>"},
	} {
		t.Run(c.text, func(t *testing.T) {
			want := `<math xmlns="http://www.w3.org/1998/Math/MathML">` + c.want + "</math>"
			if got := mustParse(t, c.text).MathML(); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}
