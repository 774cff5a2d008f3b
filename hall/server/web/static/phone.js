// Asks where the ticket stands; when that has changed, the server's own words for it are put in place.
const EVERY_MS = 10000, AGAIN_MS = 3000, ANSWER_MS = 8000;
const words = document.body.dataset, fresh = document.getElementById("fresh");
let known = "", asking = false, next = 0, heard = clock(new Date());

function clock(at) { // the hall's hour, wherever the phone thinks it is
  return new Date(at.getTime() + 8 * 3600 * 1000).toISOString().slice(11, 19);
}

async function get(path) {
  const stop = new AbortController(), late = setTimeout(() => stop.abort(), ANSWER_MS);
  try {
    const answer = await fetch(path, { cache: "no-store", signal: stop.signal });
    if (answer.status >= 500) throw new Error(answer.statusText);
    return answer.ok ? await answer.text() : "";
  } finally {
    clearTimeout(late);
  }
}

async function look() {
  const told = await get(words.position);
  if (!told) return location.reload(); // no such ticket any more: the server's page says so
  const { at, ...position } = JSON.parse(told);
  const now = JSON.stringify(position);
  if (known !== now) {
    if (known) put(await get(words.parts), position);
    known = now;
  }
  heard = clock(new Date(at));
}

function put(html, position) {
  const old = document.getElementById("ticket"), part = new DOMParser().parseFromString(html, "text/html").getElementById("ticket");
  if (!part) return;
  old.replaceWith(part);
  title();
  const touched = navigator.userActivation && navigator.userActivation.hasBeenActive; // browsers buzz for nobody else
  if (position.state === "called" && touched && navigator.vibrate) navigator.vibrate([400, 200, 400]);
}

function title() {
  document.title = document.getElementById("ticket").dataset.title;
}

async function renew() {
  if (asking) return;
  asking = true;
  clearTimeout(next);
  let away = false;
  try {
    await look();
  } catch {
    away = true;
  }
  asking = false;
  fresh.textContent = (away ? words.away : words.fresh).replace("{time}", heard);
  fresh.className = away ? "away" : "";
  if (!document.hidden) next = setTimeout(renew, away ? AGAIN_MS : EVERY_MS);
}

title();
renew();
document.addEventListener("visibilitychange", () => document.hidden || renew());
