// What the hall tells everybody, in pages that can be read; the emergency that fills the screen.
import { $, first, put, second, words } from "./words.js";

const LEAST_MS = 8000, LETTER_MS = 300, WORD_MS = 450, PAGES = 3;
// A phrase with the signs that end it; a colon, a comma or a point between digits ends none.
const PHRASE = /(?:[^，。；：！？、,.;:!?]|[,.:](?=\d))*[，。；：！？、,.;:!?]+[”’）》」)]*\s*|.+$/g;
const ENDS = /[\s，。；：！？、,.;:!?…]+$/;

function standing(view) {
  return view.state.notices.filter((one) => Date.parse(one.since) <= view.now && (!one.until || Date.parse(one.until) > view.now));
}

export function emergency(view) {
  const one = standing(view).find((each) => each.kind === "emergency");
  $("emergency").hidden = !one;
  if (!one) return false;
  for (const part of ["title", "body"]) {
    put(`emergency-${part}`, first(one[part]));
    put(`emergency-${part}-other`, second(one[part]));
  }
  return true;
}

function fits(place, text) { // a letter's own box is higher than its line: half a letter is no further line
  place.textContent = text;
  return place.scrollHeight - place.clientHeight < parseFloat(getComputedStyle(place).fontSize) / 2;
}

function kept(text) { // no line ends within a number, or between it and what it counts
  return (text || "").trim().replace(/(\d)([-–~])(?=\d)/g, "$1\u2060$2\u2060").replace(/(\d)(?=[年月日时分秒点号楼层室元人个位次件])/g, "$1\u2060");
}

function most(text, good) { // how many letters of the text are still good: at least one
  let low = 1, high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (good(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

// The text in pages of `place`, broken where one can pause; what is longer ends with `tail` on the last of them.
function paged(place, text, tail) {
  const pages = [];
  let rest = kept(text).match(PHRASE) || [];
  while (rest.length) {
    let count = 0;
    while (count < rest.length && fits(place, rest.slice(0, count + 1).join("").trim())) count += 1;
    if (!count) {
      const letters = most(rest[0], (begun) => fits(place, begun));
      rest = [rest[0].slice(0, letters), rest[0].slice(letters), ...rest.slice(1)].filter(Boolean);
      count = 1;
    }
    const page = rest.slice(0, count).join("").trim();
    rest = rest.slice(count);
    if (pages.length < PAGES - 1 || !rest.length) pages.push(page);
    else {
      const letters = most(page, (begun) => fits(place, begun.replace(ENDS, "") + tail));
      return [...pages, page.slice(0, letters).replace(ENDS, "") + tail];
    }
  }
  return pages;
}

function joined(title, body) { // a title that ends as a sentence needs no colon
  if (!body) return title;
  const gap = /[。！？：；….!?:;]$/.test(title) ? "" : /[\u2e80-\uffff]$/.test(title) ? "：" : ":";
  return `${title}${gap}${/[\u2e80-\uffff]$/.test(title + gap) ? "" : " "}${body}`;
}

let told = { key: "", pages: [], page: 0, until: 0 };

function written(one) { // its pages: [first language, second language, milliseconds]
  const large = document.body.classList.contains("notices");
  put("notice-title", large ? first(one.title) : "");
  put("notice-title-other", large ? second(one.title) : "");
  const [text, other] = [first, second].map((language) => large ? language(one.body) : joined(language(one.title), language(one.body)));
  const mine = paged($("notice-body"), text, words.tail), two = paged($("notice-other"), other, words.tailOther);
  const count = Math.max(mine.length, two.length, 1);
  const at = (pages, page) => pages.length ? pages[Math.floor(page * pages.length / count)] : "";
  return Array.from({ length: count }, (_, page) => [at(mine, page), at(two, page)]);
}

function reading(texts) {
  return Math.max(LEAST_MS, ...texts.map((text) => /[\u2e80-\uffff]/.test(text) ? LETTER_MS * text.length : WORD_MS * text.split(/\s+/).length));
}

export function notice(view) { // one at a time, page by page, each for as long as it takes to read
  const all = standing(view).filter((one) => one.kind === "notice");
  $("notice").hidden = !all.length;
  if (!all.length) return;
  const size = `${window.innerWidth} ${window.innerHeight}`, key = (one) => JSON.stringify([one, size]);
  const at = all.findIndex((one) => key(one) === told.key), over = view.moment >= told.until;
  if (at >= 0 && !over) return;
  if (at >= 0 && told.page + 1 < told.pages.length) told.page += 1;
  else {
    const next = all[at < 0 ? 0 : (at + 1) % all.length];
    told = { key: key(next), pages: written(next), page: 0, until: 0 };
  }
  const page = told.pages[told.page];
  put("notice-body", page[0]);
  put("notice-other", page[1]);
  put("notice-page", told.pages.length > 1 ? `${told.page + 1}/${told.pages.length}` : "");
  told.until = view.moment + reading(page);
}
