"""What our own QR codes say, on paper and on the screen alike: `HK1:`, the kind, then what it names."""

from __future__ import annotations


def ticket_code(date: str, number: str) -> str:
    """The code of a ticket: a number means something only together with its service date."""
    return f"HK1:T:{date}:{number}"


def case_code(number: str) -> str:
    """The code of a case."""
    return f"HK1:C:{number}"
