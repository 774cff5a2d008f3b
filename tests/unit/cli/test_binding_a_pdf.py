"""`hallkit device pdf`: scanned sides bound, level ones byte by byte, nothing written when one is wrong."""

import io

import pytest
from PIL import Image, ImageDraw

from drivers.scanner.page_side import level
from hall.cli.exits import Exit
from tests.unit.cli.running import hallkit, told


def sheet(turned=0.0, size=(1240, 1754)):
    """A page of lines, turned by some degrees."""
    page = Image.new("L", size, 255)
    draw = ImageDraw.Draw(page)
    for row in range(150, size[1] - 150, 40):
        for column in range(150, size[0] - 150, 50):
            draw.rectangle((column, row, column + 30, row + 14), fill=0)
    return page.rotate(turned, Image.Resampling.BICUBIC, fillcolor=255)


def jpeg(path, turned=0.0):
    data = io.BytesIO()
    sheet(turned).save(data, "JPEG", quality=90, dpi=(150, 150))
    path.write_bytes(data.getvalue())
    return data.getvalue()


def test_a_level_jpeg_goes_in_as_it_is_and_a_turned_one_is_turned_back(tmp_path):
    flat, turned = jpeg(tmp_path / "一 面.jpg"), jpeg(tmp_path / "turned.jpg", 2.0)
    sheet().save(tmp_path / "third.png")
    out = tmp_path / "case.pdf"
    images = [tmp_path / name for name in ("一 面.jpg", "turned.jpg", "third.png")]
    done = hallkit("device", "pdf", *images, "-o", out, "--json")
    assert done.returncode == Exit.DONE, done.stderr
    pages = told(done)["pages"]
    assert [page["dpi"] for page in pages] == [150, 150, 300]
    assert pages[0]["turned_degrees"] == pages[2]["turned_degrees"] == 0
    assert abs(abs(pages[1]["turned_degrees"]) - 2) < 0.1
    data = out.read_bytes()
    assert flat in data
    assert turned not in data
    assert level(turned).jpeg in data
    assert data.count(b"/MediaBox") == 3


def test_as_is_turns_nothing(tmp_path):
    turned = jpeg(tmp_path / "turned.jpg", 2.0)
    done = hallkit("device", "pdf", tmp_path / "turned.jpg", "-o", tmp_path / "case.pdf", "--as-is")
    assert done.returncode == Exit.DONE
    assert turned in (tmp_path / "case.pdf").read_bytes()


@pytest.mark.parametrize("broken", [b"", b"text", b"\xff\xd8\xff\xe0 and no more"])
def test_one_bad_side_and_nothing_is_written(tmp_path, broken):
    jpeg(tmp_path / "good.jpg")
    (tmp_path / "bad.jpg").write_bytes(broken)
    done = hallkit("device", "pdf", tmp_path / "good.jpg", tmp_path / "bad.jpg", "-o", tmp_path / "case.pdf")
    assert done.returncode == Exit.BAD_INPUT
    assert "bad.jpg" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.jpg", "good.jpg"]
