// The page's two languages: the one that comes first, and the other beneath it.
export const words = document.body.dataset;
const chinese = words.language === "zh";

export const $ = (id) => document.getElementById(id);
export const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (all, name) => facts[name] === undefined ? all : facts[name]);
export const first = (name) => (chinese ? name.zh : name.en) || name.zh || name.en;
export const second = (name) => {
  const other = chinese ? name.en : name.zh;
  return other === first(name) ? "" : other;
};

export function put(id, text) {
  const place = $(id);
  if (place && place.textContent !== text) place.textContent = text;
}

export function both(id, key, facts = {}) { // a text of the page and, in the place beneath, its translation
  put(id, key ? fill(words[key], facts) : "");
  put(`${id}-other`, key ? fill(words[`${key}Other`], facts) : "");
}

export function make(tag, text, name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

export function named(place, name) { // a name of the hall with its translation
  place.appendChild(make("span", first(name), "name")).appendChild(make("small", second(name), "other"));
  return place;
}

export class Book { // pages of something: the first again when it changes
  constructor(pages, stay) {
    this.place = pages;
    this.stay = stay;
    this.key = "";
    this.since = 0;
    this.page = 0;
  }

  open(items, size, key, now) {
    const pages = Math.max(1, Math.ceil(items.length / size));
    if (key !== this.key) [this.key, this.since, this.page] = [key, now, 0];
    else if (now - this.since >= this.stay) [this.since, this.page] = [now, (this.page + 1) % pages];
    this.page = Math.min(this.page, pages - 1);
    if (this.place) put(this.place, pages > 1 ? `${this.page + 1}/${pages}` : "");
    return items.slice(this.page * size, (this.page + 1) * size);
  }
}

const drawn = {};

export function once(id, key, paint) { // only what changed is drawn anew
  if (drawn[id] === key) return;
  drawn[id] = key;
  $(id).textContent = "";
  paint($(id));
}
