import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

export default defineConfig({
  integrations: [
    starlight({
      title: "Lecture notes",
      head: [{ tag: "script", attrs: { type: "module", src: "https://your.host/embed.js" } }],
    }),
  ],
});
