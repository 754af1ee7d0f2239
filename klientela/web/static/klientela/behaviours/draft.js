// <form data-behaviour="draft" data-draft="note-17">: what is typed is kept in this browser until it was sent.
const KEPT = "textarea, input:not([type=password], [type=hidden], [type=file], [type=submit], [type=radio], [type=checkbox])";

export default function draft(form) {
  const key = `draft:${form.dataset.draft || location.pathname + (form.getAttribute("action") ?? "")}`;
  const fields = () => [...form.querySelectorAll(KEPT)].filter((field) => field.name);

  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  for (const field of fields()) {
    if (kept?.[field.name] && !field.value) field.value = kept[field.name];
  }

  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields().filter((field) => field.value).map((field) => [field.name, field.value]));
    if (Object.keys(typed).length) localStorage.setItem(key, JSON.stringify(typed));
    else localStorage.removeItem(key);
  });

  const forget = () => localStorage.removeItem(key);
  form.addEventListener("htmx:afterRequest", (event) => {
    // An invalid form (422) is swapped in like any answer, and what was typed must outlive it.
    if (event.detail.elt !== form || event.detail.xhr.status >= 300) return;
    forget();
    form.reset();
  });
  form.addEventListener("reset", forget);
  // Without htmx the page goes away; the page that comes after a refusal shows the values itself.
  form.addEventListener("submit", (event) => {
    if (!form.hasAttribute("hx-post") && !event.defaultPrevented && navigator.onLine) forget();
  });
}
