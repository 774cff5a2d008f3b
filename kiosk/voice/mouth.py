"""A speaker, under a supervisor like every device. One asyncio loop; whatever fails is an answer.

A round is played as two orders, the chime and then the words, so that the chime sounds while the words are put together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from drivers.codes import Code
from drivers.supervisor import Supervisor
from drivers.types import Completion, DeviceEvent, DeviceState, Json, Status
from kiosk.voice.ends import End
from kiosk.voice.voices import Line

ORDER_MS: Final = 20_000
"""For an order: free text is made by a program first."""
MARGIN_S: Final = 10.0
"""How much longer than its sound an announcement may take."""
_CLIPS: Final = {Code.CLIP_MISSING, Code.CLIP_UNREADABLE, Code.CLIP_SILENT}
_NEVER: Final = _CLIPS | {Code.VOICE_MISSING, Code.COMMAND_INVALID, Code.CONFIG_INVALID}
"""Another try ends the same way."""
_REMEMBERED: Final = 64
_ENDS: Final = {"finished": End.SPOKEN, "interrupted": End.SILENCED, "failed": End.FAILED}
_Key = tuple[int, str]
Ear = Callable[[str, DeviceEvent], None]
"""Hears a device: its name, what it said."""


class _Refused(Exception):  # noqa: N818 - an answer of the speaker
    pass


class Mouth:
    """Says rounds into zones; `trouble` is why it cannot ("" when it can, or was not asked yet).

    `under`: the supervisor of the device `name`, made with this mouth's own ear, or one that others listen to as
    well: then whoever listens passes on to `heard`.
    """

    def __init__(self, name: str, under: Callable[[Ear], Supervisor]) -> None:
        self._name = name
        self._supervisor = under(self.heard)
        self._turn = asyncio.Lock()
        self._ends: dict[_Key, asyncio.Future[End]] = {}
        self._hushed: set[str] = set()
        self._lasting = ""

    async def start(self) -> None:
        """Start the device's child."""
        await self._supervisor.start()

    async def stop(self) -> None:
        """Silence, and the child ends."""
        await self._supervisor.stop()
        self._fail_all()

    @property
    def trouble(self) -> str:
        """The dotted reason why nothing is heard now; what its status cannot know stays until the next success."""
        return self._lasting or _reason(self._supervisor.status(self._name))

    async def say(self, zone: str, percent: int, chime: str | None, lines: Iterable[Line]) -> End:
        """Chime (its clip; "": the driver's own tones; None: no chime), then the lines; until they were heard."""
        self._hushed.discard(zone)
        parts: list[Completion] = []
        try:
            await self._order("volume", {"zone": zone, "percent": percent})
            if chime is not None:
                parts.extend(await self._chime(zone, chime))
            for line in lines:
                if zone in self._hushed:
                    return End.SILENCED
                parts.append(await self._line(zone, line))
            self._lasting = ""
            return await self._heard(zone, parts)
        except _Refused as refused:
            never = str(refused) in _NEVER
            self._lasting = str(refused) if never else ""
            return End.IMPOSSIBLE if never else End.FAILED

    async def silence(self, zone: str) -> None:
        """Stop what a zone says; the round under way says no more."""
        self._hushed.add(zone)
        stopped = (await self._run("stop", {"zone": zone})).result.get("stopped")
        for (number, where), end in self._ends.items():
            if isinstance(stopped, list) and number in stopped and zone in {"", where} and not end.done():
                end.set_result(End.SILENCED)

    async def _chime(self, zone: str, clip: str) -> list[Completion]:
        """The clip begins and is not waited for; the driver's own tones are heard first."""
        if clip:
            done = await self._run("play", {"zone": zone, "clips": [clip], "wait": False})
            if done.error not in _CLIPS:
                return [_done(done)]
        await self._order("chime_test", {"zone": zone})
        return []

    async def _line(self, zone: str, line: Line) -> Completion:
        """One sentence; clips that turn out unusable are spoken as text."""
        where: dict[str, Json] = {"zone": zone, "wait": False}
        if line.clips:
            done = await self._run("play", {**where, "clips": [*line.clips]})
            if done.error not in _CLIPS:
                return _done(done)
        return await self._order("play", {**where, "text": line.text, "language": line.language})

    async def _order(self, op: str, args: Mapping[str, Json]) -> Completion:
        """One order. Raises `_Refused`."""
        return _done(await self._run(op, args))

    async def _run(self, op: str, args: Mapping[str, Json]) -> Completion:
        async with self._turn:
            return await self._supervisor.run(self._name, op, args, timeout_ms=ORDER_MS)

    async def _heard(self, zone: str, parts: Sequence[Completion]) -> End:
        """Until every part ended in every zone: the worst end."""
        keys = [key for part in parts for key in _places(part)]
        limit_s = sum(_ms(part) for part in parts) / 1000 + MARGIN_S
        waiting = [self._end_of(key) for key in keys]
        try:
            async with asyncio.timeout(limit_s):
                ends = set(await asyncio.gather(*waiting))
        except TimeoutError:
            self._lasting = Code.SPEAKER_FAILED
            await self.silence(zone)
            return End.FAILED
        finally:
            for key in keys:
                self._ends.pop(key, None)
        return next((end for end in (End.SILENCED, End.FAILED) if end in ends), End.SPOKEN)

    def _end_of(self, key: _Key) -> asyncio.Future[End]:
        if key not in self._ends:
            self._ends[key] = asyncio.get_running_loop().create_future()
            if len(self._ends) > _REMEMBERED:
                del self._ends[next(iter(self._ends))]
        return self._ends[key]

    def heard(self, name: str, event: DeviceEvent) -> None:
        """What a device said; only the own one matters."""
        if name != self._name:
            return
        if event.kind == "driverRestarted":
            self._fail_all()
        number, zone = event.data.get("number"), event.data.get("zone")
        if event.kind in _ENDS and isinstance(number, int) and isinstance(zone, str):
            end = self._end_of((number, zone))
            if not end.done():
                end.set_result(_ENDS[event.kind])

    def _fail_all(self) -> None:
        """The child is a new one, its numbers begin anew: nobody will hear of the old ones again."""
        for end in self._ends.values():
            if not end.done():
                end.set_result(End.FAILED)
        self._ends = {}


def _done(completion: Completion) -> Completion:
    if not completion.done:
        raise _Refused(completion.error or completion.code.value)
    return completion


def _places(part: Completion) -> list[_Key]:
    number, zones = part.result.get("number"), part.result.get("zones")
    if not isinstance(number, int) or not isinstance(zones, list):
        raise _Refused(Code.PROTOCOL_DESYNC)
    return [(number, str(zone)) for zone in zones]


def _ms(part: Completion) -> int:
    ms = part.result.get("ms")
    return ms if isinstance(ms, int) else 0


def _reason(status: Status) -> str:
    if status.device in {DeviceState.ONLINE, DeviceState.STARTING}:
        return ""
    return status.code or f"device.{status.device.value}"
