package site

import (
	"bytes"
	"fmt"
)

const (
	embedPath, elementPath = "/web/embed.js", "/web/element.js"

	// importElement is the line of embed.js that element.js takes the place of, and exportElement how element.js tells
	// what that line asks for.
	importElement = `import { define } from "./element.js";`
	exportElement = "export function define("
)

// joinScripts writes element.js into embed.js, which is one module without imports then: a page can have its text
// within itself, and a bundler can take it, where "./element.js" would lead nowhere. The text of element.js stands in a
// function, since the two have names in common.
func (s *Site) joinScripts() error {
	embed, element := s.assets[embedPath], s.assets[elementPath]
	if element == nil {
		return nil
	}
	if embed == nil || bytes.Count(embed.Body, []byte(importElement)) != 1 ||
		bytes.Count(element.Body, []byte(exportElement)) != 1 {
		return fmt.Errorf("site: %s cannot be joined with %s", embedPath, elementPath)
	}
	define := bytes.Replace(element.Body, []byte(exportElement), []byte("function define("), 1)
	joined := bytes.Replace(embed.Body, []byte(importElement),
		fmt.Appendf(nil, "const define = (() => {\n%sreturn define;\n})();", define), 1)
	joined = bytes.ReplaceAll(joined, []byte("</script"), []byte(`<\/script`)) // which would end it within a page
	delete(s.assets, elementPath)
	s.assets[embedPath] = newAsset(embedPath, joined)
	return nil
}
