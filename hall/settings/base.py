"""What every part of a settings file is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9_-]+$", max_length=40)]


class Part(BaseModel):
    """Frozen and strict: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class Words(Part):
    """两种语言的文字 · A text in both languages."""

    zh: str
    """简体中文 · simplified Chinese"""
    en: str
    """英文 · English"""
