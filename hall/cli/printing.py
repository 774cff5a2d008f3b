"""`hallkit device print`: one ticket or receipt. The data is checked before the printer hears anything."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Final

from drivers.printer.forms import FormError
from drivers.types import Json
from hall.assets import load_form
from hall.cli import paper_data
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, tell
from hall.cli.parsing import InputError
from hall.cli.session import Answer, Device, of_completion, of_status, show, use, with_facts
from hall.domain.clock import SystemClock
from hall.domain.ids import new_id

_RISK: Final = ("纸可能已经出来，先看再重打", "paper may have come out, look before any retry")


def print_paper(chosen: Namespace, say: Say) -> int:
    """Print one paper, or show what its data looks like. Raises `InputError`, `SettingsError`."""
    try:
        form = load_form(chosen.paper)
    except FormError as error:
        raise InputError(error.code, str(error)) from error
    if chosen.example:
        out(json.dumps(paper_data.example(form), ensure_ascii=False, indent=2))
        return Exit.DONE
    if not chosen.port or not chosen.data:
        raise InputError("data.invalid", say("要写 --port 和 --data", "--port and --data are needed"))
    text = _read(chosen.data, say)
    data = paper_data.whole(
        form, paper_data.parse(text, chosen.data, say), source=(chosen.data, text), say=say
    )
    job = new_id(int(SystemClock().now().timestamp() * 1000))
    args: dict[str, Json] = {"form": form, "data": data, "job": job}

    async def work(device: Device) -> Answer:
        status = await device.settled()
        if not status.ready:
            return of_status(status)
        tell(say("数据已交给打印机", "the data is on its way to the printer"))
        completion = await device.run("print_form", args, risk=_RISK)
        boxes = completion.evidence.get("missing_glyphs", 0)
        return with_facts(of_completion(completion), {"missing_glyphs": boxes} if boxes else {})

    answer = use(chosen, work)
    return show(chosen, say, answer, lambda: _printed(say, answer))


def _printed(say: Say, answer: Answer) -> str:
    boxes = answer.facts.get("missing_glyphs")
    if not boxes:
        return say("已打印", "printed") if answer.exit is Exit.DONE else ""
    return say(
        f"已打印，但有 {boxes} 个字没有字体，打成了带编号的方框；装上有这些字的字体(如 fonts-hanazono)再打",
        f"printed, but no font has {boxes} of the characters: they are boxes with their number; "
        "install a font that has them (such as fonts-hanazono) and print again",
    )


def _read(name: str, say: Say) -> bytes:
    """The data file, `-` for stdin; never much more than a paper can need."""
    most = paper_data.MOST_BYTES + 1
    try:
        if name == "-":
            return sys.stdin.buffer.read(most) if sys.stdin else b""
        with Path(name).open("rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else say("名字不对", "wrong name")
        raise InputError("data.invalid", f"{name}: {say('读不了', 'cannot be read')}: {why}") from error
