"""Reading the codes of one picture."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from drivers.code_reader.found import HALL, Symbology, inside, symbology
from drivers.code_reader.reader import Effort, PictureReader
from tests.support.codes import bars, qr

READER = PictureReader()
PEOPLE = "欧阳明月·王䶮"


def only(picture, **how):
    """The one code of a picture."""
    codes = READER.read(picture, **how)
    assert len(codes) == 1, codes
    return codes[0]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("EAN13", "6901234567892"),
        ("EAN8", "96385074"),
        ("Code128", "YX0123456789"),
        ("Code39", "T1-0042"),
        ("ITF", "12345678901231"),
        ("DataMatrix", "HK1:C:0042"),
        ("PDF417", "HK1:C:0042:0123456789"),
        ("Aztec", "HK1:C:0042"),
    ],
)
def test_every_kind_that_halls_use_is_read(kind, content):
    code = only(bars(kind, content))
    assert (code.symbology.value, code.data, code.text) == (kind, content.encode(), content)


@pytest.mark.parametrize(
    ("picture", "charset"),
    [
        (lambda: qr(PEOPLE.encode()), "utf-8"),
        (lambda: qr(PEOPLE, encoding="utf-8", eci=True), "utf-8"),
        (lambda: qr(b"\xef\xbb\xbf" + PEOPLE.encode()), "utf-8-sig"),
        (lambda: qr(PEOPLE.encode("gb18030")), "gb18030"),
        (lambda: qr(PEOPLE, encoding="gb18030", eci=True), "gb18030"),
        (lambda: qr(PEOPLE, encoding="utf-16-be", eci=True), "utf-16-be"),
    ],
    ids=["UTF-8", "UTF-8 with ECI", "UTF-8 with BOM", "GB18030", "GB18030 with ECI", "UTF-16 with ECI"],
)
def test_chinese_is_read_in_the_charset_that_the_code_has(picture, charset):
    code = only(picture())
    assert (code.text, code.charset) == (PEOPLE, charset)
    assert code.data.decode(charset) == PEOPLE


@pytest.mark.parametrize(
    ("mode", "charset", "encoding"),
    [("hanzi", "gb18030", "gb2312"), ("kanji", "shift_jis", "shift_jis")],
)
def test_the_modes_of_a_qr_code_say_its_charset(mode, charset, encoding):
    code = only(qr("高中土地", mode=mode, encoding=encoding))
    assert (code.text, code.charset) == ("高中土地", charset)


def test_bytes_that_are_utf8_stay_so_in_whatever_mode_the_printer_packed_them():
    assert only(qr("土地".encode())).text == "土地"


def test_a_backslash_in_a_code_with_a_charset_is_one_backslash():
    text = "C:\\云溪\\000026"
    assert only(qr(text, encoding="utf-8", eci=True)).text == text


def test_binary_contents_are_exact_and_no_text():
    data = bytes(range(256))
    code = only(qr(data))
    assert (code.data, code.text, code.charset) == (data, None, "binary")


def test_corners_are_in_pixels_of_the_picture_whatever_its_size():
    clean = qr("HK1:C:0042")
    for factor in (1, 3, 12):
        large = cv2.resize(clean, None, fx=factor, fy=factor, interpolation=cv2.INTER_NEAREST)
        picture = np.full((large.shape[0] + 300, large.shape[1] + 900), 255, np.uint8)
        picture[200 : 200 + large.shape[0], 700 : 700 + large.shape[1]] = large
        corners = only(picture).corners
        edge = 24 * factor  # the quiet zone
        size = large.shape[0] - 2 * edge
        wanted = [(700 + edge, 200 + edge), (700 + edge + size, 200 + edge)]
        assert np.abs(np.array(corners[:2]) - wanted).max() <= 2 * factor + 2


def test_all_codes_of_a_picture_each_once():
    page = np.full((900, 1200), 255, np.uint8)
    for at, text in enumerate(("one", "two", "two")):
        code = qr(text)
        page[60 : 60 + code.shape[0], 40 + 380 * at : 40 + 380 * at + code.shape[1]] = code
    goods = bars("EAN13", "6901234567892")
    page[500 : 500 + goods.shape[0], 300 : 300 + goods.shape[1]] = goods
    codes = READER.read(page)
    assert [code.text for code in codes if code.symbology is Symbology.QR].count("two") == 2
    assert sorted(code.text for code in codes) == ["6901234567892", "one", "two", "two"]


def test_only_the_wanted_kinds_are_read():
    page = np.hstack([np.pad(qr("one"), ((0, 400), (0, 0)), constant_values=255)[:400]] * 2)
    assert READER.read(page, frozenset({Symbology.EAN13})) == []
    assert READER.read(page, frozenset()) == []


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("dark and noisy", lambda p, r: p * 0.1 + r.normal(0, 4, p.shape)),
        ("out of focus", lambda p, r: cv2.GaussianBlur(p, (0, 0), 3.0)),
        ("tilted", lambda p, r: cv2.resize(p, None, fx=0.3, fy=1.0)),
        ("white on black", lambda p, r: 255.0 - p),
        ("upside down", lambda p, r: np.rot90(p, 2)),
        ("mirrored", lambda p, r: p[:, ::-1]),
        ("bleached", lambda p, r: p * 0.15 + 215),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hardships_of_a_hall(name, harm):
    rng = np.random.default_rng(3)
    clean = np.pad(qr("HK1:C:T1-20261122-0007"), 60, constant_values=235)
    hurt = np.ascontiguousarray(harm(clean.astype(np.float32), rng).clip(0, 255)).astype(np.uint8)
    assert only(hurt, kinds=frozenset({Symbology.QR}), effort=Effort.FAST).text == "HK1:C:T1-20261122-0007"


@pytest.mark.parametrize(
    "convert",
    [
        lambda p: cv2.cvtColor(p, cv2.COLOR_GRAY2BGR),
        lambda p: cv2.cvtColor(p, cv2.COLOR_GRAY2BGRA),
        lambda p: p.astype(np.uint16) * 257,
        lambda p: p.astype(np.float32) / 255,
        lambda p: p > 127,
        lambda p: p[:, :, None],
        lambda p: np.dstack([p * 0, p * 0, p * 0, 255 - p]),
    ],
    ids=["BGR", "BGRA", "16 bits", "float", "one bit", "one plane", "transparent"],
)
def test_pictures_of_every_type(convert):
    assert only(convert(qr("HK1:C:0042"))).text == "HK1:C:0042"


def test_light_print_on_a_transparent_ground_is_seen():
    code = qr("HK1:C:0042")
    assert only(np.dstack([code * 0 + 255] * 3 + [255 - code])).text == "HK1:C:0042"


def test_a_picture_without_a_code_has_none():
    rng = np.random.default_rng(1)
    stripes = np.repeat(rng.integers(0, 2, (1, 160)) * 255, 300, axis=0).repeat(4, axis=1)
    for picture in (stripes, rng.integers(0, 256, (300, 300)), np.zeros((50, 50)), np.full((9, 900), 128)):
        assert READER.read(picture.astype(np.uint8)) == []


@settings(max_examples=150, deadline=None)
@given(
    picture=arrays.arrays(
        st.sampled_from([np.uint8, np.uint16, np.float32, np.int64, np.bool_]),
        st.one_of(
            st.tuples(st.integers(0, 40), st.integers(0, 40)),
            st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 6)),
            st.tuples(st.integers(0, 40)),
        ),
    )
)
def test_no_picture_makes_it_raise(picture):
    assert isinstance(READER.read(picture), list)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), spots=st.integers(0, 4000))
def test_a_damaged_code_is_read_right_or_not_at_all(seed, spots):
    rng = np.random.default_rng(seed)
    picture = qr("HK1:C:T1-20261122-0007").copy()
    rows, columns = (rng.integers(0, size, spots) for size in picture.shape)
    picture[rows, columns] = rng.integers(0, 256, spots)
    cut = rng.integers(0, picture.shape[0], 2)
    picture[cut.min() : cut.max() : 3] = 128
    for code in READER.read(picture, effort=Effort.FAST):
        assert code.text == "HK1:C:T1-20261122-0007"


def test_goods_numbers_that_only_one_reading_saw_are_not_believed():
    rng = np.random.default_rng(5)
    wrong = []
    for _ in range(12):
        picture = np.pad(bars("EAN13", "6901234567892", 1), 40, constant_values=255).astype(np.float32)
        hurt = cv2.GaussianBlur(picture, (0, 0), 0.9) + rng.normal(0, 22, picture.shape)
        wrong += [
            one for one in READER.read(hurt.clip(0, 255).astype(np.uint8)) if one.text != "6901234567892"
        ]
    assert not wrong


def test_a_bar_code_crossed_at_its_corner_is_not_read_as_a_shorter_one():
    clean = np.pad(bars("ITF", "43974956438786"), 260, constant_values=255)
    for angle in range(15, 80, 5):
        turn = cv2.getRotationMatrix2D((clean.shape[1] / 2, clean.shape[0] / 2), angle, 1)
        turned = cv2.warpAffine(clean, turn, clean.shape[::-1], borderValue=255)
        assert {code.text for code in READER.read(turned)} <= {"43974956438786"}


def test_kinds_are_understood_as_people_write_them():
    for name in ("qr", "QRCode", "qr-code", "QR code"):
        assert symbology(name) is Symbology.QR
    assert symbology("ean-13") is symbology("UPC-A") is Symbology.EAN13
    with pytest.raises(ValueError, match="QRCode"):
        symbology("barcode")


def test_a_code_never_shows_itself():
    assert "0042" not in repr(only(qr("HK1:C:0042")))


def test_inside():
    square = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
    assert inside((2, 2), square)
    assert not inside((5, 2), square)
    assert set(Symbology) >= HALL
