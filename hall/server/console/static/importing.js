// A form that takes in a file: its name shown, sent as `request` makes it, and what the server made of it in its place.
import { $, renew, words } from "./live.js";
import { say } from "./intent.js";

// request(form, name, bytes): { path, type, body }.
export function importsWith(request, answerMs) {
  const form = $("import"), button = form.querySelector("[type=submit]");
  const named = () => { $("chosen").textContent = form.elements.file.files[0]?.name ?? $("chosen").dataset.none; };
  form.addEventListener("change", named);
  form.addEventListener("reset", () => setTimeout(named, 0)); // it is empty only afterwards
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation(); // not a verb of console.js
    const [file] = form.elements.file.files;
    if (button.ariaDisabled === "true") return;
    if (!file) {
      say(form.dataset.noFile);
      return;
    }
    $("taken").replaceChildren();
    button.ariaDisabled = "true"; // it keeps the focus
    const bytes = await file.arrayBuffer().catch(() => null); // gone, or saved once more since it was chosen
    if (!bytes) {
      button.ariaDisabled = null;
      say(form.dataset.unread);
      form.reset();
      return;
    }
    say(words.sending.replace("{name}", file.name));
    const html = await sent(request(form, file.name, bytes), form.dataset.failed, answerMs);
    button.ariaDisabled = null;
    if (html) {
      say("");
      $("taken").replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
      form.reset();
      renew();
    }
  });
}

// The server's page, 422 for a file that it could not take; "" where there is none, and why is said in its own words when it has any.
async function sent({ path, type, body }, failed, answerMs) {
  const options = { method: "POST", headers: { "Content-Type": type }, body, signal: AbortSignal.timeout(answerMs) };
  const answer = await fetch(path, options).catch(() => null);
  const whole = answer?.ok || answer?.status === 422; // another page is some proxy's
  const html = whole && answer.headers.get("content-type")?.includes("html") ? await answer.text().catch(() => "") : "";
  const problem = html ? null : await answer?.json().catch(() => null);
  if (!html) say(problem?.what ? `${problem.what[words.language]} ${problem.do[words.language]}` : failed);
  return html;
}
