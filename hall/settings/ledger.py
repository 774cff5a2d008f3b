"""Suggestions, complaints, what could not be done, and bad reviews, as a hall file says them."""

from __future__ import annotations

from pydantic import Field

from hall.domain.ledger.deadline import Periods
from hall.domain.ledger.words import State
from hall.settings.base import Part


class ReviewRules(Part):
    """差评工单每一步的时限，都是工作日 · Working days for each step with a bad review."""

    verify_days: int = Field(default=1, ge=0, le=30)
    """几个工作日内核实 · to verify what happened"""
    assign_days: int = Field(default=1, ge=0, le=30)
    """核实后几个工作日内转办 · to assign it, once verified"""
    rectify_days: int = Field(default=15, ge=1, le=60)
    """收到差评后几个工作日内整改；申诉的时间不算 · to rectify it, since it came; an appeal stops this clock"""
    answer_days: int = Field(default=2, ge=0, le=30)
    """整改后几个工作日内答复 · to answer, once rectified"""
    call_back_days: int = Field(default=5, ge=0, le=30)
    """答复后几个工作日内回访 · to call back, once answered"""
    judge_days: int = Field(default=5, ge=1, le=60)
    """几个工作日内裁定申诉 · to judge an appeal"""
    close_days: int = Field(default=2, ge=0, le=30)
    """回访或裁定后几个工作日内办结 · to close it, once called back or judged"""

    @property
    def periods(self) -> Periods:
        """Working days of each state."""
        return {
            State.REGISTERED: self.verify_days,
            State.VERIFIED: self.assign_days,
            State.ASSIGNED: self.rectify_days,
            State.SETTLED: self.answer_days,
            State.ANSWERED: self.call_back_days,
            State.APPEALED: self.judge_days,
            State.CALLED_BACK: self.close_days,
            State.JUDGED: self.close_days,
        }


class LedgerRules(Part):
    """意见和投诉的答复时限，差评的办理时限 · By when what citizens tell the hall is answered, and bad reviews dealt with."""

    suggestion_days: int = Field(default=15, ge=1, le=60)
    """建议几个工作日内答复 · working days to answer a suggestion"""
    complaint_days: int = Field(default=5, ge=1, le=60)
    """投诉几个工作日内答复 · working days to answer a complaint"""
    unsolved_days: int = Field(default=3, ge=1, le=60)
    """办不成事几个工作日内答复 · working days to answer about what could not be done"""
    review: ReviewRules = ReviewRules()
    """差评 · bad reviews"""
