// The import of a list: read here, because only the browser knows in which encoding a table program saved it.
import { importsWith } from "./importing.js";

const ANSWER_MS = 30000;

// Excel's "Unicode text" is UTF-16 and says so; what else is no UTF-8 was saved by a Chinese Windows.
function text(bytes) {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

importsWith((form, _name, bytes) => ({
  path: form.dataset.import,
  type: "application/json",
  body: JSON.stringify({ csv: text(bytes) }),
}), ANSWER_MS);
