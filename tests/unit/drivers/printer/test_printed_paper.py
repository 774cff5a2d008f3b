"""What the paper shows, read back from the drawn dots."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pyzbar.pyzbar import decode

from drivers.printer.escpos import encode
from drivers.printer.forms import FormError
from drivers.printer.glyphs import cell, draw_text
from drivers.printer.layout import lay_out
from drivers.printer.lines import Align, Charset, Cut, Head, Qr, Style, Text
from drivers.printer.raster import render_png
from drivers.printer.slip import self_test_slip
from drivers.sim.paper import Paper, interpret
from hall.assets import load_form
from tests.support.papers import ENGLISH, NARROW, RECEIPT, TICKET, bytes_of, printed

HEADS = {
    "80": Head(),
    "58": NARROW,
    "raster QR": Head(native_qr=False),
    "no Chinese font": Head(charset=Charset.NONE),
    "smooth": Head(smoothing=True),
}


def draw(lines, head=None):
    head = head or Head()
    pieces, errors = interpret(encode(lay_out(lines, head), head).data, Paper(head.dots))
    assert errors == []
    return pieces[-1]


def ink(piece):
    """The black dots' box: left, top, right, bottom."""
    return ImageChops.invert(piece.image).getbbox()


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("form", ["ticket", "receipt", "english"])
def test_every_byte_is_understood_and_the_code_can_be_scanned(head, large, form):
    data = {"ticket": TICKET, "receipt": RECEIPT, "english": ENGLISH}[form] | {"large": large}
    piece = printed("receipt" if form == "receipt" else "ticket", data, head)
    read = decode(Image.open(io.BytesIO(piece.png())))
    assert [code.data.decode() for code in read] == [data["qr"]]


@pytest.mark.parametrize("head", [Head(), NARROW], ids=["80", "58"])
@pytest.mark.parametrize("number", ["A012", "A2-015"])
def test_the_number_is_at_least_twelve_millimetres_high(head, number):
    big = Text(number, Style(6, 6, bold=True, align=Align.CENTER, fit=True))
    left, top, right, bottom = ink(draw([big, Cut()], head))
    assert bottom - top >= 12 * head.dots_per_mm
    assert left > 0
    assert right < head.dots


def test_the_ticket_itself_uses_that_size():
    with_number = printed("ticket", TICKET).image
    without = printed("ticket", TICKET | {"number": " "}).image
    assert with_number.height - without.height >= 0
    rows = [y for y in range(with_number.height) if with_number.crop((0, y, 576, y + 1)).getextrema()[0] == 0]
    runs, start = [], rows[0]
    for above, below in zip(rows, [*rows[1:], -1], strict=True):
        if below != above + 1:
            runs.append(above - start + 1)
            start = below
    assert max(run for run in runs if run < 150) >= 96


@pytest.mark.parametrize("char", ["䶮", "㐀", "𠮷"])
def test_a_rare_character_is_drawn_and_is_no_question_mark(char):
    piece = draw([Text(char), Cut()])
    assert "?" not in piece.text
    left, top, right, bottom = ink(piece)
    drawn = ImageChops.invert(piece.image.crop((left, top, right, bottom)))
    wanted = draw_text(char)
    assert drawn.tobytes() == wanted.crop(wanted.getbbox()).tobytes()
    assert cell(char).tobytes() != cell("?").tobytes()


def test_a_rare_name_keeps_size_and_place():
    style = Style(2, 2, align=Align.CENTER)
    common, rare = draw([Text("王明国", style), Cut()]), draw([Text("王䶮国", style), Cut()])
    assert rare.image.height == common.image.height
    for one, other in zip(ink(common), ink(rare), strict=True):
        assert abs(one - other) <= 4


def test_a_character_that_no_font_has_becomes_a_box_with_its_number():
    head = Head()
    printout = encode(lay_out([Text("\U00031350"), Cut()], head), head)
    assert printout.raster_lines == 1
    assert printout.missing == 1
    left, top, right, bottom = ink(draw([Text("\U00031350"), Cut()]))
    assert (right - left, bottom - top) == (22, 22)


def test_right_means_right_for_text_and_raster_alike():
    for word in ("右", "㐀"):
        _, _, right, _ = ink(draw([Text(word, Style(align=Align.RIGHT)), Cut()]))
        assert 576 - 6 <= right <= 576


def test_a_code_too_long_for_the_paper_is_refused():
    with pytest.raises(FormError, match="too long"):
        draw([Qr("汉" * 400), Cut()], NARROW)
    with pytest.raises(FormError, match="empty"):
        draw([Qr(""), Cut()])


@pytest.mark.parametrize("head", [Head(), NARROW, Head(native_qr=False)])
def test_the_self_test_slip_is_understood(head):
    piece = draw(self_test_slip(head), head)
    assert "Self-test" in piece.text


def test_a_preview_shows_what_the_printer_prints():
    preview = render_png(load_form("ticket"), TICKET)
    assert preview.width == 576
    assert [code.data.decode() for code in decode(preview.convert("L"))] == [TICKET["qr"]]


def test_without_a_cutter_the_paper_is_fed_to_the_tear_bar():
    head = Head(cutter=False)
    pieces, errors = interpret(bytes_of("ticket", TICKET, head).data)
    assert (pieces, errors) == ([], [])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=40))
def test_no_text_makes_the_printer_do_anything_but_print_one_piece(service, place):
    piece = printed("ticket", TICKET | {"service": service, "place": place})
    assert "A012" in piece.text
