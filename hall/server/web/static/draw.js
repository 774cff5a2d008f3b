// Puts a board's state on the page. Pages turn, nothing crawls; colour only repeats what words say.
import { recent } from "./model.js";
import { emergency, notice } from "./notices.js";
import { $, Book, both, fill, first, make, named, once, put, second, words } from "./words.js";

const PAGE_MS = 8000, LISTED = 12, GRACE_MS = 5000, NEXT = 5;

export function clock(at, seconds = true) { // the hall's hour
  return new Date(at + 8 * 3600 * 1000).toISOString().slice(11, seconds ? 19 : 16);
}

// What is legible from where people stand: 4 mm of height for each metre, by the panel's true size.
function least() {
  return words.mm ? 4 * Number(words.metres) * window.innerWidth / Number(words.mm) : 0;
}

const books = {};
for (const [name, pages] of [["rows", "list-page"], ["services", "services-page"], ["numbers", ""], ["resting", ""]]) books[name] = new Book(pages, PAGE_MS);

// Draws all of it; returns the calls that now stand on the screen.
export function draw(view) {
  document.documentElement.style.setProperty("--least", `${Math.ceil(least())}px`);
  put("clock", clock(view.now, false));
  link(view);
  if (!view.state) return [];
  if (emergency(view)) return [];
  notice(view);
  return words.window ? own(view) : hall(view);
}

function link(view) {
  const age = Math.floor(view.age / 1000), late = view.away && (!view.heard || view.age > GRACE_MS);
  $("away").hidden = !late;
  document.body.classList.toggle("old", late);
  if (!late) put("asof", view.heard ? fill(words.asOf, { time: clock(view.heard) }) : "");
  else {
    put("asof", "");
    const [unit, n] = age < 120 ? ["seconds", age] : ["minutes", Math.floor(age / 60)];
    const facts = (other) => ({ time: clock(view.heard), age: fill(words[unit + other], { n }) });
    put("away-first", view.heard ? fill(words.away, facts("")) : words.never);
    put("away-other", view.heard ? fill(words.awayOther, facts("Other")) : words.neverOther);
  }
}

function hall(view) {
  const { state, stage, mine } = view, seen = [];
  const large = stage.shown && mine(stage.shown.window) ? stage.shown : null;
  $("call").hidden = !large;
  if (large) {
    $("call").className = stage.fresh ? "fresh" : "";
    both("call-lead", stage.fresh && large.recall ? "again" : stage.fresh ? "called" : "latest");
    put("call-number", large.number);
    put("call-window", String(large.window));
    put("call-window-other", fill(words.windowOther, { window: large.window }));
    seen.push(large);
  }
  const calls = recent(state.calls.filter((one) => mine(one.window))).slice(0, LISTED);
  $("nobody").hidden = calls.length > 0;
  const page = books.rows.open(calls, fits("rows", 1.9), calls.length ? String(calls[0].seq) : "", view.moment);
  once("rows", JSON.stringify([page, large && large.number, page.map(view.over)]), (place) => {
    for (const call of page) place.appendChild(row(call, large && large.number === call.number ? "now" : view.over(call) ? "past" : ""));
  });
  services(view);
  missed(view);
  resting(view);
  return seen.concat(page);
}

function row(call, kind) { // now: it is the large one; past: its window has gone on
  const made = make("li", "", kind), where = make("span", "", "where");
  made.appendChild(make("b", call.number, "number"));
  if (call.recall) made.appendChild(make("span", words.again, "again"));
  where.appendChild(make("span", words.windowBefore));
  where.appendChild(make("b", String(call.window)));
  where.appendChild(make("span", words.windowAfter));
  made.appendChild(where);
  return made;
}

function fits(id, line) { // rows that have room, at the size that can be read
  const place = $(id), size = parseFloat(getComputedStyle(place).fontSize);
  return Math.max(1, Math.floor(place.clientHeight / (size * line)));
}

function services(view) {
  const zone = view.state.windows.filter((one) => view.mine(one.number)), does = new Set([].concat(...zone.map((one) => one.services)));
  const all = view.state.services.filter((one) => does.has(one.id) || one.windows.some(view.mine));
  const page = books.services.open(all, fits("services", 2.3), all.map((one) => one.id).join(), view.moment);
  once("services", JSON.stringify(page), (place) => {
    for (const one of page) named(place.appendChild(make("li", "")), one.name).appendChild(make("b", fill(words.people, { count: one.waiting })));
  });
}

function missed(view) {
  const all = view.state.missed;
  $("missed").hidden = !all.length;
  const page = books.numbers.open(all, 6, all.join(), view.moment);
  once("numbers", page.join(), (place) => page.forEach((number) => place.appendChild(make("b", number))));
}

function resting(view) { // paused windows with their reasons; the closed ones together
  const mine = view.state.windows.filter((one) => view.mine(one.number)), shut = mine.filter((one) => one.presence === "closed");
  const all = mine.filter((one) => one.presence === "paused").map((one) => [one.number, one.pause || words.paused]);
  if (shut.length) all.push(["", fill(words.shut, { windows: shut.map((one) => one.number).join(" ") })]);
  $("resting").hidden = !all.length;
  const page = books.resting.open(all, 2, JSON.stringify(all), view.moment);
  once("windows", JSON.stringify(page), (place) => {
    for (const [number, why] of page) {
      const made = place.appendChild(make("li", ""));
      if (number) made.appendChild(make("b", `${words.windowBefore} ${number}${words.windowAfter}`.trim()));
      made.appendChild(make("span", why));
    }
  });
}

function own(view) {
  const window = view.state.windows.find((one) => one.number === Number(words.window));
  if (!window) return [];
  const call = view.state.calls.find((one) => one.window === window.number && one.number === window.current);
  const open = window.presence === "open", fresh = Boolean(call && view.stage.fresh && view.stage.shown.number === call.number);
  put("own-name", first(window.name));
  put("own-name-other", second(window.name));
  both("own-state", window.presence);
  $("own-chip").className = `chip ${window.presence}`;
  put("own-number", window.current);
  $("own").className = fresh ? "fresh" : "";
  both("own-say", window.current ? (fresh ? "here" : "serving") : open ? "free" : window.presence === "paused" ? "paused" : "closedNow");
  put("own-why", window.current ? "" : window.pause);
  const waiting = view.state.services.filter((one) => window.services.includes(one.id)).reduce((sum, one) => sum + one.waiting, 0);
  both("own-queue", "queue", { count: waiting });
  const next = open ? view.coming.filter((number) => number !== window.current).slice(0, NEXT) : [];
  $("own-next").hidden = !next.length;
  once("own-numbers", next.join(), (place) => next.forEach((number) => place.appendChild(make("b", number))));
  return call ? [call] : [];
}
