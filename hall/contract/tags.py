"""The levels and tags of evaluations: a versioned set (assets/evaluation), the same in all halls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from pydantic import Field, model_validator

from hall.contract.evaluations import TagCode
from hall.contract.messages import Message, Text


class Tag(Message):
    """A ready-made remark. `code`: its first digit is the level."""

    code: TagCode
    name: Text


class Level(Message):
    """One of the five faces, with the remarks that belong to it."""

    stars: int = Field(ge=1, le=5)
    name: Text
    tags: list[Tag]


class TagSet(Message):
    """All levels, best first."""

    version: str
    levels: list[Level]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if [one.stars for one in self.levels] != [5, 4, 3, 2, 1]:
            raise ValueError("five levels, 5 first")
        if any(tag.code[0] != str(one.stars) for one in self.levels for tag in one.tags):
            raise ValueError("the first digit of a tag's code is its level")
        return self

    def level(self, stars: int) -> Level:
        """One of them."""
        return self.levels[5 - stars]

    def names(self, codes: Sequence[str]) -> list[Text]:
        """Of these tags; a code that the set does not have stands for itself."""
        known = {tag.code: tag.name for level in self.levels for tag in level.tags}
        return [known.get(code, Text(zh=code, en=code)) for code in codes]
