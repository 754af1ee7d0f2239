// Radio buttons of theme and density: the page changes at once, the form saves it.
export default function theme(element) {
  element.addEventListener("change", () => {
    const root = document.documentElement;
    if (element.name === "theme" && element.value === "system") delete root.dataset.theme;
    else root.dataset[element.name] = element.value;
  });
}
