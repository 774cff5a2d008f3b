"""Every key of any TOML text is found where it stands."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from hall.settings.places import Place, find_places

TEXT = '''\
# top
a.b = 1
"quoted key" = """x]
y"""
list = [ 1, # one
  [2, "]"], { k = 'v', "n m" = [3] },
]
[t.u]
x = 2
[[many]]
x = 3
[[many]]
x = 4
[[many.deep]]
y = 1979-05-27 07:32:00
[many.sub]
z = 0x1F
'''


def test_each_kind_of_place():
    places = find_places(TEXT)
    assert places.value(("a", "b")) == Place(2, 7)
    assert places.key(("quoted key",)) == Place(3, 1)
    assert places.value(("list", 1, 1)) == Place(6, 7)
    assert places.value(("list", 2, "n m", 0)) == Place(6, 33)
    assert places.key(("t", "u", "x")) == Place(9, 1)
    assert places.key(("many", 1, "x")) == Place(13, 1)
    assert places.value(("many", 1, "deep", 0, "y")) == Place(15, 5)
    assert places.value(("many", 1, "sub", "z")) == Place(17, 5)


def test_something_missing_stands_at_what_encloses_it():
    places = find_places(TEXT)
    assert places.key(("many", 1, "none")) == Place(12, 3)
    assert places.key(("none",)) == Place(1, 1)


def leaves(value, loc=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*loc, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*loc, index))
    else:
        yield loc, value


def test_each_leaf_of_a_text_is_where_its_value_is_written():
    places = find_places(TEXT)
    lines = TEXT.splitlines()
    for loc, value in leaves(tomllib.loads(TEXT)):
        place = places.value(loc)
        if isinstance(value, int) and not isinstance(value, bool) and loc[-1] != "z":
            assert lines[place.line - 1][place.column - 1 :].startswith(str(value)), loc


KEYS = st.text("abc-_ .]\"'é中", min_size=1, max_size=6)
VALUES = st.recursive(
    st.integers() | st.booleans() | st.text('ab"\\#]}\n,=', max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return quoted(value) if isinstance(value, str) else str(value).lower()


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_a_walk_finds_every_leaf_and_never_loses_its_way(table):
    text = "".join(f"{quoted(key)} = {toml(value)}\n" for key, value in table.items())
    places = find_places(text)
    for loc, _ in leaves(tomllib.loads(text)):
        assert loc in places.values
