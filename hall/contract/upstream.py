"""What is sent to the province of an evaluation (好差评 上报): one neutral record, whatever the province calls its fields.

Paths (all under /v1; staff tokens alone):
  GET  /upstream                  Backlog: what waits, what was refused or cannot be made up
  GET  /upstream/pages/{subject}  ProvincePage: the province's own page for a visit; also for the window's pad
  POST /upstream/{id}/retry       SignedWish -> Waiting: it is sent again
  POST /upstream/{id}/give_up     SignedWish -> Waiting: it is never sent
Refusals: `upstream.unknown`, `upstream.notYours` (nothing to decide: it waits, or was sent),
`upstream.noPage`, `upstream.lacking`, `rating.otherWindow`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, unique

from pydantic import Field

from hall.contract.evaluations import Source, Subject
from hall.contract.messages import EventId, Message


class UpstreamRecord(Message):
    """One evaluation with the service it is about. Its field names are the neutral names of mapping files.

    Texts are "" and times None where the hall does not know. Times are aware. `id`: the same however often it is sent.
    `case_number`: of the case, or made of date and number of the ticket. `basic_code`, `task_code`, `handled_code`: of
    the item's guide. `level` None: not evaluated (the page of a province is opened before anybody has).
    `service_count`: the how many-th service of that case number. `person_*`: the evaluator, as far as the hall allows.
    """

    id: str
    kind: Subject
    hall_code: str = ""
    hall_name: str = ""
    region_code: str = ""
    region_name: str = ""
    case_number: str
    item: str = ""
    item_name: str = ""
    item_version: str = ""
    basic_code: str = ""
    task_code: str = ""
    handled_code: str = ""
    case_class: str = ""
    department: str = ""
    department_code: str = ""
    level: int | None = None
    level_name: str = ""
    tags: tuple[str, ...] = ()
    tag_names: tuple[str, ...] = ()
    tag_set: str = ""
    words: str = Field(default="", repr=False)
    channel: Source | None = None
    window: int = 0
    clerk: str = ""
    clerk_number: str = ""
    ticket_number: str = ""
    service: str = ""
    service_name: str = ""
    service_count: int = 1
    applied_at: datetime | None = None
    served_at: datetime | None = None
    evaluated_at: datetime | None = None
    person_kind: str = ""
    person_name: str = Field(default="", repr=False)
    person_phone: str = Field(default="", repr=False)
    person_id_number: str = Field(default="", repr=False)


@unique
class RowState(StrEnum):
    """QUEUED: waits; SENT: the province has it; REFUSED: it said no; PARKED: it cannot be made up; DROPPED: given up.

    LEFT_OUT: not for the province, by the hall's rule.
    """

    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"
    PARKED = "parked"
    DROPPED = "dropped"
    LEFT_OUT = "left_out"


class Waiting(Message):
    """One of the outbox. `number`: of the ticket or the case. `why`: of the last try; `what`: the fields it is about."""

    id: str
    number: str
    state: RowState
    tries: int
    queued: datetime
    next: datetime | None = None
    why: str = ""
    what: str = ""


class Backlog(Message):
    """`sending`: whether the hall sends at all. `left_out`: tickets of no item, which the province does not ask for. `oldest`: of those that wait. `last_sent`: when one last arrived.

    `rows`: those that staff decide about, then those that wait, oldest first; at most 300.
    """

    sending: bool
    province: str = ""
    waiting: int = 0
    stuck: int = 0
    sent: int = 0
    left_out: int = 0
    oldest: datetime | None = None
    last_sent: datetime | None = None
    last_try: datetime | None = None
    last_why: str = ""
    rows: list[Waiting] = Field(default=[])


class ProvincePage(Message):
    """Where a citizen evaluates at the province instead. `url` may have personal data in it, as the hall allows."""

    url: str = Field(repr=False)


class SignedWish(Message):
    """`by`: who decides, a name or a staff number. `note` is kept with it."""

    event_id: EventId
    by: str = Field(min_length=1, max_length=40)
    note: str = Field(default="", max_length=200)
