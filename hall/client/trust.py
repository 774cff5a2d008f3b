"""Whose certificates are believed."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def trust() -> ssl.SSLContext:
    """The world's, as httpx has them; read once in a program's life, for that takes longer than a request."""
    return httpx.create_ssl_context(trust_env=False)
