"""A booking of today is told of on the screen before another number is taken."""

from kiosk.flows.touches import Proceed
from kiosk.flows.words import CardRead, IssueTicket
from tests.support.front import HELD, PERSON, TICKET


def test_the_card_shows_the_booking_first_and_a_late_answer_is_a_key_on_the_services(terminal):
    terminal.feed(*TICKET, CardRead(PERSON), HELD, Proceed())
    assert terminal.name == "bookings"
    terminal.tap("不用预约，取普通号")
    assert terminal.name == "services"
    assert "您今天有预约" in terminal.names()
    terminal.tap("您今天有预约")
    terminal.feed(HELD)
    assert terminal.name == "bookings"
    terminal.tap("社会保险")
    (order,) = [each for each in terminal.effects if isinstance(each, IssueTicket)]
    assert order.booking == HELD.bookings[0]
