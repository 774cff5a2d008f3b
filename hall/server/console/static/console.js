// Keys, presses and the dialogue. What the window does is the server's: the page keeps nothing but an unanswered press.
import { $, piece, show, start, words } from "./live.js";
import { giveUp, goOn, press, say } from "./intent.js";

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
    const [kind, id] = value.split(":");
    if (name === "to") body[kind] = kind === "window" ? Number(id) : id;
    else if (value.trim()) body[name] = value.trim();
  }
  return body;
}

function pressed(button) {
  const { why, form, path, body, name, close } = button.dataset;
  if (button.id === "give-up") giveUp();
  else if (button.getAttribute("aria-disabled") === "true") say(why);
  else if (close !== undefined) $("dialog").close();
  else if (form) ask(form);
  else if (path) press(path, JSON.parse(body), name);
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
  const at = event.target;
  if (event.key === "Enter" && at.matches("dialog select")) { // in a field Enter answers; a list would swallow it
    event.preventDefault();
    at.form.requestSubmit();
  }
  if (event.isComposing || $("dialog").open || at.closest("input, select, textarea")) return;
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
  event.preventDefault();
  if (form.dataset.find) ask(`${form.dataset.find}&${new URLSearchParams(given(form))}`);
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
