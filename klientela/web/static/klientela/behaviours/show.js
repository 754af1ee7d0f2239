// <dialog data-behaviour="dialog show">: a question that came as a fragment; it opens at once and leaves when closed.
export default function show(element) {
  element.addEventListener("close", () => element.remove());
  if (!element.open) element.showModal();
}
