"""`hallkit device page`: the sheet on a picture, cut out, straight, judged; one JSON object on stdout."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import cv2

from drivers.codes import Code
from drivers.scanner import pdf
from drivers.scanner.page_cards import CARD_MM, TOO_FEW, cut_card, find_cards, on_one_sheet
from drivers.scanner.page_clean import black_white, clean
from drivers.scanner.page_geometry import Floats, Picture
from drivers.scanner.page_outline import NoPage, as_bytes
from drivers.scanner.page_quality import Judgement
from drivers.scanner.page_result import PageResult, read_page, read_scan
from drivers.types import CompletionCode, Json
from hall.cli import advice
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out_json, tell
from hall.cli.output_file import place, target_of, write_all
from hall.cli.picture_file import frames
from hall.texts import load_texts

_SUFFIXES = (".png", ".jpg", ".jpeg", ".pdf")
_QUALITY = 90
_DPI = 300.0
_REASONS = {
    NoPage.TOO_SMALL: ("图片太小", "the picture is too small"),
    NoPage.ONE_COLOUR: (
        "图里什么也没有：镜头盖着、没有光，或桌上是空的",
        "nothing is on it: covered lens, no light, or an empty desk",
    ),
    NoPage.NO_SIDES: ("没有能成为纸边的四条直边", "there are no four straight edges that could be a sheet's"),
    NoPage.UNCLEAR: (
        "纸边不清楚：纸和桌面颜色太近，或四边没有都露出来",
        "its edges are unclear: desk and paper too alike, or not all four sides in view",
    ),
}


def page(chosen: Namespace, say: Say) -> int:
    """Find, straighten, judge, write. Raises `InputError`; nothing is written then."""
    target = target_of(chosen.output, _SUFFIXES, [chosen.image], say, overwrite=chosen.overwrite)
    picture = as_bytes(next(frames(chosen.image, say)))
    if chosen.cards:
        return _cards(chosen, say, picture, target)
    found = read_scan(picture, chosen.dpi) if chosen.scan else read_page(picture, chosen.dpi)
    size: dict[str, Json] = {"width": picture.shape[1], "height": picture.shape[0]}
    if isinstance(found, NoPage):
        return _nothing(say, found.code, found.value, say(*_REASONS[found]), size)
    finished = _finished(found.page, chosen)
    _write(target, finished, found.size_mm, say)
    bad = [judgement for judgement in found.judgements if not judgement.ok]
    out_json(
        {
            "ok": True,
            "code": CompletionCode.SUCCESS.value,
            "error": "",
            **size,
            **_facts(found),
            "output": str(target),
        }
    )
    for judgement in bad:
        words = load_texts(say.language).problem(judgement.code)
        tell(f"{words.what} ({judgement.code}): {words.do}")
    return Exit.DONE


def _finished(picture: Picture, chosen: Namespace) -> Picture:
    if chosen.black_white:
        return black_white(picture)
    return clean(picture) if chosen.clean else picture


def _facts(found: PageResult) -> dict[str, Json]:
    rows, columns = found.page.shape[:2]
    return {
        "corners": _corners(found.corners),
        "sides": list(found.sides),
        "mark": round(found.mark, 3),
        "skew_degrees": round(found.skew, 3),
        "kind": found.kind,
        "size_px": [columns, rows],
        "size_mm": [round(value, 1) for value in found.size_mm],
        "quarter_turns": found.quarter_turns,
        "orientation_certain": found.orientation_certain,
        "judgements": {judgement.name: _judgement(judgement) for judgement in found.judgements},
        "problems": [judgement.code for judgement in found.judgements if not judgement.ok],
    }


def _corners(corners: Floats) -> Json:
    return [[round(float(x), 2), round(float(y), 2)] for x, y in corners]


def _judgement(judgement: Judgement) -> Json:
    return {"value": judgement.value, "limit": judgement.limit, "ok": judgement.ok, "code": judgement.code}


def _nothing(say: Say, code: Code, reason: str, words: str, size: dict[str, Json]) -> int:
    """No page: said in JSON and in words; nothing was written."""
    facts: dict[str, Json] = {"ok": False, "code": CompletionCode.USER_ERROR.value, "error": code.value}
    out_json({**facts, **size, "reason": reason, "detail": words, "corners": None})
    tell("\n".join([*advice.lines(say, CompletionCode.USER_ERROR, code), f"  {words}"]))
    return Exit.NO_PAGE


def _cards(chosen: Namespace, say: Say, picture: Picture, target: Path) -> int:
    """Both sides of a card on one A4."""
    found = find_cards(picture)
    size: dict[str, Json] = {"width": picture.shape[1], "height": picture.shape[0]}
    if len(found) < 2:
        words = say(f"找到 {len(found)} 张，要两张", f"{len(found)} found, two are needed")
        return _nothing(say, TOO_FEW, "cards", words, size)
    dpi = chosen.dpi or _DPI
    sheet = on_one_sheet([_finished_card(cut_card(picture, card, dpi), chosen) for card in found], dpi)
    _write(target, sheet, (210.0, 297.0), say)
    facts: dict[str, Json] = {
        "cards": [_corners(card) for card in found],
        "card_mm": list(CARD_MM),
        "kind": "a4",
        "size_px": [sheet.shape[1], sheet.shape[0]],
        "size_mm": [210.0, 297.0],
        "orientation_certain": False,
    }
    out_json(
        {
            "ok": True,
            "code": CompletionCode.SUCCESS.value,
            "error": "",
            **size,
            **facts,
            "output": str(target),
        }
    )
    return Exit.DONE


def _finished_card(card: Picture, chosen: Namespace) -> Picture:
    done = _finished(card, chosen)
    return cv2.cvtColor(done, cv2.COLOR_GRAY2BGR) if done.ndim == 2 else done


def _write(target: Path, picture: Picture, size_mm: tuple[float, float], say: Say) -> None:
    """The whole file or none. Raises `InputError`."""
    data = _packed(target.suffix.lower(), picture, size_mm)
    place(target, lambda file: write_all(file, data), say)


def _packed(suffix: str, picture: Picture, size_mm: tuple[float, float]) -> bytes:
    if suffix == ".png":
        return bytes(cv2.imencode(".png", picture, [cv2.IMWRITE_PNG_COMPRESSION, 3])[1])
    jpeg = bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1])
    if suffix != ".pdf":
        return jpeg
    width, height = size_mm
    if not width or not height:
        # Nothing says how large the sheet is: as long as an A4.
        long = 297.0 / max(picture.shape[:2])
        height, width = (max(1.0, side * long) for side in picture.shape[:2])
    return pdf.write([pdf.Page(jpeg, width, height)])
