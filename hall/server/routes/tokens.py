"""Tokens, for this machine's own commands: the gate has asked for the secret of the data folder."""

from __future__ import annotations

from fastapi import APIRouter

from hall.contract.tokens import TokenInfo, TokenList, TokenMade, TokenRequest
from hall.server.tokens import Keyring


def router(keyring: Keyring) -> APIRouter:
    """Routes of the tokens. They are no part of the contract with units."""
    routes = APIRouter(prefix="/admin/tokens", include_in_schema=False)

    @routes.post("")
    async def make(asked: TokenRequest) -> TokenMade:
        return await keyring.make(asked)

    @routes.get("")
    async def known() -> TokenList:
        return await keyring.all()

    @routes.delete("/{id_}")
    async def revoke(id_: str) -> TokenInfo:
        return await keyring.revoke(id_)

    return routes
