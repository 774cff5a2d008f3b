"""The formulas of the indices: which set a hall file chooses, and the files of assets/figures."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field

from hall.domain.figures.formulas import Formula, FormulaSet, Index, Sum, Unit
from hall.domain.figures.terms import Term
from hall.settings.base import Id, Part, Words
from hall.settings.places import Loc
from hall.settings.problems import Finding, unknown

FOLDER: Final = Path(__file__).parents[2] / "assets" / "figures"
_SET = ("公式", "set of formulas")
_INDEX = ("指标", "index")
_VARIANT = ("算法", "variant")
_MOST: Final = 1000


def _counted(times: int) -> int:
    """Raises `ValueError`."""
    if not times:
        raise ValueError("a term that counts 0 times is left out")
    return times


Name = Annotated[Term, Field(strict=False)]
Times = Annotated[int, Field(ge=-_MOST, le=_MOST), AfterValidator(_counted)]
Above = Annotated[dict[Name, Times], Field(min_length=1)]
Below = Annotated[dict[Name, Annotated[int, Field(ge=1, le=_MOST)]], Field(min_length=1)]


class FiguresRules(Part):
    """指标的公式 · The formulas of the indices."""

    formulas: Id = "hallkit"
    """用哪一套公式：assets/figures 里的文件名 · which set of formulas: name of a file in assets/figures"""
    variants: dict[Id, Id] = Field(default={})
    """个别指标改用的算法，如 { satisfied = "with_all_right" } 把基本满意算进满意率；可用的写在那套公式里 · other formulas for single indices; the set's file has them"""


class FormulaPart(Part):
    """公式：两个和相除 · A formula: one sum over another."""

    above: Above
    """分子：每个数算几次 · above: how often each term counts"""
    below: Below
    """分母；不能是负的，不然分母会变成 0 以下 · below: none less than once, or it could fall below 0"""

    def formula(self) -> Formula:
        """As the domain computes it."""
        return Formula(Sum(tuple(self.above.items())), Sum(tuple(self.below.items())))


class IndexPart(FormulaPart):
    """一个指标 · An index."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
    """代号 · short name"""
    name: Words
    """名称 · name"""
    unit: Annotated[Unit, Field(strict=False)]
    """percent 百分比，points 分 · per cent or points"""
    variants: dict[Id, FormulaPart] = Field(default={})
    """可以改用的算法 · other formulas that a hall may choose"""

    def index(self, chosen: str) -> Index:
        """With the formula of its own, or the variant that is chosen. Raises `KeyError` for an unknown one."""
        own, others = self.formula(), {name: one.formula() for name, one in self.variants.items()}
        formula = others[chosen] if chosen else own
        return Index(self.id, (self.name.zh, self.name.en), self.unit, formula, others)


class SetPart(Part):
    """一套公式 · A set of formulas, as its file says it."""

    id: Id
    """代号，和文件名一样 · short name, same as the file's"""
    base: str = ""
    """没有写的指标，照这一套 · the set whose indices it has, but for those of its own"""
    name: Words
    """名称 · name"""
    note: Words
    """从哪里来 · where it comes from"""
    index: list[IndexPart] = Field(min_length=1)
    """指标 · its indices"""


def formula_sets(folder: Path = FOLDER) -> list[str]:
    """Those there are, by name."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def load_formulas(rules: FiguresRules, folder: Path = FOLDER) -> FormulaSet:
    """The set that a hall file chooses. Raises `OSError`, `ValueError` for a file that is none, `KeyError`."""
    made, parts = _read(rules.formulas, folder)
    indices = tuple(one.index(rules.variants.get(one.id, "")) for one in parts.values())
    return FormulaSet(made.id, (made.name.zh, made.name.en), (made.note.zh, made.note.en), indices)


def figures(data: Mapping[str, Any], folder: Path = FOLDER) -> Iterator[Finding]:
    """All faults of `[figures]` that are not of one value."""
    said = data.get("figures")
    if not isinstance(said, dict):
        return
    at: Loc = ("figures", "formulas")
    name = said.get("formulas", FiguresRules().formulas)
    if name not in formula_sets(folder):
        yield unknown(at, _SET, str(name), formula_sets(folder))
        return
    try:
        parts = _read(str(name), folder)[1]
    except (OSError, ValueError) as error:
        file, why = f"assets/figures/{name}.toml", " ".join(str(error).split())
        yield Finding(at, f"{file} 写错了，请改好：{why}", f"{file} is wrong, correct it: {why}")
        return
    chosen = said.get("variants", {})
    for index, variant in chosen.items() if isinstance(chosen, dict) else ():
        at = ("figures", "variants", str(index))
        if index not in parts:
            yield unknown(at, _INDEX, str(index), parts)
        elif variant not in parts[index].variants:
            yield unknown(at, _VARIANT, str(variant), parts[index].variants)


def _read(name: str, folder: Path) -> tuple[SetPart, dict[str, IndexPart]]:
    """A set and its indices, those of its base first."""
    made = SetPart.model_validate(tomllib.loads((folder / f"{name}.toml").read_text("utf-8")))
    own = {one.id: one for one in made.index}
    if not made.base:
        return made, own
    base, parts = _read(made.base, folder)
    if base.base:
        raise ValueError(f"base: {made.base} has a base itself")
    return made, {**parts, **own}
