"""Every screen of the registry (tests/support/front.py: PAGES), in every size of type, both languages and every colour,
on its own panel and on a laptop's: can it be touched and read? All from the tree of items, nothing by pixels.
"""

import pytest

from hall.texts import load_texts
from kiosk.flows.comfort import SIZES as TEXT_SIZES
from kiosk.flows.comfort import Contrast
from kiosk.flows.words import CardProblem, PaperEnded, PrintOutcome, Refused
from tests.support.front import PAGES, READY, SIZES, TERMINAL, Screen
from tests.support.looking import contrast_faults, reach_faults, text_faults, touch_faults


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("role", "page"), [(role, page) for role in PAGES for page in PAGES[role]])
def test_a_screen_can_be_touched_and_read(screens, role, page, size):
    screen = screens(role, size)
    screen.open(page, PAGES[role][page])
    faults = [*touch_faults(screen), *text_faults(screen), *contrast_faults(screen)]
    for language, comfort in modes(screen, size):
        screen.wear(language, **comfort)
        found = [*touch_faults(screen), *text_faults(screen)]
        faults += [f"{language} {comfort}: {each}" for each in found]
    for contrast in list(Contrast)[1:] if size == "own" and screen.name != "attract" else []:
        screen.wear("zh", contrast=contrast.value)
        faults += [f"{contrast}: {each}" for each in contrast_faults(screen, contrast.value)]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("page", TERMINAL)
def test_low_reach_leaves_nothing_to_touch_above_the_lower_part(screens, page):
    screen = screens("terminal")
    screen.open(page, TERMINAL[page])
    faults = []
    for language, large in [("zh", 0), ("en", TEXT_SIZES - 1)] if screen.name != "attract" else []:
        screen.wear(language, size=large, reach="on")
        found = [*reach_faults(screen), *touch_faults(screen), *text_faults(screen)]
        faults += [f"{language} {large}: {each}" for each in found]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("role", PAGES)
def test_no_page_of_a_program_is_missing_in_the_registry(screens, role):
    drawn = set(screens(role).window.property("pages").toVariant()) | {"comfort"}
    assert drawn == {page.partition(",")[0] for page in PAGES[role]}


def modes(screen, size):
    """Languages and sizes beside the usual: on a panel of its own all of them, else the outermost; 7.3 mm as the elder
    mode. Between two citizens there is none.
    """
    if screen.name == "attract":
        return []
    largest = {"elder": "off", "size": TEXT_SIZES - 1}
    chinese = [{"size": 1}, {"size": 0, "elder": "on"}] if size == "own" else []
    english = [{"size": 0}, largest]
    return [*(("zh", each) for each in [*chinese, largest]), *(("en", each) for each in english)]


PAGES_OF_TROUBLE = {
    "refused": (
        "item",
        "lease",
        "disk",
        "store",
        "server",
        "hall",
        "ticket",
        "service",
        "request",
        "window",
    ),
    "identify": ("card", "code", "sam", "bus", "protocol", "driver", "device"),
    "no_paper": (
        "paper",
        "cover",
        "cutter",
        "head",
        "printer",
        "form",
        "data",
        "font",
        "job",
        "status",
        "bus",
        "protocol",
    ),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", PAGES_OF_TROUBLE)
def test_every_message_fits_where_it_is_shown(page, size):
    screen = Screen("terminal", SIZES[size])
    families = PAGES_OF_TROUBLE[page]
    faults = []
    try:
        screen.feed(
            *READY, *TERMINAL[{"refused": "issuing", "identify": "identify", "no_paper": "printing"}[page]]
        )
        for code in sorted(load_texts("en").codes):
            if code.partition(".")[0] not in families:
                continue
            screen.feed(TROUBLE[page](code))
            assert screen.name == page
            for language in ("zh", "en"):
                screen.use(language, True)
                faults += [
                    f"{code} {language}: {each}" for each in [*touch_faults(screen), *text_faults(screen)]
                ]
        assert not faults, "\n" + "\n".join(faults)
    finally:
        screen.close()


TROUBLE = {
    "refused": lambda code: Refused("i1", code),
    "identify": CardProblem,
    "no_paper": lambda code: PaperEnded("i1", PrintOutcome.NOT_PRINTED, code),
}
