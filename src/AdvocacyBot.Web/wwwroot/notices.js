// Lines above the messages that a reader can hide. A hidden one stays away in this tab until its text changes.

// Makes the notices dismissible.
//   leave()  called when the focused notice is gone
export function notices({ leave }) {
  for (const notice of document.querySelectorAll("[data-notice]")) {
    const key = `hidden:${notice.querySelector("p").textContent}`;
    const button = notice.querySelector("button");
    notice.hidden = sessionStorage.getItem(key) !== null;
    button.hidden = false;
    button.addEventListener("click", () => {
      sessionStorage.setItem(key, "");
      notice.hidden = true;
      leave();
    });
  }
}
