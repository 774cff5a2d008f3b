"""Who signs what a token was shown for."""

from __future__ import annotations

from typing import Final

from fastapi import Request

from hall.domain.roles import Role
from hall.server.tokens import Holder

NOWHERE: Final = -1
"""No window's number, and no review's either (0: its window is not known)."""


def signer(request: Request) -> str:
    """The unit whose token it is; "" in a hall without tokens."""
    holder = getattr(request.state, "holder", None)
    return holder.unit if isinstance(holder, Holder) else ""


def own_window(request: Request) -> int | None:
    """The window of a window's token, `NOWHERE` when the hall file gives it none. None for everybody else."""
    holder = getattr(request.state, "holder", None)
    if not isinstance(holder, Holder) or holder.role is not Role.WINDOW:
        return None
    return NOWHERE if holder.window is None else holder.window
