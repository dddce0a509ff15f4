-- The shortcode ink-grad: a panel of Inkgrad in a document.
--
--   {{< ink-grad panel="train" state="learningRate=0.5" caption="Half a step at a time" >}}
--
-- The document, or the project's _quarto.yml, says where Inkgrad is: inkgrad: https://inkgrad.example. Attributes are those of the element
-- <ink-grad> (panel, state, caption, load, theme, height, poster, sandbox); a poster that begins with / is one of Inkgrad's own. In a format
-- other than HTML the panel is a link, with the caption as its text.

local attributes = { "panel", "state", "load", "theme", "height", "poster", "caption" }

-- A value comes as text, as Quarto's pieces of text, or not at all.
local function text(value)
  if value == nil then
    return ""
  end
  return pandoc.utils.stringify(value)
end

-- escape writes text for HTML; braces, too, so that nothing takes them for a shortcode.
local function escape(s)
  local signs = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["{"] = "&#123;", ["}"] = "&#125;" }
  return (s:gsub('[&<>"{}]', signs))
end

local function panel(_, kwargs, meta)
  local host = text(meta.inkgrad):gsub("/$", "")
  if host == "" then
    error("ink-grad: the document does not say where Inkgrad is (inkgrad: https://...)")
  end
  local name = text(kwargs.panel)
  if name == "" then
    name = "draw"
  end
  local url = host .. "/embed/" .. name
  local state = text(kwargs.state)
  if state ~= "" then
    url = url .. "#" .. state
  end
  if not (FORMAT:match("html") or FORMAT:match("revealjs")) then
    local caption = text(kwargs.caption)
    return pandoc.Para({ pandoc.Link(caption ~= "" and caption or url, url) })
  end
  -- With embed-resources the script stays where it is: its text would be in the document once for each panel.
  local html = { '<script type="module" data-external="1" src="' .. escape(host) .. '/embed.js"></script>\n<ink-grad' }
  for _, attribute in ipairs(attributes) do
    local value = text(kwargs[attribute])
    if attribute == "poster" and value:match("^/") then
      value = host .. value
    end
    if value ~= "" then
      table.insert(html, ' ' .. attribute .. '="' .. escape(value) .. '"')
    end
  end
  if text(kwargs.sandbox) == "true" then
    table.insert(html, " sandbox")
  end
  table.insert(html, '>\n  <a href="' .. escape(url) .. '">Inkgrad: ' .. escape(name) .. "</a>\n</ink-grad>")
  return pandoc.RawBlock("html", table.concat(html))
end

return { ["ink-grad"] = panel }
