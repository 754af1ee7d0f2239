// The loader: an element says what it can do by data-behaviour, the module is fetched when first needed.
// A behaviour is `export default function (element)`; it runs once for each element, also for swapped-in ones.
const modules = {
  dialog: () => import("./behaviours/dialog.js"),
  draft: () => import("./behaviours/draft.js"),
  drop: () => import("./behaviours/drop.js"),
  keys: () => import("./behaviours/keys.js"),
  "list-keys": () => import("./behaviours/list-keys.js"),
  offline: () => import("./behaviours/offline.js"),
  palette: () => import("./behaviours/palette.js"),
  show: () => import("./behaviours/show.js"),
  submit: () => import("./behaviours/submit.js"),
  theme: () => import("./behaviours/theme.js"),
  toast: () => import("./behaviours/toast.js"),
};
const done = new WeakMap();

async function attach(element, name) {
  const names = done.get(element) ?? done.set(element, new Set()).get(element);
  if (names.has(name) || !modules[name]) return;
  names.add(name);
  (await modules[name]()).default(element);
}

function attachAll(root) {
  const found = [...root.querySelectorAll("[data-behaviour]")];
  if (root.matches?.("[data-behaviour]")) found.push(root);
  return Promise.all(found.flatMap((element) => element.dataset.behaviour.split(" ").map((name) => attach(element, name))));
}

attachAll(document).then(() => (document.documentElement.dataset.ready = ""));
document.addEventListener("htmx:load", (event) => attachAll(event.detail.elt));
// What only works with a script is hidden until there is one.
document.querySelectorAll("[data-opens][hidden]").forEach((element) => (element.hidden = false));
