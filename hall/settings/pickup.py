"""Pick-up lockers (取件柜), as a hall file says them. Which unit has one says its list of devices."""

from __future__ import annotations

from pydantic import Field

from hall.settings.base import Part


class PickupRules(Part):
    """取件柜 · Pick-up lockers."""

    days: int = Field(default=15, ge=1, le=90)
    """放进柜子后几天内可取，过期由工作人员取回 · days in which a thing can be picked up; then staff take it back"""
    remind_days: int = Field(default=3, ge=0, le=30)
    """剩几天时提醒 · a reminder is due with so many days left"""
