"""Whether the hall has seen and heard a window's call, and what its clerk should do when it has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from hall.domain.clock import service_date
from hall.domain.queue.ticket import Ticket, TicketState
from hall.server.console.words import Speech, hour, second
from hall.server.store import shown
from hall.server.store.shown import LastCall
from hall.settings import Settings, Unit, load_profile

SHOWN_WITHIN: Final = timedelta(seconds=5)
_SPEAKING: Final = timedelta(seconds=15)
"""What a call takes to be spoken, with its repeats, once its turn has come."""


@dataclass(frozen=True)
class Heard:
    """`text`: what is known of the last call. `alarm`: what to do, or "". `renew`: seconds until there may be news, 0 for never."""

    text: str
    alarm: str = ""
    renew: float = 0


class Watch:
    """Which displays of the hall file show a window's calls, and whether one of them speaks."""

    def __init__(self, settings: Settings) -> None:
        self._voice = settings.voice
        self._displays = [unit for unit in settings.units if unit.role == "display"]
        self._speaks = {unit.id for unit in self._displays if _has_speaker(unit)}

    def heard(
        self, connection: Connection, speech: Speech, ticket: Ticket | None, now: datetime
    ) -> Heard | None:
        """Of the ticket at a window. None when nothing is called there, or no display would show it."""
        if ticket is None or ticket.state is not TicketState.CALLED or ticket.window is None:
            return None
        displays = [unit for unit in self._displays if _shows(unit, ticket.window)]
        last = shown.last_call(connection, service_date(now), ticket.id) if displays else None
        if last is None:
            return None
        speaking = any(unit.id in self._speaks for unit in displays) and not self._is_quiet(last.at)
        if last.shown_at is None and last.spoken_at is None:
            return _unseen(speech, now - last.at)
        return self._seen(speech, last, now - last.at, speaking=speaking)

    def _seen(self, speech: Speech, last: LastCall, age: timedelta, *, speaking: bool) -> Heard:
        told = []
        if last.shown_at is not None:
            where = self._place(speech, last.shown_by)
            told.append(speech.say("heard.shown", place=where, time=second(last.shown_at)))
        if last.spoken_at is not None:
            told.append(speech.say("heard.spoken", time=second(last.spoken_at)))
        elif speaking and age > timedelta(seconds=self._voice.longest_wait_s) + _SPEAKING:
            return Heard(" · ".join(told), speech.say("heard.unspoken"))
        elif speaking:
            return Heard(" · ".join([*told, speech.say("heard.not_spoken_yet")]), renew=2)
        return Heard(" · ".join(told))

    def _place(self, speech: Speech, unit: str) -> str:
        found = next((one for one in self._displays if one.id == unit), None)
        return (speech.name(found.place) if found else "") or unit

    def _is_quiet(self, at: datetime) -> bool:
        """In quiet hours nothing is spoken, on purpose."""
        time = hour(at)
        return any(_within(time, quiet.begin, quiet.end) for quiet in self._voice.quiet)


def _unseen(speech: Speech, age: timedelta) -> Heard:
    if age < SHOWN_WITHIN:
        return Heard(speech.say("heard.waiting"), renew=min(1.0, (SHOWN_WITHIN - age).total_seconds() + 0.1))
    return Heard(speech.say("heard.nowhere"), speech.say("heard.unshown"), renew=2)


def _shows(unit: Unit, window: int) -> bool:
    """A hall board shows every window's calls, a notices screen none."""
    board = unit.board
    return board.kind == "hall" or (board.kind != "notices" and window in board.windows)


def _has_speaker(unit: Unit) -> bool:
    return any(load_profile(device.profile).device_class == "speaker" for device in unit.devices)


def _within(time: str, begin: str, end: str) -> bool:
    return begin <= time < end if begin <= end else time >= begin or time < end
