// Turns a message into elements. Everything that a message holds becomes text, never markup.

import { momentText, timeText } from "./moments.js";

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// Who has written a message.
export function authorOf(message, texts) {
  if (message.own) return message.name ? `${message.name} (${texts.you})` : texts.you;
  if (message.author === "bot") return texts.bot;
  return message.name ?? texts.member.replace("{0}", message.author);
}

// The beginning of a message's text, to tell it from others.
export function firstLine(message) {
  const line = message.text.split("\n", 1)[0];
  return line.length > 60 ? `${[...line].slice(0, 60).join("")}…` : line;
}

// Shows messages in the page's language.
//   language  the page's language, for times of messages
//   texts     the page's texts
//   isOrganizer  whether every message can be deleted and its author muted
//   press(button, message), remove(message), mute(message) and answer(message)  called for what is pressed
//   reveal(id)  called to show the message that another one replies to
//   find(id)  the element of a message; null if it is not shown
export function renderer({ language, texts, isOrganizer, press, remove, mute, answer, reveal, find }) {
  function link(label, address) {
    if (!/^(https?|mailto):/i.test(address)) return document.createTextNode(label);
    return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label, element("span", { className: "unseen" }, ` (${texts.opens})`));
  }

  // Addresses in what people write become links, without the punctuation that ends a sentence.
  function linked(value) {
    const parts = value.split(/(https?:\/\/[^\s<>"«»“”]+[^\s<>"«»“”.,;:!?)\]}'’])/gi);
    return parts.map((part, index) => (index % 2 === 1 ? link(part, part) : document.createTextNode(part)));
  }

  const spansOf = (its) => ({
    text: (span) => [document.createTextNode(span.value)],
    strong: (span) => [element("strong", {}, span.value)],
    code: (span) => [element("code", {}, span.value)],
    link: (span) => [link(span.label, span.address)],
    mention: (span) => [document.createTextNode(span.label)],
    moment: (span) => [element("time", { dateTime: span.at }, momentText(span, its, texts))],
  });

  function blocksOf(reply, its, isWritten) {
    const spans = { ...spansOf(its), ...(isWritten ? { text: (span) => linked(span.value) } : {}) };
    const line = (all) => all.flatMap((span) => spans[span.span](span));
    const blocks = {
      paragraph: (block) => element("p", {}, ...line(block.spans)),
      quote: (block) => element("blockquote", block.language ? { lang: block.language } : {}, ...line(block.spans)),
      listing: (block) => element(block.numbered ? "ol" : "ul", {}, ...block.items.map((item) => element("li", {}, ...line(item)))),
      // Nobody else sees what is pressed here.
      choicenote: (block) => element("p", {}, block.ifPrivate),
      fields: (block) => element("dl", {}, ...block.items.flatMap((item) => [element("dt", {}, item.name), element("dd", {}, ...line(item.value))])),
    };
    return reply.blocks.map((block) => blocks[block.block](block));
  }

  // A picture that cannot be shown leaves its words.
  function picture(message) {
    const alt = message.reply.picture.altText ?? "";
    const shown = element("img", { className: "picture", src: message.picture, alt, loading: "lazy", decoding: "async" });
    shown.addEventListener("error", () => shown.replaceWith(...(alt ? [element("p", { className: "quiet" }, alt)] : [])));
    return shown;
  }

  function choices(message) {
    const group = element("div", { className: "choices" });
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", message.reply.title ? `${texts.choices}: ${message.reply.title}` : texts.choices);
    message.choices.forEach((choice, index) => {
      const button = element("button", { type: "button" }, choice.label);
      const style = message.reply.choices[index].style;
      if (style) button.classList.add(style.toLowerCase());
      button.dataset.choice = choice.id;
      if (choice.selected) button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => press(button, message.id));
      group.append(button);
    });
    return group;
  }

  function tool(name, act) {
    const button = element("button", { type: "button" }, texts[name]);
    button.dataset[name] = "";
    button.addEventListener("click", act);
    return button;
  }

  // What a reply replies to. The message may be further back, or gone.
  function original(message) {
    const shown = find(message.replyTo);
    const link = element("a", { href: `#m-${message.replyTo}` }, shown ? shown.dataset.line : texts["reply.earlier"]);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      reveal(message.replyTo);
    });
    return element("p", { className: "original" }, `${texts["reply.to"]} `, link);
  }

  function heading(message, isEdited) {
    const by = element("p", { className: "by" },
      element("strong", {}, authorOf(message, texts)),
      element("time", { dateTime: message.at }, timeText(new Date(message.at), language)));
    if (message.private) by.append(element("span", {}, texts.private));
    if (isEdited) by.append(element("span", {}, texts.edited));
    const tools = [];
    if (message.author === "bot") {
      const button = tool("reply", () => answer(message));
      button.setAttribute("aria-label", `${texts.reply}: ${firstLine(message)}`);
      tools.push(button);
    }
    if (isOrganizer && message.writer && !message.private && !message.own) tools.push(tool("mute", () => mute(message)));
    if (!message.private && (message.own || isOrganizer)) tools.push(tool("remove", () => remove(message)));
    if (tools.length > 0) by.append(element("span", { className: "tools" }, ...tools));
    return by;
  }

  return function show(message, isEdited) {
    const { reply } = message;
    const body = element("div", { lang: message.language });
    if (message.replyTo) body.append(original(message));
    if (reply.title) body.append(element("h2", {}, reply.link ? link(reply.title, reply.link) : reply.title));
    body.append(...blocksOf(reply, message.language, message.author !== "bot"));
    if (message.picture) body.append(picture(message));
    if (reply.attachment) {
      const file = URL.createObjectURL(new Blob([reply.attachment.content], { type: reply.attachment.mediaType }));
      body.append(element("p", {}, element("a", { href: file, download: reply.attachment.fileName }, reply.attachment.fileName)));
    }

    const shown = element("li", { className: "message" }, heading(message, isEdited), body);
    shown.id = `m-${message.id}`;
    shown.dataset.id = message.id;
    shown.dataset.line = firstLine(message);
    shown.classList.toggle("own", message.own);
    shown.classList.toggle("private", message.private);
    if (message.choices.length > 0) shown.append(choices(message));
    return shown;
  };
}
