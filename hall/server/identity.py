"""Who somebody is, without knowing it: ID numbers only ever meet the tables as keyed hashes.

The key is in the data folder; servers that share a database share the key that is kept there.
"""

from __future__ import annotations

import hmac

from hall.domain.cases.codes import ALPHABET
from hall.domain.privacy import IdNumber
from hall.server.secret import open_secret
from hall.server.store.engine import StoreError, StoreFault
from hall.server.store.store import Store

KEY_FILE = "identity.key"
CODE_LENGTH = 10


class IdentityKey:
    """Hash ID numbers with the hall's own key."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def hash(self, id_number: str) -> str:
        """Of a number as it is typed or read, "" for none: blanks and a small x make no difference."""
        plain = "".join(id_number.split()).upper()
        return IdNumber(plain).keyed(self._secret) if plain else ""

    def derived(self, purpose: str) -> bytes:
        """A key of its own for a purpose (HMAC-SHA-256): whoever has it knows nothing of the others."""
        return hmac.digest(self._secret, f"key|{purpose}".encode(), "sha256")

    def phones(self, unit: str) -> bytes:
        """A unit's key for the phones that numbers are taken with there."""
        return self.derived(f"phones of {unit}")

    def code(self, event_id: str, index: int) -> str:
        """A booking's code: the same for the same request, and not to be guessed from another's."""
        made = hmac.digest(self._secret, f"code|{event_id}|{index}".encode(), "sha256")
        return "".join(ALPHABET[byte % len(ALPHABET)] for byte in made[:CODE_LENGTH])


def open_identity(store: Store) -> IdentityKey:
    """Read the key, or make it. Raises `StoreError` for a damaged one."""
    if store.shared:
        return IdentityKey(store.secret("identity"))
    path = store.folder / KEY_FILE
    try:
        return IdentityKey(open_secret(path))
    except ValueError as error:
        raise StoreError(
            StoreFault.UNREADABLE,
            f"{path} 不是有效的密钥。请从备份恢复该文件；没有它，刷身份证就查不到以前的预约。"
            f" / {path} is no key. Restore it from a backup; without it cards find no earlier bookings.",
        ) from error
