"""When a citizen leaves, nothing of them is left in the program: no word on a widget, no object that still knows it."""

import gc
from dataclasses import fields, is_dataclass, replace
from itertools import count

import pytest

from hall.domain.privacy import Address, IdNumber, Person, PersonName
from kiosk.flows import touches as t
from kiosk.flows.words import CardLifted, Tick
from tests.support.front import READY, TERMINAL, Screen
from tests.support.goldens import bases, differ, shrunk

NAME, NUMBER, STREET = "欧阳金丝雀", "110105199003078574", "云溪县金丝雀巷七号"
WRITTEN = "金丝雀路的路灯不亮"
CANARIES = (BIRD := "金丝雀", NUMBER)
"""What is looked for: it stands in no test's data but here."""


def planted(thing):
    """The same event of somebody else: every card is the canary's, every text is written by it."""
    if isinstance(thing, Person):
        known = replace(thing, name=PersonName(NAME), id_number=IdNumber(NUMBER))
        return replace(known, address=Address(STREET))
    if isinstance(thing, IdNumber):
        return IdNumber(NUMBER)
    if isinstance(thing, t.Write):
        return t.Write(WRITTEN)
    if not is_dataclass(thing):
        return thing
    return replace(
        thing, **{each.name: planted(getattr(thing, each.name)) for each in fields(thing) if each.init}
    )


def below(thing, seen):
    if id(thing) not in seen:
        seen[id(thing)] = thing
        for child in [*thing.children(), *(thing.childItems() if hasattr(thing, "childItems") else [])]:
            below(child, seen)


def said(screen):
    """Every text of every Qt object of the program: what is painted, typed, read aloud, or kept by a model."""
    seen = {}
    for root in (screen.window, screen.front.engine, screen.window.contentItem()):
        below(root, seen)
    for thing in seen.values():
        meta = thing.metaObject()
        for at in range(meta.propertyCount()):
            if meta.property(at).typeName() == "QString":
                yield f"{meta.className()}.{meta.property(at).name()}: {meta.property(at).read(thing)}"


def remembered():
    """Every text that a living Python object refers to, this file's own left out."""
    gc.collect()
    for thing in gc.get_objects():
        if thing is globals() or thing is CANARIES:
            continue
        for one in gc.get_referents(thing):
            if type(one) is str and one != BIRD and any(each in one for each in CANARIES):
                yield f"{type(thing).__name__}: {one}"


def leave(screen):
    """The citizen says that all is done, or walks away: what is under way comes to its end by its own limits."""
    screen.feed(t.Finish(), CardLifted())
    now = screen.front.visit._state.now_ms
    for later in count(now, 500_000):
        if screen.name == "attract":
            break
        assert later < now + 20 * 500_000, f"still on {screen.name}"
        screen.feed(Tick(later), CardLifted())
    screen.settle()


@pytest.fixture(scope="module")
def screen():
    made = Screen("terminal")
    yield made
    made.close()


@pytest.mark.parametrize("page", bases(TERMINAL))
def test_whoever_leaves_from_this_page_leaves_nothing_on_it(screen, page):
    state = bases(TERMINAL)[page]
    screen.open(state, [planted(event) for event in TERMINAL[state] or []])
    leave(screen)
    assert [words for words in said(screen) if any(each in words for each in CANARIES)] == []


def test_whoever_was_known_by_a_code_leaves_nothing(screen):
    for page in ("applicant, by code", "check, by code"):
        screen.open(page, [planted(event) for event in TERMINAL[page]])
        assert screen.front.visit._state.visit.person.by_code
        leave(screen)
    assert [words for words in said(screen) if any(each in words for each in CANARIES)] == []
    screen.effects.clear()
    assert list(remembered()) == []


def test_the_picture_after_a_visit_is_the_picture_before_it(screen):
    screen.open("attract", [])
    before = shrunk(screen)
    for page, state in bases(TERMINAL).items():
        screen.open(page, [planted(event) for event in TERMINAL[state] or []])
        leave(screen)
        screen.feed(*READY, CardLifted())
        assert differ(before, shrunk(screen)) == 0, page


def test_nothing_in_memory_knows_any_of_those_who_left(screen):
    for page, state in bases(TERMINAL).items():
        screen.open(page, [planted(event) for event in TERMINAL[state] or []])
        leave(screen)
    screen.effects.clear()
    assert list(remembered()) == []


def test_who_stands_there_is_found_by_this_test(screen):
    screen.open("applicant", [planted(event) for event in TERMINAL["applicant"]])
    assert any("欧阳" not in each and NUMBER in each for each in remembered())
    screen.open("suggest_words", [planted(event) for event in TERMINAL["suggest_words"]])
    screen.feed(t.Write(WRITTEN))
    assert any(WRITTEN in words for words in said(screen))
    leave(screen)
