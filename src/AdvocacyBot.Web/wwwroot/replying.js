// The reply that is being written: the line above the field that says to which of the bot's messages.

import { firstLine } from "./messages.js";

export function replying({ texts, field }) {
  const line = document.getElementById("replying");
  const words = line.querySelector("span");
  const cancel = line.querySelector("button");
  let original = null;

  // What is written from now on replies to a message.
  function begin(message) {
    original = message;
    words.textContent = `${texts["reply.to"]} ${firstLine(message)}`;
    line.hidden = false;
    field.setAttribute("aria-describedby", "replying-to text-help");
    field.focus();
  }

  // Returns the message that was replied to; null if none was.
  function end() {
    const former = original;
    original = null;
    line.hidden = true;
    field.setAttribute("aria-describedby", "text-help");
    return former;
  }

  function giveUp(event) {
    if (!original || (event.type === "keydown" && event.key !== "Escape")) return;
    event.preventDefault();
    end();
    field.focus();
  }

  words.id = "replying-to";
  cancel.addEventListener("click", giveUp);
  for (const place of [field, line]) place.addEventListener("keydown", giveUp);

  return {
    begin,
    end,
    // A message is gone.
    drop(id) {
      if (original?.id === id) end();
    },
  };
}
