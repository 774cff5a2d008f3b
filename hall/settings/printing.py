"""Print and copy at a terminal, as a hall file says it."""

from __future__ import annotations

from pydantic import Field

from hall.settings.base import Part


class PrintingRules(Part):
    """自助复印 · Copies at a terminal."""

    copies_most: int = Field(default=10, ge=1, le=99)
    """一次访问最多复印几张纸 · sheets that one visit may copy"""
