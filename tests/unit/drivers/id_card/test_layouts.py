"""The four cards: every field where the standard has it, and no card read by another's table."""

from __future__ import annotations

import pytest

from drivers.citizen import NATIONS, SEXES
from drivers.id_card.layouts import FLAGS, LAYOUTS, Kind, UnknownCardError, decode, decode_address
from drivers.sim.id_card import IdCard
from drivers.sim.people import CHEN_JI, ERIK_2023, LI_JINGYI, PEOPLE, WANG_YAN

# offset, length in bytes; what is reserved has no name
EXPECTED = {
    "resident": {
        "name": (0, 30), "sex": (30, 2), "nation": (32, 4), "birth": (36, 16), "address": (52, 70),
        "id_number": (122, 36), "issuer": (158, 30), "valid_from": (188, 16), "valid_to": (204, 16),
    },
    "J": {
        "name": (0, 30), "sex": (30, 2), "nation": (32, 4), "birth": (36, 16), "address": (52, 70),
        "id_number": (122, 36), "issuer": (158, 30), "valid_from": (188, 16), "valid_to": (204, 16),
        "permit_number": (220, 18), "issue_count": (238, 4),
    },
    "I": {
        "name_en": (0, 120), "sex": (120, 2), "id_number": (122, 30), "country": (152, 6), "name_cn": (158, 30),
        "valid_from": (188, 16), "valid_to": (204, 16), "birth": (220, 16), "card_version": (236, 4),
        "issuer_code": (240, 8),
    },
    "Y": {
        "name_cn": (0, 30), "sex": (30, 2), "renewals": (32, 4), "birth": (36, 16), "name_en": (52, 70),
        "id_number": (122, 36), "valid_from": (188, 16), "valid_to": (204, 16), "name_en2": (220, 22),
        "country": (242, 6), "old_number_ref": (250, 6),
    },
}  # fmt: skip
FLAG = {"resident": " ", "J": "J", "I": "I", "Y": "Y"}


@pytest.mark.parametrize("kind", Kind)
def test_every_field_lies_where_the_card_has_it(kind):
    found = {field.name: (field.offset, field.length) for field in LAYOUTS[kind]}
    assert found == EXPECTED[kind.value]


@pytest.mark.parametrize(
    ("kind", "name", "place"),
    [(kind, name, place) for kind, table in EXPECTED.items() for name, place in table.items()],
)
def test_a_field_is_read_from_its_own_bytes_alone(kind, name, place):
    offset, length = place
    text = bytearray(" ".encode("utf-16-le") * 128)
    value = "9" * (length // 2)
    text[offset : offset + length] = value.encode("utf-16-le")
    text[248:250] = FLAG[kind].encode("utf-16-le")
    card = decode(bytes(text))
    assert card.kind == kind
    assert card.fields[name] == value
    derived = {"name", "sex_name", "nation_name"}
    assert not any(card.fields[other] for other in EXPECTED[kind] if other != name and other not in derived)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.fields["id_number"])
def test_every_invented_person_reads_as_written(person):
    card = decode(person.text())
    assert card.kind is person.kind
    assert card.number_ok
    assert {name: card.fields[name] for name in person.fields} == dict(person.fields)
    assert card.fields["name"]


def test_the_people_cover_all_four_cards():
    assert {person.kind for person in PEOPLE} == set(Kind)


@pytest.mark.parametrize("flag", ["Q", "i", "j", "0", "\0", "Ｊ", "\ud800"])
def test_an_unknown_card_is_refused_not_guessed(flag):
    text = bytearray(LI_JINGYI.text())
    text[248:250] = flag.encode("utf-16-le", "surrogatepass")
    with pytest.raises(UnknownCardError):
        decode(bytes(text))


@pytest.mark.parametrize("size", [0, 255, 257, 1284])
def test_a_text_of_another_size_is_refused(size):
    with pytest.raises(ValueError, match="256 bytes"):
        decode(bytes(size))


def test_rare_characters_come_through_whole():
    assert decode(WANG_YAN.text()).fields["name"] == "王䶮"
    assert decode(CHEN_JI.text()).fields["name"] == "陈𠮷"


def test_a_rare_character_cut_in_two_by_its_field_is_shown_not_refused():
    text = bytearray(CHEN_JI.text())
    text[28:30] = "𠮷".encode("utf-16-le")[:2]
    assert decode(bytes(text)).fields["name"].endswith("\ufffd")


def test_a_long_english_name_is_put_together():
    assert decode(ERIK_2023.text()).fields["name"] == "SPECIMEN-ERIKSSON, BARTHOLOMEW MAXIMILIAN"


@pytest.mark.parametrize(("code", "name"), SEXES.items())
def test_sex_names(code, name):
    assert read(sex=code)["sex_name"] == name


@pytest.mark.parametrize("code", ["3", " ", "x"])
def test_an_unknown_sex_is_not_made_a_woman(code):
    assert read(sex=code)["sex_name"] == ""


def test_all_nations_have_their_names():
    assert len(NATIONS) == 58
    assert (NATIONS["01"], NATIONS["05"], NATIONS["56"], NATIONS["98"]) == (
        "汉",
        "维吾尔",
        "基诺",
        "外国血统中国籍人士",
    )
    assert all(read(nation=code)["nation_name"] == name for code, name in NATIONS.items())
    assert read(nation="77")["nation_name"] == ""


def test_a_card_padded_with_nul_reads_like_one_padded_with_spaces():
    text = LI_JINGYI.text()
    padded = text[:6] + text[6:30].replace(b"\x20\x00", b"\x00\x00") + text[30:]
    assert decode(padded).fields["name"] == "李静怡"


def test_the_newest_address():
    assert decode_address("云溪县城关镇".encode("utf-16-le").ljust(70, b"\x00")) == "云溪县城关镇"


def test_neither_card_nor_result_shows_a_person():
    assert "李静怡" not in repr(LI_JINGYI) + repr(decode(LI_JINGYI.text()))


def test_every_flag_has_a_layout():
    assert set(FLAGS.values()) == set(LAYOUTS)


def read(**changed):
    return decode(IdCard(Kind.RESIDENT, {**LI_JINGYI.fields, **changed}).text()).fields
