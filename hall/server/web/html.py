"""What every page of the server is made with: its headers, its language, its templates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, Header, Query
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hall.server.web.language import language_of

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Referrer-Policy: with `no-referrer` a form says `Origin: null` over plain http, and our own pages would be foreign."""


def _language(lang: Annotated[str, Query()] = "", accept_language: Annotated[str, Header()] = "") -> str:
    return language_of(lang, accept_language)


Language = Annotated[str, Depends(_language)]


def environment(*folders: Path) -> Environment:
    """Templates that escape everything and refuse a name they were not given.

    `colon[language]` stands between a name and what it is the name of.
    """
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["colon"] = {"zh": "：", "en": ": "}
    return made
