-- Calls the shortcodes of the extension as Quarto does, in pandoc: a block of code with the class of a shortcode stands for its use, since
-- pandoc itself would read the signs in its parameters as Markdown.
local shortcodes = dofile("_extensions/inkgrad/ink-grad.lua")
local meta

local function call(block)
  local shortcode = shortcodes[block.classes[1]]
  if shortcode == nil then
    return nil
  end
  -- A parameter is text; one that is not given is no text, rather than nil.
  local kwargs = setmetatable({}, { __index = function() return pandoc.Inlines({}) end })
  for name, value in pairs(block.attributes) do
    kwargs[name] = value
  end
  return shortcode({}, kwargs, meta)
end

return { { Meta = function(m) meta = m end }, { CodeBlock = call } }
