"""A plan or a tile that cannot be is refused with its line and what to write."""

import pytest

from hall.settings import CONFIG, SettingsError, load

DEMO = CONFIG / "halls" / "demo.toml"
END = "# Codes that identify a citizen."


def refused(tmp_path, before, after):
    text = DEMO.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "hall.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path)
    (line,) = str(caught.value).splitlines()
    return line


PLACE = '[[map.places]]\nfloor = "f1"\nx = 1\ny = 1\n'
TILE = '[[tiles]]\nid = "more"\nname = { zh = "别的", en = "More" }\n'


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (PLACE, "one of kind, window, unit"),
        (PLACE + 'kind = "atm"\nunit = "board"\n', "one of kind, window, unit"),
        (PLACE + "window = 9\n", "unknown window 9"),
        (PLACE + "window = 3\n", "is used already by entry"),
        (PLACE + 'unit = "t9"\n', "unknown unit t9"),
        (PLACE + 'kind = "toilett"\n', "did you mean toilet?"),
        (PLACE + 'kind = "other"\n', "needs a name"),
        (PLACE.replace("f1", "f3") + 'kind = "atm"\n', "unknown floor f3"),
        (PLACE.replace("x = 1", "x = 40") + 'kind = "atm"\n', "40 m is outside: this floor is 36 m wide"),
        ('[[map.walls]]\nfloor = "f1"\nline = [1, 2, 3, 4, 5]\n', "made of pairs"),
        (TILE + 'kind = "url"\n', "needs a url"),
        (TILE + 'kind = "url"\nurl = "file:///etc/passwd"\n', "must match"),
        (TILE + 'kind = "url"\nurl = "http://host:99999/"\n', "no web address"),
        (TILE + 'kind = "url"\nurl = "https://a.example/"\nhosts = ["https://b.example"]\n', "must match"),
        (TILE + 'kind = "place"\nplace = "credit-machin"\n', "did you mean credit-machine?"),
        (TILE + 'kind = "phone"\n', "needs a phone number"),
        (TILE.replace("more", "medical") + 'kind = "phone"\nphone = "1"\n', "medical is used already"),
    ],
)
def test_a_plan_or_tile_that_cannot_be_is_refused(tmp_path, added, said):
    assert said in refused(tmp_path, END, f"{added}\n{END}")
