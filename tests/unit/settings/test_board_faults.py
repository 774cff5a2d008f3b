"""A display that cannot show what its hall file says is refused with the place and what to write."""

import pytest

from hall.settings import CONFIG, SettingsError, load

DEMO = CONFIG / "halls" / "demo.toml"
SCREEN = "viewing_distance_m = 8 }\n"


def hall(tmp_path, board, local=""):
    text = DEMO.read_text(encoding="utf-8")
    assert SCREEN in text
    path = tmp_path / "hall.toml"
    path.write_text(text.replace(SCREEN, SCREEN + f"board = {board}\n", 1) + local, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("board", "said"),
    [
        ('{ kind = "zone" }', "windows = [1, 2]"),
        ('{ kind = "zone", windows = [1, 77] }', "window 77"),
        ('{ kind = "window", windows = [1, 2] }', "names one window"),
        ('{ kind = "window" }', "names one window"),
        ("{ windows = [1] }", 'kind = "zone"'),
        ('{ kind = "hall", media = "/srv/pictures" }', 'kind = "notices" only'),
        ('{ kind = "zome", windows = [1] }', "zone"),
        ('{ knd = "zone" }', "kind"),
    ],
)
def test_a_board_that_cannot_be_is_refused(tmp_path, board, said):
    with pytest.raises(SettingsError) as caught:
        load(hall(tmp_path, board))
    lines = str(caught.value).splitlines()
    assert len(lines) == 1, lines
    assert said in lines[0]


def test_only_a_display_has_a_board(tmp_path):
    text = DEMO.read_text(encoding="utf-8")
    path = tmp_path / "hall.toml"
    path.write_text(
        text.replace('mark = "1"\n', 'mark = "1"\nboard = { kind = "hall" }\n', 1), encoding="utf-8"
    )
    with pytest.raises(SettingsError, match="only a display has a board"):
        load(path)


def test_a_short_key_of_local_calling_is_refused_and_a_right_one_is_never_printed(tmp_path):
    board = '{ kind = "window", windows = [3] }'
    with pytest.raises(SettingsError, match="key"):
        load(hall(tmp_path, board, '[local]\nkey = "short"\n'))
    settings = load(hall(tmp_path, board, '[local]\nkey = "sixteen letters or more"\n'))
    assert "sixteen" not in repr(settings)
    with pytest.raises(SettingsError, match="no host!"):
        load(hall(tmp_path, board, '[local]\ndisplays = ["no host!"]\n'))
