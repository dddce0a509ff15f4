export default {
  title: "Lecture notes",
  url: "https://notes.example",
  baseUrl: "/",
  scripts: [{ src: "https://your.host/embed.js", type: "module" }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
