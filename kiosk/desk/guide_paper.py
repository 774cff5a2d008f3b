"""A guide in short for the receipt printer. Pure; nothing personal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from drivers.types import Json
from hall.contract.guides import Guide, Material
from hall.contract.messages import ItemInfo
from hall.domain.clock import CHINA
from hall.domain.codes import guide_link
from hall.guides.topics import fee_of, material_line, said, time_of, validity
from hall.settings import Settings
from hall.texts import Texts, load_texts
from kiosk.desk.documents import MATERIALS_MOST, materials_sheet, minute
from kiosk.flows.filing.filing import Filing

LINE_MOST = 190
"""Characters of a value that a form takes, with room for its own."""
JOIN = "；"


def guide_sheet(
    settings: Settings, guide: Guide, at: datetime, *, language: str, large: bool
) -> dict[str, Json]:
    """The data of assets/receipts/guide.toml, `reprint` excepted."""
    texts = {name: load_texts(name) for name in ("zh", "en")}
    place = guide.places[0]

    def both(make: dict[str, str]) -> Json:
        return {name: _short(text) for name, text in make.items()} if make["zh"] else ""

    def each(make: str) -> Json:
        return both({name: _FACTS[make](guide, one) for name, one in texts.items()})

    return {
        "language": language,
        "large": large,
        "hall": {"zh": settings.hall.name.zh, "en": settings.hall.name.en},
        "hall_phone": settings.hall.phone,
        "item": each("item"),
        "office": each("office"),
        "time": each("time"),
        "fee": each("fee"),
        "place": both({name: said(place.address, one) for name, one in texts.items()}),
        "hours": both({name: said(place.hours, one) for name, one in texts.items()}),
        "ask": guide.inquiry.phone,
        "version": each("version"),
        "over": guide.is_over(at.astimezone(CHINA).date()),
        "more": len(guide.materials) > MATERIALS_MOST,
        "qr": guide_link(settings.server.public_url or settings.server.url, guide.id),
        "printed_at": minute(at),
        **_lines(guide.materials, texts),
    }


def list_sheet(
    settings: Settings, item: ItemInfo, filing: Filing | None, at: datetime, *, language: str, large: bool
) -> dict[str, Json]:
    """The data of assets/receipts/materials.toml. `filing`: of one situation (一次性告知), with all to be minded."""
    sheet = materials_sheet(settings, item, at, language=language, large=large)
    if filing is None:
        return sheet
    texts = {name: load_texts(name) for name in ("zh", "en")}
    every = tuple(filing.materials().values())
    filled = tuple(each for each in every if each.scan == "filled" and not each.shared)
    wanted = tuple(_scanned(each) for each in every if not each.shared and each.scan != "filled")
    sheet |= {
        **_lines(wanted, texts),
        "situation": _situation(filing, texts),
        "filled": _names(filled, texts),
        "shared": _names([each for each in every if each.shared], texts),
    }
    over = len(wanted) - MATERIALS_MOST
    if over > 0:
        last = {name: one.say("guide.more_materials", n=over + 1) for name, one in texts.items()}
        sheet[f"line{MATERIALS_MOST}"] = dict(last)
    return sheet


def _scanned(material: Material) -> Material:
    """As it is handed in at a terminal: the scan is the copy, the original goes home again."""
    return material.model_copy(update={"copies": None})


def _situation(filing: Filing, texts: Mapping[str, Texts]) -> Json:
    """The one that was chosen, "" where the item has none."""
    every = filing.guide.apply.situations if filing.guide else ()
    chosen = next((each for each in every if each.id == filing.situation), None)
    return "" if chosen is None else {name: said(chosen.name, one) for name, one in texts.items()}


def _names(materials: Sequence[Material], texts: Mapping[str, Texts]) -> Json:
    """Of what nobody has to bring, "" for nothing."""
    if not materials:
        return ""
    return {
        name: _short((", " if name == "en" else "、").join(said(each.name, one) for each in materials))
        for name, one in texts.items()
    }


def _lines(materials: Sequence[Material], texts: Mapping[str, Texts]) -> dict[str, Json]:
    """What to bring, a line each; "" for what is left of the form."""
    lines: dict[str, Json] = {f"line{number}": "" for number in range(1, MATERIALS_MOST + 1)}
    for number, material in enumerate(materials[:MATERIALS_MOST], 1):
        lines[f"line{number}"] = {
            name: _short(
                material_line(material, one, source=False).replace("\n", "：" if name == "zh" else ": ")
            )
            for name, one in texts.items()
        }
    return lines


def _item(guide: Guide, texts: Texts) -> str:
    return said(guide.name, texts)


def _office(guide: Guide, texts: Texts) -> str:
    return said(guide.department.name, texts)


def _time(guide: Guide, texts: Texts) -> str:
    return time_of(guide.promised, texts)


def _fee(guide: Guide, texts: Texts) -> str:
    named = [f"{said(one.name, texts)} {said(one.amount, texts)}" for one in guide.fees]
    return JOIN.join(named) or fee_of(guide, texts)


_FACTS = {"item": _item, "office": _office, "time": _time, "fee": _fee, "version": validity}


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LINE_MOST else flat[: LINE_MOST - 1] + "…"
