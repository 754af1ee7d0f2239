// <body data-behaviour="drop" data-drop="/exchange/upload">: a file dropped or pasted anywhere is sent there, by a real form.
const upload = (root, token) => {
  const form = document.createElement("form");
  form.method = "post";
  form.enctype = "multipart/form-data";
  form.action = root.dataset.drop;
  form.hidden = true;
  form.innerHTML = '<input type="hidden" name="csrfmiddlewaretoken"><input type="file" name="file" multiple>';
  form.elements.csrfmiddlewaretoken.value = token;
  return form;
};

export default function drop(body) {
  const root = document.documentElement;
  // Somebody who may not bring files in keeps their page all the same when one slips onto it.
  const allowed = Boolean(body.dataset.drop);
  const token = JSON.parse(body.getAttribute("hx-headers"))["X-CSRFToken"];
  const hasFiles = (transfer) => [...(transfer?.types ?? [])].includes("Files");
  let depth = 0;

  const send = (files) => {
    // A real form, so that the answer is a page and the upload survives whatever script the page runs.
    const form = upload(body, token);
    form.elements.file.files = files;
    body.append(form);
    form.submit();
  };
  const over = (by) => {
    depth = Math.max(0, depth + by);
    root.toggleAttribute("data-dragging", allowed && depth > 0);
  };

  addEventListener("dragenter", (event) => hasFiles(event.dataTransfer) && over(1));
  addEventListener("dragleave", (event) => hasFiles(event.dataTransfer) && over(-1));
  addEventListener("dragover", (event) => hasFiles(event.dataTransfer) && event.preventDefault());
  addEventListener("drop", (event) => {
    over(-depth);
    // A file dropped on a file field belongs to that field.
    if (!event.dataTransfer?.files.length || event.target.closest?.('input[type="file"]')) return;
    event.preventDefault();
    if (allowed) send(event.dataTransfer.files);
  });
  addEventListener("paste", (event) => {
    if (allowed && event.clipboardData?.files.length) send(event.clipboardData.files);
  });
}
