// Keeps the preview below a form of the desk up to date while somebody writes. Without this script, its button opens it as a page.

const delay = 400;

for (const button of document.querySelectorAll("button[data-preview]")) {
  const form = button.form;
  const region = form.querySelector(".previews");
  let timer = 0;
  let latest = 0;

  const show = async () => {
    const number = ++latest;
    const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    fields.set("_part", "yes");
    const answer = await fetch(button.formAction, { method: "POST", body: fields }).catch(() => null);
    // A later request may have been answered first, and a session may have ended.
    if (number !== latest || !answer?.ok) return;
    const opened = [...region.querySelectorAll("details")].map((details) => details.open);
    region.innerHTML = await answer.text();
    region.querySelectorAll("details").forEach((details, index) => { details.open = opened[index] ?? details.open; });
    region.hidden = false;
  };

  button.addEventListener("click", async (event) => {
    event.preventDefault();
    await show();
    region.focus();
  });
  // A preview appears once it is asked for, and then follows the form.
  form.addEventListener("input", () => {
    clearTimeout(timer);
    if (!region.hidden) timer = setTimeout(show, delay);
  });
}
