"""The board's last state on disk, so that a restart without the server still shows it.

Written whole (new file, fsync, rename, fsync of the folder). A file that cannot be read is moved
aside for a technician and the board starts without it.
"""

from __future__ import annotations

import logging
import os
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from hall.contract.messages import BoardState, Message

FILE = "board.json"
_log = logging.getLogger(__name__)


class Kept(Message):
    """A state and the moment at which the server last confirmed it."""

    version: int = 1
    heard_at: datetime
    state: BoardState


def keep(folder: Path, kept: Kept) -> None:
    """Write the state so that a power cut leaves the old or the new one. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE
    part = folder / (FILE + ".part")
    with part.open("wb") as file:
        file.write(kept.model_dump_json().encode())
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def recall(folder: Path) -> Kept | None:
    """Read the last state; None when there is none that can be used."""
    target = folder / FILE
    try:
        kept = Kept.model_validate_json(target.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        _log.warning("board state %s cannot be read (%s): starting without it", target, error.strerror)
        return None
    except ValidationError as error:
        _put_aside(target, f"{error.error_count()} errors")
        return None
    if kept.version != 1 or kept.heard_at.tzinfo is None or kept.state.at.tzinfo is None:
        _put_aside(target, f"version {kept.version} or a time without zone")
        return None
    return kept


def _put_aside(target: Path, why: str) -> None:
    """Move a broken file out of the way; the newest broken one is kept for a technician."""
    broken = target.with_name(FILE + ".broken")
    try:
        target.replace(broken)
    except OSError as error:
        _log.warning("board state %s is broken and cannot be moved (%s)", target, error.strerror)
        return
    _log.warning("board state is broken (%s): moved to %s, starting without it", why, broken)
