// Creates and uses passkeys. Its buttons are hidden until it is known that the browser can.

const holder = document.querySelector("[data-passkeys]");
const problem = holder?.querySelector("[role=alert]");

// A refusal that the server explains to people.
class Refusal extends Error {}

async function post(address, fields) {
  const body = new URLSearchParams({ ...fields, _token: holder.dataset.token ?? "" });
  return fetch(address, { method: "POST", body });
}

async function ask(address) {
  const response = await post(address, {});
  if (!response.ok) throw new Error(`The question was refused: ${response.status}`);
  return response.json();
}

// Asks the server, the browser and the server again. Failures are shown in the page's own words, because browsers write theirs for programmers.
async function run(button, question, prompt, answer, then) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  problem.hidden = true;
  try {
    const { state, options } = await ask(question);
    const credential = await prompt(JSON.parse(options));
    const response = await post(answer, { state, credential: JSON.stringify(credential) });
    if (response.ok) location.assign(then);
    else throw new Refusal((await response.json()).error);
  } catch (error) {
    problem.textContent = error instanceof Refusal ? error.message : holder.dataset.problem;
    problem.hidden = false;
  }
  button.removeAttribute("aria-disabled");
}

const steps = {
  create: (button) => run(
    button, "/desk/passkeys/question",
    (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
    "/desk/passkeys", "/desk/sessions"),
  use: (button) => run(
    button, "/desk/sign-in/question",
    (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
    "/desk/sign-in/passkey", "/desk"),
};

if (holder && globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  holder.hidden = false;
  const button = holder.querySelector("button[data-step]");
  button.addEventListener("click", () => steps[button.dataset.step](button));
}
