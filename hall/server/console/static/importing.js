// A form that takes in a file: its name shown, sent as `request` makes it, and what the server made of it in its place.
import { $, renew } from "./live.js";
import { say } from "./intent.js";

// request(form, file): { path, type, body }. taken(form): the server has it.
export function importsWith(request, answerMs, taken = () => {}) {
  const form = $("import");
  const named = () => { $("chosen").textContent = form.elements.file.files[0]?.name ?? $("chosen").dataset.none; };
  form.addEventListener("change", named);
  form.addEventListener("reset", () => setTimeout(named, 0)); // it is empty only afterwards
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation(); // not a verb of console.js
    const [file] = form.elements.file.files;
    if (!file) {
      say(form.dataset.noFile);
      return;
    }
    say("");
    const html = await sent(await request(form, file), form.dataset.failed, answerMs);
    if (html) {
      taken(form);
      $("taken").replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
      form.reset();
      renew();
    }
  });
}

// The server's page; "" where there is none, and why is said in its own words when it has any.
async function sent({ path, type, body }, failed, answerMs) {
  const answer = await fetch(path, {
    method: "POST", headers: { "Content-Type": type }, body, signal: AbortSignal.timeout(answerMs),
  }).catch(() => null);
  if (answer?.headers.get("content-type")?.includes("html")) {
    return answer.text();
  }
  const problem = await answer?.json().catch(() => null), language = document.body.dataset.language;
  say(problem?.what ? `${problem.what[language]} ${problem.do[language]}` : failed);
  return "";
}
