project = "Lecture notes"
html_js_files = [("https://your.host/embed.js", {"type": "module"})]
