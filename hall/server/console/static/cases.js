// Whoever signs one step mostly signs the next: the name is kept as long as the page's tab is open.
import { $ } from "./live.js";

const KEPT = "hallkit signs cases";

new MutationObserver(() => {
  const field = $("asked").querySelector("[name=by]"), name = sessionStorage.getItem(KEPT);
  if (field && !field.value && name) field.value = name;
}).observe($("asked"), { childList: true });

document.addEventListener("submit", (event) => {
  const name = event.target.elements.by?.value;
  if (name) sessionStorage.setItem(KEPT, name);
}, true);
