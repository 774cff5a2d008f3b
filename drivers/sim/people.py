"""Invented people and their cards. Nobody lives in region 99; UTO is the Utopia of ICAO's specimens."""

from __future__ import annotations

from typing import Final

from drivers.citizen import check_digit
from drivers.id_card.layouts import Kind
from drivers.id_card.rules import LONG_TERM
from drivers.sim.id_card import IdCard

_ISSUER: Final = "云溪县公安局"
_CALLED: Final = ("name", "name_cn", "name_en")


def _number(first: str) -> str:
    return first + check_digit(first)


def resident(
    name: str,
    number: str,
    address: str,
    nation: str = "01",
    valid_to: str = "20400312",
    new_address: str = "",
) -> IdCard:
    """A citizen's card; sex and birth follow from the number."""
    return IdCard(
        Kind.RESIDENT,
        {
            "name": name,
            "sex": "1" if int(number[16]) % 2 else "2",
            "nation": nation,
            "birth": number[6:14],
            "address": address,
            "id_number": number,
            "issuer": _ISSUER,
            "valid_from": "20100312" if valid_to < "2021" else "20200312",
            "valid_to": valid_to,
        },
        new_address,
    )


LI_JINGYI: Final = resident("李静怡", "11010519491231002X", "云溪县青石镇柳树巷 3 号", valid_to=LONG_TERM)
"""The number is the standard's own published example; the card never expires."""

ZHANG_XIAOFAN: Final = resident(
    "张小凡", _number("99010119900215031"), "云溪县城关镇建设路 18 号 2 单元 501 室"
)
WANG_YAN: Final = resident("王䶮", _number("99010119870609013"), "云溪县城关镇𡌥头村 7 号", nation="15")
"""A name outside GBK, an address outside the BMP."""
CHEN_JI: Final = resident("陈𠮷", _number("99010120010830027"), "云溪县白鹤乡大田村 21 组")
"""A character that takes two UTF-16 units."""
ADILI: Final = resident("阿迪力·艾尔肯", _number("99010119950521033"), "云溪县城关镇和平路 5 号", nation="05")
ZHAO_XIAOMAN: Final = resident(
    "赵小满",
    _number("99010119780520024"),
    "云溪县红旗乡老街 9 号",
    new_address="云溪县城关镇滨河路 66 号 1 幢 302 室",
)
"""Has moved: the new address is written apart."""
SUN_GUOQI: Final = resident(
    "孙过期", _number("99010119600101011"), "云溪县城关镇东街 1 号", valid_to="20200312"
)
"""Expired long ago."""

LIN_JIAXIN: Final = IdCard(
    Kind.HK_MO_TW,
    {
        "name": "林嘉欣",
        "sex": "2",
        "nation": "",
        "birth": "19920708",
        "address": "云溪县城关镇学府路 30 号",
        "id_number": _number("81000019920708002"),
        "issuer": _ISSUER,
        "valid_from": "20230601",
        "valid_to": "20280601",
        "permit_number": "H00000000",
        "issue_count": "01",
    },
)
ANNA_2017: Final = IdCard(
    Kind.FOREIGN_2017,
    {
        "name_en": "SPECIMEN, ANNA MARIA",
        "sex": "2",
        "id_number": "UTO990101000001",
        "country": "UTO",
        "name_cn": "安娜",
        "valid_from": "20190115",
        "valid_to": "20290115",
        "birth": "19850412",
        "card_version": "01",
        "issuer_code": "9900",
    },
)
ERIK_2023: Final = IdCard(
    Kind.FOREIGN_2023,
    {
        "name_cn": "",
        "sex": "1",
        "renewals": "00",
        "birth": "19790924",
        "name_en": "SPECIMEN-ERIKSSON, BARTHOLOMEW MAXI",
        "id_number": _number("99999919790924001"),
        "valid_from": "20240105",
        "valid_to": "20340105",
        "name_en2": "MILIAN",
        "country": "UTO",
        "old_number_ref": "001",
    },
)
"""No Chinese name; the English one runs over into its second field."""

PEOPLE: Final = (
    ZHANG_XIAOFAN,
    LI_JINGYI,
    WANG_YAN,
    CHEN_JI,
    ADILI,
    ZHAO_XIAOMAN,
    SUN_GUOQI,
    LIN_JIAXIN,
    ANNA_2017,
    ERIK_2023,
)

NAMES: Final = {word.lower(): card for word, card in list(globals().items()) if isinstance(card, IdCard)}
"""By the name that is typed: `zhang_xiaofan`."""


def named(name: str) -> IdCard:
    """By that name, its beginning, or the name on the card. Raises `ValueError` that lists them."""
    wanted = name.strip()
    hits = [card for card in PEOPLE if wanted and wanted in (card.fields.get(part) for part in _CALLED)]
    if wanted.lower() in NAMES:
        hits = [NAMES[wanted.lower()]]
    hits = hits or [card for word, card in NAMES.items() if wanted and word.startswith(wanted.lower())]
    if len(hits) != 1:
        raise ValueError(f"{name}: {', '.join(sorted(NAMES))}")
    return hits[0]
