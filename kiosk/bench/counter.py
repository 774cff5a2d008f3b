"""The clerk's thread: it may wait for the server, the screen never does. No Qt."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, replace

from hall.settings import Words
from kiosk.bench.hall import AwayError, Clerk, ClerkSees, NoError

LOOK_S = 1.0
END_S = 6.0
_Errand = tuple[int, str]


@dataclass(frozen=True)
class Outcome:
    """What became of the last verb. `kind`: called, nobody, finished, not_done, or refused with a `reason`."""

    kind: str
    window: int
    number: str = ""
    reason: Words | None = None


@dataclass(frozen=True)
class Seen:
    """What is known now. `away`: the last look got no answer; `busy`: windows with a verb under way."""

    sees: ClerkSees | None = None
    away: bool = False
    busy: frozenset[int] = frozenset()
    outcome: Outcome | None = None


class Counter:
    """Does a clerk's verbs one after another, and looks at the hall in between."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self._errands: queue.SimpleQueue[_Errand | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._seen = Seen()
        self._thread = threading.Thread(target=self._run, name="clerk", daemon=True)

    @property
    def seen(self) -> Seen:
        """From any thread."""
        with self._lock:
            return self._seen

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the verb under way."""
        self._errands.put(None)
        self._thread.join(END_S)

    def ask(self, window: int, verb: str) -> None:
        """Do `call` or `finish` soon; a window that is busy already is left alone."""
        with self._lock:
            if window in self._seen.busy:
                return
            self._seen = replace(self._seen, busy=self._seen.busy | {window})
        self._errands.put((window, verb))

    def _run(self) -> None:
        self._look()
        while True:
            try:
                errand = self._errands.get(timeout=LOOK_S)
            except queue.Empty:
                self._look()
                continue
            if errand is None:
                return
            outcome = self._do(*errand)
            self._look()
            with self._lock:
                busy = self._seen.busy - {errand[0]}
                self._seen = replace(self._seen, busy=busy, outcome=outcome)

    def _do(self, window: int, verb: str) -> Outcome:
        try:
            if verb == "finish":
                return Outcome("finished", window, self._clerk.finish(window))
            number = self._clerk.call(window)
            return Outcome("called" if number else "nobody", window, number)
        except NoError as error:
            return Outcome("refused", window, reason=error.reason)
        except AwayError:
            return Outcome("not_done", window)

    def _look(self) -> None:
        sees: ClerkSees | None = None
        try:
            sees = self._clerk.look()
        except (AwayError, NoError):
            away = True
        else:
            away = False
        with self._lock:
            self._seen = replace(self._seen, sees=sees or self._seen.sees, away=away)
