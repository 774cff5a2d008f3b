"""Tests in which one device proves another: what a device says of itself is believed least of all."""

from __future__ import annotations

import asyncio
import io
import secrets
import threading
from collections.abc import Awaitable, Iterator
from typing import Final, Protocol, cast

from drivers.codes import Code
from drivers.sim.line import Line
from drivers.sim.paper import Piece
from drivers.types import Completion, CompletionCode, Json
from hall.cli.loops_chart import measured_chart
from hall.cli.loops_screen import Walk, walked_screen
from hall.cli.loops_sound import heard_sound
from hall.cli.readiness import Finding, Outcome
from hall.cli.tried import Placed, Trying

_PRINT_MS: Final = 20_000
_PROMPT_S: Final = 5.0
_LOOKS, _LOOK_S = 100, 0.1
_PREFIX: Final = "HK-SELFTEST:"
_FORM: Final[dict[str, Json]] = {
    "title": "selftest",
    "line": [
        {
            "text": {"zh": "自检：把码对准扫码窗", "en": "Self-test: hold the code before the scanner"},
            "align": "center",
        },
        {"space": 3},
        {"qr": "{code}", "mm": 30, "align": "center"},
        {"space": 3},
        {"text": "{code}", "align": "center", "fit": True},
        {"cut": True},
    ],
}
_QR: Final = ("打印的码由扫码器读回", "a printed code, read back by the scanner")


def loops(trying: Trying, walk: Walk | None) -> Iterator[Awaitable[Finding]]:
    """Every loop that the unit has devices for. `walk`: the touch screen to be walked, None to leave it out."""
    classes = {one.profile.device_class for one in trying.placed}
    if {"ticket_printer", "code_scanner"} <= classes:
        yield _printed_code(trying)
    if "document_camera" in classes:
        yield measured_chart(trying)
    if "speaker" in classes:
        yield heard_sound(trying)
    yield walked_screen(trying, walk)


async def _printed_code(trying: Trying) -> Finding:
    """Print a code that nobody knew before, and have it read."""
    printer, scanner = trying.of_class("ticket_printer"), trying.of_class("code_scanner")
    if printer is None or scanner is None:
        note = ("打印机或扫码器现在不能用", "printer or scanner cannot be used now")
        return Finding("printedCode", _QR, Outcome.NOT_TRIED, note=note)
    code = f"{_PREFIX}{secrets.token_hex(6).upper()}"
    data: dict[str, Json] = {"language": trying.say.language, "large": False, "code": code}
    printed = await trying.run(printer, "print_form", {"form": _FORM, "data": data, "job": code}, _PRINT_MS)
    if printed.code not in {CompletionCode.SUCCESS, CompletionCode.OUTCOME_UNKNOWN}:
        return Finding("printedCode", _QR, Outcome.FAILED, printed.error or printed.code.value)
    reading = asyncio.ensure_future(trying.run(scanner, "read_code", {}, trying.limit_ms))
    await trying.heard(scanner, "presentCode", _PROMPT_S)
    if not await _hold(trying, printer, scanner):
        await trying.cancel(scanner)
        await reading
        note = ("仿真打印机的纸上没有可读的码", "no code can be read on the twin's paper")
        return Finding("printedCode", _QR, Outcome.FAILED, Code.CODE_UNREADABLE, note)
    return _compared(await reading, code)


def _compared(read: Completion, code: str) -> Finding:
    """Only the very code that was printed proves anything."""
    if not read.done:
        return Finding("printedCode", _QR, Outcome.FAILED, read.error or read.code.value)
    if read.result.get("bytes_hex") != code.encode().hex():
        note = ("读到的是别的码", "another code was read")
        return Finding("printedCode", _QR, Outcome.FAILED, Code.CODE_UNREADABLE, note)
    return Finding("printedCode", _QR, Outcome.PASSED)


async def _hold(trying: Trying, printer: Placed, scanner: Placed) -> bool:
    """The paper before the scanner: in a person's hand, or from twin to twin. False: nothing to read on it."""
    if printer.line is None or scanner.line is None:
        zh, en = (
            "把刚打出的纸上的码对准扫码窗",
            "hold the code on the paper that just came out before the scanner",
        )
        trying.ask(zh, en)
        return True
    data = await asyncio.to_thread(_code_on_paper, printer.line)
    if data is None:
        return False
    machine = cast("_Presents", scanner.line.machine)
    await asyncio.to_thread(scanner.line.act, lambda: machine.present(data))
    return True


class _Prints(Protocol):
    def tear_off(self) -> list[Piece]: ...


class _Presents(Protocol):
    def present(self, code: bytes) -> None: ...


def _code_on_paper(line: Line) -> bytes | None:
    """What our own reader makes of a twin's papers, one after the other until our code is there; None without any.

    A printer that never answers may still be busy with the paper before.
    """
    import numpy as np  # noqa: PLC0415 - heavy, and only twins need eyes
    from PIL import Image  # noqa: PLC0415

    from drivers.code_reader.reader import PictureReader  # noqa: PLC0415

    machine, reader, waiting = cast("_Prints", line.machine), PictureReader(), threading.Event()
    seen: bytes | None = None
    for _ in range(_LOOKS):
        for piece in line.act(machine.tear_off):
            found = reader.read(np.asarray(Image.open(io.BytesIO(piece.png())).convert("L")))
            seen = found[0].data if found else seen
        if seen is not None and seen.startswith(_PREFIX.encode()):
            break
        waiting.wait(_LOOK_S)
    return seen
