//go:build !js

package web_test

import (
	"fmt"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

// Every optimizer and schedule can be chosen, is explained, and has the controls of its hyperparameters and no others.
func TestEveryMethodIsChosen(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Viewport(1440, 1000))
	p.Click(".settings-fold > summary")
	p.WaitVisible("#setting-optimizer")
	kinds := map[string][]method.Kind{"optimizer": method.Optimizers(), "schedule": method.Schedules()}
	for row, all := range kinds {
		for _, k := range all {
			write(p, "#setting-"+row, k.Name)
			p.Wait(k.Name+" is explained", fmt.Sprintf(
				`document.querySelector("#setting-%s-help").textContent.endsWith(%q)`, row, k.Help))
			p.Wait(k.Name+" is explained in one line",
				fmt.Sprintf(`((e) => e.offsetHeight < 2 * parseFloat(getComputedStyle(e).fontSize))(
				document.querySelector("#setting-%s-help"))`, row))
			for _, other := range all {
				for _, h := range other.Hyper {
					p.Wait(fmt.Sprintf("%s has the control %s: %t", k.Name, h.Name, k.Has(h.Name)), fmt.Sprintf(
						`(document.querySelector("#setting-%s").getClientRects().length > 0) === %t`, h.Name,
						k.Has(h.Name)))
				}
			}
			p.Focus("#setting-" + row)
			p.Screenshot(k.Name)
			for _, h := range k.Hyper {
				usual := setting.Default().Text(h.Name)
				for _, text := range []string{usual + "1", usual} { // as 0.91, and 01
					write(p, "#setting-"+h.Name, text)
					p.Wait(h.Name+" is "+text,
						fmt.Sprintf(`location.hash.includes("%s=") === %t`, h.Name, text != usual))
				}
			}
		}
	}
}
