package graphview

import (
	"math"
	"strconv"
)

// path writes the d attribute of a path. One that is turned runs down where it would run to the right.
type path struct {
	b      []byte
	turned bool
}

func (p *path) op(letter byte, coords ...float64) {
	if p.turned {
		if letter == 'H' {
			letter = 'V'
		}
		for i := 1; i < len(coords); i += 2 {
			coords[i-1], coords[i] = coords[i], coords[i-1]
		}
	}
	p.b = append(p.b, letter)
	for i, c := range coords {
		if i > 0 {
			p.b = append(p.b, ' ')
		}
		p.b = appendCoord(p.b, c)
	}
}

// appendCoord writes a coordinate to a tenth of a pixel.
func appendCoord(b []byte, c float64) []byte {
	c = math.Round(c*10) / 10
	if c == 0 {
		c = 0 // not −0
	}
	return strconv.AppendFloat(b, c, 'f', -1, 64)
}

// drawing holds a wire in its group as paths: the line, the arrowheads, and the dots where it forks.
type drawing struct {
	line, heads path
	forks       [][2]int
}

// draw follows links of one wire; ox, oy is the group's top left.
func draw(links []*link, g *group, ox, oy int) *drawing {
	d := &drawing{line: path{turned: g.turned}, heads: path{turned: g.turned}}
	var last *item
	for _, l := range links {
		c := &g.columns[l.from.column]
		bus, y := float64(ox+c.bus()), float64(oy+l.fromY())
		if l.from != last {
			last = l.from
			x := l.from.right()
			switch {
			case l.from.role == bend:
				x = c.x
			case l.from.role == entry && g.turned:
				x -= frameTitle // from above the heading
			}
			d.line.op('M', float64(ox+x), y)
			if fork(l) {
				x, y := turn(ox+c.bus(), oy+l.fromY(), g.turned)
				d.forks = append(d.forks, [2]int{x, y})
			}
		} else {
			d.line.op('M', bus, y)
		}
		d.link(l, &g.columns[l.to.column], bus, y, float64(ox), float64(oy))
	}
	return d
}

// fork reports whether another link of the same wire begins at the same place as l.
func fork(l *link) bool {
	for _, m := range l.from.from {
		if m != l && m.wire == l.wire {
			return true
		}
	}
	return false
}

// link draws from the bus to the end of l, with an arrowhead where the wire arrives.
func (d *drawing) link(l *link, next *column, bus, y, ox, oy float64) {
	a := arrive(l, next)
	tipX, tipY := ox+a.x, oy+a.y
	endX, endY := tipX, tipY // of the line
	if a.head {
		endX, endY = tipX-float64((headLength-1)*a.dx), tipY-float64((headLength-1)*a.dy)
		d.head(tipX, tipY, a.dx, a.dy)
	}
	if tipY == y {
		d.line.op('H', endX)
		return
	}
	toX := endX
	if a.dy == 0 { // level from the column's left side on
		toX = min(endX, ox+float64(next.x))
		if a.head {
			toX = min(toX, endX)
		}
	}
	k := (toX - bus) / 2
	d.line.op('H', bus)
	d.line.op('C', bus+k, y, toX-float64(k*a.dx), endY-float64(k*a.dy), toX, endY)
	if toX < endX {
		d.line.op('H', endX)
	}
}

const headWidth = 2.7 // half of it

func (d *drawing) head(x, y, dx, dy float64) {
	bx, by := x-float64(headLength*dx), y-float64(headLength*dy)
	d.heads.op('M', x, y)
	wx, wy := float64(headWidth*dy), float64(headWidth*dx)
	d.heads.op('L', bx-wx, by+wy)
	d.heads.op('L', bx+wx, by-wy)
	d.heads.op('Z')
}

// arrival is where a link ends, relative to the group, and its direction there.
type arrival struct {
	x, y, dx, dy float64
	head         bool
}

// arrive finds where a link meets its end. At a circle it points at the middle; everywhere else it is level.
func arrive(l *link, next *column) arrival {
	to, dy := l.to, float64(l.to.ins[l.in].dy)
	a := arrival{x: float64(to.x), y: float64(l.toY()), dx: 1, head: true}
	switch to.role {
	case bend:
		a.x, a.head = float64(next.x), false
	case frame, exit:
		a.head = false
	case output:
		a.x -= 1
	case op:
		if rim := radius - math.Abs(dy); rim >= 0 && to.h <= to.w || to.h == 2*radius {
			a.x += radius - math.Sqrt(radius*radius-float64(dy*dy))
		} else if corner := math.Abs(dy) - float64(to.h/2-radius); corner > 0 {
			a.x += radius - math.Sqrt(radius*radius-float64(corner*corner))
		}
		comesFrom := float64(l.fromY()) - a.y
		if to.w == to.h && to.x-next.x < radius && comesFrom*dy > 0 {
			a.dx, a.dy = math.Sqrt(radius*radius-float64(dy*dy))/radius, -dy/radius
		}
	}
	return a
}
