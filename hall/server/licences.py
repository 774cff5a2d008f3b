"""Looking up somebody's electronic licences (电子证照). Nothing of it is kept or logged."""

from __future__ import annotations

import hmac

from hall.contract.licences import FindLicences, Licence, LicenceAnswer, Licences
from hall.domain.cases.workdays import day_of
from hall.domain.clock import Clock
from hall.server.outside import Outside, OutsideError, Why
from hall.server.problems import Refusal
from hall.settings import Settings

PATH = "/licences/find"


class LicenceDesk:
    """Asks the service of the hall file."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._outside, self._clock = Outside("licence", settings.licences, clock), clock
        self.close = self._outside.close

    async def find(self, wanted: FindLicences) -> Licences:
        """Those of this person and these kinds that hold today. Raises `Refusal`."""
        if not self._outside.there:
            raise Refusal("licence.none")
        try:
            answer = await self._outside.ask(PATH, wanted, LicenceAnswer)
            if not _is_theirs(wanted, answer):
                raise self._outside.trouble(Why.OTHER)
        except OutsideError as error:
            raise Refusal("licence.away", detail=error.why.value) from None
        today = day_of(self._clock.now()).isoformat()
        held = (one for one in answer.licences if not one.valid_to or one.valid_to >= today)
        return Licences(
            licences={
                one.kind: Licence(number=one.number, name=one.name, valid_to=one.valid_to) for one in held
            }
        )


def _is_theirs(wanted: FindLicences, answer: LicenceAnswer) -> bool:
    """Whether all of them are this person's, and were asked for."""
    asked = wanted.id_number.upper().encode()
    return all(
        hmac.compare_digest(one.holder.upper().encode(), asked) and one.kind in wanted.kinds
        for one in answer.licences
    )
