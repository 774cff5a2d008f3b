"""The news of a scanner's process: cut anywhere, spoiled anyhow."""

from hypothesis import given
from hypothesis import strategies as st

from drivers.scanner.sane_ends import trouble_of
from drivers.transport import sane_words as words

NEWS = [{"k": "page", "n": 1, "rows": 590}, {"k": "end", "status": "good", "page": 1}]
BYTES = b"".join(words.line(one) for one in NEWS)


@given(st.lists(st.integers(1, 60), max_size=6))
def test_news_are_the_same_however_they_are_cut(cuts):
    lines, at, found = words.Lines(), 0, []
    for step in [*cuts, len(BYTES)]:
        found += lines.feed(BYTES[at : at + step])
        at += step
    assert found == NEWS


@given(st.binary(max_size=300))
def test_noise_is_no_news_and_no_good_end(noise):
    lines = words.Lines()
    found = [*lines.feed(noise.replace(b"good", b"")), *lines.feed(b"\n" + BYTES)]
    assert found[-2:] == NEWS
    for message in found[:-2]:
        assert trouble_of(message) is not None
    assert words.frame_label("<", noise)


def test_a_line_without_end_is_dropped():
    lines = words.Lines()
    assert not list(lines.feed(b"x" * 70_000))
    assert list(lines.feed(b"\n" + BYTES)) == NEWS


def test_the_label_of_a_message_names_no_folder():
    order = words.line({"do": "scan", "folder": "/somewhere/private"})
    assert words.frame_label(">", order) == "scan"
