"""The driver for social-security cards (社会保障卡): the two files that need no PIN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drivers.apdu import NOT_ALLOWED, Answer
from drivers.card_slot import CardError
from drivers.codes import Code
from drivers.smart_card.reader import WAITING, SmartCardReader
from drivers.smart_card.records import RecordError, value_of
from drivers.smart_card.social_files import (
    EF05,
    EF06,
    HOLDER,
    ISSUER,
    SELECT,
    Item,
    read_record,
    result,
    select_file,
)
from drivers.table.serving import Operation
from drivers.types import Command, CompletionCode, Json

_CARD = CompletionCode.COMMAND_ERROR_CODE


class SocialCardReader(SmartCardReader):
    """Adds `read_social_card` {wait_ms}.

    `card.locked`: the county's card gives its files only to the hall's own reader library. `card.unknownType`:
    another kind of card.
    """

    def operations(self) -> Mapping[str, Operation]:
        """The plain ones and its own."""
        return {**super().operations(), "read_social_card": Operation(self._read_social_card, WAITING)}

    def _read_social_card(self, command: Command) -> dict[str, Json]:
        """Wait for a card and read it. Whole or not at all."""
        try:
            self.connected(command)
            self._select(SELECT)
            self._select_file(EF05)
            raw = dict(self._values(ISSUER))
            self._select_file(EF06)
            raw |= self._values(HOLDER)
        except CardError:
            self.slot.let_go()
            if self.slot.present:
                self.emit("removeCardPrompt")
            raise
        self.slot.let_go()
        self.slot.spend()
        self.emit("cardRead")
        return result(raw)

    def _select(self, apdu: bytes) -> None:
        found = self.slot.exchange(apdu)
        if not found.ok:
            raise _refused(found, Code.CARD_UNKNOWN_TYPE, CompletionCode.UNSUPPORTED_DATA)

    def _select_file(self, file: bytes) -> None:
        """By the usual way, else by the other one that cards are known to want."""
        found = self.slot.exchange(select_file(file))
        if not found.ok and found.status != NOT_ALLOWED:
            found = self.slot.exchange(select_file(file, 0x00))
        if not found.ok:
            raise _refused(found, Code.CARD_READ_FAILED, _CARD)

    def _values(self, items: Iterable[Item]) -> dict[str, str]:
        """The values of the selected file; those that the card does not have are left out."""
        values = {}
        for item in items:
            found = self.slot.exchange(read_record(item.tag))
            if found.status == NOT_ALLOWED:
                raise _refused(found, Code.CARD_LOCKED, CompletionCode.UNSUPPORTED_DATA)
            if not found.ok:
                if item.needed:
                    raise _refused(found, Code.CARD_READ_FAILED, _CARD)
                continue
            try:
                values[item.field] = item.read(value_of(found.data, item.tag))
            except RecordError as error:
                if item.needed:
                    raise CardError(Code.CARD_READ_FAILED, _CARD, f"{found.status:04x}") from error
        return values


def _refused(found: Answer, error: Code, code: CompletionCode) -> CardError:
    if found.status == NOT_ALLOWED:
        error, code = Code.CARD_LOCKED, CompletionCode.UNSUPPORTED_DATA
    return CardError(error, code, f"{found.status:04x}")
