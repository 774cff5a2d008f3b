"""`hallkit device decode`: every picture has its line, whatever the others are."""

from __future__ import annotations

import json
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from tests.support.codes import bars, qr
from tests.unit.cli.running import hallkit

TEXT = "云溪县·政务服务"


def lines(*words):
    ended = hallkit("device", "decode", *words)
    return ended.returncode, [json.loads(line) for line in ended.stdout.splitlines()], ended.stderr


def save(path, pixels, **how):
    Image.fromarray(pixels).save(path, **how)
    return path


@pytest.fixture(scope="module")
def clean():
    return qr(TEXT.encode("gb18030"))


def test_a_line_has_all_that_is_known_of_a_code(tmp_path, clean):
    path = save(tmp_path / "code.png", clean)
    status, (line,), _ = lines(path)
    assert status == 0
    assert (line["path"], line["ok"]) == (str(path), True)
    assert (line["width"], line["height"]) == (clean.shape[1], clean.shape[0])
    (code,) = line["codes"]
    corners = code.pop("corners")
    data = TEXT.encode("gb18030")
    assert code == {"symbology": "QRCode", "bytes_hex": data.hex(), "text": TEXT, "charset": "gb18030"}
    edge, far = 24, clean.shape[0] - 24
    assert np.abs(np.array(corners) - [[edge, edge], [far, edge], [far, far], [edge, far]]).max() < 4


def test_binary_contents_have_no_text_and_no_charset(tmp_path):
    _, (line,), _ = lines(save(tmp_path / "binary.png", qr(bytes(range(256)))))
    (code,) = line["codes"]
    assert (code["bytes_hex"], code["text"], code["charset"]) == (bytes(range(256)).hex(), None, None)


def test_a_picture_without_a_code_is_read_and_has_none(tmp_path):
    status, (line,), _ = lines(save(tmp_path / "white.png", np.full((90, 90), 255, np.uint8)))
    assert (status, line["ok"], line["codes"]) == (0, True, [])


def test_bad_pictures_are_named_and_the_good_ones_are_read(tmp_path, clean):
    good = save(tmp_path / "good.png", clean)
    whole = good.read_bytes()
    (tmp_path / "note.png").write_text("no picture")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    (tmp_path / "huge.png").write_bytes(whole[:8] + chunk + whole[33:])
    (tmp_path / "folder").mkdir()
    names = ["gone.png", "note.png", "empty.jpg", "cut.png", "huge.png", "folder"]
    status, found, said = lines(*(tmp_path / name for name in names), good)
    assert status == 2
    words = ["没有这个文件", "不是图片", "空文件", "截断", "太大", "是目录"]
    for name, word, line in zip(names, words, found, strict=False):
        assert (line["path"], line["ok"], line["error"]) == (str(tmp_path / name), False, "data.invalid")
        assert word in line["detail"], line
        assert line["codes"] == []
        assert word in said
    assert found[-1]["ok"]
    assert found[-1]["codes"][0]["text"] == TEXT
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("16.png", lambda p, path: save(path, p.astype(np.uint16) * 257)),
        ("1.png", lambda p, path: Image.fromarray(p).convert("1").save(path)),
        ("palette.png", lambda p, path: Image.fromarray(p).convert("P").save(path)),
        ("alpha.png", lambda p, path: save(path, np.dstack([p * 0] * 3 + [255 - p]))),
        ("grey-alpha.png", lambda p, path: Image.fromarray(np.dstack([p * 0, 255 - p]), "LA").save(path)),
        ("cmyk.jpg", lambda p, path: Image.fromarray(p).convert("CMYK").save(path, quality=95)),
        ("float.tiff", lambda p, path: save(path, p.astype(np.float32))),
        ("colour.webp", lambda p, path: Image.fromarray(p).convert("RGB").save(path, lossless=True)),
        ("grey.bmp", lambda p, path: save(path, p)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.filterwarnings("ignore:'mode' parameter is deprecated")
def test_every_kind_of_picture(tmp_path, clean, name, write):
    write(clean, tmp_path / name)
    status, (line,), said = lines(tmp_path / name)
    assert (status, said) == (0, "")
    assert [code["text"] for code in line["codes"]] == [TEXT]


def test_a_photograph_is_turned_as_its_camera_says(tmp_path, clean):
    wide = np.hstack([clean, np.full((clean.shape[0], 200), 255, np.uint8)])
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise to see it upright
    path = save(tmp_path / "turned.jpg", np.ascontiguousarray(np.rot90(wide)), exif=exif, quality=95)
    _, (line,), _ = lines(path)
    assert (line["width"], line["height"]) == (wide.shape[1], wide.shape[0])
    corners = line["codes"][0]["corners"]
    assert np.abs(np.array(corners[0]) - 24).max() < 4


def test_of_an_animation_the_first_frame_with_a_code_counts(tmp_path, clean):
    frames = [Image.fromarray(np.full_like(clean, 255)), Image.fromarray(clean)]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    _, (line,), _ = lines(tmp_path / "moving.gif")
    assert line["frame"] == 1
    assert line["codes"][0]["text"] == TEXT


def test_only_the_wanted_kinds_and_a_wrong_one_is_named(tmp_path, clean):
    page = np.full((600, 600), 255, np.uint8)
    page[: clean.shape[0], : clean.shape[1]] = clean
    goods = bars("EAN13", "6901234567892")
    page[320 : 320 + goods.shape[0], 60 : 60 + goods.shape[1]] = goods
    path = save(tmp_path / "both.png", page)
    for words, kinds in (
        ((), {"QRCode", "EAN13"}),
        (("--symbology", "ean13"), {"EAN13"}),
        (("--symbology", "qr,Code128", "--symbology", "ITF"), {"QRCode"}),
    ):
        _, (line,), _ = lines(*words, path)
        assert {code["symbology"] for code in line["codes"]} == kinds
    status, found, said = lines("--symbology", "QRCoed", path)
    assert (status, found) == (2, [])
    assert "QRCode" in said


def test_many_pictures_start_once(tmp_path, clean):
    path = save(tmp_path / "code.png", clean)
    status, found, _ = lines(*[path] * 200)
    assert status == 0
    assert len(found) == 200
