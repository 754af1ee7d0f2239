// <div data-behaviour="toast">: stays while it is looked at; one with Undo stays until it is closed or ten more came.
const SHORT = 6000;

export default function toast(element) {
  const close = element.querySelector("[data-close]");
  let timer = 0;
  const leave = () => element.remove();
  const wait = () => (timer = element.querySelector("form") ? 0 : setTimeout(leave, SHORT));
  close.hidden = false;
  close.addEventListener("click", leave);
  element.addEventListener("pointerenter", () => clearTimeout(timer));
  element.addEventListener("pointerleave", wait);
  element.addEventListener("focusin", () => clearTimeout(timer));
  const all = element.parentElement.children;
  if (all.length > 10) all[0].remove();
  wait();
}
