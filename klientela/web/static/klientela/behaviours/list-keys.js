// <div data-behaviour="list-keys">: j and k move over its [data-row] elements, Enter opens the row's first link,
// any other key presses the button or link in the row that says data-key="e".
import { plain, typing } from "./keys.js";

export default function listKeys(list) {
  const rows = () => [...list.querySelectorAll("[data-row]")];
  const current = () => rows().find((row) => row.getAttribute("aria-current") === "true");

  const choose = (row) => {
    if (!row) return;
    current()?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
    const target = row.querySelector("a[href], button");
    // Focus follows, so that a screen reader reads the row and Tab goes on from it.
    target?.focus({ preventScroll: true });
  };
  const move = (by) => {
    const all = rows();
    const at = all.indexOf(current());
    choose(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  };

  const onKey = (event) => {
    if (!list.isConnected) return removeEventListener("keydown", onKey);
    if (typing(event) || !plain(event)) return;
    if (event.key === "j" || event.key === "k") return move(event.key === "j" ? 1 : -1);
    const row = current();
    if (event.key === "Enter" && row && !event.target.closest?.("a, button")) {
      row.querySelector("a[href]")?.click();
    } else if (/^[a-z0-9]$/.test(event.key)) {
      row?.querySelector(`[data-key="${event.key}"]`)?.click();
    }
  };
  addEventListener("keydown", onKey);
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || row === current()) return;
    current()?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
  });
}
