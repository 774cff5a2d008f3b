"""The neutral record of a subject, made up from the tables each time it is needed: the same rows make the same record."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, and_, func, select

from hall.assets import ASSETS, TAG_SET, load_tags
from hall.contract.evaluations import Source, Subject
from hall.contract.guides import Guide
from hall.contract.tags import TagSet
from hall.contract.upstream import UpstreamRecord
from hall.domain.cases.case import Verb
from hall.domain.clock import CHINA
from hall.domain.evaluation import evaluation_id
from hall.guides.book import Book
from hall.server.store import rating_about
from hall.server.store.catalogue import Catalogue
from hall.server.store.help_tables import rating_said
from hall.server.store.rating_tables import rating_about as abouts
from hall.server.store.tables import case, case_step, rating, ticket
from hall.server.store.times import from_us
from hall.settings import Settings

OF_ITEM: Final = frozenset(
    {"item", "item_name", "item_version", "basic_code", "task_code", "handled_code", "case_class"}
    | {"department_code"}
)
"""What nobody can know of a visit without an item."""
_ENDS: Final = (Verb.FINISH.value, Verb.REJECT.value, Verb.WITHDRAW.value)


class Records:
    """Makes them up for one hall."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._services = {one.id: one.name.zh for one in settings.services}
        self._items = {one.id: one.name.zh for one in settings.items}
        self._clerks = {one.name: one.id for one in settings.clerks}

    def record(
        self, connection: Connection, catalogue: Catalogue, book: Book, subject: str
    ) -> UpstreamRecord:
        """Of what is known to be served or filed, evaluated or not. Raises `Refusal`."""
        about = rating_about.require(connection, catalogue, subject)
        kept = connection.execute(select(abouts).where(abouts.c.subject == subject)).first()
        if kept is not None and kept.kind:
            about = dict(kept._mapping)  # noqa: SLF001 - SQLAlchemy's own name of a row's columns
        about = {**about, "item": about["item"] or self._settings.upstream.items.get(about["service"], "")}
        of_case = about["kind"] == Subject.CASE.value
        who = self._case(connection, subject) if of_case else self._ticket(connection, subject)
        return UpstreamRecord(
            id=evaluation_id(subject),
            kind=Subject(about["kind"]),
            **self._hall(),
            **self._item(book.by_id.get(about["item"]), about),
            **self._given(connection, subject),
            **who,
            window=about["window"],
            clerk=about["clerk"],
            clerk_number=self._clerks.get(about["clerk"], ""),
            service=about["service"],
            service_name=self._services.get(about["service"], ""),
            service_count=_count(connection, about, subject),
        )

    def _hall(self) -> dict[str, Any]:
        rules = self._settings.upstream
        return {
            "hall_code": rules.hall_code,
            "hall_name": self._settings.hall.name.zh,
            "region_code": rules.region_code,
            "region_name": rules.region_name,
        }

    def _item(self, guide: Guide | None, about: dict[str, Any]) -> dict[str, Any]:
        item = about["item"]
        if guide is None:
            return {"item": item, "item_name": self._items.get(item, ""), "department": about["department"]}
        return {
            "item": item,
            "item_name": guide.name.zh,
            "item_version": guide.version,
            "basic_code": guide.codes.basic,
            "task_code": guide.codes.task,
            "handled_code": guide.codes.handled,
            "case_class": guide.case_class.value,
            "department": guide.department.name.zh,
            "department_code": guide.department.credit_code,
        }

    def sample(self, book: Book, item: str, at: datetime) -> UpstreamRecord:
        """An invented evaluation of an item, to show what would be sent. Nobody gave it."""
        service = next((one.service for one in self._settings.items if one.id == item), "")
        tags = load_tags()
        return UpstreamRecord(
            id=evaluation_id("sample"),
            kind=Subject.CASE,
            **self._hall(),
            **self._item(book.by_id.get(item), {"item": item, "department": ""}),
            case_number=f"T1-{at.astimezone(CHINA):%Y%m%d}-K7X-0001",
            level=5,
            level_name=tags.level(5).name.zh,
            tags=("517",),
            tag_names=tuple(one.zh for one in tags.names(["517"])),
            tag_set=tags.version,
            channel=Source.TERMINAL,
            window=1,
            clerk="陈立",
            clerk_number="w-031",
            ticket_number="A001",
            service=service,
            service_name=self._services.get(service, ""),
            applied_at=at - timedelta(minutes=20),
            served_at=at - timedelta(minutes=5),
            evaluated_at=at,
            person_kind="person",
            person_name="张晓帆",
            person_phone="13800000000",
            person_id_number="11010519491231002X",
        )

    def _given(self, connection: Connection, subject: str) -> dict[str, Any]:
        """What the citizen gave; nothing of silence, and nothing of what silence counts as."""
        asked = (
            select(rating.c.stars, rating.c.given_us, rating_said)
            .select_from(rating.outerjoin(rating_said, rating_said.c.ticket == rating.c.ticket))
            .where(rating.c.ticket == subject, rating.c.stars.is_not(None))
        )
        row = connection.execute(asked).first()
        if row is None:
            return {}
        tags = tuple(json.loads(row.tags or "[]"))
        known = _tag_set(row.tag_set or TAG_SET)
        return {
            "level": row.stars,
            "level_name": known.level(row.stars).name.zh,
            "tags": tags,
            "tag_names": tuple(one.zh for one in known.names(tags)),
            "tag_set": row.tag_set or known.version,
            "words": row.words or "",
            "channel": Source(row.source or Source.PAD),
            "evaluated_at": from_us(row.given_us),
        }

    def _ticket(self, connection: Connection, subject: str) -> dict[str, Any]:
        row = connection.execute(select(ticket).where(ticket.c.event_id == subject)).one()
        return {
            "case_number": f"{self._settings.hall.id}-{row.date.replace('-', '')}-{row.number}",
            "ticket_number": row.number,
            "applied_at": from_us(row.issued_us),
            "served_at": _time(row.ended_us),
        }

    def _case(self, connection: Connection, subject: str) -> dict[str, Any]:
        row = connection.execute(select(case).where(case.c.event_id == subject)).one()
        person = json.loads(row.applicant)
        return {
            "case_number": row.number,
            "applied_at": from_us(row.submitted_us),
            "served_at": _time(_ended(connection, subject)),
            "person_kind": "person",
            "person_name": person.get("name", ""),
            "person_phone": row.phone,
            "person_id_number": person.get("id_number", ""),
        }


@cache
def _tag_set(version: str) -> TagSet:
    """The set an evaluation was given in; the newest for one that nobody here has."""
    there = {path.stem for path in (ASSETS / "evaluation").glob("*.toml")}
    return load_tags(version if version in there else TAG_SET)


def _ended(connection: Connection, subject: str) -> int | None:
    asked = select(func.max(case_step.c.at_us)).where(
        case_step.c.case == subject, case_step.c.verb.in_(_ENDS)
    )
    return connection.execute(asked).scalar()


def _count(connection: Connection, about: dict[str, Any], subject: str) -> int:
    """The how many-th service of the case that somebody evaluated; 1 for a ticket."""
    if not about["case_number"]:
        return 1
    others = and_(abouts.c.case_number == about["case_number"], abouts.c.subject != subject)
    earlier = abouts.c.at_us < about.get("at_us", 0)
    return 1 + int(connection.execute(select(func.count()).where(others, earlier)).scalar_one())


def _time(us: int | None) -> datetime | None:
    return from_us(us) if us is not None else None
