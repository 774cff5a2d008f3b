"""Everything that is wrong with a file of guides, at once: what a value may not be, what does not fit together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from hall.contract.filing import Apply, Question, Situation
from hall.contract.guides import Form, Guide, Material, Shelf
from hall.contract.messages import Text
from hall.guides.applying import amiss
from hall.settings.places import Loc
from hall.settings.problems import Finding, from_pydantic, unknown

Piece = TypeVar("Piece", bound=BaseModel)
_SPARE: Final[Mapping[type[BaseModel], Mapping[str, str]]] = {
    Material: {"name": "-"},
    Question: {"ask": "-"},
    Situation: {"name": "-"},
}
"""What stands in for a required value that is wrong itself, so that the rest of it can be judged."""


def judge(
    data: Any,  # noqa: ANN401 - before it is checked anything may stand there
    known: Collection[str] = (),
    spoilt: Collection[Loc] = (),
) -> tuple[Shelf, list[Finding]]:
    """The guides, and every fault; with one the guides are not to be used.

    `known`: ids of items that stand elsewhere. `spoilt`: places of values that could not be read and were told already.
    """
    found: list[Finding] = []
    shelf = Shelf()
    try:
        shelf = Shelf.model_validate(data)
    except ValidationError as error:
        told = from_pydantic(Shelf, error.errors(include_url=False))
        found += [each for each in told if not _within(each.loc, spoilt)]
    if isinstance(data, dict):
        wrong = {each.loc for each in found} | set(spoilt)
        found += _fitting(_dicts(data.get("guides")), wrong)
        found += _loose(data, known, spoilt)
    return shelf, found


def contradictions(guides: Sequence[Guide]) -> Iterator[Finding]:
    """What a guide says twice, and differently."""
    for at, guide in enumerate(guides):
        if guide.charged is False and guide.fees:
            yield Finding(
                ("guides", at, "charged"),
                "写了不收费，又写了收费项目：去掉一个",
                "free of charge, and fees are listed: leave one out",
            )
        if guide.no_materials and guide.materials:
            yield Finding(
                ("guides", at, "no_materials"),
                "写了不用带材料，又写了材料：去掉一个",
                "nothing to bring, and materials are listed: leave one out",
            )


def _fitting(guides: Sequence[Mapping[str, Any]], wrong: Collection[Loc]) -> list[Finding]:
    """How an item is applied for, judged as far as it can be read; without what only follows from another fault."""
    judged = [_readable(raw, at, wrong) for at, raw in enumerate(guides)]
    found = [*amiss(judged), *contradictions(judged)]
    return [each for each in found if not _follows(each.loc, wrong)]


def _readable(raw: Mapping[str, Any], at: int, wrong: Collection[Loc]) -> Guide:
    apply = raw.get("apply")
    apply = apply if isinstance(apply, dict) else {}
    place: Loc = ("guides", at)
    fees = raw.get("fees")
    return Guide.model_construct(
        charged=raw.get("charged"),
        fees=tuple(fees) if isinstance(fees, list) else (),
        no_materials=raw.get("no_materials") is True,
        materials=tuple(_pieces(Material, raw.get("materials"), (*place, "materials"), wrong)),
        apply=Apply.model_construct(
            situations=tuple(
                _pieces(Situation, apply.get("situations"), (*place, "apply", "situations"), wrong)
            ),
            questions=tuple(_pieces(Question, apply.get("questions"), (*place, "apply", "questions"), wrong)),
            commitment=_words(apply.get("commitment", ""), (*place, "apply", "commitment"), wrong),
        ),
    )


def _words(raw: object, loc: Loc, wrong: Collection[Loc]) -> Text:
    """A text; of one that is wrong itself, that there is one."""
    return Form.model_validate({"name": "-" if _touched(loc, wrong) else raw}).name


def _pieces(model: type[Piece], raw: object, loc: Loc, wrong: Collection[Loc]) -> Iterator[Piece]:
    """Each of them, without the values that are wrong."""
    for at, each in enumerate(_dicts(raw)):
        here: Loc = (*loc, at)
        kept = {key: value for key, value in each.items() if not _touched((*here, key), wrong)}
        yield model.model_validate({"id": f"x-{at}", **_SPARE[model], **kept})


def _follows(loc: Loc, wrong: Collection[Loc]) -> bool:
    """It stands in what is wrong; or in a question of which nobody knows the kind."""
    return _within(loc, wrong) or any(
        place[-1] == "kind" and loc[: len(place) - 1] == place[:-1] for place in wrong if place
    )


def _touched(loc: Loc, wrong: Collection[Loc]) -> bool:
    """Something in it is wrong."""
    return any(place[: len(loc)] == loc for place in wrong)


def _within(loc: Loc, places: Collection[Loc]) -> bool:
    return any(loc[:end] in places for end in range(1, len(loc) + 1))


def _loose(data: Mapping[str, Any], known: Iterable[str], spoilt: Collection[Loc]) -> Iterator[Finding]:
    """Themes that name an item which is nowhere."""
    ids = [str(each.get("id", "")) for each in _dicts(data.get("guides"))] + list(known)
    for at, theme in enumerate(_dicts(data.get("themes"))):
        named = theme.get("guides")
        for place, one in enumerate(named if isinstance(named, list | tuple) else []):
            loc: Loc = ("themes", at, "guides", place)
            if one not in ids and not _within(loc, spoilt):
                yield unknown(loc, ("事项", "item"), str(one), ids)


def _dicts(raw: object) -> list[dict[str, Any]]:
    """As many as there are; what is no table is an empty one, told elsewhere."""
    return [each if isinstance(each, dict) else {} for each in raw] if isinstance(raw, list | tuple) else []
