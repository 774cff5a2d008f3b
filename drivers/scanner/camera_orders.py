"""What callers may ask of a document camera, and how it is refused."""

from __future__ import annotations

import errno
from pathlib import Path

from drivers.codes import Code
from drivers.scanner import camera_document
from drivers.table.serving import Refused
from drivers.types import Command, CompletionCode


def what_of(command: Command) -> str:
    """What is to be made of a frame. Raises `Refused`."""
    what = str(command.args.get("what", "page"))
    if what not in camera_document.KINDS:
        raise wrong("what")
    return what


def number_of(command: Command, name: str, usual: int, most: int, *, least: int = 1) -> int:
    """A whole number among the arguments. Raises `Refused`."""
    value = command.args.get(name, usual)
    if not isinstance(value, int) or not least <= value <= most:
        raise wrong(name)
    return value


def is_card_file(file: Path) -> bool:
    """Whether it has the name of a captured card."""
    return file.name.startswith("card-") and file.suffix == ".jpg"


def wrong(argument: str) -> Refused:
    """An argument that makes no sense."""
    return Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument=argument)


def unwritten(error: OSError) -> Refused:
    """A file that could not be written or deleted."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    return Refused(CompletionCode.HARDWARE_ERROR, Code.DISK_FULL if full else Code.PERMISSION_DENIED)
