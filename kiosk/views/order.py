"""The number that came of a visit: large on the screen, whatever the printer does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, QObject, QSize, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickImageProvider

from hall.contract.messages import OwnTicket, ServiceInfo
from hall.domain.cases.codes import case_link, grouped, query_code
from hall.domain.codes import position_link
from hall.domain.dates import iso_in, slot_in
from hall.texts import Texts
from kiosk.flows.paper import can_be_given_up
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import Order, Page, State, Visit, group_of, service_of
from kiosk.views.catalogue import at_windows, minutes
from kiosk.views.codes import code_image
from kiosk.views.problem import ProblemModel, in_language

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PICTURES = "order"
"""The address of `OrderPictures`."""
_BRING_MOST: Final = 2
"""Materials that the screen names with their days, the soonest; the rest is a number."""


@dataclass(frozen=True)
class _Words:
    ticket: bool = True
    own: bool = False
    number: str = ""
    service: str = ""
    ahead: str = ""
    where: str = ""
    offline: str = ""
    bring: str = ""
    mark: str = ""
    remark: str = ""
    droppable: bool = False
    reminder: str = ""
    code: str = ""
    query: str = ""
    a4: bool = False
    paper: bool = True
    doing: str = ""
    safe: str = ""


@QmlElement
class OrderModel(QObject):
    """A ticket or a case on its way, and its paper. `base`: where phones reach the hall."""

    changed = Signal()

    def __init__(self, base: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._base = base
        self._words = _Words()
        self._picture = 0
        self._problem = ProblemModel(self)

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        order = state.visit.order if state.visit else None
        self._problem.take(order.problem if order else "", texts)
        words = _words(state, texts, self._base)
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
    def bring(self) -> str:
        """What is still to be brought, and by when; "" for nothing."""
        return self._words.bring

    @Property(str, notify=changed)
    def mark(self) -> str:
        """Why it goes first: a group or an appointment; "" when it does not."""
        return self._words.mark

    @Property(str, notify=changed)
    def remark(self) -> str:
        """What the hall adds to the number."""
        return self._words.remark

    @Property(bool, notify=changed)
    def droppable(self) -> bool:
        """Whether it can be given up, having no paper."""
        return self._words.droppable

    @Property(bool, notify=changed)
    def paper(self) -> bool:
        """Whether its paper can come out now, a receipt's on the A4 printer too."""
        return self._words.paper

    @Property(str, notify=changed)
    def reminder(self) -> str:
        """What to take along."""
        return self._words.reminder

    @Property(str, notify=changed)
    def query(self) -> str:
        """What is typed to see how an application is, in groups as on its receipt; "" for anything else."""
        return self._words.query

    @Property(bool, notify=changed)
    def a4(self) -> bool:
        """The paper is the A4 printer's, in place of the receipt printer's."""
        return self._words.a4

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
        """The code; nothing when there is none any more."""
        del name, requested
        image = code_image(self._order.code)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def _words(state: State, texts: Texts, base: str) -> _Words:
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
        offline=_offline(order, texts) if order.offline else "",
        bring=_bring(order, texts) if order.owed else "",
        mark=_mark(state, visit, order, texts),
        remark=in_language(order.remark, texts) if order.remark else "",
        droppable=can_be_given_up(order),
        reminder=_reminder(visit, order, texts),
        code=_code(state, order, base),
        query=_query(order),
        a4=order.a4,
        paper=state.health.receipts if visit.purpose is Purpose.APPLICATION else not state.health.printer,
        doing=_doing(state, order, texts),
        safe=texts.say(_safe(visit, ticket=ticket)) if order.number else "",
    )


def _offline(order: Order, texts: Texts) -> str:
    """What it means; who still has to bring something is not told to stay away."""
    if order.purpose is Purpose.TICKET:
        return texts.say("ticket.offline")
    return texts.say("receipt.offline_bring" if order.owed else "receipt.offline")


def _bring(order: Order, texts: Texts) -> str:
    papers = [
        texts.say(
            "receipt.bring_paper", name=in_language(each.name, texts), date=iso_in(texts.language, each.until)
        )
        for each in order.owed[:_BRING_MOST]
    ]
    if left := len(order.owed) - len(papers):
        papers.append(texts.say("receipt.bring_more", n=left))
    return texts.say("receipt.bring", papers=texts.say("receipt.bring_and").join(papers))


def _code(state: State, order: Order, base: str) -> str:
    """What the screen's code says: a receipt's always, a ticket's in place of its paper."""
    if not order.number:
        return ""
    if order.purpose is Purpose.APPLICATION:
        return case_link(base, query_code(order.intent))
    return position_link(base, order.intent) if state.page is Page.NO_PAPER else ""


def _query(order: Order) -> str:
    known = order.number and order.purpose is Purpose.APPLICATION
    return grouped(query_code(order.intent)) if known else ""


def _mark(state: State, visit: Visit, order: Order, texts: Texts) -> str:
    if order.purpose is not Purpose.TICKET or order.again:
        return ""
    if visit.booking is not None and order.remark is None:
        return texts.say("ticket.slot", slot=slot_in(texts.language, visit.booking.slot))
    group = group_of(state, visit.group)
    return texts.say("ticket.first", group=in_language(group.name, texts)) if group else ""


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
    if order.offline or order.again:
        return ""
    ahead = _ahead(order.ahead, texts)
    return f"{ahead} · {minutes('ticket', order.wait, texts)}" if order.wait and order.ahead else ahead


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
    if order.a4:
        return texts.say("receipt.take_a4_card" if visit.card_used else "receipt.take_a4")
    return texts.say(f"{noun}.take_card" if visit.card_used else f"{noun}.take")


def _doing(state: State, order: Order, texts: Texts) -> str:
    noun = _PRINTED.get(order.purpose, "ticket")
    match state.page:
        case Page.ISSUING:
            return texts.say("working.issuing")
        case Page.SUBMITTING:
            return texts.say("working.submitting")
        case _:
            return texts.say(f"working.printing_{noun}")


def _safe(visit: Visit, *, ticket: bool) -> str:
    if ticket:
        return "working.number_safe"
    return "working.told_safe" if visit.purpose is Purpose.SUGGESTION else "working.case_safe"


_PRINTED = {
    Purpose.APPLICATION: "receipt",
    Purpose.MATERIALS: "list",
    Purpose.GUIDES: "list",
    Purpose.PROGRESS: "notice",
    Purpose.FORMS: "form",
    Purpose.COPY: "copies",
}
