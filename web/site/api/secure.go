package api

import (
	"net/http"
	"regexp"
	"strings"
)

// Policy is the Content-Security-Policy of a file. Scripts are files of the site, or WebAssembly that they compile. A
// frame without an origin starts its Worker from a data: URL (static/guard.js). The SVG of graphs and charts has
// computed styles in attributes. A link may name a file of any host: a lesson, a network, more settings.
//
// The hosts are those of the site, as sources of a policy, such as https://inkgrad.example: in a frame without an
// origin 'self' stands for nothing in WebKit, where the frame would have no script and no style.
func Policy(hosts ...string) string {
	self := strings.Join(append([]string{"'self'"}, hosts...), " ")
	return "default-src " + self + "; script-src " + self + " 'wasm-unsafe-eval'; worker-src " + self + " data:; " +
		"connect-src " + self + " http: https:; style-src " + self + " 'unsafe-inline'; img-src " + self + " " +
		"data: blob:; object-src 'none'; " +
		"base-uri 'none'; form-action 'none'"
}

// plainHost is a host with a port or without one, as a policy can have it: no address of IPv6.
var plainHost = regexp.MustCompile(`^[A-Za-z0-9.-]+(:[0-9]{1,5})?$`)

// Unframed is a second policy, for what is not made to be in a frame of another site. Pages under /embed/ do not have
// it; a list with * in it would keep out those who read notes from a file or in an editor, whose addresses are not of
// the web.
const Unframed = "frame-ancestors 'self'"

// OpenerPolicy is the Cross-Origin-Opener-Policy of what has the policy Unframed. Together with the one on embedders it
// isolates a page, which gives it SharedArrayBuffer. In a frame it has no meaning.
const OpenerPolicy = "same-origin"

// Shared are the other headers of every answer. A page that isolates itself, which SharedArrayBuffer takes, has frames,
// workers and pictures only of those who agree to it; other sites import embed.js; and nothing here is for one visitor
// alone. No page asks for a device.
func Shared() [][2]string {
	return [][2]string{
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"Access-Control-Allow-Origin", "*"},
		{"Cross-Origin-Resource-Policy", "cross-origin"},
		{"Cross-Origin-Embedder-Policy", "require-corp"},
		{"Permissions-Policy", "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
			"magnetometer=(), microphone=(), midi=(), payment=(), usb=()"},
	}
}

// Secure sets the headers that the answer to a request has, whatever else it is.
func Secure(h http.Header, r *http.Request) {
	for _, nv := range Shared() {
		h.Set(nv[0], nv[1])
	}
	path := r.URL.Path
	var hosts []string
	if Framed(path) && plainHost.MatchString(r.Host) {
		hosts = append(hosts, "http://"+r.Host) // which means https, too
	}
	h.Set("Content-Security-Policy", Policy(hosts...))
	if !Framed(path) {
		h.Add("Content-Security-Policy", Unframed)
		h.Set("Cross-Origin-Opener-Policy", OpenerPolicy)
	}
}

// Framed says whether what is at path may be in frames of other sites.
func Framed(path string) bool { return strings.HasPrefix(path, "/embed/") }
