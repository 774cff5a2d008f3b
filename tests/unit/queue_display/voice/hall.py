"""What the tests of the voice share: calls, states, a measuring ear, and a board's voice on a real speaker driver."""

import array
import asyncio
import itertools
import wave
from contextlib import asynccontextmanager
from datetime import timedelta

from drivers.health import Deadlines
from drivers.supervisor import Supervisor
from drivers.types import DeviceSpec
from hall.contract.messages import Call
from hall.domain.clock import SystemClock
from hall.settings import Voice, load_profile
from kiosk.voice.mouth import Mouth
from kiosk.voice.voices import set_up
from queue_display.face import Link, News
from queue_display.voice.announcer import Announcer
from tests.unit.queue_display.hall import MORNING, empty


def call(number, window=1, seq=1, recall=False):
    return Call(seq=seq, number=number, window=window, at=MORNING + timedelta(seconds=seq), recall=recall)


def board(*calls, current=None):
    """A hall's state: its calls, newest first; each window serves the newest of its own unless said otherwise."""
    newest = {one.window: one.number for one in reversed(calls)} if current is None else current
    state = empty(at=calls[0].at if calls else MORNING)
    windows = [w.model_copy(update={"current": newest.get(w.number, "")}) for w in state.windows]
    return state.model_copy(update={"calls": list(calls), "windows": windows})


def news(state, *fresh, first=()):
    return News(state, Link(live=True), fresh, frozenset(first))


class Ear:
    """A WAV file, measured."""

    def __init__(self, path):
        with wave.open(str(path)) as file:
            self.rate = file.getframerate()
            assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
            self.samples = array.array("h", file.readframes(file.getnframes()))

    @property
    def seconds(self):
        return len(self.samples) / self.rate

    @property
    def peak(self):
        return max(map(abs, self.samples))

    def longest_silence(self, floor=150):
        """Seconds between two loud samples, at most."""
        loud = [at for at, value in enumerate(self.samples) if abs(value) > floor]
        return max((b - a for a, b in itertools.pairwise(loud)), default=0) / self.rate


class Spoken:
    """A board's voice on the real driver in its own process. `facts` and `troubles` in their order."""

    def __init__(self, folder, settings=None, player="file", **options):
        self.folder = folder / "spoken"
        self.settings = settings or Voice()
        profile = load_profile("speaker")
        self.voices = set_up(self.settings, folder / "shelf")
        own = {"clips": str(folder / "shelf"), "folder": str(self.folder), "player": player, **options}
        spec = DeviceSpec("speaker", "speaker", profile.driver, "none:hall", {}, {**profile.options, **own})
        self.mouth = Mouth(spec.name, lambda ear: Supervisor([spec], ear, deadlines=Deadlines(hang_ms=5000)))
        self.facts, self.troubles = [], []
        self.changed = asyncio.Event()
        self.announcer = Announcer(
            self.settings, self.voices, self.mouth, SystemClock(), self._fact, self._trouble
        )

    def _fact(self, fact):
        self.facts.append(fact)
        self.changed.set()

    def _trouble(self, trouble):
        self.troubles.append(trouble)
        self.changed.set()

    async def until(self, wanted, limit_s=20):
        async with asyncio.timeout(limit_s):
            while not wanted():
                self.changed.clear()
                await self.changed.wait()

    def heard(self):
        return [Ear(path) for path in sorted(self.folder.glob("*.wav"))]


@asynccontextmanager
async def speaking(folder, settings=None, **options):
    made = Spoken(folder, settings, **options)
    task = asyncio.create_task(made.announcer.run())
    try:
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
