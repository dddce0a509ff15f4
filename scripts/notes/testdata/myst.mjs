// The pages that mystmd writes, shown by the components that its themes are made of, since the themes themselves come
// from a host of their own: a page in a page of the browser, and a link brings another into the same document.

import { createElement, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { ANY_RENDERERS } from "@myst-theme/anywidget";
import { ThemeProvider } from "@myst-theme/providers";
import { DEFAULT_RENDERERS, MyST } from "myst-to-react";

const renderers = { ...DEFAULT_RENDERERS, ...ANY_RENDERERS };

function Site() {
  const [path, go] = useState(location.pathname);
  const [page, show] = useState(null);
  useEffect(() => {
    fetch(`/content/${path.slice(1) || "index"}.json`).then((answer) => answer.json()).then(show);
  }, [path]);
  const Link = ({ to, children }) => createElement("a", { href: to, onClick(event) {
    event.preventDefault();
    history.pushState(null, "", to);
    go(to);
  } }, children);
  return createElement(ThemeProvider, { theme: "light", renderers, Link, NavLink: Link },
    createElement("article", {}, page && createElement(MyST, { ast: page.mdast.children })));
}

createRoot(document.querySelector("#site")).render(createElement(Site));
