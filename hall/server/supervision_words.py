"""What supervision tells, in both languages, from rows and lights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row

from hall.contract.messages import Text
from hall.contract.supervision import ClosingTold, Reason, WarningStep, WarningTold, WindowLight
from hall.domain.calendar import local
from hall.domain.cases.lights import Light
from hall.domain.clock import CHINA
from hall.domain.supervision.causes import Cause
from hall.domain.supervision.life import State, Verb, may
from hall.domain.supervision.rules import RULES, Kind
from hall.domain.supervision.windows import Shown
from hall.server.problem_entry import fill
from hall.server.store.catalogue import Catalogue
from hall.server.store.times import from_us

LAMPS: Final = {
    Light.RED: Text(zh="红灯", en="Red"),
    Light.YELLOW: Text(zh="黄灯", en="Yellow"),
    Light.GREEN: Text(zh="绿灯", en="Green"),
    Light.NONE: Text(zh="不亮", en="Off"),
}
STATES: Final = {
    State.RAISED: Text(zh="待处理", en="Nobody acted yet"),
    State.URGED: Text(zh="已督办，待说明", en="Urged, to be explained"),
    State.EXPLAINED: Text(zh="已说明，待确认", en="Explained, to be judged"),
    State.EXCUSED: Text(zh="已免责", en="Excused"),
    State.CONFIRMED: Text(zh="已确认", en="Confirmed"),
}
VERBS: Final = {
    Verb.RAISE: Text(zh="预警", en="Warned"),
    Verb.ESCALATE: Text(zh="转为红灯", en="Turned red"),
    Verb.URGE: Text(zh="督办", en="Urged"),
    Verb.EXPLAIN: Text(zh="情况说明", en="Explained"),
    Verb.EXCUSE: Text(zh="免责", en="Excused"),
    Verb.CONFIRM: Text(zh="确认", en="Confirmed"),
    Verb.END: Text(zh="恢复", en="Over"),
}
_CALM: Final = Text(zh="（已恢复，观察中）", en=" (It is over, and watched for a while.)")
_ALL: Final = Text(zh="A 岗、B 岗都", en="all whose window it is, and who stand in, are")
_ONE: Final = Text(zh="{name}", en="{name} is")


def concerned(catalogue: Catalogue, clerk: str) -> frozenset[str]:
    """The clerk, or each of several, by name and by staff number; nobody for ""."""
    named = {clerk, *clerk.split("、")} - {""}
    return frozenset(
        {*named, *(number for number, name_ in catalogue.clerks.names.items() if name_ in named)}
    )


def name(kind: Kind) -> Text:
    """What such a warning is called."""
    return _text(RULES[kind].name)


def reason(catalogue: Catalogue, cause: Cause, now: datetime) -> Reason:
    """Why a light is as it is. A window's line is of all its services."""
    text = _says(catalogue, cause.kind, cause.window, cause.since, cause.facts, local(now)[0])
    return Reason(kind=cause.kind, light=cause.light, text=text, since=cause.since)


def window(catalogue: Catalogue, shown: Shown, now: datetime, closing: str = "") -> WindowLight:
    """A window as the page and the interface tell it."""
    seen, words = shown.seen, catalogue.window(shown.seen.number).name
    return WindowLight(
        number=seen.number,
        name=Text(zh=words.zh, en=words.en),
        light=shown.light,
        presence=seen.presence,
        clerk=seen.clerk,
        waiting=seen.waiting,
        since=seen.since,
        reasons=[reason(catalogue, one, now) for one in shown.causes],
        closing=closing,
    )


def warning(
    catalogue: Catalogue, row: Row[Any], steps: Sequence[Row[Any]], verbs: Sequence[Verb] | None = None
) -> WarningTold:
    """A warning with its steps. `verbs`: of these, those that may be done now; None: all."""
    kind, state, since = Kind(row.kind), State(row.state), from_us(row.since_us)
    raised = from_us(row.raised_us)
    text = _says(catalogue, kind, row.window, since, json.loads(row.facts), local(raised)[0])
    return WarningTold(
        id=row.id,
        kind=kind,
        light=Light(row.light),
        state=state,
        name=name(kind),
        text=text if row.gone_us is None else Text(zh=text.zh + _CALM.zh, en=text.en + _CALM.en),
        about=row.about,
        window=row.window,
        clerk=row.clerk,
        since=since,
        raised=raised,
        red=_moment(row.red_us),
        over=_moment(row.over_us),
        verbs=[one for one in may(state) if verbs is None or one in verbs],
        steps=[_step(one) for one in steps],
    )


def closing(row: Row[Any]) -> ClosingTold:
    """An announced closing."""
    return ClosingTold(
        id=row.id,
        window=row.window,
        begin=from_us(row.begin_us),
        end=from_us(row.end_us),
        reason=row.reason,
        by=row.signed_by,
        screens=bool(row.shown),
        withdrawn=_moment(row.withdrawn_us),
    )


def _step(row: Row[Any]) -> WarningStep:
    return WarningStep(
        verb=Verb(row.verb), at=from_us(row.at_us), by=row.signed_by, words=row.words, token=row.token
    )


def _says(
    catalogue: Catalogue,
    kind: Kind,
    at: int | None,
    since: datetime,
    facts: Mapping[str, Any],
    day: date,
) -> Text:
    """The rule's sentence. A moment of another day than `day` is told with its date."""
    here = since.astimezone(CHINA)
    time = f"{here:%H:%M}" if here.date() == day else f"{here:%m-%d %H:%M}"
    words: dict[str, object] = {"window": at, "time": time, **facts}
    if "who" in facts:
        words["who"] = fill(_ONE, {"name": facts["who"]}) if facts["who"] else _ALL
    if kind is Kind.TICKET_WAITING:
        words["service"] = _service(catalogue, facts.get("service", ""), at)
    return fill(_text(RULES[kind].says), words)


def _service(catalogue: Catalogue, id_: str, at: int | None) -> Text:
    """Whose line it is: a service's, or a window's."""
    if not id_:
        return Text(zh=f"{at} 号窗口", en=f"window {at}")
    found = next((one.name for one in catalogue.settings.services if one.id == id_), None)
    return Text(zh=found.zh, en=found.en) if found else Text(zh=id_, en=id_)


def _text(words: tuple[str, str]) -> Text:
    return Text(zh=words[0], en=words[1])


def _moment(us: int | None) -> datetime | None:
    return None if us is None else from_us(us)
