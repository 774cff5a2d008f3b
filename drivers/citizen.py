"""What every kind of card says about a citizen: the number's check digit, codes of nation and sex. Pure."""

from __future__ import annotations

import re

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_NATIONS = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 "
    "哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 "
    "达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 "
    "俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 "
    "基诺"
)

NATIONS = {f"{number:02d}": name for number, name in enumerate(_NATIONS.split(), 1)} | {
    "97": "其他",
    "98": "外国血统中国籍人士",
}
"""Two digits to name (GB/T 3304), 01-56 as the standard counts them."""

SEXES = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}
"""GB/T 2261.1. Only 1 is male and only 2 is female: everything else is unknown, never guessed."""


def check_digit(first: str) -> str:
    """The 18th character for the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first, strict=True))
    return _CHECKS[total % 11]


def citizen_number_ok(number: str) -> bool:
    """Whether it has the form of an 18-character number and its check digit is right."""
    return _NUMBER.fullmatch(number) is not None and check_digit(number[:17]) == number[17]
