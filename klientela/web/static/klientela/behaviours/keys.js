// <body data-behaviour="keys">: keys that work on every page. Lists bring their own (list-keys.js).
const ROOMS = { t: "/", c: "/customers/", x: "/exchange/" };

export const typing = (event) =>
  event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]") !== null;
export const plain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;

export default function keys() {
  let going = 0;
  addEventListener("keydown", (event) => {
    const search = document.getElementById("search");
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
      event.preventDefault();
      search?.focus();
      search?.select();
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.target.closest?.("form")?.requestSubmit();
      return;
    }
    if (typing(event) || !plain(event)) return;
    if (going && ROOMS[event.key]) {
      event.stopImmediatePropagation();
      location.assign(ROOMS[event.key]);
    } else if (event.key === "/") {
      event.preventDefault();
      search?.focus();
    } else if (event.key === "?") {
      document.getElementById("keys")?.showModal();
    }
    clearTimeout(going);
    going = event.key === "g" ? setTimeout(() => (going = 0), 1000) : 0;
  });
}
