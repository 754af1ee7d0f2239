// <form data-behaviour="submit">: sends itself when a choice in it changes; its button is for those without a script.
export default function submit(form) {
  form.querySelectorAll("button[data-without-script]").forEach((button) => (button.hidden = true));
  form.addEventListener("change", () => form.requestSubmit());
}
