"""Electronic licences: asked of the hall, never kept here."""

from __future__ import annotations

from hall.client import HallError, HallReason
from kiosk.desk.parts import Parts
from kiosk.flows.filing.words import FindLicences, LicencesFound


async def find_licences(parts: Parts, asked: FindLicences) -> None:
    """Ends with LicencesFound; a hall without licences, or without an answer, is told as a problem."""
    kinds = tuple(dict.fromkeys(asked.kinds.values()))
    try:
        found = await parts.client.find_licences(asked.id_number.reveal(), kinds) if kinds else {}
    except HallError as error:
        refused = error.problem if error.reason is HallReason.REFUSED else None
        parts.tell(LicencesFound({}, refused.code if refused else "licence.away"))
        return
    numbers = {key: found[kind].number for key, kind in asked.kinds.items() if kind in found}
    parts.tell(LicencesFound(numbers))
