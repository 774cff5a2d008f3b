"""Device tokens, as `hallkit server token` and the running server speak of them. Only from the server's own machine."""

from __future__ import annotations

from datetime import datetime

from hall.contract.messages import Message, UnitId
from hall.domain.roles import Role


class TokenRequest(Message):
    """A new token. `unit`: of the hall file; of staff, a name that tells whose it is."""

    role: Role
    unit: UnitId


class TokenMade(Message):
    """The one and only time that a token is told. `id` names it from then on."""

    id: str
    role: Role
    unit: str
    token: str

    def __repr__(self) -> str:
        return f"TokenMade({self.id})"


class TokenInfo(Message):
    """A token without itself. `used`: the service date on which it was last used, "" for never."""

    id: str
    role: Role
    unit: str
    made: datetime
    used: str = ""
    revoked: bool = False


class TokenList(Message):
    """Oldest first."""

    tokens: list[TokenInfo]
