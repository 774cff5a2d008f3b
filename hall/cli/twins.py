"""`hallkit twin`: one twin on a port of its own, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import contextlib
import queue
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from drivers.printer.glyphs import FontMissingError
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import Line
from drivers.sim.twins import TWINS, line_for
from hall.cli.exits import Exit
from hall.cli.hands import card_from, card_named, obey, set_fault, verbs
from hall.cli.language import Say
from hall.cli.output import out, tell
from hall.cli.parsing import InputError
from hall.settings import load_profile, load_profiles

_LOOK_S = 0.1
_AGAIN_S = 1.0
"""A code that is held before the scanner is read again and again."""


def run(chosen: Namespace, say: Say) -> int:
    """Start the twin, print its port, obey stdin. Raises `InputError`."""
    profile = load_profile(chosen.profile)
    if profile.id not in TWINS or profile.device_class != chosen.device_class:
        raise InputError(
            "data.invalid",
            say(
                f"型号 {profile.id} 没有 {chosen.device_class} 的仿真,有:{', '.join(_models(chosen.device_class))}",
                f"there is no {chosen.device_class} twin of {profile.id}; there are: "
                f"{', '.join(_models(chosen.device_class))}",
            ),
        )
    line = line_for(profile.id, chosen.link, network=chosen.tcp)
    folder = _folder(getattr(chosen, "out", None), say)
    words: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: words.put(None))
    signal.signal(signal.SIGTTIN, signal.SIG_IGN)  # a twin in the background goes on, without its stdin
    try:
        line.start()
    except OSError as error:
        raise InputError(
            "bus.notFound", say(f"端口建不成:{error}", f"the port cannot be made: {error}")
        ) from error
    except FontMissingError as error:
        raise InputError("font.missing", str(error)) from error
    try:
        known = verbs(line, say, folder)
        _begin(chosen, say, line)
        _tell_needs(line, say)
        out(line.port)
        threading.Thread(target=_listen, args=(words,), name="stdin", daemon=True).start()
        _serve(words, lambda word: obey(word, known, say), *_meanwhile(chosen))
    finally:
        line.stop()
    return Exit.DONE


def _tell_needs(line: Line, say: Say) -> None:
    """What a driver must have besides the port."""
    for name, value in line.environment.items():
        told = say("用它的程序要有环境变量", "programs that use it need the environment variable")
        tell(f"{told}: {name}={value}")
    for name, value in line.options.items():
        tell(f'{say("驱动的设置", "the driver needs the option")}: {name} = "{value}"')


def described(name: str, usual: str, say: Say) -> str:
    """What the help of a twin says: what it obeys, the faults it can show, its models."""
    line = line_for(usual)
    shown = [f"  {word:<12}{verb.help}" for word, verb in verbs(line, say).items() if verb.help]
    models = ", ".join(_models(name))
    return "\n".join(
        [
            say("运行时从标准输入一行一条命令:", "while it runs it obeys lines on stdin:"),
            *shown,
            say(f"型号(--profile):{models}", f"models (--profile): {models}"),
            say(
                "Ctrl-C 或 SIGTERM 结束,端口随之消失。", "Ctrl-C or SIGTERM ends it; its port goes away too."
            ),
        ]
    )


def _models(device_class: str) -> list[str]:
    return [
        one.id for one in load_profiles().values() if one.id in TWINS and one.device_class == device_class
    ]


def _folder(path: Path | None, say: Say) -> Path | None:
    if path is not None:
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            text = f"{path}: {say('建不成', 'cannot be made')}: {error.strerror}"
            raise InputError("data.invalid", text) from error
    return path


def _begin(chosen: Namespace, say: Say, line: Line) -> None:
    """What holds from the start: a fault, a card."""
    if chosen.fault != "none":
        set_fault(line, chosen.fault, say)
    match line.machine:
        case SamvTwin() as reader if chosen.card_file or chosen.card:
            card = card_from(chosen.card_file, say) if chosen.card_file else card_named(chosen.card, say)
            line.act(lambda: reader.place(card))
        case _:
            pass


def _listen(words: queue.SimpleQueue[str | None]) -> None:
    """Lines of stdin; its end ends only the listening."""
    with contextlib.suppress(OSError):  # EIO: started with & on a terminal, whose lines go to the foreground
        for line in sys.stdin or ():
            words.put(line)


def _meanwhile(chosen: Namespace) -> tuple[str, float | None]:
    """The word that the twin obeys by itself, and how often: save new paper, hold the code there."""
    if getattr(chosen, "out", None):
        return "look", _LOOK_S
    if getattr(chosen, "code", ""):
        return f"present {chosen.code}", _AGAIN_S
    return "", None


def _serve(
    words: queue.SimpleQueue[str | None], obeyed: Callable[[str], str], meanwhile: str, every_s: float | None
) -> None:
    while True:
        try:
            word = words.get(timeout=every_s)
        except queue.Empty:
            obeyed(meanwhile)
            continue
        if word is None:
            return
        answer = obeyed(word)
        if answer:
            tell(answer)
