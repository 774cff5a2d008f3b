"""Which readings are believed."""

from __future__ import annotations

from drivers.code_reader.found import FoundCode, Symbology
from drivers.code_reader.votes import Votes


def code(kind, data, view="plain", at=(100, 100), engine="zxing"):
    x, y = at
    corners = ((x, y), (x + 100, y), (x + 100, y + 40), (x, y + 40))
    return FoundCode(kind, data, data.decode(), "ascii", corners, engine, view)


def believed(*codes):
    votes = Votes()
    for one in codes:
        votes.add([one])
    return [one.data for one in votes.believed]


def test_an_error_corrected_code_is_believed_at_once():
    assert believed(code(Symbology.QR, b"one")) == [b"one"]


def test_a_qr_code_that_only_the_second_engine_read_needs_a_second_view():
    assert believed(code(Symbology.QR, b"one", engine="zbar")) == []
    assert believed(
        code(Symbology.QR, b"one", engine="zbar"), code(Symbology.QR, b"one", "even", engine="zbar")
    )


def test_a_short_bar_code_needs_two_different_readings():
    first = code(Symbology.ITF, b"123456")
    assert believed(first) == []
    assert believed(first, first) == []
    assert believed(first, code(Symbology.ITF, b"123456", "even")) == [b"123456"]
    assert believed(first, code(Symbology.ITF, b"123456", engine="zbar")) == [b"123456"]


def test_readings_that_contradict_each_other_are_not_believed():
    right = [code(Symbology.EAN13, b"6901234567892", view) for view in ("plain", "even", "sharp")]
    wrong = [code(Symbology.EAN13, b"8574731738478", view) for view in ("plain", "even")]
    assert believed(*right, *wrong) == []
    assert believed(*right, wrong[0]) == [b"6901234567892"]


def test_goods_numbers_much_alike_contradict_each_other_along_the_whole_code():
    right = [code(Symbology.EAN13, b"9780441014989", view) for view in ("plain", "even")]
    wrong = [code(Symbology.EAN13, b"5780407014989", view, at=(110, 170)) for view in ("plain", "even")]
    assert believed(*right, *wrong) == []


def test_two_labels_beside_each_other_are_both_believed():
    views = ("plain", "even")
    left = [code(Symbology.EAN13, b"6901234567892", view) for view in views]
    right = [code(Symbology.EAN13, b"4006381333931", view, at=(400, 100)) for view in views]
    assert believed(*left, *right) == [b"6901234567892", b"4006381333931"]


def test_the_same_code_in_two_places_is_two():
    assert believed(code(Symbology.QR, b"one"), code(Symbology.QR, b"one", at=(500, 100))) == [b"one", b"one"]
    assert believed(code(Symbology.QR, b"one"), code(Symbology.QR, b"one", "even", at=(103, 98))) == [b"one"]


def test_it_is_known_whether_another_reading_could_settle_something():
    votes = Votes()
    votes.add([code(Symbology.EAN13, b"6901234567892")])
    assert votes.open
    votes.add([code(Symbology.EAN13, b"6901234567892", "even")])
    assert not votes.open
