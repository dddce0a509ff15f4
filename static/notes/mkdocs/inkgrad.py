"""Writes extra.inkgrad of mkdocs.yml wherever a page says {{ inkgrad }}. MkDocs calls it from version 1.4 on."""


def on_page_markdown(markdown, config, **kwargs):
    return markdown.replace("{{ inkgrad }}", config["extra"]["inkgrad"])
