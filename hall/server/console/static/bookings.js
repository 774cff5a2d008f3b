// The import of a list: read here, because only the browser knows in which encoding a table program saved it.
import { $, renew } from "./live.js";
import { newId, say } from "./intent.js";

const ANSWER_MS = 30000;

async function text(file) {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

async function takeIn(form) {
  const [file] = form.elements.file.files;
  if (!file) {
    say(form.dataset.noFile);
    return;
  }
  say("");
  form.dataset.event ??= newId(); // a second press after a lost answer books nothing twice
  const body = JSON.stringify({ event_id: form.dataset.event, csv: await text(file) });
  const answer = await fetch(form.dataset.import, {
    method: "POST", headers: { "Content-Type": "application/json" }, body, signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => null);
  const html = answer?.headers.get("content-type")?.includes("html") ? await answer.text() : "";
  if (!html) {
    say(form.dataset.failed);
    return;
  }
  delete form.dataset.event;
  $("taken").replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  form.reset();
  renew();
}

const named = (form) => { $("chosen").textContent = form.elements.file.files[0]?.name ?? $("chosen").dataset.none; };
$("import").addEventListener("change", (event) => named(event.currentTarget));
$("import").addEventListener("reset", (event) => setTimeout(named, 0, event.currentTarget)); // it is empty only afterwards
$("import").addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation(); // not a verb of console.js
  takeIn(event.target);
});
