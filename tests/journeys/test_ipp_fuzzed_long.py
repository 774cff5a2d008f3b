"""A hundred thousand spoiled answers of a print queue: none is a crash, a hang or a wrong "ok"."""

import contextlib
import random

import pytest

from drivers.document_printer import ipp
from drivers.document_printer.exchange import ExchangeError, Reader
from drivers.document_printer.ipp import IppError, answer
from drivers.document_printer.reasons import condition
from tests.wires.test_ipp import ANSWER, WAYS

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]
ROUNDS = 100_000


def spoil(dice, data):
    """Change, cut out, double or insert bytes."""
    spoiled = bytearray(data)
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(len(spoiled) + 1)
        match dice.randrange(4):
            case 0:
                spoiled[at : at + 1] = dice.randbytes(1)
            case 1:
                del spoiled[at : at + dice.randint(1, 20)]
            case 2:
                spoiled[at:at] = spoiled[at : at + dice.randint(1, 20)]
            case _:
                spoiled[at:at] = dice.randbytes(dice.randint(1, 20))
    return bytes(spoiled)


def test_no_spoiled_answer_is_a_printer_that_is_fine():
    dice = random.Random(20261122)
    for _ in range(ROUNDS):
        with contextlib.suppress(IppError):
            for group in answer(spoil(dice, ANSWER)).group(ipp.PRINTER_GROUP):
                assert condition(group).trouble is not None


def test_no_spoiled_http_is_taken_for_another_answer():
    dice = random.Random(20261123)
    for round_ in range(ROUNDS):
        reader = Reader()
        data = spoil(dice, WAYS[sorted(WAYS)[round_ % len(WAYS)]])
        with contextlib.suppress(ExchangeError, IppError):
            for at in range(0, len(data), 64):
                if not reader.whole:
                    reader.feed(data[at : at + 64])
            if reader.whole and reader.status == 200:
                answer(reader.body)
