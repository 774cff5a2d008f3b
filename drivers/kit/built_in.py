"""Our own drivers as the kit sees them: the twin and the trial of each profile in config/devices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from drivers.kit.offer import Trial
from drivers.sim import card_holders
from drivers.sim.chip_cards import StorageCard
from drivers.sim.line import Line
from drivers.sim.people import ZHANG_XIAOFAN
from drivers.sim.twins import line_for
from drivers.speaker.sound import chime
from drivers.types import CompletionCode, Json

_CHIME_BYTES: Final = len(chime().wav()) - 44
"""Its sound without the head of the file (RIFF)."""
_CODE: Final = b"YXFW1:0123456789ABCDEF"
_FORM: Final[dict[str, Json]] = {"title": "kit", "line": [{"text": "{number}"}, {"cut": True}]}

_DATA: Final[dict[str, Json]] = {"language": "zh", "large": False, "number": "A012"}


@dataclass(frozen=True)
class Stand:
    """How a built-in driver is tried. See `Offer` for the words."""

    trial: Trial
    answers: bool = True
    options: Mapping[str, Json] = field(default_factory=dict)
    """Beside the profile's own."""


def _card_facts(result: Mapping[str, Json]) -> object:
    """All that the card says; a newer address may stay unsaid when the card does not answer that question."""
    fields = result.get("fields")
    said = dict(fields) if isinstance(fields, Mapping) else {}
    return result.get("kind"), {key: value for key, value in said.items() if key != "new_address" or value}


def _present(machine: Any) -> None:  # noqa: ANN401 - a twin's machine
    machine.present(_CODE)


def _place(machine: Any) -> None:  # noqa: ANN401
    machine.lift()
    machine.place(ZHANG_XIAOFAN)


def _shut(machine: Any) -> None:  # noqa: ANN401
    machine.push(1)


def _press(machine: Any) -> None:  # noqa: ANN401
    machine.press("5")


def _rate(machine: Any) -> None:  # noqa: ANN401
    machine.rate(5)


def _punch(machine: Any) -> None:  # noqa: ANN401
    machine.punch("WJ-4471", after_s=300)


def _pieces(machine: Any) -> int:  # noqa: ANN401
    return len(machine.pieces)


def _papers(machine: Any) -> int:  # noqa: ANN401
    return len(machine.papers)


def _lay(machine: Any) -> None:  # noqa: ANN401
    machine.take()
    machine.put("letter")


def _load(machine: Any) -> None:  # noqa: ANN401
    machine.load()


def _page_sizes(result: Mapping[str, Json]) -> object:
    """Rows and columns of every page."""
    pages = result.get("pages")
    found = pages if isinstance(pages, list) else []
    return [(page.get("rows_got"), page.get("columns")) for page in found if isinstance(page, Mapping)]


def _insert_id(machine: Any) -> None:  # noqa: ANN401
    machine.insert(card_holders.id_card(ZHANG_XIAOFAN))


def _insert_social(machine: Any) -> None:  # noqa: ANN401
    machine.insert(card_holders.second_generation())


def _insert_staff(machine: Any) -> None:  # noqa: ANN401
    machine.insert(StorageCard(bytes.fromhex("04A1B2C3")))


def _sounds(machine: Any) -> int:  # noqa: ANN401
    """How many chimes were heard; ALSA fills up the last one's period with silence."""
    return int(machine.heard / _CHIME_BYTES + 0.5)


def _pass(machine: Any) -> None:  # noqa: ANN401
    machine.punch("WJ-4471")


def _orders(machine: Any) -> int:  # noqa: ANN401
    return int(machine.orders[1])


_PERSON: Final = (
    ZHANG_XIAOFAN.fields["name"],
    ZHANG_XIAOFAN.fields["id_number"],
    ZHANG_XIAOFAN.fields["address"],
)
_CARD: Final = Trial(
    "read_card", {}, _place, waits=True, prompt="insertCard", facts=_card_facts, secrets=_PERSON
)
_READ: Final = Trial(
    "read_code",
    hand=_present,
    waits=True,
    prompt="presentCode",
    facts=itemgetter("bytes_hex"),
    checked=False,
    secrets=(_CODE.decode(), _CODE.hex()),
)
_PRINT: Final = Trial("print_form", {"form": _FORM, "data": _DATA, "job": "kit"}, effects=_pieces)
_BLIND: Final = Trial(_PRINT.op, _PRINT.args, effects=_pieces, ends=CompletionCode.OUTCOME_UNKNOWN)
_OPEN: Final = Trial("open", {"door": 1}, _shut, effects=_orders, facts=itemgetter("door"))
_SHOW: Final = Trial("show", {"lines": ["A012"]}, facts=itemgetter("content"))
_CAPTURE: Final = Trial(
    "capture_when_stable",
    {"folder": "{folder}", "what": "page"},
    _lay,
    waits=True,
    prompt="presentDocument",
    checked=False,
    short_ms=4000,
)
_SCAN: Final = Trial(
    "scan",
    {"folder": "{folder}", "source": "feeder", "mode": "gray", "dpi": 75, "wait_ms": 30_000},
    _load,
    waits=True,
    prompt="insertMedia",
    facts=_page_sizes,
    checked=False,
)
_CHIP_MS: Final = 4000
"""A slot is a second empty between two cards, and half of the time is kept free for reading."""
_CHIP_PROMPTS: Final = "insertCard removeCardPrompt"
_CHIP_ID: Final = replace(_CARD, hand=_insert_id, prompt=_CHIP_PROMPTS, short_ms=_CHIP_MS)
_SOCIAL: Final = Trial(
    "read_social_card",
    {},
    _insert_social,
    waits=True,
    prompt=_CHIP_PROMPTS,
    facts=_card_facts,
    checked=False,
    secrets=("欧阳小芳", "990101198811230262"),
    short_ms=_CHIP_MS,
)
_STAFF: Final = Trial(
    "read_staff_card",
    {},
    _insert_staff,
    waits=True,
    prompt=_CHIP_PROMPTS,
    facts=dict,
    checked=False,
    secrets=("04A1B2C3",),
    short_ms=_CHIP_MS,
)
_AGAIN: Final[dict[str, Json]] = {"duplicate_ms": 0}
_ASK: Final[dict[str, Json]] = {"window": 1, "clerk": "012", "case": "1"}

STANDS: Final[Mapping[str, Stand]] = {
    "samv": Stand(_CARD),
    "multi-in-one": Stand(_CARD),
    "serial-scanner": Stand(_READ, answers=False, options=_AGAIN),
    "wedge-scanner": Stand(_READ, answers=False, options=_AGAIN),
    "escpos-80": Stand(_PRINT),
    "escpos-58": Stand(_PRINT),
    "escpos-80-nostatus": Stand(_BLIND, answers=False),
    "hallkit-pad": Stand(
        Trial("start_evaluation", _ASK, _press, waits=True, prompt="prompted", facts=itemgetter("level"))
    ),
    "hallkit-pad-net": Stand(
        Trial("start_evaluation", _ASK, _rate, waits=True, prompt="prompted", facts=itemgetter("level"))
    ),
    "hallkit-caller": Stand(Trial("set_display", {"number": "A012", "waiting": 3})),
    "locker-8a": Stand(_OPEN),
    "locker-winnsen": Stand(
        Trial(_OPEN.op, _OPEN.args, _shut, effects=_orders, facts=itemgetter("door"), checked=False)
    ),
    "onbon-bx": Stand(_SHOW),
    "text-sign": Stand(_SHOW),
    "camera-code": Stand(_READ, options=_AGAIN),
    "document-camera": Stand(_CAPTURE),
    "sane": Stand(_SCAN, options={"look_ms": 1000}),
    "pcsc-id-card": Stand(_CHIP_ID),
    "social-card": Stand(_SOCIAL),
    "staff-card": Stand(_STAFF),
    "speaker": Stand(Trial("chime_test", effects=_sounds), answers=False),
    "punch-file": Stand(Trial("list_since", {}, _pass, secrets=("WJ-4471",))),
    "cups": Stand(Trial("test_page", {"job": "{try}"}, effects=_papers)),
    "hallkit-punch": Stand(Trial("punch_wait", {}, _punch, waits=True, secrets=("WJ-4471",))),
    "modbus-io": Stand(Trial("read_inputs", facts=dict)),
    "nut-ups": Stand(Trial("read", facts=dict, checked=False)),
}
"""By profile id, all of them; each has its twin in `drivers.sim.twins`."""


def twin_of(profile: str, folder: Path) -> Line:
    """A line with a profile's twin, not started; `folder`: an empty one for its link."""
    return line_for(profile, folder / "port", own=True)
