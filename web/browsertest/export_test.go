package browsertest

import "time"

// SetPatience changes how long the page's pointer waits.
func (p *Page) SetPatience(d time.Duration) { p.patience = d }
