// The room's page: shows messages as they come, sends what is typed and pressed. Everything that a message holds is put into
// the page as text, never as markup.

const texts = JSON.parse(document.getElementById("texts").textContent);
const language = document.documentElement.lang;
const log = document.getElementById("log");
const form = document.getElementById("say");
const field = document.getElementById("text");
const trouble = document.getElementById("trouble");
let lastId = 0;
let lastDay = "";

const timeOfDay = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const ownZone = timeOfDay.resolvedOptions().timeZone;
const day = { day: "numeric", month: "long", year: "numeric" };
const time = { hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
const styles = { DateAndTime: { weekday: "long", ...day, ...time }, Date: day, Time: time };

// A moment in the time of the place that it is about, and in the reader's own where that is another.
function moment(span) {
  const style = span.style ?? "DateAndTime";
  const at = new Date(span.at);
  const there = new Intl.DateTimeFormat(language, { ...styles[style], timeZone: span.zone }).format(at);
  const here = new Intl.DateTimeFormat(language, styles[style]).format(at);
  const isElsewhere = style !== "Date" && there !== here && span.zone !== ownZone;
  return element("time", { dateTime: span.at }, isElsewhere ? `${there} (${texts.here.replace("{0}", here)})` : there);
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function link(label, address) {
  if (!/^(https?|mailto):/i.test(address)) return document.createTextNode(label);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label, element("span", { className: "unseen" }, ` (${texts.opens})`));
}

const spans = {
  text: (span) => document.createTextNode(span.value),
  strong: (span) => element("strong", {}, span.value),
  code: (span) => element("code", {}, span.value),
  link: (span) => link(span.label, span.address),
  moment,
};

const line = (all) => all.map((span) => spans[span.span](span));

const blocks = {
  paragraph: (block) => element("p", {}, ...line(block.spans)),
  quote: (block) => element("blockquote", block.language ? { lang: block.language } : {}, ...line(block.spans)),
  listing: (block) => element(block.numbered ? "ol" : "ul", {}, ...block.items.map((item) => element("li", {}, ...line(item)))),
  fields: (block) => element("dl", {}, ...block.items.flatMap((item) => [element("dt", {}, item.name), element("dd", {}, ...line(item.value))])),
};

function author(message) {
  if (message.own) return texts.you;
  return message.author === "bot" ? texts.bot : texts.member.replace("{0}", message.author);
}

function show(message, edited) {
  const reply = message.reply;
  const at = new Date(message.at);
  const by = element("p", { className: "by" },
    element("strong", {}, author(message)),
    element("time", { dateTime: message.at }, timeOfDay.format(at)));
  if (message.private) by.append(element("span", {}, texts.private));
  if (edited) by.append(element("span", {}, texts.edited));

  const body = element("div", { lang: message.language });
  if (reply.title) body.append(element("h2", {}, reply.link ? link(reply.title, reply.link) : reply.title));
  body.append(...reply.blocks.map((block) => blocks[block.block](block)));
  if (reply.attachment) {
    const file = URL.createObjectURL(new Blob([reply.attachment.content], { type: reply.attachment.mediaType }));
    body.append(element("p", {}, element("a", { href: file, download: reply.attachment.fileName }, reply.attachment.fileName)));
  }

  const shown = element("li", { className: "message" }, by, body);
  shown.dataset.id = message.id;
  shown.classList.toggle("own", message.own);
  shown.classList.toggle("private", message.private);
  if (message.choices.length > 0) shown.append(choices(message));
  return shown;
}

function choices(message) {
  const group = element("div", { className: "choices", role: "group", ariaLabel: texts.choices });
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

// A private receipt says which answer stands; every button of the same choices then shows it.
function reflect(message) {
  if (!message.private || !message.choices.some((choice) => choice.selected)) return;
  for (const choice of message.choices) {
    for (const button of log.querySelectorAll(`button[data-choice="${CSS.escape(choice.id)}"]`)) {
      button.setAttribute("aria-pressed", String(choice.selected));
    }
  }
}

function dayOf(at) {
  const day = new Date(at).toDateString();
  if (day === new Date().toDateString()) return texts.today;
  if (day === new Date(Date.now() - 86_400_000).toDateString()) return texts.yesterday;
  return new Intl.DateTimeFormat(language, day).format(new Date(at));
}

function add(message) {
  if (message.id <= lastId) return;
  lastId = message.id;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const its = dayOf(message.at);
  if (its !== lastDay) log.append(element("li", { className: "day" }, its));
  lastDay = its;
  log.append(show(message, false));
  reflect(message);
  if (atEnd || message.own) log.scrollTop = log.scrollHeight;
}

function edit(message) {
  log.querySelector(`[data-id="${message.id}"]`)?.replaceWith(show(message, true));
}

async function post(door, body) {
  try {
    const response = await fetch(`/api/room/${door}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    trouble.textContent = response.ok ? "" : answer.error;
    trouble.hidden = response.ok;
    return response.ok;
  } catch {
    trouble.textContent = texts.failed;
    trouble.hidden = false;
    return false;
  }
}

async function press(button, message) {
  button.disabled = true;
  await post("choices", { message, choice: button.dataset.choice });
  button.disabled = false;
}

async function say(text) {
  if (await post("messages", { text })) return true;
  field.value ||= text;
  return false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  await say(text);
});

for (const example of document.querySelectorAll("[data-example]")) {
  example.addEventListener("click", () => say(example.textContent));
}

function listen() {
  const events = new EventSource(`/api/room/events?after=${lastId}`);
  events.addEventListener("message", (event) => add(JSON.parse(event.data)));
  events.addEventListener("edit", (event) => edit(JSON.parse(event.data)));
  events.addEventListener("open", () => { trouble.hidden = true; });
  events.addEventListener("error", () => {
    trouble.textContent = texts.offline;
    trouble.hidden = false;
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
}

const history = await fetch("/api/room/messages");
for (const message of await history.json()) add(message);
log.scrollTop = log.scrollHeight;
log.setAttribute("aria-busy", "false");
listen();
