// <form data-behaviour="palette">: the search box. htmx fetches the results; this moves through them.
// Each result is <a role="option" href>; without a script the form leads to the list of customers.
export default function palette(form) {
  const input = form.querySelector("input[type=search]");
  const found = form.querySelector(".found");
  const options = () => [...found.querySelectorAll("[role=option]")];
  const chosen = () => options().find((option) => option.getAttribute("aria-selected") === "true");
  const open = (yes) => {
    form.toggleAttribute("data-open", yes);
    input.setAttribute("aria-expanded", String(yes && options().length > 0));
  };
  const choose = (option) => {
    chosen()?.removeAttribute("aria-selected");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const move = (by) => {
    const all = options();
    if (all.length) choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
  };

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", found.id);
  open(false);
  input.addEventListener("focus", () => open(input.value !== ""));
  input.addEventListener("input", () => input.value === "" && (found.replaceChildren(), open(false)));
  found.addEventListener("htmx:afterSwap", () => {
    found.setAttribute("role", options().length ? "listbox" : "status");
    options().forEach((option, at) => (option.id ||= `found-${at}`));
    choose(options()[0]);
    open(document.activeElement === input);
  });
  form.addEventListener("focusout", (event) => !form.contains(event.relatedTarget) && open(false));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      input.value = "";
      found.replaceChildren();
      input.blur();
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    }
  });
}
