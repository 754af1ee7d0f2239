// <dialog data-behaviour="dialog" id="x">: any element with data-opens="x" opens it, a click beside it closes it.
export default function dialog(element) {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]");
    if (opener?.dataset.opens !== element.id) return;
    event.preventDefault();
    element.showModal();
  });
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
  // The page's place for messages lies behind an open dialog, so it has its own.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = event.detail;
    if (target.id === "messages" && element.open && element.contains(requestConfig.elt)) {
      event.detail.target = element.querySelector(".messages");
    }
  });
  // A form in it that was accepted (a fragment came back without an error) has done its work.
  element.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.xhr.status < 300 && event.detail.requestConfig.verb !== "get") element.close();
  });
}
