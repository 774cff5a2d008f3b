"""Who comes to the demo hall: invented people, and the code and phone one of them shows."""

from __future__ import annotations

from dataclasses import dataclass

from drivers.sim.id_card import IdCard
from drivers.sim.people import CHEN_JI, ERIK_2023, ZHANG_XIAOFAN

CODE = "YXFW1:7Q2M9X4K1R8T5W3Z"
OTHER_CODE = "YXFW1:4H8N2V6C0J5B9D7F"
PHONE = "13800001234"


@dataclass(frozen=True)
class DemoPerson:
    """A person of the script and the card in their pocket."""

    card: IdCard

    @property
    def id_number(self) -> str:
        """What must never be found in clear anywhere."""
        return str(self.card.fields["id_number"])

    @property
    def name(self) -> str:
        """As on the card."""
        return str(self.card.fields["name"])


PEOPLE = {
    "resident": DemoPerson(ZHANG_XIAOFAN),
    "foreigner": DemoPerson(ERIK_2023),
    "rare_name": DemoPerson(CHEN_JI),
}

CODES = {CODE: PEOPLE["resident"], OTHER_CODE: PEOPLE["rare_name"]}
"""What their phones show. True codes are new every minute: these are for a twin."""
