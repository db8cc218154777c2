// The search in the room's history.

import { authorOf, element } from "./messages.js";
import { dayText, timeText } from "./moments.js";

// Makes the search work.
//   reveal(id)  shows a message among the others and focuses it; false if it is gone
export function search({ language, texts, reveal }) {
  const open = document.getElementById("find");
  const panel = document.getElementById("search");
  const form = document.getElementById("searching");
  const words = document.getElementById("words");
  const count = document.getElementById("found-count");
  const list = document.getElementById("found");
  const more = document.getElementById("found-more");
  let asked = "";
  let next = null;

  function toggle(isOpen) {
    panel.hidden = !isOpen;
    open.setAttribute("aria-expanded", String(isOpen));
  }

  function close() {
    toggle(false);
    open.focus();
  }

  function item(found) {
    const at = new Date(found.at);
    const by = [authorOf(found, texts), `${dayText(at, language, texts)}, ${timeText(at, language)}`];
    if (found.private) by.push(texts.private);
    const link = element("a", { href: `#m-${found.id}` },
      element("span", { className: "by" }, by.join(" · ")),
      element("span", { lang: found.language }, ...found.parts.map((part) => (part.isHit ? element("mark", {}, part.text) : part.text))));
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      if (await reveal(found.id)) toggle(false);
      else count.textContent = texts["search.gone"];
    });
    return element("li", {}, link);
  }

  function counted(shown) {
    if (shown === 0) return texts["search.none"];
    if (next !== null) return texts["search.first"].replace("{0}", shown);
    return shown === 1 ? texts["search.count.one"] : texts["search.count"].replace("{0}", shown);
  }

  async function ask(before) {
    try {
      const response = await fetch(`/api/room/search?lang=${language}&q=${encodeURIComponent(asked)}${before === null ? "" : `&before=${before}`}`);
      const page = await response.json();
      if (!response.ok) throw new Error(page.error);
      return page;
    } catch {
      count.textContent = texts["search.failed"];
      return null;
    }
  }

  async function show(before) {
    const page = await ask(before);
    if (!page) return;
    const items = page.found.map(item);
    if (before === null) list.replaceChildren(...items);
    else list.append(...items);
    next = page.next;
    more.hidden = next === null;
    count.textContent = counted(list.children.length);
    if (before !== null) items[0]?.querySelector("a").focus();
  }

  open.addEventListener("click", () => {
    if (!panel.hidden) {
      close();
      return;
    }
    toggle(true);
    words.focus();
    words.select();
  });
  document.getElementById("unfind").addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    asked = words.value.trim();
    if (asked) await show(null);
  });
  more.addEventListener("click", () => show(next));
}
