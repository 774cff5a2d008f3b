"""What somebody fills in, scans and signs for an application: all of it in one value. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from hall.contract.filing import AUTHORISATION, Handed, How, Question, Words
from hall.contract.guides import Guide, Material
from hall.contract.messages import Text
from hall.domain.privacy import Person

_NO_PAGE: Final = frozenset({"none", "filled"})
AUTHORISATION_NAME: Final = Text(zh="授权委托书", en="Letter of authorisation")
Point = tuple[float, float]
Strokes = tuple[tuple[Point, ...], ...]
"""A signature: lines of points, 0..1 of the width of its field, the height in the same measure (at most 0.4)."""


@dataclass(frozen=True)
class Scan:
    """One scanned page at rest on this terminal. `sha256`: its name. `picture`: a small JPEG to look at.

    `problems`: dotted codes of what is wrong with it (page.blurred, page.dark…); none: it can be read.
    """

    sha256: str
    picture: bytes = field(default=b"", repr=False)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """How one material is handed in. `until`: of a promise, YYYY-MM-DD. `licence`: its number."""

    how: How
    scans: tuple[Scan, ...] = ()
    until: str = ""
    licence: str = field(default="", repr=False)


@dataclass(frozen=True)
class Owed:
    """A material that is still to be brought, by this day, YYYY-MM-DD."""

    name: Text
    until: str


@dataclass(frozen=True)
class Unended:
    """A scan that was begun, by feeder or camera, and has not come to its end: some pages may be missing.

    `place`: where its next page goes, as in `Live`.
    """

    source: str
    place: int | None = None


@dataclass(frozen=True)
class Live:
    """A scan that runs, by feeder or camera.

    `picture`: what the camera sees, a JPEG; `problems`: dotted codes of why it does not take it yet. `ending`: no more
    pages are wanted, the last ones may still come. `place`: where the next page goes, of one that was dropped to be
    scanned again, None for the end; `came`: how many pages this scan has brought. `anew`: the first one takes the place of
    all that were there.
    """

    source: str = ""
    place: int | None = None
    came: int = 0
    picture: bytes = field(default=b"", repr=False)
    problems: tuple[str, ...] = ()
    ending: bool = False
    anew: bool = False


@dataclass(frozen=True)
class Filing:
    """`guide`: as it was when the item was chosen. `agent`: None before it is said for whom it is.

    `principal`: whose matter it is, when an agent stands here. `at`: the key of the question or material whose page is
    shown. `strokes`: the signature. `licences`: electronic licences that were found, number by the material's key;
    never part of a draft.
    """

    guide: Guide | None = None
    situation: str = ""
    agent: bool | None = None
    principal: Person | None = None
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    given: Mapping[str, Given] = field(default_factory=dict)
    unended: Mapping[str, Unended] = field(default_factory=dict)
    """By the material's key."""
    at: str = ""
    committed: bool = False
    strokes: Strokes = field(default=(), repr=False)
    by_card: bool = False
    """The card of whoever stands here signs in place of `strokes`."""
    coded: bool = False
    """A resident's code said whose matter it is: there was no ID card to show."""
    licences: Mapping[str, str] = field(default_factory=dict, repr=False)

    def questions(self, person: Person | None = None) -> tuple[Question, ...]:
        """What is asked in this situation, in order; of what a card answers, only what is not on this `person`'s."""
        return tuple(
            each
            for each in self.every()
            if not each.card or (person is not None and not on_card(each, person))
        )

    def every(self) -> tuple[Question, ...]:
        """All questions of this situation, with those that a card answers."""
        asked = self.guide.apply.questions if self.guide else ()
        return tuple(each for each in asked if _belongs(each.situations, self.situation))

    def materials(self) -> dict[str, Material]:
        """What is needed in this situation, by key, in order; with the authorisation of an agent, and the card on the reader."""
        return dict(self._materials())

    def _materials(self) -> Iterator[tuple[str, Material]]:
        every = self.guide.materials if self.guide else ()
        own = next((each for each in every if each.id == AUTHORISATION), None)
        if self.agent:
            paper = own or Material(name=AUTHORISATION_NAME)
            yield AUTHORISATION, paper.model_copy(update={"id": AUTHORISATION, "need": "always"})
        for place, each in enumerate(every, 1):
            if each is not own and _belongs(each.situations, self.situation):
                yield key_of(place, each), each

    def papers(self) -> tuple[str, ...]:
        """Keys of the materials that need a page of their own: not shared, not only shown."""
        found = self.materials().items()
        return tuple(key for key, each in found if not each.shared and each.scan not in _NO_PAGE)

    def declared(self) -> tuple[str, ...]:
        """Keys of what is promised or committed to: with one of them there is a text to read before the signature."""
        later = {How.PROMISED, How.COMMITTED}
        return tuple(key for key in self.papers() if key in self.given and self.given[key].how in later)

    def owed(self) -> tuple[Owed, ...]:
        """What is promised and still to be brought, the soonest first."""
        names = {key: each.name for key, each in self.materials().items()}
        later = [each for each in self.handed() if each.how is How.PROMISED]
        return tuple(
            Owed(names[each.material], each.until) for each in sorted(later, key=lambda one: one.until)
        )

    def handed(self) -> tuple[Handed, ...]:
        """Every material as an application says it."""
        return tuple(self._handed(key, each) for key, each in self.materials().items())

    def by_itself(self, material: Material) -> How | None:
        """How a material comes of which nobody is asked; None for one that has a page of its own."""
        if material.shared:
            return How.SHARED
        shown = How.CODED if self.coded else How.SHOWN
        return {"none": shown, "filled": How.FILLED}.get(material.scan)

    def _handed(self, key: str, material: Material) -> Handed:
        by_itself, given = self.by_itself(material), self.given.get(key)
        found = Given(by_itself or How.LEFT_OUT) if by_itself or given is None else given
        return Handed(
            material=key,
            name=material.name.zh,
            how=found.how,
            pages=tuple(each.sha256 for each in found.scans),
            until=found.until,
            licence=found.licence,
        )


def on_card(question: Question, person: Person) -> str:
    """What the card answers; "" for nothing."""
    found = {"address": person.address.reveal(), "birth": person.birth, "sex": person.sex}
    return found.get(question.card, "")


def key_of(place: int, material: Material) -> str:
    """Its key in an application; `place` from 1."""
    return material.id or f"m{place}"


def _belongs(situations: tuple[str, ...], chosen: str) -> bool:
    return not situations or not chosen or chosen in situations


def name_of(words: Words, language: str) -> str:
    """In the visit's language; Chinese where there is no English."""
    return words.en or words.zh if language == "en" else words.zh
