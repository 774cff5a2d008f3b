"""All materials at once (一次性告知): each with what it must be like and every way to hand it in, in plain words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hall.contract.filing import Words
from hall.contract.guides import Material
from hall.texts import Texts
from kiosk.flows.filing.filing import Filing, name_of
from kiosk.flows.filing.route import may_commit
from kiosk.views.pieces import MOST, pieces, width

_ROW: Final = 30
"""Width of a row on a low screen in the largest type, in half characters: a line takes no less."""


@dataclass(frozen=True)
class Notice:
    """Lines for a paged list, and the icon of each; "" for a line that goes on."""

    lines: tuple[str, ...] = ()
    icons: tuple[str, ...] = ()


def notice(filing: Filing, texts: Texts) -> Notice:
    """Return every material of this situation in order."""
    lines: list[str] = []
    icons: list[str] = []
    for at, material in enumerate(filing.materials().values(), 1):
        name = texts.say("notice.one", n=at, name=name_of(material.name, texts.language))
        own = pieces(_blocks([name, *_flags(filing, material, texts), *wanted(material, texts)]))
        lines += own
        icons += [_icon(material), *[""] * (len(own) - 1)]
    return Notice(tuple(lines), tuple(icons))


def wanted(material: Material, texts: Texts) -> tuple[str, ...]:
    """Return what it must be like, where it comes from, who signs it."""
    said = [in_words(each, texts) for each in material.requirements]
    if signed := in_words(material.signed, texts):
        said.append(texts.say("notice.signed", signed=signed))
    if source := in_words(material.source, texts):
        said.append(texts.say("notice.source", source=source))
    return tuple(each for each in said if each)


def condition(material: Material, texts: Texts) -> str:
    """Return in which case it is needed at all; "" for always, or when nobody wrote which."""
    when = in_words(material.when, texts) if material.need != "always" else ""
    return texts.say("notice.when", when=when) if when else ""


def in_words(words: Words, texts: Texts) -> str:
    """Return them in the visit's language."""
    return name_of(words, texts.language)


def _blocks(lines: list[str]) -> Iterator[str]:
    """As many lines together as fit on any screen; what goes on begins with a newline."""
    block, room = lines[0], MOST - _ROW
    for line in lines[1:]:
        needed = max(_ROW, width(line))
        if needed > room:
            yield block
            block, room = "", MOST
        block, room = f"{block}\n{line}", room - needed
    yield block


def _icon(material: Material) -> str:
    if material.shared:
        return "check"
    return "card" if material.scan in {"none", "card"} else "form"


def _flags(filing: Filing, material: Material, texts: Texts) -> Iterator[str]:
    if material.shared:
        yield texts.say("notice.shared")
        return
    if when := condition(material, texts):
        yield when
    elif material.need == "optional":
        yield texts.say("notice.optional")
    yield texts.say(f"notice.scan_{material.scan}")
    if material.licence:
        yield texts.say("notice.licence")
    if material.promised_days:
        yield texts.say("notice.promise", days=material.promised_days)
    if may_commit(filing, material):
        yield texts.say("notice.commitment")
