"""The driver for staff cards: which of the staff holds this card, by the card's own number or by a file on it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Final

from drivers.apdu import ForbiddenError, checked
from drivers.card_slot import CardError
from drivers.codes import Code
from drivers.options import OptionError, Options, Rule, Word
from drivers.smart_card.reader import WAITING, SmartCardReader
from drivers.table.serving import Operation
from drivers.types import Command, CompletionCode, Json

_RULES: Final[Mapping[str, Rule]] = {
    "source": Word(("uid", "file")),
    "form": Word(("hex", "decimal", "ascii", "bcd")),
    "order": Word(("as_read", "reversed")),
}
_LISTS: Final = {"select", "read", "staff"}
_GET_UID: Final = bytes.fromhex("FF CA 00 00 00")
_CARD: Final = CompletionCode.COMMAND_ERROR_CODE


class StaffCardReader(SmartCardReader):
    """Adds `read_staff_card` {wait_ms}: {staff_number}.

    Options: `source` (uid, file); `select`: commands in hex that lead to the file; `read`: the command that
    reads it; `form` of the number (hex, decimal, ascii, bcd); `order` of its bytes (as_read, reversed);
    `staff`: a table from card number to staff number; without one the card's number is the staff number.
    """

    def settings(self, options: Mapping[str, Json]) -> None:
        """Read the settings. Raises `OptionError`."""
        known = {*_RULES, *_LISTS}
        for key in options:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1) or sorted(known)
                raise OptionError(f"options.{key} is not a setting; write {' or '.join(near)}")
        settings = Options({key: value for key, value in options.items() if key in _RULES}, _RULES)
        self._form = settings.word("form")
        self._reversed = settings.word("order") == "reversed"
        self._staff = _table(options.get("staff", {}))
        self._select: tuple[bytes, ...] = ()
        self._read = _GET_UID
        if settings.word("source") == "file":
            chosen = options.get("select", [])
            if not isinstance(chosen, list):
                raise OptionError("options.select: write a list of commands in hex")
            self._select = tuple(_command("select", one) for one in chosen)
            self._read = _command("read", options.get("read", ""))
        elif "select" in options or "read" in options:
            raise OptionError('options.select and options.read are for source = "file"; remove them')

    def operations(self) -> Mapping[str, Operation]:
        """The plain ones and its own."""
        return {**super().operations(), "read_staff_card": Operation(self._read_staff_card, WAITING)}

    def _read_staff_card(self, command: Command) -> dict[str, Json]:
        try:
            self.connected(command)
            for apdu in self._select:
                self._data(apdu, Code.CARD_UNKNOWN_TYPE)
            number = card_number(self._data(self._read, Code.CARD_READ_FAILED), self._form, self._reversed)
        finally:
            self.slot.let_go()
        if not number:
            raise CardError(Code.CARD_READ_FAILED, _CARD)
        staff_number = self._staff.get(number.upper(), "") if self._staff else number
        if not staff_number:
            raise CardError(Code.CARD_NOT_REGISTERED, _CARD)
        self.slot.spend()
        self.emit("cardRead")
        return {"staff_number": staff_number}

    def _data(self, apdu: bytes, error: Code) -> bytes:
        found = self.slot.exchange(apdu)
        if not found.ok:
            raise CardError(error, _CARD, f"{found.status:04x}")
        return found.data


def card_number(data: bytes, form: str, backwards: bool) -> str:  # noqa: FBT001 - the option as it is
    """A card's number as the staff table has it; "" when the bytes hold none."""
    data = data[::-1] if backwards else data
    if not data:
        return ""
    match form:
        case "decimal":
            return str(int.from_bytes(data, "big"))
        case "ascii":
            text = data.rstrip(b"\x00\xff ").decode("ascii", "replace").strip()
            return text if text.isprintable() and text.isascii() else ""
        case "bcd":
            text = data.hex().rstrip("f")
            return text if text.isdecimal() else ""
        case _:
            return data.hex().upper()


def _table(given: Json) -> dict[str, str]:
    if not isinstance(given, dict) or not all(
        isinstance(number, str) and number for number in given.values()
    ):
        raise OptionError('options.staff: write a table, "card number" = "staff number"')
    return {card.upper(): str(number) for card, number in given.items()}


def _command(key: str, given: Json) -> bytes:
    try:
        return checked(bytes.fromhex(given if isinstance(given, str) else ""))
    except ForbiddenError as error:
        raise OptionError(f"options.{key}: only commands that read may be sent to a card") from error
    except ValueError as error:
        raise OptionError(f"options.{key}: write a command in hex, like 00B0810000") from error
