// What needs somebody, on every page: a call for help, a unit without paper, one that is silent, an emergency that still stands.
const EVERY_MS = 5000, ANSWER_MS = 4000, NOTES = [880, 660, 880], NOTE_S = 0.18;
let sound = null;

async function look() {
  const strip = document.getElementById("strip"), { path } = strip.dataset;
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
  if (!answer.ok) return;
  const told = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("strip");
  if (!told) return;
  if (strip.innerHTML !== told.innerHTML) strip.replaceChildren(...told.childNodes);
  strip.hidden = !strip.childElementCount;
  if (strip.querySelector("[data-rings]")) ring(); // each time, until somebody is on the way
}

function ring() { // a browser is mute until somebody has touched the page once
  sound ??= new AudioContext();
  if (sound.state !== "running") {
    sound.resume().catch(() => {});
    return;
  }
  NOTES.forEach((pitch, at) => {
    const note = sound.createOscillator(), loud = sound.createGain(), begin = sound.currentTime + at * NOTE_S;
    note.frequency.value = pitch;
    loud.gain.setValueAtTime(0.2, begin);
    loud.gain.exponentialRampToValueAtTime(0.001, begin + NOTE_S);
    note.connect(loud).connect(sound.destination);
    note.start(begin);
    note.stop(begin + NOTE_S);
  });
}

const renew = () => look().catch(() => {}); // the page itself tells of a server that is away
renew();
setInterval(renew, EVERY_MS);
document.addEventListener("drawn", () => { // whoever answered a call sees at once that it is answered
  if (document.querySelector("#strip [data-rings]")) renew();
});
