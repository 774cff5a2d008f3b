"""A citizen before a flow: says what happens, keeps what was asked for."""

from __future__ import annotations

from hall.contract.messages import ItemInfo, ServiceInfo, Text
from hall.domain.privacy import IdNumber, Person, PersonName
from kiosk.flows import dispenser, terminal
from kiosk.flows.library import Library
from kiosk.flows.touches import Begin, ChooseItem, ChooseService, Digit, Proceed, Purpose, Skip, Submit, Want
from kiosk.flows.visit import Rules
from kiosk.flows.words import (
    CardRead,
    CaseSaved,
    GuidesChanged,
    HallChanged,
    Health,
    HealthChanged,
    PaperEnded,
    PrintOutcome,
    Tick,
    TicketIssued,
)

ZHANG = Person("resident", PersonName("张小凡"), IdNumber("11010519491231002X"))
LI = Person("resident", PersonName("李静怡"), IdNumber("110105194912310038"))
MOBILE = "13800001234"
RULES = Rules(idle_ms=120_000, warning_ms=30_000, result_ms=20_000, identity_key=b"hall")
GOOD = Health(online=True, card_reader="", code_scanner="", printer="")


def words(zh):
    return Text(zh=zh, en=zh)


HALL = HallChanged(
    services=(
        ServiceInfo(id="social", name=words("社会保险"), prefix="A", windows=[1, 2], waiting=3),
        ServiceInfo(id="closed", name=words("停办业务"), prefix="Z", windows=[]),
    ),
    items=(
        ItemInfo(id="pension-check", name=words("养老待遇资格认证"), service="social", promise_days=1),
        ItemInfo(id="permit", name=words("居住证申领"), service="social", promise_days=15),
    ),
)


class Citizen:
    """Drives one flow. `asked` are the effects so far."""

    def __init__(self, room=terminal):
        self.room = room
        self.state, effects = room.opening(1_000_000)
        self.asked = list(effects)
        self.hear(HALL, HealthChanged(GOOD), GuidesChanged(Library()))

    def hear(self, *events):
        for event in events:
            self.state, effects = self.room.step(self.state, event, RULES)
            self.asked.extend(effects)
        return self

    def wait(self, seconds):
        """Let time pass in quarters of a second."""
        end = self.state.now_ms + int(seconds * 1000)
        while self.state.now_ms < end:
            self.hear(Tick(min(end, self.state.now_ms + 250)))
        return self

    def fresh(self):
        """What was asked for since the last look."""
        asked, self.asked = self.asked, []
        return asked

    @property
    def page(self):
        return str(self.state.page)

    @property
    def visit(self):
        return self.state.visit

    # --- how far one gets ---

    def to_services(self):
        return self.hear(Begin(), Want(Purpose.TICKET), Skip())

    def to_issuing(self, intent="i1"):
        return self.to_services().hear(ChooseService("social", intent))

    def to_printing(self, *, offline=False):
        return self.to_issuing().hear(TicketIssued("i1", "A012", "social", 3, offline))

    def to_ticket(self):
        return self.to_printing().hear(PaperEnded("i1", PrintOutcome.PRINTED))

    def to_items(self):
        return self.hear(Begin(), Want(Purpose.APPLICATION))

    def to_applicant(self):
        return self.to_items().hear(ChooseItem("permit"), CardRead(ZHANG))

    def to_phone(self):
        return self.to_applicant().hear(Proceed())

    def type(self, digits):
        return self.hear(*map(Digit, digits))

    def to_check(self):
        return self.to_phone().type(MOBILE).hear(Proceed())

    def to_submitting(self):
        return self.to_check().hear(Submit("i2"))

    def to_receipt(self):
        return self.to_submitting().hear(
            CaseSaved("i2", "T1-20261122-0007", confirmed=True), PaperEnded("i2", PrintOutcome.PRINTED)
        )


def at_door():
    return Citizen(dispenser)
