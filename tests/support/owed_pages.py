"""The registry's last pages of an application for which something is still to be brought."""

from kiosk.flows import touches as t
from kiosk.flows.facts import PrintOutcome
from kiosk.flows.filing.words import ChangeFiled, Promise, Sign
from kiosk.flows.words import CaseSaved, PaperEnded

NUMBER = "T1-20261122-0007"


def owed_pages(check, name, printed):
    """Events by page. `check`: those up to the check page; `name`: a signature."""
    again = [ChangeFiled("material", "home"), Promise(), t.Proceed(), Sign(name), t.Proceed()]
    handed = [*check, *again, t.Submit("i9")]
    away = [*handed, CaseSaved("i9", NUMBER, confirmed=False)]
    return {
        "receipt, to bring": [*handed, CaseSaved("i9", NUMBER, confirmed=True), PaperEnded("i9", printed)],
        "receipt, to bring, offline": [*away, PaperEnded("i9", printed)],
        "receipt, on A4": [*away, PaperEnded("i9", printed, a4=True)],
        "paper_question, on A4": [*away, PaperEnded("i9", PrintOutcome.UNKNOWN, "bus.gone", a4=True)],
        "no_paper, to bring": [*away, PaperEnded("i9", PrintOutcome.NOT_PRINTED, "cover.open")],
    }
