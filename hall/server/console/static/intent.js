// A press becomes one intent with an id of its own, sent with that id until the server has answered it.
import { $, renew, show, wait, words } from "./live.js";

const DOUBLE_MS = 800, AGAIN_MS = 1000, ANSWER_MS = 5000;
const KEPT = `hallkit ${location.pathname}`; // a reload in the middle goes on with it
let intent = JSON.parse(sessionStorage.getItem(KEPT)), asking = null, last = { path: "", at: -DOUBLE_MS };

export function say(text) {
  show($("dialog").open ? $("dialog-message") : $("message"), text);
}

export function press(path, body, name, form = null, method = "POST") {
  const now = performance.now();
  if (intent || (last.path === path && now - last.at < DOUBLE_MS)) return;
  last = { path, at: now };
  asking = form;
  intent = method === "POST" ? { path, name, method, body: { ...body, event_id: newId(), ...seen(path) } } : { path, name, method, body };
  sessionStorage.setItem(KEPT, JSON.stringify(intent));
  $("dialog").close();
  say("");
  send();
}

export function goOn() {
  if (intent) send();
}

export function giveUp() {
  settle();
  say(words.givenUp);
}

function seen(path) { // a verb is about the ticket that stands on this page, and about no other
  return $("ticket") && /^\/v1\/windows\/\d+\/(?!open$|pause$|close$)/.test(path) ? { expects: $("ticket").dataset.ticket } : {};
}

export function newId() { // crypto.randomUUID is missing on plain http
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `c${Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("")}`;
}

async function send() {
  const mine = intent;
  const options = { method: mine.method, headers: { "Content-Type": "application/json" } };
  if (mine.method !== "DELETE") options.body = JSON.stringify(mine.body);
  for (let tries = 0; intent === mine; tries += 1) {
    show($("sending-text"), (tries ? words.again : words.sending).replace("{name}", mine.name));
    $("sending").hidden = false;
    $("give-up").hidden = !tries;
    const answer = await fetch(mine.path, { ...options, signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => null);
    const problem = answer && !answer.ok ? await inWords(answer) : "";
    if (intent !== mine) return;
    if (answer && answer.status < 500) settle(problem);
    else {
      say(problem);
      await wait(AGAIN_MS);
    }
  }
}

export async function inWords(answer) {
  const problem = await answer.json().catch(() => null), language = words.language;
  return problem?.what ? `${problem.what[language]} ${problem.do[language]}` : `HTTP ${answer.status}`;
}

function settle(problem = "") {
  intent = null;
  sessionStorage.removeItem(KEPT);
  $("sending").hidden = true;
  if (problem && asking?.isConnected && !$("dialog").open) $("dialog").showModal(); // with what was typed
  say(problem);
  renew();
}
