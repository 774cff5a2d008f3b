"""Who reads a page of the console."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from hall.domain.roles import Role
from hall.server.signer import own_window, signer
from hall.server.web.html import Language


@dataclass(frozen=True)
class Who:
    """`role`: of the token that the page was asked for with; None where none is asked for.

    `window`: of a window's token, else None. `token`: its unit, "" in a hall without tokens.
    """

    language: str
    role: Role | None = None
    window: int | None = None
    token: str = ""


def _reader(request: Request, language: Language) -> Who:
    holder = getattr(request.state, "holder", None)
    return Who(language, holder.role if holder is not None else None, own_window(request), signer(request))


Reader = Annotated[Who, Depends(_reader)]
