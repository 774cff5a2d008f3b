"""The hall's own seal picture: what is wrong with it is told at the start and on every page of the console."""

import logging
from io import BytesIO

import pytest
from PIL import Image

from hall.server import seal_pictures
from hall.settings.outside import SealService
from tests.hall.console.look import Page
from tests.hall.house import SETTINGS, HandClock, house, http


def png(side, mode="RGBA"):
    kept = BytesIO()
    Image.new(mode, (side, side), 0).save(kept, "PNG")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no picture at all, but long enough", "不是 PNG"),
        (png(400)[:150], "不完整"),
        (png(120), "太小：120×120"),
        (png(4400, "1"), "太大：4400×4400"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300 * 1024), "太大：300 KB"),
        (png(400), None),
    ],
)
def test_a_picture_is_judged(tmp_path, content, told):
    path = tmp_path / "seal.png"
    path.write_bytes(content)
    found = seal_pictures.amiss(path)
    assert (found is None) if told is None else told in found.zh


@pytest.mark.logs
def test_a_missing_picture_is_told_at_the_start_and_one_that_is_not_asked_for_is_not(tmp_path, caplog):
    with caplog.at_level(logging.WARNING):
        seal_pictures.tell(SealService(), tmp_path)
        assert not caplog.text
        seal_pictures.tell(SealService(picture="seal.png"), tmp_path)
    assert f"{tmp_path / 'seals' / 'seal.png'}: 没有这个文件" in caplog.text
    assert "there is no such file" in caplog.text


@pytest.mark.logs
def test_every_page_of_the_console_tells_until_the_picture_is_there(tmp_path):
    seals = SealService(picture="seal.png")
    settings, folder = SETTINGS.model_copy(update={"seals": seals}), tmp_path / "hall" / "seals"
    with house(tmp_path / "hall", HandClock(), settings=settings) as hall, http(hall.url) as client:
        strip = f"{hall.url}/console/strip?lang=zh"
        assert "seals/seal.png: 没有这个文件" in Page(client.get(strip).text).text("strip")
        folder.mkdir()
        (folder / "seal.png").write_bytes(png(400))
        assert "seal.png" not in client.get(strip).text
