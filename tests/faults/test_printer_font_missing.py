"""The machine has no Chinese font: what the printer's own font has is printed, the rest is refused with advice."""

import pytest

from drivers.printer import glyphs
from drivers.printer.glyphs import FontMissingError
from drivers.sim.line import PtyLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.types import Action, Actor, CompletionCode
from tests.support.printing import bench

RARE = {"zh": "䶮字", "en": "䶮"}


def forget_fonts():
    for search in (glyphs._face, glyphs._other_faces, glyphs.face_of, glyphs.cell):
        search.cache_clear()


@pytest.fixture
def fonts(tmp_path, monkeypatch):
    """`fonts(False)` takes fontconfig away, `fonts(True)` brings it back."""

    def there(yes):
        forget_fonts()
        monkeypatch.undo()
        if not yes:
            monkeypatch.setenv("PATH", str(tmp_path))

    yield there
    there(True)


def test_a_printer_without_fonts_says_so_before_the_first_rare_character(fonts):
    with bench() as b:
        fonts(False)
        assert b.driver.start().ready
        status = b.driver.idle()
        assert status.ready
        assert (status.code, status.action, status.actor) == (
            "font.missing",
            Action.CONFIGURATION,
            Actor.TECHNICIAN,
        )
        fonts(True)


def test_a_rare_character_is_refused_and_names_the_packages(fonts):
    with bench() as b:
        b.driver.start()
        fonts(False)
        done = b.print(service=RARE)
        assert (done.code, done.error) == (CompletionCode.UNSUPPORTED_DATA, "font.missing")
        assert "fontconfig fonts-noto-cjk" in done.evidence["detail"]
        fonts(True)
        assert b.torn() == []


def test_a_font_that_was_installed_meanwhile_is_found(fonts):
    with bench() as b:
        fonts(False)
        b.driver.start()
        assert b.driver.idle().code == "font.missing"
        fonts(True)
        b.hand.later_ms = 61_000
        assert b.driver.idle().code == ""
        assert b.print(service=RARE).evidence["raster_lines"] == 1


def test_a_printer_wired_one_way_says_it_too(fonts):
    with bench(status_channel=False) as b:
        fonts(False)
        b.driver.start()
        assert b.driver.idle().code == "font.missing"
        fonts(True)


def test_a_twin_without_fonts_does_not_start_and_names_the_packages(fonts, tmp_path):
    fonts(False)
    line = PtyLine(TicketPrinterTwin(), tmp_path / "printer")
    with pytest.raises(FontMissingError, match="apt install fontconfig fonts-noto-cjk"):
        line.start()
    assert not (tmp_path / "printer").is_symlink()
