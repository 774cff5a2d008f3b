"""`hallkit twin`: one twin on a port of its own, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import contextlib
import queue
import signal
import sys
import tempfile
import threading
from argparse import Namespace
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

from drivers.kit.offer import OfferError, installed, load_offer
from drivers.printer.glyphs import FontMissingError
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import Line
from drivers.sim.twins import TWINS, line_for
from hall.cli import devices
from hall.cli.devices import readable_profiles
from hall.cli.exits import Exit
from hall.cli.hands import card_from, card_named, obey, set_fault, verbs
from hall.cli.language import Say
from hall.cli.output import out, tell
from hall.cli.parsing import InputError
from hall.settings import load_profile

_LOOK_S = 0.1
_AGAIN_S = 1.0
"""A code that is held before the scanner is read again and again."""


def run(chosen: Namespace, say: Say) -> int:
    """Start the twin, print its port, obey stdin. Raises `InputError`, `SettingsError`."""
    with tempfile.TemporaryDirectory(prefix="hallkit-twin-") as own:
        return _run(_line_of(chosen, Path(own), say), chosen, say)


def _line_of(chosen: Namespace, own: Path, say: Say) -> Line:
    """The line with the twin that was asked for: ours, or that of a package's offer, whose link is in `own`."""
    name, wanted = chosen.profile, chosen.device_class
    found = installed(TWINS)
    if name not in TWINS and name in found.points:
        return _offered(found.points[name], chosen, own, say)
    if name not in TWINS and name in found.refused:
        raise InputError("config.invalid", str(found.refused[name]))
    profile = load_profile(name)
    if profile.id not in TWINS or profile.device_class != wanted:
        raise _no_twin(profile.id, wanted, say)
    return line_for(profile.id, chosen.link, network=chosen.tcp)


def _offered(point: EntryPoint, chosen: Namespace, own: Path, say: Say) -> Line:
    """The twin of an installed package. Raises `InputError`."""
    try:
        offer = load_offer(point)
    except OfferError as error:
        raise InputError("config.invalid", str(error)) from error
    if offer.twin is None or offer.device_class != chosen.device_class:
        raise _no_twin(f"{offer.name} ({offer.device_class})", chosen.device_class, say)
    if chosen.link or chosen.tcp:
        text = say(
            "软件包里的仿真自己定端口，不要写 --link 和 --tcp",
            "the twin of a package chooses its port itself; leave out --link and --tcp",
        )
        raise InputError("data.invalid", text)
    return offer.twin(own)


def _no_twin(name: str, wanted: str, say: Say) -> InputError:
    known = ", ".join(_models(wanted))
    text = say(
        f"型号 {name} 没有 {wanted} 的仿真，有：{known}",
        f"there is no {wanted} twin of {name}; there are: {known}",
    )
    return InputError("data.invalid", text)


def _run(line: Line, chosen: Namespace, say: Say) -> int:
    folder = _folder(getattr(chosen, "out", None), say)
    words: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: words.put(None))
    signal.signal(signal.SIGTTIN, signal.SIG_IGN)  # a twin in the background goes on, without its stdin
    try:
        line.start()
    except OSError as error:
        raise InputError(
            "bus.notFound", say(f"端口建不成：{error}", f"the port cannot be made: {error}")
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
            say("运行时从标准输入一行一条命令：", "while it runs it obeys lines on stdin:"),
            *shown,
            say(f"型号(--profile)：{models}", f"models (--profile): {models}"),
            say(
                "Ctrl-C 或 SIGTERM 结束，端口随之消失。", "Ctrl-C or SIGTERM ends it; its port goes away too."
            ),
        ]
    )


def _models(device_class: str) -> list[str]:
    return [
        one.id
        for one in readable_profiles(devices.PROFILES)[0].values()
        if one.id in TWINS and one.device_class == device_class
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
