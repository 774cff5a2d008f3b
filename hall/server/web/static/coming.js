// Whom a window calls next: asked anew when its line has changed, and now and then, for appointments come due.
const PAUSE_MS = 1000, LONGEST_MS = 30000;

export class Coming {
  constructor(window) {
    this.window = window;
    this.numbers = [];
    this.line = "";
    this.asked = this.due = 0;
    this.asking = false;
  }

  look(state, now) { // screens of other windows hear of the same step: each asks at another moment
    const here = state.windows.find((one) => one.number === this.window);
    const line = here ? JSON.stringify([here, state.services.filter((one) => here.services.includes(one.id)).map((one) => one.waiting)]) : "";
    if (line !== this.line) {
      this.line = line;
      this.due = Math.min(this.due, Math.max(now + PAUSE_MS * Math.random(), this.asked + PAUSE_MS));
    }
    if (here && now >= this.due && !this.asking) this.ask(now);
  }

  async ask(now) {
    this.asking = true;
    this.asked = now;
    this.due = now + LONGEST_MS;
    try {
      const answer = await fetch(`/v1/board/next?window=${this.window}`, { cache: "no-store" });
      this.numbers = answer.ok ? (await answer.json()).numbers : [];
    } catch (error) {
      this.numbers = [];
    }
    this.asking = false;
  }
}
