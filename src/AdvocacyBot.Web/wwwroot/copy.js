// Buttons that copy the text of a field. Without a script, or without the browser's permission, the field itself can be selected.

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      button.nextElementSibling.textContent = button.dataset.done;
    } catch {
      field.focus();
      field.select();
    }
  });
}
