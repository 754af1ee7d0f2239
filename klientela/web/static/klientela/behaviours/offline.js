// <body data-behaviour="offline">: says when there is no connection, and when the server did not answer a script.
export default function offline(body) {
  const root = document.documentElement;
  const show = (away) => root.toggleAttribute("data-offline", away);
  show(!navigator.onLine);
  addEventListener("offline", () => show(true));
  addEventListener("online", () => show(false));
  body.addEventListener("htmx:sendError", () => show(true));
  body.addEventListener("htmx:afterRequest", (event) => event.detail.successful && show(false));
}
