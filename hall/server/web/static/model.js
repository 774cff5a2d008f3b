// What a board knows: a snapshot (/v1/board) and the feed's events after it, folded. The same rules as the Qt board's.
const CALLS = 20, MISSED = 20;
const CALLED = ["ticket.called", "ticket.recalled"];
const PRESENCE = { "window.opened": "open", "window.paused": "paused", "window.closed": "closed" };
const TOLD = ["window.opened", "window.closed"]; // say all there is to know; of other windows' events a snapshot tells more
const COME = ["ticket.returned", "ticket.back", "ticket.void", ...CALLED];
const THERE = ["ticket.resumed", "ticket.back"];
const LEFT = ["done", "void", "no_show", "held", "transferred", "taken_back"].map((what) => `ticket.${what}`);
export const KINDS = [
  ...["issued", "called", "called_alone", "recalled", "started", "done", "no_show", "held", "resumed", "transferred", "returned", "item_added", "void", "back", "taken_back"].map((one) => `ticket.${one}`),
  ...["opened", "paused", "closed", "services"].map((one) => `window.${one}`),
  ...["opened", "paused", "closed", "services"].map((one) => `window.${one}_undone`),
  "hall.notices",
];

export function day(at) { // the hall's, which is China's
  return new Date(Date.parse(at) + 8 * 3600 * 1000).toISOString().slice(0, 10);
}

// {state, call, anew}: the state after the event, the call it made or null, and whether a snapshot must be read.
export function fold(state, event) {
  if (event.seq > state.last_seq + 1) return { state, call: null, anew: true };
  if (event.seq <= state.last_seq) return { state, call: null, anew: false };
  const call = CALLED.includes(event.kind) && event.window !== null
    ? { seq: event.seq, number: event.number, window: event.window, at: event.at, recall: event.kind === "ticket.recalled" } : null;
  const base = day(event.at) > day(state.at) ? nextDay(state) : state;
  const standing = stand(base.calls, event).slice(0, call ? CALLS - 1 : CALLS);
  const after = {
    ...base,
    last_seq: event.seq,
    at: Date.parse(event.at) > Date.parse(base.at) ? event.at : base.at,
    services: base.services.map((one) => event.waiting[one.id] === undefined ? one : { ...one, waiting: event.waiting[one.id] }),
    windows: base.windows.map((one) => serving(one, event, call)),
    missed: gone(base.missed, event),
    calls: call ? [call, ...standing] : standing,
  };
  return { state: after, call, anew: !event.kind.startsWith("ticket.") && !TOLD.includes(event.kind) || !known(base, event) };
}

function nextDay(state) { // yesterday's numbers are nobody's today
  return {
    ...state, calls: [], missed: [],
    services: state.services.map((one) => ({ ...one, waiting: 0 })),
    windows: state.windows.map((one) => ({ ...one, current: "", presence: "closed", pause: "" })),
  };
}

function known(state, event) {
  const services = state.services.map((one) => one.id), windows = state.windows.map((one) => one.number);
  return Object.keys(event.waiting).every((one) => services.includes(one)) && (event.window === null || windows.includes(event.window));
}

function serving(window, event, call) {
  const here = event.window === window.number, presence = PRESENCE[event.kind];
  if (presence) return here ? { ...window, presence, pause: "" } : window;
  if (call) return here ? { ...window, current: call.number } : window;
  if (here && THERE.includes(event.kind)) return { ...window, current: event.number };
  return LEFT.includes(event.kind) && window.current === event.number ? { ...window, current: "" } : window;
}

function gone(missed, event) {
  const others = missed.filter((one) => one !== event.number);
  if (event.kind === "ticket.no_show") return [event.number, ...others].slice(0, MISSED);
  return COME.includes(event.kind) ? others : missed;
}

function stand(calls, event) { // without the one that a clerk took back, and its repeats
  let back = event.kind === "ticket.taken_back";
  return calls.filter((call) => {
    if (!back || call.number !== event.number) return true;
    back = call.recall;
    return false;
  });
}

export function recent(calls) { // newest first, each number once with its latest window
  const seen = new Set();
  return calls.filter((call) => !seen.has(call.number) && seen.add(call.number));
}

// Which call is largest: alone for ten seconds; when others wait they share them, never less than three each, none is skipped.
export class Stage {
  constructor() {
    this.shown = null;
    this.queue = [];
    this.fresh = false;
    this.since = 0;
  }

  admit(call) { // a repeat takes the place of its older self
    const at = this.queue.findIndex((one) => one.number === call.number);
    if (at < 0) this.queue.push(call);
    else this.queue[at] = call;
  }

  advance(now, over) {
    this.queue = this.queue.filter((one) => !over(one));
    if (this.shown && over(this.shown)) this.fresh = false;
    const held = now - this.since, share = Math.max(3000, 10000 / (1 + this.queue.length));
    if (this.queue.length && (!this.fresh || held >= share)) {
      this.shown = this.queue.shift();
      this.since = now;
      this.fresh = true;
    } else if (this.fresh && held >= 10000) this.fresh = false;
  }
}
