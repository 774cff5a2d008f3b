"""Both sides of a card on one A4 at true size; PDFs of untouched JPEGs."""

import io
import re

import cv2
import numpy as np
import pytest
from PIL import Image

from drivers.scanner import pdf
from drivers.scanner.page_cards import cut_card, find_cards, on_one_sheet
from tests.unit.drivers.scanner.papers import overlap

SIZE = (1240, 1754)
CARD = (506, 319)


def card(tone):
    picture = np.full((CARD[1], CARD[0], 3), tone, np.uint8)
    cv2.rectangle(picture, (320, 40), (470, 240), (90, 90, 90), -1)
    for y in range(40, 280, 40):
        cv2.line(picture, (30, y), (260, y), (60, 50, 40), 6)
    return picture


def bed(turns=(4.0, -7.0), count=2):
    rng = np.random.default_rng(5)
    picture = rng.normal(248, 1.5, (SIZE[1], SIZE[0], 3))
    truths = []
    for index in range(count):
        a = np.radians(turns[index])
        half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array(CARD) / 2
        quad = half @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]]) + [600, 480 + 720 * index]
        flat = np.array([[0, 0], [CARD[0], 0], CARD, [0, CARD[1]]], np.float32) - 0.5
        matrix = cv2.getPerspectiveTransform(flat, quad.astype(np.float32))
        weight = cv2.warpPerspective(np.ones((CARD[1], CARD[0]), np.float32), matrix, SIZE)[..., None]
        side = cv2.warpPerspective(card((220, 215, 205)), matrix, SIZE)
        picture += (side - picture) * weight
        truths.append(quad)
    return np.clip(cv2.GaussianBlur(picture, (0, 0), 0.8), 0, 255).astype(np.uint8), truths


@pytest.mark.parametrize("turns", [(4.0, -7.0), (0.0, 0.0), (92.0, 1.0)])
def test_both_cards_are_found_in_their_order(turns):
    picture, truths = bed(turns)
    found = find_cards(picture)
    assert len(found) == 2
    assert all(overlap(*pair, SIZE) > 0.98 for pair in zip(found, truths, strict=True))


def test_one_card_is_not_two():
    picture, _ = bed(count=1)
    assert len(find_cards(picture)) < 2


def test_an_empty_bed_has_no_card():
    assert find_cards(np.full((900, 640, 3), 250, np.uint8)) == []


def test_the_copy_has_true_sizes():
    picture, _ = bed()
    sheet = on_one_sheet([cut_card(picture, found) for found in find_cards(picture)])
    assert sheet.shape == (3508, 2480, 3)
    rows = np.flatnonzero((sheet < 240).any((1, 2)))
    gap = int(np.argmax(np.diff(rows)))
    assert rows[gap] - rows[0] + 1 == pytest.approx(54 / 25.4 * 300, abs=6)
    columns = np.flatnonzero((sheet < 240).any((0, 2)))
    assert columns[-1] - columns[0] + 1 == pytest.approx(85.6 / 25.4 * 300, abs=6)


def jpeg(mode="RGB", size=(50, 70)):
    file = io.BytesIO()
    Image.new(mode, size, 90 if mode == "L" else None).save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("mode", "space"), [("L", b"DeviceGray"), ("RGB", b"DeviceRGB"), ("CMYK", b"DeviceCMYK")]
)
def test_a_jpeg_is_in_the_pdf_byte_for_byte(mode, space):
    data = jpeg(mode)
    made = pdf.write([pdf.Page(data, 210, 297)])
    assert data in made
    assert space in made
    assert b"/Width 50/Height 70" in made
    assert b"/MediaBox[0 0 595.276 841.890]" in made
    assert (b"/Decode[1 0" in made) == (mode == "CMYK")


def test_every_object_of_the_pdf_is_where_its_table_says():
    made = pdf.write([pdf.Page(jpeg(), 210, 297), pdf.Page(jpeg("L"), 85.6, 54)])
    table = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", made)[1])
    assert made[table:].startswith(b"xref\n0 9\n")
    places = [int(row[:10]) for row in made[table:].split(b"\n")[3:11]]
    for number, place in enumerate(places, 1):
        assert made[place:].startswith(b"%d 0 obj\n" % number)
    assert b"/Count 2" in made


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xd8", b"\x89PNG", jpeg()[:30], b"\xff\xd8\xff\xe0\x00\x00", b"\xff\xd8\xff\xff\xff\xff"],
)
def test_what_is_no_jpeg_is_refused(data):
    with pytest.raises(pdf.PdfError, match="JPEG"):
        pdf.write([pdf.Page(data, 210, 297)])


def test_no_pages_and_impossible_sizes_are_refused():
    with pytest.raises(pdf.PdfError, match="at least one"):
        pdf.write([])
    with pytest.raises(pdf.PdfError, match="mm"):
        pdf.write([pdf.Page(jpeg(), 0, 297)])
