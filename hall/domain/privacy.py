"""Personal data that masks itself: only `reveal()` gives the true text.

Tickets and public screens carry none of it. Receipts and staff screens show the masked form.
An ID number keeps its first and last character: the usual "6 + stars + 4" leaves region,
sequence and check digit, and a known birthday fills in the rest.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class _Masked:
    """A text whose `str`, `repr` and format are masked, so that no log can leak it."""

    _text: str

    def reveal(self) -> str:
        """The true text; the caller answers for where it goes."""
        return self._text

    def mask(self) -> str:
        """What may be shown."""
        return "*" * len(self._text)

    def __str__(self) -> str:
        return self.mask()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.mask()})"

    def __format__(self, spec: str) -> str:
        return format(self.mask(), spec)


class PersonName(_Masked):
    """A name: 王小明 is shown as 王*明, 王明 as 王*, SMITH JOHN as S******** (length hidden)."""

    def mask(self) -> str:
        """Keep the first character, and the last of a Chinese name of three or more."""
        text = self._text
        if len(text) <= 1:
            return "*" * len(text)
        if text[0].isascii():
            return text[0] + "*" * 8
        if len(text) == 2:
            return text[0] + "*"
        return text[0] + "*" * (len(text) - 2) + text[-1]


class IdNumber(_Masked):
    """An identity number: first and last character stay."""

    def mask(self) -> str:
        """Keep one character at each end."""
        text = self._text
        return "*" * len(text) if len(text) < 4 else text[0] + "*" * (len(text) - 2) + text[-1]

    def keyed(self, key: bytes) -> str:
        """A keyed hash (HMAC-SHA-256, hex) that says "the same person" and nothing else."""
        return hmac.digest(key, self._text.encode(), "sha256").hex()


class Phone(_Masked):
    """A phone number: 138****0000."""

    def mask(self) -> str:
        """Keep three digits in front and four at the end of a mobile number."""
        text = self._text
        return text[:3] + "*" * (len(text) - 7) + text[-4:] if len(text) >= 11 else "*" * len(text)


class Address(_Masked):
    """A dwelling: nothing but its first six characters (province and city) is shown."""

    def mask(self) -> str:
        """Keep what a whole county shares."""
        return self._text[:6] + "***" if len(self._text) > 6 else "***"


@dataclass(frozen=True)
class Person:
    """Who stands before the terminal, as the card says. `kind`: resident, J, I or Y.

    `by_code`: as the service of residents' codes says. That proves no presence of a card.
    """

    kind: str
    name: PersonName
    id_number: IdNumber
    sex: str = ""
    birth: str = ""
    address: Address = Address("")  # noqa: RUF009 - frozen
    valid_to: str = ""
    by_code: bool = False
