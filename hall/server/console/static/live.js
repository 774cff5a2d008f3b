// Keeps the page true: fetches its parts anew when the hall's feed tells of something, and says since when it cannot.
const ANSWER_MS = 5000, AGAIN_MS = 1000, SILENT_MS = 12000, POLL_MS = 20000, LIST_MS = 2000, LAZY_MS = 600;

export const words = document.body.dataset;
export const $ = (id) => document.getElementById(id);
export const wait = (ms) => new Promise((done) => setTimeout(done, ms));

export function show(place, text) {
  place.textContent = text;
  place.hidden = !text;
}

export async function piece(path) {
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// --- the parts ---
let drawing = null, stale = false, drawnAt = performance.now();

export function refresh() { // one at a time; whoever asks meanwhile gets one more after it
  stale = true;
  drawing ??= draw().finally(() => { drawing = null; });
  return drawing;
}

export const renew = () => refresh().catch(() => {}); // `follow` tells of a server that is away

async function draw() {
  while (stale) {
    stale = false;
    const fresh = await piece(words.parts);
    for (const part of fresh.querySelectorAll("[data-part]")) swap(part);
    drawnAt = performance.now();
    count();
    soonAgain();
    document.dispatchEvent(new Event("drawn"));
  }
}

function swap(part) {
  const old = $(part.id), focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  if (old.outerHTML === part.outerHTML) return;
  old.replaceWith(part);
  if (focused) ($(focused) ?? part.querySelector("button, a"))?.focus({ preventScroll: true });
}

let again = 0;
function soonAgain() { // a part that waits for what no feed tells: whether a screen has shown the call
  clearTimeout(again);
  const part = document.querySelector("[data-renew]");
  if (part) again = setTimeout(renew, part.dataset.renew * 1000);
}

function count() { // seconds that a verb is still, or not yet, possible; at the end the server is asked what is
  for (const place of document.querySelectorAll("[data-count]")) {
    const left = Math.ceil(place.dataset.count - (performance.now() - drawnAt) / 1000);
    place.textContent = words.seconds.replace("{s}", Math.max(left, 0));
    if (left > 0) continue;
    delete place.dataset.count;
    renew();
  }
}

// --- the feed ---
let heardAt = performance.now(), lost = false;

function heard() {
  heardAt = performance.now();
  lost = false;
}

async function follow() {
  for (;;) {
    try {
      await refresh();
      heard();
      if ($("ticket")) await listen($("ticket").dataset.seq);
      else await wait(LIST_MS);
    } catch { lost = true; }
    if (lost) await wait(AGAIN_MS);
  }
}

let soon = null;
function later() { // other windows' doings: thirty pages do not all ask at the same moment
  soon ??= setTimeout(() => { soon = null; renew(); }, LAZY_MS * (0.5 + Math.random()));
}

async function listen(seq) { // not EventSource: that one hides the keep-alive lines, and with them a dead line
  const stop = new AbortController(), mine = new RegExp(`"window":${$("ticket").dataset.window}[,}]`);
  const guard = setInterval(() => performance.now() - heardAt > SILENT_MS && stop.abort(), 1000);
  try {
    const answer = await fetch(`/v1/feed?after=${seq}`, { signal: stop.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let got = await reader.read(); !got.done; got = await reader.read()) {
      heard();
      if (!got.value.replace(/^:.*$/gm, "").trim()) continue; // a comment: the server is there
      if (mine.test(got.value)) renew();
      else later();
    }
    lost = true;
  } finally {
    clearInterval(guard);
    stop.abort();
  }
}

function tick() {
  count();
  const silent = performance.now() - heardAt, was = !$("away").hidden;
  show($("away"), lost || silent > SILENT_MS ? words.away.replace("{s}", Math.floor(silent / 1000)) : "");
  if (was !== $("away").hidden) return;
  $("connection").textContent = was ? words.back : $("away").textContent; // said once, not every second
}

export function start() {
  soonAgain();
  setInterval(tick, 250);
  setInterval(renew, POLL_MS);
  follow();
}
