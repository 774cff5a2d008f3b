"""The codes and keys of the lockers: made from the hall's own key, kept nowhere."""

from __future__ import annotations

from hall.domain.pickup import codes
from hall.domain.pickup.parcel import Task
from hall.server.identity import IdentityKey


class ParcelKeys:
    """Everything here is the same again for the same parcel or unit."""

    def __init__(self, identity: IdentityKey) -> None:
        self._codes = identity.derived("parcel codes")
        self._index = identity.derived("parcel index")
        self._identity = identity

    def unit_key(self, unit: str) -> bytes:
        """With it a locker's unit knows codes and ID numbers again; no other unit's is the same."""
        return self._identity.derived(f"locker {unit}")

    def code(self, parcel: str) -> str:
        """For whoever picks it up."""
        return codes.made(self._codes, parcel, "holder")

    def staff_code(self, parcel: str, task: Task) -> str:
        """For staff, for one task; "" for none."""
        return codes.made(self._codes, parcel, task.value) if task else ""

    def indexed(self, code: str) -> str:
        """What the tables know of a pick-up code."""
        return codes.keyed(self._index, code)

    def keyed_id(self, unit: str, id_number: str) -> str:
        """What a unit knows of an ID number, as it is typed or read; "" for none."""
        plain = "".join(id_number.split()).upper()
        return codes.keyed(self.unit_key(unit), plain) if plain else ""
