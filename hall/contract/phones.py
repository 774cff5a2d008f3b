"""The phone that somebody took a number with, as a hash: the window's sign finds the number by it. Never the phone."""

from __future__ import annotations

from pydantic import Field

from hall.contract.messages import EventId, Message

_HEX = r"^[0-9a-f]{64}$"


class PhoneKey(Message):
    """A unit's own key for phones (`hall.domain.phones`), of the server's making: 32 bytes, hex."""

    key: str = Field(pattern=_HEX, repr=False)


class TicketPhoneBody(Message):
    """`ticket.phone`: whoever took this ticket at this unit left a phone. `phone`: its hash by the unit's key."""

    ticket: EventId
    phone: str = Field(pattern=_HEX, repr=False)
