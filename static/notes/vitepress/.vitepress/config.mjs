export default {
  title: "Lecture notes",
  head: [["script", { type: "module", src: "https://your.host/embed.js" }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "ink-grad" } } },
};
