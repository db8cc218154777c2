// The room's page: shows messages as they come, sends what is typed and pressed.

import { comingUp } from "./coming.js";
import { element, renderer } from "./messages.js";
import { notices } from "./notices.js";
import { replying } from "./replying.js";
import { dayText } from "./moments.js";
import { search } from "./search.js";

const texts = JSON.parse(document.getElementById("texts").textContent);
const language = document.documentElement.lang;
const log = document.getElementById("log");
const list = document.getElementById("messages");
const earlier = document.getElementById("earlier");
const form = document.getElementById("say");
const field = document.getElementById("text");
const trouble = document.getElementById("trouble");
const offline = document.getElementById("offline");
const title = document.title;
const pageSize = 200;
let lastId = 0;
let unread = 0;

const find = (id) => document.getElementById(`m-${id}`);
const reply = replying({ texts, field });
const show = renderer({ language, texts, isOrganizer: "organizer" in document.body.dataset, press, remove, mute, answer: reply.begin, reveal, find });

// A private receipt says which answer is valid; every button of the same choices then shows it.
function reflect(message) {
  if (!message.private || !message.choices.some((choice) => choice.selected)) return;
  for (const choice of message.choices) {
    for (const button of list.querySelectorAll(`button[data-choice="${CSS.escape(choice.id)}"]`)) {
      button.setAttribute("aria-pressed", String(choice.selected));
    }
  }
}

// Each day begins with its date.
function separate() {
  let day = "";
  for (const item of [...list.children]) {
    if (item.classList.contains("day")) {
      item.remove();
      continue;
    }
    const its = dayText(new Date(item.dataset.at), language, texts);
    if (its !== day) item.before(element("li", { className: "day" }, its));
    day = its;
  }
}

function isAtEnd() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 80;
}

function scrollToEnd() {
  log.scrollTop = log.scrollHeight;
}

function add(message) {
  if (message.id <= lastId) return;
  lastId = message.id;
  const wasAtEnd = isAtEnd();
  const shown = show(message, false);
  shown.dataset.at = message.at;
  const last = list.lastElementChild;
  list.append(shown);
  if (!last || dayText(new Date(last.dataset.at), language, texts) !== dayText(new Date(message.at), language, texts)) separate();
  reflect(message);
  if (wasAtEnd || message.own) scrollToEnd();
  if (document.hidden && !message.own) document.title = `(${++unread}) ${title}`;
}

// Keeps the focus where it is: on the same button or link of the new text, or else on the message.
function edit(message) {
  const former = list.querySelector(`[data-id="${message.id}"]`);
  if (!former) return;
  const wasAtEnd = isAtEnd();
  const within = [...former.querySelectorAll("button, a")];
  const focused = within.indexOf(document.activeElement);
  const choice = document.activeElement?.dataset?.choice;
  const shown = show(message, true);
  shown.dataset.at = message.at;
  for (const button of former.querySelectorAll('button[aria-pressed="true"]')) {
    shown.querySelector(`button[data-choice="${CSS.escape(button.dataset.choice)}"]`)?.setAttribute("aria-pressed", "true");
  }
  former.replaceWith(shown);
  // A text that grows must not push the end, with the newest messages, out of sight.
  if (wasAtEnd) scrollToEnd();
  if (focused < 0) return;
  const same = choice && shown.querySelector(`button[data-choice="${CSS.escape(choice)}"]`);
  const next = same ?? [...shown.querySelectorAll("button, a")][focused] ?? shown;
  if (next === shown) shown.tabIndex = -1;
  next.focus({ preventScroll: true });
}

function drop(message) {
  const shown = list.querySelector(`[data-id="${message.id}"]`);
  if (!shown) return;
  const hadFocus = shown.contains(document.activeElement);
  shown.remove();
  reply.drop(message.id);
  separate();
  if (hadFocus) log.focus({ preventScroll: true });
}

async function send(method, path, body) {
  try {
    const response = await fetch(`/api/room/${path}?lang=${language}`, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const answer = await response.json();
    trouble.textContent = response.ok ? "" : answer.error;
    trouble.hidden = response.ok;
    return response.ok ? answer : null;
  } catch {
    trouble.textContent = texts.failed;
    trouble.hidden = false;
    return null;
  }
}

// The button is not disabled, which would take the focus away.
async function press(button, message) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  await send("POST", "choices", { message, choice: button.dataset.choice });
  button.removeAttribute("aria-disabled");
}

async function remove(message) {
  if (confirm(texts.removing)) await send("DELETE", `messages/${message.id}`);
}

// The command is written, not sent, so that it can be read and changed first.
function write(command) {
  reply.end();
  field.value = command;
  field.focus();
}

function mute(message) {
  write(texts.mutecommand.replace("{0}", message.writer));
}

async function say(text, replyTo) {
  if (await send("POST", "messages", replyTo ? { text, replyTo: replyTo.id } : { text })) return;
  if (field.value) return;
  field.value = text;
  if (replyTo) reply.begin(replyTo);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  await say(text, reply.end());
});

// Enter sends; with Shift it begins a new line. While an input method composes, Enter belongs to it.
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

for (const example of document.querySelectorAll("[data-example]")) {
  example.addEventListener("click", () => say(example.textContent));
}

const naming = document.getElementById("naming");
const rename = document.getElementById("rename");
rename.addEventListener("click", () => {
  naming.hidden = !naming.hidden;
  rename.setAttribute("aria-expanded", String(!naming.hidden));
  if (!naming.hidden) naming.elements["own-name"].focus();
});
naming.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!(await send("POST", "name", { name: naming.elements["own-name"].value }))) return;
  naming.hidden = true;
  rename.setAttribute("aria-expanded", "false");
  rename.focus();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = title;
});

async function page(query) {
  const response = await fetch(`/api/room/messages?lang=${language}${query}`);
  const messages = await response.json();
  earlier.hidden = messages.length < pageSize;
  return messages;
}

// Shows the messages before the first one that is shown.
async function older() {
  const first = list.querySelector("[data-id]");
  const messages = await page(`&before=${first.dataset.id}`);
  // Two hundred old messages are not news.
  log.setAttribute("aria-busy", "true");
  const before = log.scrollHeight;
  const shown = messages.map((message) => {
    const item = show(message, false);
    item.dataset.at = message.at;
    return item;
  });
  list.prepend(...shown);
  separate();
  log.scrollTop += log.scrollHeight - before;
  log.setAttribute("aria-busy", "false");
  return shown;
}

function focusOn(shown) {
  shown.tabIndex = -1;
  shown.focus({ preventScroll: true });
}

// The focus goes to the first of the messages that were fetched, so that reading goes on from there.
earlier.addEventListener("click", async () => {
  const shown = await older();
  if (shown.length > 0) focusOn(shown[0]);
});

// Goes back in the history as far as it takes.
async function reveal(id) {
  while (!find(id) && Number(list.querySelector("[data-id]")?.dataset.id) > id) {
    if ((await older()).length === 0) break;
  }
  const shown = find(id);
  if (!shown) return false;
  for (const former of list.querySelectorAll(".sought")) former.classList.remove("sought");
  shown.classList.add("sought");
  shown.scrollIntoView({ block: "center" });
  focusOn(shown);
  return true;
}

// Said once, however often the connection is tried again: screen readers read each change.
function connected(isConnected) {
  const text = isConnected ? "" : texts.offline;
  if (offline.textContent !== text) offline.textContent = text;
}

function listen() {
  const events = new EventSource(`/api/room/events?coming&lang=${language}&after=${lastId}`);
  events.addEventListener("coming", (event) => showComing(JSON.parse(event.data)));
  events.addEventListener("message", (event) => add(JSON.parse(event.data)));
  events.addEventListener("edit", (event) => edit(JSON.parse(event.data)));
  events.addEventListener("delete", (event) => drop(JSON.parse(event.data)));
  events.addEventListener("open", () => connected(true));
  events.addEventListener("error", () => {
    connected(false);
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
}

// The newest messages, as soon as they can be had.
async function newest() {
  try {
    return await page("");
  } catch {
    connected(false);
    await new Promise((resolve) => { setTimeout(resolve, 3000); });
    return newest();
  }
}

const showComing = comingUp({ language, texts, write, leave: () => log.focus({ preventScroll: true }) });
showComing(JSON.parse(document.getElementById("coming-data").textContent));
notices({ leave: () => log.focus({ preventScroll: true }) });
search({ language, texts, reveal });
// Without it, the browser shows its own page when the bot cannot be reached.
navigator.serviceWorker?.register("/sw.js").catch(() => {});

for (const message of await newest()) add(message);
scrollToEnd();
log.setAttribute("aria-busy", "false");
listen();
