// Keys, presses and the dialogue. What the window does is the server's: the page keeps nothing but an unanswered press.
import { $, piece, show, start, words } from "./live.js";
import { giveUp, goOn, inWords, newId, press, say } from "./intent.js";

async function ask(path) {
  let asked;
  try {
    asked = await piece(path);
  } catch {
    say(words.noAnswer);
    return;
  }
  $("asked").replaceChildren(...asked.body.childNodes);
  show($("dialog-message"), "");
  if (!$("dialog").open) $("dialog").showModal();
  $("dialog").querySelector("[autofocus]")?.focus();
}

function given(form) {
  const body = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue; // a file goes before, by itself
    const [, kind, id] = value.match(/^(window|service):(.+)$/) ?? [];
    if (name === "to" && kind) body[kind] = kind === "window" ? Number(id) : id;
    else if (value.trim()) body[name] = value.trim();
  }
  return body;
}

async function uploaded(field) { // {} without a file, its hash once the server has it, null when it does not take it
  const file = field?.files[0];
  if (!file) return {};
  if (file.size > Number(field.dataset.most)) {
    say(field.dataset.large);
    return null;
  }
  say(words.sending.replace("{name}", file.name));
  const answer = await fetch(field.dataset.upload, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file }).catch(() => null);
  if (answer?.ok) return { document: (await answer.json()).document };
  say(answer ? await inWords(answer) : words.noAnswer);
  return null;
}

async function withFile(form) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const more = await uploaded(form.querySelector("[data-upload]"));
  button.disabled = false;
  if (more && form.isConnected) press(form.dataset.path, { ...given(form), ...more }, form.dataset.name, form);
}

function notice(form) { // hall.contract.messages.Notice; the server's clock counts, and the hours are the hall's, which has no summer time
  const said = Object.fromEntries(new FormData(form)), text = (name) => ({ zh: said[`${name}_zh`].trim(), en: said[`${name}_en`].trim() });
  const until = said.until ? new Date(`${said.until}:00+08:00`).toISOString() : null;
  return { id: newId(), kind: form.dataset.notice, title: text("title"), body: text("body"), since: form.dataset.since, until };
}

function pressed(button) {
  const { why, form, path, body, name, close, method } = button.dataset;
  if (button.id === "give-up") giveUp();
  else if (button.getAttribute("aria-disabled") === "true") say(why);
  else if (close !== undefined) $("dialog").close();
  else if (form) ask(form);
  else if (path) press(path, JSON.parse(body), name, null, method);
}

function combination(event) {
  const held = [["Ctrl", event.ctrlKey], ["Shift", event.shiftKey], ["Alt", event.altKey], ["Meta", event.metaKey]];
  const key = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [...held.filter(([, on]) => on).map(([name]) => name), key].join("+");
}

function step(rows, from, by) {
  const kind = rows.contains(from) ? from.className : "";
  const column = [...rows.querySelectorAll("button")].filter((one) => one.className === kind);
  column[column.indexOf(from) + by]?.focus();
}

document.addEventListener("keydown", (event) => {
  const gone = event.target.closest("dialog:not([open])"); // the focus leaves a closed dialogue only with the next picture
  const at = gone ? document.body : event.target;
  if (event.key === "Enter" && at.matches("dialog select")) { // in a field Enter answers; a list would swallow it
    event.preventDefault();
    at.form.requestSubmit();
  }
  if (event.isComposing || $("dialog").open || at.closest("input, select, textarea, summary")) return;
  const keys = combination(event), by = { ArrowDown: 1, ArrowUp: -1 }[keys];
  const rows = at.closest("[data-rows]") ?? (at === document.body ? $("line") : null);
  if (rows && by) {
    event.preventDefault();
    step(rows, at, by);
  }
  if (keys === "Space" && at.closest("button, a")) return;
  const button = document.querySelector(`[data-keys~="${CSS.escape(keys)}"]`);
  if (!button) return;
  event.preventDefault();
  if (!event.repeat) pressed(button);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button:not([type=submit])");
  if (button) pressed(button);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.find && !form.dataset.path) return; // the browser's own business: what to look at, and what answers with a page
  event.preventDefault();
  if (form.dataset.find) ask(`${form.dataset.find}&${new URLSearchParams(given(form))}`);
  else if (form.dataset.notice) {
    const told = notice(form);
    press(form.dataset.path.replace("{id}", told.id), told, form.dataset.name, form, form.dataset.method);
  } else if (form.querySelector("[data-upload]")) withFile(form);
  else press(form.dataset.path, given(form), form.dataset.name, form);
});

document.addEventListener("drawn", () => {
  const ticket = $("ticket");
  if (!ticket) return;
  if (ticket.dataset.said !== $("spoken").textContent) $("spoken").textContent = ticket.dataset.said;
  const asked = $("dialog").open && $("dialog").querySelector("form[data-ticket]");
  if (!asked || asked.dataset.ticket === ticket.dataset.ticket) return;
  $("dialog").close();
  say(words.changed);
});

if (words.parts) {
  goOn();
  start();
}
