"""`hallkit device print`: one ticket or receipt. The data is checked before the printer hears anything."""

from __future__ import annotations

import difflib
import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from drivers.printer.forms import FormError, compose
from drivers.types import Json
from hall.assets import load_form
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.parsing import InputError
from hall.cli.session import Answer, Device, of_completion, of_status, show, use
from hall.domain.clock import SystemClock
from hall.domain.ids import new_id

_HALL = {"zh": "云溪县政务服务大厅", "en": "Yunxi County Service Hall"}
EXAMPLES: dict[str, dict[str, Json]] = {
    "ticket": {
        "language": "zh",
        "large": False,
        "hall": _HALL["zh"],
        "service": "社会保险",
        "number": "A012",
        "windows": "1、2",
        "place": "大门右侧",
        "ahead": 3,
        "issued_at": "2026-11-22 09:15",
        "qr": "HK1:T:2026-11-22:A012",
        "offline": False,
        "reprint": False,
    },
    "receipt": {
        "language": "zh",
        "large": False,
        "hall": _HALL["zh"],
        "hall_phone": "0000-12345",
        "item": "居住证申领",
        "number": "T1-20261122-K7X-0007",
        "applicant": "张*凡",
        "phone": "138****0000",
        "submitted_at": "2026-11-22 09:15",
        "confirmed": True,
        "promise_days": 15,
        "qr": "HK1:C:T1-20261122-K7X-0007",
        "reprint": False,
    },
}


def print_paper(chosen: Namespace, say: Say) -> int:
    """Print one paper, or show what its data looks like. Raises `InputError`, `SettingsError`."""
    if chosen.example:
        print(json.dumps(EXAMPLES[chosen.paper], ensure_ascii=False, indent=2))
        return Exit.DONE
    if not chosen.port or not chosen.data:
        raise InputError("data.invalid", say("要写 --port 和 --data", "--port and --data are needed"))
    form, data = _checked(chosen.paper, _read(chosen.data, say), say)
    job = new_id(int(SystemClock().now().timestamp() * 1000))

    async def work(device: Device) -> Answer:
        status = await device.settled()
        if not status.ready:
            return of_status(status)
        return of_completion(await device.run("print_form", {"form": form, "data": data, "job": job}))

    answer = use(chosen, work)
    return show(chosen, say, answer, lambda: say("已打印", "printed") if answer.exit is Exit.DONE else "")


def _read(name: str, say: Say) -> dict[str, Json]:
    """The data file, `-` for stdin."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        found = json.loads(text)
    except OSError as error:
        raise InputError(
            "data.invalid", f"{name}: {say('读不了', 'cannot be read')}: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError("data.invalid", f"{name}: {say('不是 UTF-8 文字', 'not UTF-8 text')}") from error
    except json.JSONDecodeError as error:
        what = say("不是正确的 JSON", "not valid JSON")
        raise InputError(
            "data.invalid", f"{name}:{error.lineno}:{error.colno}: {what}: {error.msg}"
        ) from error
    if not isinstance(found, dict):
        raise InputError("data.invalid", f"{name}: {say('应当是一个 JSON 对象', 'must be one JSON object')}")
    return found


def _checked(paper: str, data: Mapping[str, Json], say: Say) -> tuple[dict[str, Json], dict[str, Json]]:
    """The form and its whole data; a name that the paper does not have, or one that is missing, is refused."""
    known = EXAMPLES[paper]
    wrong = [
        f"{name} {say('不认识', 'is unknown')}{_near(name, known, say)}" for name in data if name not in known
    ]
    wrong += [f"{say('缺少', 'missing:')} {name}" for name in known if name not in data and name != "reprint"]
    if wrong:
        raise InputError("data.invalid", "\n".join(wrong))
    try:
        form, whole = load_form(paper), {"reprint": False, **data}
        compose(form, whole)
    except FormError as error:
        raise InputError(error.code, str(error)) from error
    return form, whole


def _near(name: str, known: Mapping[str, Json], say: Say) -> str:
    found = difflib.get_close_matches(name, known, 1)
    return say(f",是不是 {found[0]}?", f", did you mean {found[0]}?") if found else ""
