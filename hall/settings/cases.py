"""Cases (办件), as a hall file says them."""

from __future__ import annotations

from pydantic import Field

from hall.settings.base import Part


class CaseRules(Part):
    """办件的时限和红黄灯 · Deadlines and lights of cases."""

    accept_days: int = Field(default=5, ge=1, le=30)
    """收到申请后几个工作日内答复受理、补正或不予受理 · working days to say whether an application is accepted"""
    warn_days: int = Field(default=2, ge=0, le=30)
    """剩几个工作日时亮黄灯 · a light turns yellow with so many working days left"""
