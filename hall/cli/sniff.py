"""`hallkit device sniff`: asks for keys, listens, learns, writes a profile that loads."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import sys
import threading
from argparse import Namespace
from pathlib import Path

from drivers.keypad.learning import CannotLearn, learn
from drivers.keypad.table import CALLS, LEVELS
from drivers.types import CompletionCode, DeviceSpec
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out_json, tell
from hall.cli.parsing import InputError
from hall.cli.profile_text import profile_text
from hall.cli.session import Answer, Device, of_completion, of_status, show
from hall.cli.wizard import Wizard
from hall.settings import SettingsError, load_profile

_SNIFFER = "drivers.keypad.sniffer:Sniffer"
_USUAL = {"evaluation_pad": LEVELS, "caller_keypad": CALLS[:7]}
_ID = re.compile(r"[a-z0-9_-]{1,40}")
_NAME = "learned-pad"
"""The id of a profile whose file's name cannot be one."""
_WAIT_MS = 2000
_REASONS = {
    "few": ("这些键按得不够，或每次都不一样", "these keys were pressed too few times, or never twice alike"),
    "same": ("这些键送出同样的字节，分不清", "these keys send the same bytes and cannot be told apart"),
    "long": ("一次按键送出的字节太多，不像评价器", "one press sends too many bytes for a pad"),
    "unexplained": ("有字节在变，规律看不出来", "bytes change and nothing explains them"),
}


def run(chosen: Namespace, say: Say) -> int:
    """Listen, ask, learn, write. Raises `InputError`."""
    keys = _keys(chosen, say)
    path = Path(chosen.out or f"{_NAME}.toml")
    _check_place(path, say)
    wizard = Wizard(keys, chosen.times, chosen.pad, say, as_json=chosen.json)
    answer = asyncio.run(_listen(chosen, wizard))
    if answer.exit is not Exit.DONE:
        return show(chosen, say, answer, lambda: "")
    return _write(chosen, say, wizard, path)


def _check_place(path: Path, say: Say) -> None:
    """Before the first press: whether the profile can be written there. Raises `InputError`."""
    wrong = ""
    if path.suffix != ".toml":
        wrong = say("文件名要以 .toml 结尾", "the name must end in .toml")
    elif path.is_dir():
        wrong = say("是目录", "is a folder")
    elif not path.parent.is_dir():
        wrong = say(f"没有目录 {path.parent}", f"there is no folder {path.parent}")
    elif not os.access(path if path.exists() else path.parent, os.W_OK):
        wrong = say("没有权限写", "no permission to write it")
    if wrong:
        raise InputError("data.invalid", f"{path}: {wrong}")


def _keys(chosen: Namespace, say: Say) -> tuple[str, ...]:
    known = LEVELS if chosen.pad == "evaluation_pad" else CALLS
    keys = tuple(chosen.keys.split(",")) if chosen.keys else _USUAL[chosen.pad]
    wrong = [key for key in keys if key not in known]
    if wrong or len(set(keys)) < len(keys):
        text = say("键名不对或重复，可写", "a wrong or double key; write")
        raise InputError("data.invalid", f"--keys {chosen.keys}: {text} {', '.join(known)}")
    return keys


async def _listen(chosen: Namespace, wizard: Wizard) -> Answer:
    """Feed the wizard with presses and words until it has all."""
    spec = DeviceSpec("pad", chosen.pad, _SNIFFER, chosen.port, {"baud": chosen.baud}, {})
    words: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    threading.Thread(target=_hear_words, args=(loop, words), name="stdin", daemon=True).start()
    async with Device(spec, chosen.timeout, lambda _event: None) as device:
        status = await device.settled()
        if not status.ready:
            return of_status(status)
        wizard.ask()
        end_s = loop.time() + chosen.timeout
        word = asyncio.create_task(words.get())
        try:
            while not wizard.complete:
                burst = asyncio.create_task(device.run("next_burst", {"wait_ms": _WAIT_MS}))
                await asyncio.wait({burst, word}, return_when=asyncio.FIRST_COMPLETED)
                if word.done():
                    wizard.word(word.result())
                    word = asyncio.create_task(words.get())
                if wizard.stopped:
                    burst.cancel()
                    await asyncio.gather(burst, return_exceptions=True)
                    return Answer(Exit.STOPPED, CompletionCode.CANCELED)
                completion = await burst
                if completion.done:
                    wizard.press(bytes.fromhex(str(completion.result["hex"])))
                elif completion.code is not CompletionCode.TIME_OUT or loop.time() >= end_s:
                    return of_completion(completion)
        finally:
            word.cancel()
    return Answer(Exit.DONE, CompletionCode.SUCCESS)


def _hear_words(loop: asyncio.AbstractEventLoop, words: asyncio.Queue[str]) -> None:
    """Lines of stdin; its end ends only the listening."""
    for line in sys.stdin:
        if loop.is_closed():
            return
        loop.call_soon_threadsafe(words.put_nowait, line)


def _write(chosen: Namespace, say: Say, wizard: Wizard, path: Path) -> int:
    """Learn from what was pressed, write the profile, load it back."""
    try:
        learned = learn(wizard.samples())
    except CannotLearn as reason:
        zh, en = _REASONS[reason.reason]
        keys = ", ".join(reason.keys)
        raise InputError("data.invalid", f"{say(zh, en)} {keys}".strip()) from reason
    name = path.stem if _ID.fullmatch(path.stem) else _NAME
    try:
        path.write_text(profile_text(name, chosen.pad, chosen.baud, learned), encoding="utf-8")
        load_profile(str(path))
    except OSError as error:
        raise InputError("data.invalid", f"{path}: {error.strerror}") from error
    except SettingsError as error:
        raise InputError("data.invalid", str(error)) from error
    if chosen.json:
        told = {
            "event": "learned",
            "ok": True,
            "profile": str(path),
            **learned.press(),
            "check": learned.check,
        }
        out_json({**told, "notes": [*learned.notes]})
        return Exit.DONE
    status = (
        f"hallkit device status {chosen.pad} --profile {shlex.quote(_with_folder(path))} --port {chosen.port}"
    )
    zh = f"学会了，写在 {path}。试一试：{status}；好用就放进 config/devices，文件名 {name}.toml。"
    en = f"Learned, written to {path}. Try {status}; when it works put it into config/devices as {name}.toml."
    tell(say(zh, en))
    for note in learned.notes:
        tell(f"  {_note(note, say)}")
    return Exit.DONE


def _with_folder(path: Path) -> str:
    """The path as nobody takes it for a model's name or an option."""
    return str(path) if path.is_absolute() else f"./{path}"


def _note(note: str, say: Say) -> str:
    notes = {
        "counter": (
            "有一个字节每次都变(像计数)，已跳过",
            "one byte changes with every press (a counter?): passed over",
        ),
        "checkUnsure": ("键太少，校验方式不能完全确定", "too few keys to be sure of the check"),
        "repeats": ("按住不放会重复发送", "a key held down sends its frame again"),
        "dropped": ("有几次按键不一样，没有采用", "some presses were different and left out"),
    }
    return say(*notes[note])
