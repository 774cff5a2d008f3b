"""Pictures with codes of known contents, made by rule from a seed: what the benchmark reads."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import segno
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from bench.code_hardships import HARDSHIPS, SCREEN_HARDSHIPS, harm

Grey = NDArray[np.uint8]
STILL = (1280, 960)
FRAME = (1920, 1080)
FRAMES = 6
_PEOPLE = ("欧阳明月", "王䶮", "陈𠮷", "阿依古丽·买买提", "李思远", "赵一鸣")
_WORDS = ("居住证申领", "社保卡补换", "不动产登记(二手房)", "温度25℃", "①号窗口", "转入→云溪县", "“一网通办”")
_PLACES = ("云溪县滨河路88号", "和平街3-2-501", "城关镇柳树村", "高新区创业大道×科技路")
_TRADITIONAL = (
    "居住證申請",
    "雲溪縣",
    "林建華",
    "戶口",
    "身分",
    "高中",
    "土地",
    "上海市",
    "人民政府",
    "北京",
)
LINEAR = ("EAN13", "EAN8", "Code128", "Code39", "ITF")
MATRIX = ("DataMatrix", "PDF417")


@dataclass(frozen=True, eq=False)
class Case:
    """One still picture. `data` is None where there is no code; `text` is None where only the bytes count."""

    group: str
    kind: str
    pixels: Grey
    data: bytes | None
    text: str | None = None


@dataclass(frozen=True, eq=False)
class Sequence:
    """What a camera saw while one code was held before it."""

    group: str
    frames: list[Grey]
    data: bytes


def qr(content: str | bytes, scale: int = 8, **how: object) -> Grey:
    """A clean QR code with its quiet zone."""
    buffer = io.BytesIO()
    segno.make_qr(content, **how).save(buffer, kind="png", scale=scale, border=4)  # type: ignore[arg-type]
    return np.asarray(Image.open(buffer).convert("L"))


def symbol(kind: str, content: str) -> Grey:
    """A clean code of another kind."""
    scale = 8 if kind == "DataMatrix" else 3
    made = zxingcpp.create_barcode(content, getattr(zxingcpp.BarcodeFormat, kind))
    clean = np.asarray(made.to_image(scale=scale, add_quiet_zones=True))
    return cv2.copyMakeBorder(clean, 24, 24, 24, 24, cv2.BORDER_CONSTANT, value=255)


def content(kind: str, rng: np.random.Generator) -> str:
    """Something that a hall would print with this kind."""
    digits = "".join(str(one) for one in rng.integers(0, 10, 24))
    if kind in {"EAN13", "EAN8"}:
        stem = digits[: 12 if kind == "EAN13" else 7]
        total = sum(int(one) * (3 if at % 2 == 0 else 1) for at, one in enumerate(reversed(stem)))
        return stem + str(-total % 10)
    return {
        "Code128": f"YX{digits[:10]}",
        "Code39": f"T1-{digits[:6]}",
        "ITF": digits[:14],
        "DataMatrix": f"HK1:C:T1-{digits[:8]}",
        "PDF417": f"HK1:C:T1-{digits[:8]}:{digits[8:20]}",
    }.get(kind, f"HK1:C:T1-20261122-{digits[:6]}")


def stills(repeats: int) -> Iterator[Case]:
    """Every kind under every hardship."""
    for kind in ("QR", *LINEAR, *MATRIX):
        for hardship in HARDSHIPS:
            for repeat in range(repeats):
                rng = np.random.default_rng([len(kind), ord(kind[0]), HARDSHIPS.index(hardship), repeat])
                text = content(kind, rng)
                clean = qr(text, error="m") if kind == "QR" else symbol(kind, text)
                scene = place(clean, STILL, rng, tilt=hardship in {"perspective", "curved"})
                yield Case(hardship, kind, harm(scene, hardship, rng), text.encode())


def chinese() -> Iterator[Case]:
    """Clean QR codes of Chinese texts in nine encodings, as printed by nine kinds of programs."""
    people = [f"{name} {word}" for name, word in zip(_PEOPLE, _WORDS, strict=False)]
    texts = [
        *_PEOPLE,
        *_WORDS,
        *_PLACES,
        *people,
        *_TRADITIONAL,
        "云溪县政务服务中心",
        "办件编号:T1-20261122-0007",
    ]
    for text in texts:
        for group, data, how in _encodings(text):
            made = qr(data, 4, **how)
            raw = data if isinstance(data, bytes) else data.encode(str(how.get("encoding", "gb18030")))
            yield Case(group, "QR", made, raw, text)


def _encodings(text: str) -> Iterator[tuple[str, str | bytes, dict[str, object]]]:
    """Name, contents and how to make the code, of those of the nine that have every character."""
    yield "UTF-8", text.encode(), {}
    yield "UTF-8, ECI", text, {"encoding": "utf-8", "eci": True}
    yield "UTF-8, BOM", b"\xef\xbb\xbf" + text.encode(), {}
    yield "GB18030", text.encode("gb18030"), {}
    yield "UTF-16, ECI", text, {"encoding": "utf-16-be", "eci": True}
    if _pairs(text, "gb2312"):
        yield "Hanzi mode", text, {"mode": "hanzi", "encoding": "gb2312"}
    if _pairs(text, "gb2312", mixed=True):
        yield "GB2312, ECI", text, {"encoding": "gb18030", "eci": True}
    if _pairs(text, "big5", mixed=True):
        yield "Big5, ECI", text, {"encoding": "big5", "eci": True}
    if _pairs(text, "shift_jis"):
        yield "Kanji mode", text, {"mode": "kanji", "encoding": "shift_jis"}


def _pairs(text: str, charset: str, *, mixed: bool = False) -> bool:
    """Whether a charset has the whole text, in two bytes for each character unless `mixed`."""
    try:
        return all(mixed or len(one.encode(charset)) == 2 for one in text) and bool(text.encode(charset))
    except UnicodeEncodeError:
        return False


def empties() -> Iterator[Case]:
    """What looks like a code and is none: text, stripes, squares, grids, noise."""
    for number in range(40):
        rng = np.random.default_rng([7, number])
        scene = paper(STILL, rng)
        ("text", "stripes", "squares", "noise")[number % 4]
        draw = (_text, _stripes, _squares, _noise)[number % 4]
        yield Case("no code", "", harm(draw(scene, rng), HARDSHIPS[number % len(HARDSHIPS)], rng), None)


def _text(scene: Grey, rng: np.random.Generator) -> Grey:
    for row in range(60, scene.shape[0] - 20, 40):
        words = " ".join(str(number) for number in rng.integers(1000, 999999, 7))
        cv2.putText(scene, words, (40, row), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 30, 2)
    return scene


def _stripes(scene: Grey, rng: np.random.Generator) -> Grey:
    at = 100
    while at < scene.shape[1] - 100:
        width = int(rng.integers(3, 14))
        cv2.rectangle(scene, (at, 200), (at + width, 700), 30, -1)
        at += width + int(rng.integers(3, 14))
    return scene


def _squares(scene: Grey, rng: np.random.Generator) -> Grey:
    for _ in range(3):
        x, y = int(rng.integers(80, 900)), int(rng.integers(80, 700))
        for size, shade in ((105, 30), (75, 235), (45, 30)):
            shift = (105 - size) // 2
            cv2.rectangle(scene, (x + shift, y + shift), (x + shift + size, y + shift + size), shade, -1)
    cells = rng.integers(0, 2, (24, 24)).astype(np.uint8) * 200 + 30
    scene[300:660, 300:660] = cv2.resize(cells, (360, 360), interpolation=cv2.INTER_NEAREST)
    return scene


def _noise(scene: Grey, rng: np.random.Generator) -> Grey:
    return rng.integers(0, 256, scene.shape).astype(np.uint8)


def sequences(repeats: int) -> Iterator[Sequence]:
    """Six frames of a hand holding a code (paper or telephone), every hardship."""
    for hardship in SCREEN_HARDSHIPS:
        for repeat in range(repeats):
            rng = np.random.default_rng([99, SCREEN_HARDSHIPS.index(hardship), repeat])
            text = content("QR", rng)
            clean = qr(text, error="m")
            centre = rng.uniform(0.35, 0.65, 2)
            turn = float(rng.uniform(-25, 25))
            frames = []
            for step in range(FRAMES):
                sway = np.random.default_rng([step, repeat])
                where = centre + sway.normal(0, 0.01, 2)
                angle = turn + float(sway.normal(0, 2))
                scene = place(clean, FRAME, sway, where=where, turn=angle, tilt=hardship == "perspective")
                frames.append(harm(scene, hardship, sway))
            yield Sequence(hardship, frames, text.encode())


def paper(size: tuple[int, int], rng: np.random.Generator) -> Grey:
    """A desk with uneven light."""
    columns, rows = size
    low = rng.uniform(110, 190, (5, 7)).astype(np.float32)
    return cv2.resize(low, (columns, rows), interpolation=cv2.INTER_CUBIC).clip(0, 255).astype(np.uint8)


def place(
    clean: Grey,
    size: tuple[int, int],
    rng: np.random.Generator,
    *,
    where: NDArray[np.float64] | None = None,
    turn: float | None = None,
    tilt: bool = False,
) -> Grey:
    """A clean code on a desk, turned and a little foreshortened; `tilt`: very much so."""
    columns, rows = size
    share = float(rng.uniform(0.38, 0.5)) * min(size) / max(clean.shape)
    half = np.array([clean.shape[1], clean.shape[0]]) * share / 2
    middle = (rng.uniform(0.4, 0.6, 2) if where is None else where) * np.array([columns, rows])
    angle = np.deg2rad(rng.uniform(-20, 20) if turn is None else turn)
    rotate = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    if tilt:
        square[1:3, 0] *= 0.45
        square[1:3, 1] *= 0.7
    square += rng.normal(0, 0.01, (4, 2)) * half
    target = (square @ rotate.T + middle).astype(np.float32)
    height, width = clean.shape
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    warp = cv2.getPerspectiveTransform(source, target)
    scene = paper(size, rng)
    ink = cv2.warpPerspective(clean, warp, size, flags=cv2.INTER_AREA, borderValue=255)
    mask = cv2.warpPerspective(np.full_like(clean, 255), warp, size)
    return np.where(mask > 127, 20 + ink.astype(np.float32) * 0.85, scene).clip(0, 255).astype(np.uint8)
