"""The number that came of a visit: large on the screen, whatever the printer does."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import segno
from PySide6.QtCore import Property, QObject, QSize, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickImageProvider

from hall.contract.messages import OwnTicket, ServiceInfo
from hall.domain.codes import case_code
from hall.texts import Texts
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import Order, Page, State, Visit, service_of
from kiosk.views.catalogue import at_windows, in_language
from kiosk.views.problem import ProblemModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PICTURES = "order"
"""The address of `OrderPictures`."""


@dataclass(frozen=True)
class _Words:
    ticket: bool = True
    own: bool = False
    number: str = ""
    service: str = ""
    ahead: str = ""
    where: str = ""
    offline: str = ""
    reminder: str = ""
    code: str = ""
    doing: str = ""
    safe: str = ""


@QmlElement
class OrderModel(QObject):
    """A ticket or a case on its way, and its paper."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = _Words()
        self._picture = 0
        self._problem = ProblemModel(self)

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        order = state.visit.order if state.visit else None
        self._problem.take(order.problem if order else "", texts)
        words = _words(state, texts)
        if words != self._words:
            self._picture += words.code != self._words.code
            self._words = words
            self.changed.emit()

    @Property(ProblemModel, notify=changed)
    def problem(self) -> ProblemModel:
        """What is the matter with the paper."""
        return self._problem

    @Property(bool, notify=changed)
    def ticket(self) -> bool:
        """A ticket, else an application."""
        return self._words.ticket

    @Property(bool, notify=changed)
    def own(self) -> bool:
        """The ticket was there already: this person waits with it."""
        return self._words.own

    @Property(str, notify=changed)
    def number(self) -> str:
        """The number as printed."""
        return self._words.number

    @Property(str, notify=changed)
    def service(self) -> str:
        """The business the ticket is for."""
        return self._words.service

    @Property(str, notify=changed)
    def ahead(self) -> str:
        """How many wait in front, in words; "" when nobody can know."""
        return self._words.ahead

    @Property(str, notify=changed)
    def where(self) -> str:
        """Where to wait."""
        return self._words.where

    @Property(str, notify=changed)
    def offline(self) -> str:
        """What it means that the server is away; "" when it is not."""
        return self._words.offline

    @Property(str, notify=changed)
    def reminder(self) -> str:
        """What to take along."""
        return self._words.reminder

    @property
    def code(self) -> str:
        """What the receipt's own code says; "" without one."""
        return self._words.code

    @Property(QUrl, notify=changed)
    def qr(self) -> QUrl:
        """The receipt's own code as a picture; the address is another one for each, and tells nothing."""
        return QUrl(f"image://{PICTURES}/{self._picture}" if self._words.code else "")

    @Property(str, notify=changed)
    def doing(self) -> str:
        """What is being made now."""
        return self._words.doing

    @Property(str, notify=changed)
    def safe(self) -> str:
        """What is already certain."""
        return self._words.safe


class OrderPictures(QQuickImageProvider):
    """`image://order/N`: the code of the receipt on the screen, made when it is painted and not kept."""

    def __init__(self, order: OrderModel) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._order = order

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:  # noqa: N802 - Qt's name
        """A QR code, four pixels to a module; nothing when there is none any more."""
        del name, requested
        image = QImage()
        if self._order.code:
            out = BytesIO()
            segno.make(self._order.code, error="m", micro=False).save(out, kind="png", scale=4, border=2)
            image.loadFromData(out.getvalue())
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def _words(state: State, texts: Texts) -> _Words:
    visit = state.visit
    if visit is None or visit.order is None:
        return _Words()
    if visit.own is not None:
        return _own(state, visit, visit.own, texts)
    order = visit.order
    ticket = order.purpose is Purpose.TICKET
    info = service_of(state, visit.service) if ticket else None
    return _Words(
        ticket=ticket,
        number=order.number,
        service=in_language(info.name, texts) if info else "",
        ahead=_turn(order, texts) if ticket else "",
        where=_where(info, texts) if not order.called else "",
        offline=texts.say("ticket.offline" if ticket else "receipt.offline") if order.offline else "",
        reminder=_reminder(visit, order, texts),
        code=case_code(order.number) if order.number and not ticket else "",
        doing=_doing(state, texts, ticket=ticket),
        safe=texts.say("working.number_safe" if ticket else "working.case_safe") if order.number else "",
    )


def _own(state: State, visit: Visit, own: OwnTicket, texts: Texts) -> _Words:
    """The ticket that somebody has already: what its paper says, and the card not to be forgotten."""
    info = service_of(state, own.service)
    return _Words(
        own=True,
        number=own.number,
        service=in_language(info.name, texts) if info else "",
        ahead=_ahead(own.ahead, texts),
        where=_where(info, texts),
        reminder=texts.say("refused.own_card" if visit.card_used else "refused.own_no_card"),
    )


def _turn(order: Order, texts: Texts) -> str:
    """How the queue stands for this number, as far as anybody knows."""
    if order.called:
        return texts.say("ticket.called", window=order.called)
    return "" if order.offline else _ahead(order.ahead, texts)


def _ahead(people: int, texts: Texts) -> str:
    return texts.say("ticket.ahead", n=people) if people else texts.say("ticket.next")


def _where(info: ServiceInfo | None, texts: Texts) -> str:
    if info is None or not info.windows:
        return texts.say("ticket.wait")
    return at_windows("ticket.windows", info, texts)


def _reminder(visit: Visit, order: Order, texts: Texts) -> str:
    noun = "ticket" if order.purpose is Purpose.TICKET else "receipt"
    if order.taken:
        return texts.say(f"{noun}.taken")
    return texts.say(f"{noun}.take_card" if visit.card_used else f"{noun}.take")


def _doing(state: State, texts: Texts, *, ticket: bool) -> str:
    match state.page:
        case Page.ISSUING:
            return texts.say("working.issuing")
        case Page.SUBMITTING:
            return texts.say("working.submitting")
        case _:
            return texts.say("working.printing_ticket" if ticket else "working.printing_receipt")
