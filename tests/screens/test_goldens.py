"""Every page of terminal and dispenser in every text size and contrast, beside the picture that was looked at and kept."""

import pytest
from PIL import Image

from tests.support.front import PAGES
from tests.support.goldens import FOLDER, bases, kept, path_of, sheet, unlike

BASES = [(role, page) for role in PAGES for page in bases(PAGES[role])]


@pytest.mark.parametrize(("role", "page"), BASES)
def test_a_page_looks_as_it_was_kept(screens, tmp_path, role, page):
    screen, state = screens(role), bases(PAGES[role])[page]
    screen.open(state, PAGES[role][state])
    picture = sheet(screen, page)
    differ = unlike(path_of(role, page), picture)
    if differ:
        (tmp_path / f"{page}.png").write_bytes(kept(picture))
        pytest.fail(
            f"{differ} places of {role}/{page} look different, see {tmp_path}: python -m tests.support.goldens"
        )


def test_no_golden_picture_of_a_page_that_is_no_more():
    assert {file.relative_to(FOLDER).as_posix() for file in FOLDER.glob("*/*.png")} == {
        f"{role}/{page}.png" for role, page in BASES
    }


def test_another_word_in_a_line_is_seen(screens, tmp_path):
    role, page = "terminal", "home"
    screens(role).open(page, PAGES[role][page])
    golden = sheet(screens(role), page)
    changed = golden.copy()
    word = golden.crop((20, 90, 60, 100))
    changed.paste(word.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (20, 90))
    (tmp_path / "golden.png").write_bytes(kept(golden))
    assert unlike(tmp_path / "golden.png", golden) == 0
    assert unlike(tmp_path / "golden.png", changed) > 0
