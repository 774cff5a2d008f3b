"""What a person at a running twin can tell it to do, a line at a time."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from drivers.id_card.layouts import LAYOUTS, Kind
from drivers.sim import people
from drivers.sim.base import Hand, Handled
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.faults import Fault
from drivers.sim.id_card import IdCard, SamFault, SamvTwin
from drivers.sim.line import Line
from drivers.sim.ticket_printer import TicketPrinterTwin
from hall.cli.language import Say
from hall.cli.parsing import InputError


@dataclass(frozen=True)
class Verb:
    """A word that a twin obeys. `do` gets the rest of the line and returns what to say."""

    do: Callable[[str], str]
    help: str


def verbs(line: Line, say: Say, out: Path | None = None) -> dict[str, Verb]:
    """All that can be done with the machine on a line."""
    found = {
        "fault": Verb(lambda word: set_fault(line, word, say), f"F: {', '.join(fault_words(line))}"),
        "plug": Verb(
            lambda _: _done(line.plug, say("已插上", "plugged in")), say("插上插头", "put the plug in")
        ),
        "unplug": Verb(
            lambda _: _done(line.unplug, say("已拔掉", "unplugged")), say("拔掉", "pull the plug")
        ),
    }
    match line.machine:
        case SamvTwin() as reader:
            found |= _card_verbs(line, reader, say)
        case CodeScannerTwin() as scanner:
            found |= _code_verbs(line, scanner, say)
        case TicketPrinterTwin() as printer:
            found |= _paper_verbs(line, Papers(printer, out), say)
        case Handled() as machine:
            found |= {word: _verb(line, hand, say) for word, hand in machine.hands().items()}
        case _:
            pass
    known = [f"  {word:<12}{verb.help}" for word, verb in found.items()]
    found["help"] = Verb(lambda _: "\n".join(known), "")
    return found


def _verb(line: Line, hand: Hand, say: Say) -> Verb:
    """What a machine itself says can be done with it."""

    def do(rest: str) -> str:
        try:
            return line.act(lambda: hand.do(rest)) or say("好了", "done")
        except ValueError as error:
            raise InputError("data.invalid", say(f"不行：{error}", f"cannot: {error}")) from error

    return Verb(do, say(hand.zh, hand.en))


def _done(do: Callable[[], None], text: str) -> str:
    do()
    return text


def obey(line: str, known: Mapping[str, Verb], say: Say) -> str:
    """Do what one line says; return what to say. Wrong words are answered, never fatal."""
    word, _, rest = line.strip().partition(" ")
    if not word:
        return ""
    if word not in known:
        near = difflib.get_close_matches(word, known, 1)
        hint = near[0] if near else "help"
        return say(f"不认识 {word}，试试 {hint}", f"unknown: {word}, try {hint}")
    try:
        return known[word].do(rest.strip())
    except (InputError, OSError) as error:
        return str(error)


def fault_words(line: Line) -> list[str]:
    """The faults that a line's machine can show."""
    words = [*(line.machine.faults | {Fault.NONE, Fault.UNPLUGGED})]
    inner = [fault.value for fault in SamFault if fault is not SamFault.NONE]
    return sorted(word.value for word in words) + (inner if isinstance(line.machine, SamvTwin) else [])


def set_fault(line: Line, word: str, say: Say) -> str:
    """Misbehave from now on; `none` ends every fault. Raises `InputError` for an unknown word."""
    if word not in fault_words(line):
        near = difflib.get_close_matches(word, fault_words(line), 1)
        hint = near[0] if near else ", ".join(fault_words(line))
        raise InputError(
            "data.invalid", say(f"故障 {word} 不认识，可写：{hint}", f"unknown fault {word}; write {hint}")
        )
    reader = line.machine if isinstance(line.machine, SamvTwin) else None
    inner = word in {fault.value for fault in SamFault if fault is not SamFault.NONE}
    if reader is not None:
        own = SamFault(word) if inner else SamFault.NONE
        line.act(lambda: setattr(reader, "sam_fault", own))
    line.set_fault(Fault.NONE if inner else Fault(word))
    return say(f"故障：{word}", f"fault: {word}")


def card_named(name: str, say: Say) -> IdCard:
    """The card of an invented person. Raises `InputError` that lists them."""
    try:
        return people.named(name)
    except ValueError as error:
        known = ", ".join(sorted(people.NAMES))
        text = say(f"没有叫 {name} 的卡，有：{known}", f"no card named {name}; there are: {known}")
        raise InputError("data.invalid", text) from error


def card_from(path: Path, say: Say) -> IdCard:
    """A card of one's own: {"kind": "resident", "fields": {...}, "new_address": ""}. Raises `InputError`."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
        card = IdCard(Kind(found["kind"]), dict(found["fields"]), str(found.get("new_address", "")))
        card.text()
    except OSError as error:
        raise InputError("data.invalid", f"{path}: {error.strerror}") from error
    except KeyError as error:
        names = {kind.value: [field.name for field in LAYOUTS[kind]] for kind in Kind}
        what = say(f"{error} 不对或缺少；各种卡的字段", f"{error} is wrong or missing; fields of each kind")
        raise InputError("data.invalid", f"{path}: {what}: {names}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError("data.invalid", f"{path}: {say('不是一张卡', 'is no card')}: {error}") from error
    return card


def _card_verbs(line: Line, reader: SamvTwin, say: Say) -> dict[str, Verb]:
    def place(name: str) -> str:
        card = card_named(name, say)
        line.act(lambda: reader.place(card))
        return say("卡已放上", "card placed")

    def lift(_: str) -> str:
        line.act(reader.lift)
        return say("卡已拿走", "card lifted")

    return {
        "place": Verb(place, f"NAME: {', '.join(sorted(people.NAMES))}"),
        "lift": Verb(lift, say("拿走卡", "take the card away")),
    }


def _code_verbs(line: Line, scanner: CodeScannerTwin, say: Say) -> dict[str, Verb]:
    def present(data: bytes) -> str:
        line.act(lambda: scanner.present(data))
        return say(f"已出示 {len(data)} 字节", f"presented {len(data)} bytes")

    def present_hex(text: str) -> str:
        try:
            return present(bytes.fromhex(text))
        except ValueError as error:
            raise InputError(
                "data.invalid", say("要写十六进制，如 41 42", "write hex, like 41 42")
            ) from error

    return {
        "present": Verb(
            lambda text: present(text.encode(errors="surrogateescape")),
            say("TEXT：出示一个码", "TEXT: present a code"),
        ),
        "present-hex": Verb(present_hex, say("HEX：出示二进制码", "HEX: present a binary code")),
    }


class Papers:
    """What a printer has cut off, saved as PNG when there is a folder for it."""

    def __init__(self, printer: TicketPrinterTwin, out: Path | None) -> None:
        self._printer = printer
        self._out = out
        self._seen = 0
        self._saved = 0

    def save(self) -> list[Path]:
        """Save the pieces cut since last asked. Call it under the line's lock."""
        new = self._printer.pieces[self._seen :]
        self._seen = len(self._printer.pieces)
        if self._out is None:
            return []
        paths = []
        for piece in new:
            self._saved += 1
            paths.append(self._out / f"{self._saved:03d}.png")
            paths[-1].write_bytes(piece.png())
        return paths

    def tear(self) -> int:
        """Take away what hangs out; return how many pieces."""
        self.save()
        pieces = self._printer.tear_off()
        self._seen = len(self._printer.pieces)
        return len(pieces)


def _paper_verbs(line: Line, papers: Papers, say: Say) -> dict[str, Verb]:
    def tear(_: str) -> str:
        count = line.act(papers.tear)
        return say(f"拿走了 {count} 张", f"took {count} pieces")

    def look(_: str) -> str:
        return "\n".join(str(path) for path in line.act(papers.save))

    return {
        "tear": Verb(tear, say("拿走打好的纸", "take the paper")),
        "look": Verb(look, say("保存新打的纸", "save new paper")),
    }
