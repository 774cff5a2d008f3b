"""Applications at the terminal (自助申请), as a hall file says them."""

from __future__ import annotations

from pydantic import Field

from hall.settings.base import Part


class ApplicationRules(Part):
    """自助申请 · Applications at the terminal."""

    draft_hours: int = Field(default=2, ge=1, le=72)
    """没有办完的申请在终端上加密保存几小时；过后销毁密钥，谁也打不开 · hours that an unfinished application is kept on its terminal, sealed; then its key is destroyed and nobody can open it"""
