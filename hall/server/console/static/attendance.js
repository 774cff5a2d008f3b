// The machine's file goes as it is: the server knows what makers' programs write. The same file again adds nothing twice.
import { $, renew } from "./live.js";
import { say } from "./intent.js";

const ANSWER_MS = 60000;

async function takeIn(form) {
  const [file] = form.elements.file.files;
  if (!file) {
    say(form.dataset.noFile);
    return;
  }
  say("");
  const path = `${form.dataset.import}&name=${encodeURIComponent(file.name.slice(-80))}`;
  const answer = await fetch(path, {
    method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file, signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => null);
  const html = answer?.headers.get("content-type")?.includes("html") ? await answer.text() : "";
  if (!html) {
    const problem = await answer?.json().catch(() => null), language = document.body.dataset.language;
    say(problem?.what ? `${problem.what[language]} ${problem.do[language]}` : form.dataset.failed);
    return;
  }
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
