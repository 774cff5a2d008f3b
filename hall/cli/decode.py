"""`hallkit device decode`: every code of each picture, one JSON object a line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing

from drivers.code_reader.charset import BINARY
from drivers.code_reader.found import HALL, FoundCode, Symbology, symbology
from drivers.code_reader.reader import Effort, PictureReader
from drivers.code_reader.zbar import Zbar
from drivers.types import Json
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out_json, tell
from hall.cli.parsing import InputError
from hall.cli.picture_file import frames


def decode(chosen: Namespace, say: Say) -> int:
    """Read all pictures; a picture that cannot be opened says so in its line, and the others are read still."""
    kinds = _kinds(chosen.symbology, say)
    status = Exit.DONE
    with closing(Zbar()) as zbar:
        reader = PictureReader(zbar)
        for path in chosen.image:
            line: dict[str, Json] = {"path": path}
            try:
                line |= _read(reader, path, kinds, say)
            except InputError as error:
                status = Exit.BAD_INPUT
                line |= {"ok": False, "error": error.code, "detail": str(error), "codes": []}
                tell(f"hallkit: {error}")
            out_json(line)
    return status


def _kinds(names: Sequence[str], say: Say) -> frozenset[Symbology]:
    """What to look for. Raises `InputError`."""
    words = [word for name in names for word in name.split(",") if word.strip()]
    try:
        return frozenset(map(symbology, words)) or HALL
    except ValueError as error:
        wrong = str(error).partition(":")[0]
        known = ", ".join(Symbology)
        text = say(
            f"--symbology {wrong} 不认识，可写：{known}", f"--symbology {wrong} is unknown; write {known}"
        )
        raise InputError("data.invalid", text) from error


def _read(reader: PictureReader, path: str, kinds: frozenset[Symbology], say: Say) -> dict[str, Json]:
    """The picture's facts; of several frames the first that shows a code. Raises `InputError`."""
    facts: dict[str, Json] = {"ok": True}
    for at, pixels in enumerate(frames(path, say)):
        codes = reader.read(pixels, kinds, Effort.THOROUGH)
        if at == 0 or codes:
            facts |= {
                "width": pixels.shape[1],
                "height": pixels.shape[0],
                "codes": list(map(_as_json, codes)),
            }
        if codes:
            return facts | ({"frame": at} if at else {})
    return facts


def _as_json(code: FoundCode) -> Json:
    return {
        "symbology": code.symbology.value,
        "bytes_hex": code.data.hex(),
        "text": code.text,
        "charset": None if code.charset == BINARY else code.charset,
        "corners": [[round(x, 1), round(y, 1)] for x, y in code.corners],
    }
