"""Whose a case is, unmasked: whoever asks has signed for it before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hall.contract.cases import Person, Whose
from hall.server.store.case_book import Kept


def whose(kept: Kept) -> Whose:
    """Applicant and agent as their cards say."""
    agent = kept.filed.agent
    return Whose(
        applicant=_person(json.loads(kept.row.applicant)),
        agent=_person(agent) if agent else None,
        phone=kept.row.phone,
    )


def _person(said: Mapping[str, Any]) -> Person:
    return Person(
        kind=said["kind"],
        name=said["name"],
        id_number=said["id_number"],
        address=said.get("address", ""),
        by_code=said.get("by_code", False),
    )
