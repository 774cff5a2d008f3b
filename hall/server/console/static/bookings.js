// The import of a list: read here, because only the browser knows in which encoding a table program saved it.
import { importsWith } from "./importing.js";
import { newId } from "./intent.js";

const ANSWER_MS = 30000;

async function text(file) {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

importsWith(async (form, file) => {
  form.dataset.event ??= newId(); // a second press after a lost answer books nothing twice
  const body = JSON.stringify({ event_id: form.dataset.event, csv: await text(file) });
  return { path: form.dataset.import, type: "application/json", body };
}, ANSWER_MS, (form) => { delete form.dataset.event; });
