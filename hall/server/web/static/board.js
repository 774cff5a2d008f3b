// Follows the hall and draws it. Tells the server what stood on the screen only after the browser has painted it.
import { KINDS, Stage, day, fold } from "./model.js";
import { Coming } from "./coming.js";
import { draw } from "./draw.js";
import { words } from "./words.js";

const VERIFY_MS = 15000, AGAIN_MS = 1500, ANSWER_MS = 5000, RECENT_MS = 60000, ACK_MS = 600000;
const stage = new Stage(), began = Date.now(), coming = words.window ? new Coming(Number(words.window)) : null;
let state = null, feed = null, reading = false, stale = false, due = 0;
let skew = 0, heard = 0, away = true; // heard: by the page's own clock, when the data was last known to be true

const zone = (words.window || words.windows).split(",").filter(Boolean).map(Number);
const mine = (window) => !zone.length || zone.includes(window);
const over = (call) => {
  const at = state.windows.find((one) => one.number === call.window);
  return Boolean(at) && at.current !== call.number;
};

async function read() { // the snapshot: at the start, after a gap, and now and then to be sure; one at a time
  stale = true;
  if (reading) return;
  reading = true;
  clearTimeout(due);
  while (stale) {
    stale = false;
    await ask();
  }
  reading = false;
  due = setTimeout(read, away ? AGAIN_MS : VERIFY_MS);
  show();
}

async function ask() {
  const stop = new AbortController(), late = setTimeout(() => stop.abort(), ANSWER_MS);
  try {
    const answer = await fetch("/v1/board", { cache: "no-store", signal: stop.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    adopt(await answer.json());
  } catch (error) {
    away = true;
  }
  clearTimeout(late);
}

function adopt(fresh) {
  const had = state, same = had && had.server_epoch === fresh.server_epoch;
  skew = Date.parse(fresh.at) - Date.now();
  hear();
  if (had && day(fresh.at) !== day(new Date(began + skew).toISOString())) return location.reload(); // a new day, and perhaps a new version
  if (same && fresh.last_seq < had.last_seq) return undefined; // read before what the feed has told since
  state = fresh;
  const last = had && same ? had.last_seq : 0, known = had ? had.calls.map((one) => `${one.number} ${one.window} ${one.at}`) : [];
  for (const call of fresh.calls.slice().reverse()) {
    const missed = had && (same ? call.seq > last : !known.includes(`${call.number} ${call.window} ${call.at}`));
    if (missed && mine(call.window) && Date.parse(fresh.at) - Date.parse(call.at) < RECENT_MS) stage.admit(call);
  }
  if (!had) stage.shown = fresh.calls.find((one) => mine(one.window)) || null;
  if (!feed || !same || fresh.last_seq > last) follow();
  return undefined;
}

function follow() {
  if (feed) feed.close();
  feed = new EventSource(`/v1/feed?after=${state.last_seq}`);
  for (const kind of KINDS) feed.addEventListener(kind, (message) => take(JSON.parse(message.data)));
  feed.onopen = hear;
  feed.onerror = () => { // the browser tries again by itself; whether the hall answers, a snapshot tells
    clearTimeout(due);
    due = setTimeout(read, AGAIN_MS);
  };
}

function take(event) {
  const folded = fold(state, event);
  state = folded.state;
  if (folded.call && mine(folded.call.window)) stage.admit(folded.call);
  if (folded.anew) read();
  hear();
  show();
}

function hear() {
  heard = Date.now();
  away = false;
}

// --- what stood on the screen ---
const told = new Set();
let pending = new Set(), telling = false;

function painted(calls) {
  if (!words.unit || document.visibilityState !== "visible") return;
  const now = Date.now() + skew;
  const fresh = calls.filter((one) => !told.has(one.seq) && now - Date.parse(one.at) < ACK_MS).map((one) => one.seq);
  if (!fresh.length) return;
  for (const seq of fresh) told.add(seq);
  requestAnimationFrame(() => requestAnimationFrame(() => { // the frame that has them has been drawn by then
    for (const seq of fresh) pending.add(seq);
    tell();
  }));
}

async function tell() {
  if (telling || !pending.size) return;
  telling = true;
  const shown = [...pending].slice(0, 200);
  try {
    const body = JSON.stringify({ unit: words.unit, shown });
    const answer = await fetch("/v1/acks", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (answer.ok || answer.status < 500) for (const seq of shown) pending.delete(seq);
  } catch (error) {
    away = true;
  }
  telling = false;
}

// --- drawing ---
function show() {
  const now = Date.now();
  if (state) stage.advance(now, over);
  if (state && coming) coming.look(state, now);
  const age = heard ? now - heard : 0;
  const late = away || age > 2 * VERIFY_MS, next = coming && !late ? coming.numbers : [];
  painted(draw({ state, stage, mine, over, now: now + skew, moment: now, heard: heard && heard + skew, age, away: late, coming: next }));
}

read();
setInterval(show, 250);
setInterval(tell, 2000);
document.addEventListener("visibilitychange", show);
window.addEventListener("resize", show);
