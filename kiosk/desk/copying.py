"""Print and copy: scanned pages, guides and forms, onto A4."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from drivers.codes import Code
from hall.contract.guides import Guide
from hall.domain.codes import guide_link
from hall.guides.topics import said
from hall.texts import Texts, load_texts
from kiosk.a4.guides import guide_pages
from kiosk.a4.marks import Page
from kiosk.a4.pictures import copied, pictured
from kiosk.desk.document_printer import DocumentPrinter
from kiosk.desk.guides import Guides
from kiosk.desk.parts import Parts
from kiosk.desk.scanning.job import DPI
from kiosk.flows.copy_words import CopyEffect, LookAtPrinter, PrintCopies, PrinterSeen, PrintForm
from kiosk.flows.words import PaperEnded, PrintOutcome


class CopyingDesk:
    """Answers with PaperEnded, always. `page`: a scanned page by its name, as long as the visit lasts."""

    def __init__(
        self, parts: Parts, printer: DocumentPrinter, guides: Guides, page: Callable[[str], bytes | None]
    ) -> None:
        self._parts = parts
        self._printer = printer
        self._guides = guides
        self._page = page

    def work(self, effect: CopyEffect) -> Coroutine[Any, Any, None]:
        """What takes its time."""
        match effect:
            case LookAtPrinter():
                return self._look()
            case PrintCopies():
                return self._copy(effect)
            case PrintForm():
                return self._form(effect)

    async def _look(self) -> None:
        self._parts.tell(PrinterSeen(await self._printer.two_sided()))

    async def _copy(self, wanted: PrintCopies) -> None:
        jpegs = [jpeg for name in wanted.pages if (jpeg := self._page(name)) is not None]
        if len(jpegs) < len(wanted.pages):
            self._nothing(wanted.intent, "copy.gone")
            return
        await self._printer.print(
            wanted.intent, lambda: copied(jpegs, DPI), copies=wanted.copies, duplex=wanted.duplex
        )

    async def _form(self, wanted: PrintForm) -> None:
        guide = self._guides.known(wanted.guide)
        if guide is None:
            self._nothing(wanted.intent, "guide.unknown")
            return
        texts = load_texts(wanted.language)
        if wanted.what == "guide":
            await self._printer.print(wanted.intent, lambda: self._whole(guide, texts, large=wanted.large))
            return
        picture, note = _picture(guide, wanted, texts)
        data = self._guides.picture(picture)
        if not data:
            self._nothing(wanted.intent, Code.DOCUMENT_UNREADABLE)
            return
        await self._printer.print(wanted.intent, lambda: _one(data, note))

    def _whole(self, guide: Guide, texts: Texts, *, large: bool) -> tuple[Page, ...]:
        settings = self._parts.settings
        name = settings.hall.name.en if texts.language == "en" else settings.hall.name.zh
        link = guide_link(settings.server.public_url or settings.server.url, guide.id)
        return guide_pages(name, guide, texts, self._parts.clock.now(), link=link, large=large)

    def _nothing(self, intent: str, problem: str) -> None:
        self._parts.tell(PaperEnded(intent, PrintOutcome.NOT_PRINTED, problem))


def _picture(guide: Guide, wanted: PrintForm, texts: Texts) -> tuple[str, str]:
    """Its file, and what stands below: a blank form is as the office made it."""
    at = wanted.place - 1
    form = guide.materials[at].form if 0 <= at < len(guide.materials) else None
    if form is None:
        return "", ""
    if wanted.what == "blank":
        return form.blank, ""
    return form.sample, texts.say("guide.picture", name=said(form.name, texts))


def _one(data: bytes, note: str) -> tuple[Page, ...]:
    """Raises `PdfError`."""
    return (pictured(data, note),)
