// The strip of what is coming up, above the messages.

import { element } from "./messages.js";
import { momentText } from "./moments.js";

// Returns a function that shows a list of actions; the strip is gone while the list is empty.
//   write(command)  called for an action without a page of its own
//   leave()         called if the focused action is gone
export function comingUp({ language, texts, write, leave }) {
  const strip = document.getElementById("coming");
  const list = strip.querySelector("ul");

  function item(action) {
    const at = { at: action.startsAt, zone: action.zone };
    const words = [
      element("strong", {}, action.title),
      element("span", {}, element("time", { dateTime: action.startsAt }, momentText(at, language, texts)), ` · ${action.place}`),
    ];
    const shown = action.page
      ? element("a", { href: action.page }, ...words)
      : element("button", { type: "button", onclick: () => write(action.command) }, ...words);
    shown.dataset.number = action.number;
    return element("li", {}, shown);
  }

  return function show(actions) {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.number : null;
    list.replaceChildren(...actions.map(item));
    strip.hidden = actions.length === 0;
    if (focused === null) return;
    const same = list.querySelector(`[data-number="${focused}"]`);
    if (same) same.focus({ preventScroll: true });
    else leave();
  };
}
