"""The receipt of an application on A4, for when the receipt printer cannot: what its form says, on a larger paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from drivers.types import Completion, Json
from hall.domain.clock import CHINA
from hall.settings import Settings
from hall.texts import Texts, load_texts
from kiosk.a4.marks import Page
from kiosk.a4.notices import Paper, receipt
from kiosk.desk.document_printer import DocumentPrinter
from kiosk.desk.documents import Sheet

_MINUTE = "%Y年%m月%d日 %H:%M"
"""As forms have it in Chinese (hall.domain.dates)."""


class ReceiptPaper:
    """Prints receipts on A4; other papers are of no use there."""

    def __init__(self, settings: Settings, printer: DocumentPrinter) -> None:
        self._settings = settings
        self._printer = printer

    def can(self, sheet: Sheet) -> bool:
        """Whether this paper can come out here now."""
        return sheet.form == "receipt" and self._printer.well

    async def print(self, sheet: Sheet, job: str) -> Completion:
        """Print it as the job of this name."""
        return await self._printer.run(job, _pages(self._settings, sheet.data), color=True)


def _pages(settings: Settings, data: Mapping[str, Json]) -> Callable[[], tuple[Page, ...]]:
    texts = load_texts(str(data["language"]))
    paper = Paper(settings, texts, data["large"] is True, str(data["qr"]))
    at = datetime.strptime(_said(data["submitted_at"], load_texts("zh")), _MINUTE).replace(tzinfo=CHINA)
    rows = receipt_rows(data, texts)
    return lambda: receipt(paper, rows, confirmed=data["confirmed"] is True, at=at)


def receipt_rows(data: Mapping[str, Json], texts: Texts) -> dict[str, str]:
    """The facts of a receipt by their labels, masked as they came."""
    item, days = data["item"], data["promise_days"]
    matter = str(item[texts.language]) if isinstance(item, dict) else str(item)
    promise = texts.say("a4.within", days=days) if days else texts.say("a4.on_the_spot")
    facts = {
        "case": data["number"],
        "matter": matter,
        "applicant": data["applicant"],
        "agent": data.get("agent", ""),
        "phone": data["phone"],
        "submitted": _said(data["submitted_at"], texts),
        "promise": promise,
        "code": data["code"],
    }
    rows = {texts.say(f"a4.{name}"): str(value) for name, value in facts.items()}
    bring = ((data.get(f"bring{at}"), data.get(f"until{at}")) for at in range(1, 9))
    owed = [f"{_said(name, texts)} ({_said(until, texts)})" for name, until in bring if name]
    return {**rows, texts.say("a4.bring"): "；".join(owed)} if owed else rows


def _said(name: Json, texts: Texts) -> str:
    return str(name[texts.language]) if isinstance(name, dict) else str(name)
