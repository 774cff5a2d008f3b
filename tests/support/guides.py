"""The invented guides as a terminal has them, and how a citizen gets to each page of them."""

from __future__ import annotations

from dataclasses import replace

from hall.contract.messages import Text
from hall.domain.guides.search import Index
from hall.guides.book import SAMPLES, entry_of, load
from kiosk.flows import touches as t
from kiosk.flows.library import Library
from kiosk.flows.words import GuidesChanged, PaperEnded, PrintOutcome

BOOK = load([SAMPLES])
TODAY = "2026-11-22"


def library(guides=BOOK.guides, **more):
    """What a terminal has of these guides."""
    pictures = {name: BOOK.pictures[name].read_bytes() for name in BOOK.shown}
    index = Index([entry_of(each, BOOK.themes) for each in guides], BOOK.spelling)
    known = Library({each.id: each for each in guides}, BOOK.themes, index, pictures, TODAY, TODAY)
    return replace(known, **more)


LIBRARY = GuidesChanged(library())
MANY = tuple(each.model_copy(update={"id": f"{each.id}-{n}"}) for each in BOOK.guides for n in range(6))
LATER = GuidesChanged(library((*BOOK.guides, *MANY), today="2028-03-01"))
_FIRST = BOOK.by_id["residence-permit"].materials[0]
_LAW = Text(
    zh="在本县居住半年以上、有稳定住所的，可以申领居住证。" * 9,
    en="Whoever has lived here for half a year may apply. " * 9,
)
WORDY = GuidesChanged(
    library(
        tuple(
            each.model_copy(
                update={"materials": (_FIRST.model_copy(update={"requirements": (_LAW,)}), *each.materials)}
            )
            for each in BOOK.guides
        )
    )
)
OPEN = [LIBRARY, t.Begin(), t.Want(t.Purpose.GUIDES)]
WRITING = [*OPEN, t.OpenWriting()]
FOUND = [*OPEN, *map(t.Digit, "JZZ"), t.Proceed()]
PERMIT = [*FOUND, t.ChooseGuide("residence-permit")]

PAGES = {
    "home, guides": [LIBRARY, t.Begin()],
    "guides": [*OPEN, *map(t.Digit, "JZZ")],
    "guide_words": WRITING,
    "guide_words, found": [LATER, *WRITING[1:], t.Write("居住")],
    "guide_words, choosing": [*WRITING, t.Write("居住")],
    "guide_words, by hand": WRITING,
    "guide_words, no word chosen": [*WRITING, t.Write("补"), t.Unchosen()],
    "guide_shelves": [*OPEN, t.OpenShelves("department")],
    "guide_hits": [*OPEN, t.OpenShelves("theme"), t.ChooseShelf(BOOK.themes[0].name.zh)],
    "guide_hits, many and over": [LATER, *OPEN[1:], t.Proceed()],
    "guide": PERMIT,
    "guide, over": [LATER, *PERMIT[1:]],
    "guide, no paper": [*PERMIT, t.PrintList("g1"), PaperEnded("g1", PrintOutcome.NOT_PRINTED, "paper.out")],
    "guide_phone": [*PERMIT, t.ChooseTopic("phone")],
    "guide_topic, bring": [WORDY, *PERMIT[1:], t.ChooseTopic("bring")],
    "guide_topic, sample": [*PERMIT, t.ChooseTopic("sample-1")],
}
"""For the registry of screens: name of the page, what happens until it is there."""
TAPS = {"guide_words, choosing": ["拼音", *"zheng"], "guide_words, by hand": ["手写"]}
