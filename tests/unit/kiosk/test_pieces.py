"""Long texts of guides in pieces: nothing is lost, nothing is too long, and a head keeps its details."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.views.pieces import MOST, pieces, width

TEXT = st.text(alphabet="居住证申领材料，。；abc de1", max_size=600)


@given(TEXT, TEXT)
def test_nothing_is_lost_and_no_piece_is_too_long(head, rest):
    found = pieces([f"{head}\n{rest}"])
    assert "".join("".join(found).split()) == "".join((head + rest).split())
    assert all(width(piece.replace("\n", "")) <= MOST for piece in found)


def test_a_short_line_stays_as_it_is():
    assert pieces(["身份证\n原件 1 份", "照片"]) == ("身份证\n原件 1 份", "照片")


def test_a_long_one_is_broken_where_a_sentence_ends():
    law = "在本县居住半年以上的，可以申领居住证。" * 6
    first, second, *_ = pieces([f"办法\n{law}"])
    assert first.startswith("办法\n在本县")
    assert first.endswith("。")
    assert second.startswith("\n在本县")
