"""A file that a command makes: checked before the work, whole or not at all afterwards."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from hall.cli.language import Say
from hall.cli.parsing import InputError


def target_of(
    written: str, suffixes: Sequence[str], sources: Sequence[str], say: Say, *, overwrite: bool
) -> Path:
    """Where to write. Raises `InputError`."""
    target = Path(written)
    if target.suffix.lower() not in suffixes:
        raise InputError(
            "data.invalid",
            f"{target}: {say('结尾要是 ' + '、'.join(suffixes), 'must end with ' + ', '.join(suffixes))}",
        )
    if not target.parent.is_dir():
        raise InputError("data.invalid", f"{target.parent}: {say('没有这个目录', 'there is no such folder')}")
    if target.is_dir():
        raise InputError("data.invalid", f"{target}: {say('是目录', 'is a folder')}")
    if any(target.exists() and Path(one).exists() and target.samefile(one) for one in sources):
        raise InputError(
            "data.invalid",
            f"{target}: {say('就是原来的图片，换一个文件名', 'is the picture itself; choose another name')}",
        )
    if target.exists() and not overwrite:
        raise InputError(
            "data.invalid",
            f"{target}: {say('已经有了，要覆盖就加 --overwrite', 'exists; --overwrite replaces it')}",
        )
    return target


def place(target: Path, write: Callable[[int], object], say: Say) -> None:
    """The whole file or none; `write` gets the open file's descriptor. Raises `InputError`."""
    try:
        _place(target, write)
    except OSError as error:
        text = f"{target}: {say('写不了', 'cannot be written')}: {error.strerror}"
        raise InputError("data.invalid", text) from error


def _place(target: Path, write: Callable[[int], object]) -> None:
    number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            write(file.fileno())
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def write_all(file: int, data: bytes) -> None:
    """All of it into an open file."""
    with os.fdopen(os.dup(file), "wb") as whole:
        whole.write(data)
