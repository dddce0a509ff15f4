export default {
  slidev: { vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "ink-grad" } } } },
};
