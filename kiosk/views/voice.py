"""Reads the screen: what stands in the page's tree becomes speech, whenever the page turns or something on it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow

from hall.texts import Texts
from kiosk.flows.phone import grouped
from kiosk.flows.speech import Hush, Speak
from kiosk.flows.visit import State, Visit
from kiosk.toolkit.tree import Spot, spots
from kiosk.voice.reading import Discretion, Kind, Piece, changes, one, page

SETTLE_MS = 120
"""A page is laid out, and what belongs together has changed together."""
_KINDS: Mapping[str, Kind] = {"StaticText": "text", "AlertMessage": "alert", "Button": "choice"}
_LEAST_SECRET = 4


class Narrator(QObject):
    """Speaks through `perform`, as long as the visit wants it. `shelf`: the item that holds the page.

    `screen`: the name of what is in front. `headset`: whether the unit has a place to plug one in.
    """

    def __init__(
        self,
        window: QQuickWindow,
        shelf: QQuickItem,
        screen: Callable[[], str],
        perform: Callable[[Speak | Hush], None],
        *,
        headset: bool,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._shelf = shelf
        self._screen = screen
        self._perform = perform
        self._has_headset = headset
        self._state: State | None = None
        self._texts: Texts | None = None
        self._before: tuple[str, str] = ("", "")
        self._pieces: list[Piece] = []
        self._speaking = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.look)

    def take(self, state: State, texts: Texts) -> None:
        """What the flow knows now."""
        self._state, self._texts = state, texts
        if state.visit is not None and state.visit.comfort.aloud:
            if not self._timer.isActive():
                self._timer.start()
        elif self._speaking:
            self._quiet()

    def look(self) -> None:
        """Say the page when it is another one, or in another language; else what changed on it."""
        if not self._aloud() or self._state is None or self._texts is None:
            return
        pieces = self._read()
        here = (self._screen(), self._texts.language)
        discretion = self._discretion(self._state, self._texts)
        if here != self._before:
            told = page(pieces, self._texts, discretion)
        else:
            told = changes(self._pieces, pieces, self._texts, discretion)
        self._before, self._pieces = here, pieces
        self._say(told)

    def again(self) -> None:
        """The page from its beginning."""
        self._before = ("", "")
        self.look()

    def met(self, spot: Spot) -> None:
        """The keys came to something."""
        if self._aloud() and self._state is not None and self._texts is not None:
            piece = self._heard(spot)
            if piece is not None:
                self._say((one(piece, self._texts, self._discretion(self._state, self._texts)),))

    def _aloud(self) -> bool:
        return self._state is not None and self._state.visit is not None and self._state.visit.comfort.aloud

    def _quiet(self) -> None:
        self._timer.stop()
        self._speaking = False
        self._before, self._pieces = ("", ""), []
        self._perform(Hush())

    def _say(self, told: Sequence[str]) -> None:
        if not told or self._state is None or self._state.visit is None or self._texts is None:
            return
        self._speaking = True
        private = self._has_headset and self._state.headset
        volume = self._state.visit.comfort.volume
        self._perform(Speak(tuple(told), self._texts.language, volume, private))

    def _read(self) -> list[Piece]:
        found = [spot for spot in spots(self._window) if spot.below(self._shelf)]
        pieces = [piece for spot in found if (piece := self._heard(spot)) is not None]
        return [one for one in pieces if not (one.kind == "choice" and one.name == self._hushed())]

    def _heard(self, spot: Spot) -> Piece | None:
        """As it may be heard: what is `hushed` is for a headset alone, and somebody hears that it is there."""
        piece, hushed = _piece(spot), self._hushed()
        return (
            replace(piece, name=hushed, note="", personal=False)
            if _is_hushed(spot) and hushed and piece
            else piece
        )

    def _hushed(self) -> str:
        """What is said instead; "" when everything may be said."""
        state, texts = self._state, self._texts
        if state is None or texts is None or (self._has_headset and state.headset):
            return ""
        return texts.say("voice.hushed")

    def _discretion(self, state: State, texts: Texts) -> Discretion:
        return Discretion(
            open=self._has_headset and state.headset,
            typed=texts.say("voice.typed", n="{n}"),
            hidden=texts.say("voice.hidden"),
            known=_secrets(state.visit, texts) if state.visit else {},
        )


def _is_hushed(spot: Spot) -> bool:
    return bool(spot.item.property("hushed"))


def _piece(spot: Spot) -> Piece | None:
    kind = _KINDS.get(spot.role)
    if kind is None:
        return None
    return Piece(
        kind=kind,
        name=spot.name,
        note=spot.text if spot.text != spot.name else "",
        off=not spot.enabled,
        personal=bool(spot.item.property("personal")),
        live=bool(spot.item.property("live")),
    )


def _secrets(visit: Visit, texts: Texts) -> dict[str, str]:
    """What is personal in this visit, as it may be written on a screen, and what is said in its place."""
    found: dict[str, str] = {}
    if visit.person is not None:
        name, number = visit.person.name, visit.person.id_number
        card = texts.say("voice.card")
        found |= dict.fromkeys((number.reveal(), number.mask()), texts.say("voice.number"))
        found |= dict.fromkeys((name.reveal(), name.mask()), card)
    digits = visit.phone.reveal()
    if len(digits) >= _LEAST_SECRET:
        found |= dict.fromkeys((digits, grouped(digits)), texts.say("voice.phone"))
    return found
