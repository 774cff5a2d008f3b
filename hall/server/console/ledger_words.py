"""An entry of the ledger in words: its line, its evaluation, its stages, its steps, its buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from hall.contract.evaluations import BAD
from hall.contract.ledger import EntryInfo, EntryTold, Load, Reviewed, StageTold, StepTold
from hall.contract.tags import TagSet
from hall.domain.cases.lights import Light
from hall.domain.clock import CHINA
from hall.domain.ledger.entry import Kind, State, Verb
from hall.domain.ledger.words import SYSTEM
from hall.server.console.lights import CHIPS, SIGNS
from hall.server.console.words import Speech

KEYS: Final = {
    Verb.ASSIGN: "F2",
    Verb.ANSWER: "F3",
    Verb.VERIFY: "F4",
    Verb.LOOK_UP: "F6",
    Verb.RECTIFY: "F7",
    Verb.CLOSE: "F8",
    Verb.CALL_BACK: "F9",
    Verb.EXPLAIN: "F10",
    Verb.JUDGE: "Shift+F8",
    Verb.APPEAL: "Shift+F9",
}
_USUAL: Final = {State.REGISTERED: Verb.ASSIGN, State.ASSIGNED: Verb.ANSWER, State.ANSWERED: Verb.CLOSE}
"""What is done next with most entries, in its state."""
_NEXT: Final = {
    State.REGISTERED: Verb.VERIFY,
    State.VERIFIED: Verb.ASSIGN,
    State.ASSIGNED: Verb.RECTIFY,
    State.SETTLED: Verb.ANSWER,
    State.ANSWERED: Verb.CALL_BACK,
    State.CALLED_BACK: Verb.CLOSE,
    State.APPEALED: Verb.JUDGE,
    State.JUDGED: Verb.CLOSE,
}
"""The same of a bad review."""
_ANSWERED: Final = frozenset({State.ANSWERED, State.CLOSED})


@dataclass(frozen=True)
class EntryLine:
    """An entry in words. `review`: what is done with it is of the loop of a bad review."""

    number: str
    kind: str
    begins: str
    state: str
    chip: str
    sign: str
    light: str
    left: str
    due: str
    due_words: str
    who: str
    came: str
    where: str
    review: bool
    reminded: str


@dataclass(frozen=True)
class ReviewLine:
    """The evaluation in words."""

    level: str
    bad: bool
    tags: tuple[str, ...]
    words: str
    when: str
    source: str
    window: str
    clerk: str
    service: str
    item: str
    visit: str


@dataclass(frozen=True)
class StageLine:
    """A step of the loop with its last day."""

    state: str
    since: str
    ended: str
    due: str
    late: str


@dataclass(frozen=True)
class StepLine:
    """A step in words."""

    title: str
    when: str
    by: str
    text: str


@dataclass(frozen=True)
class LoadLine:
    """Open reviews of one clerk at one window, or of a department. `asked`: what an address asks for them with."""

    who: str
    place: str
    asked: str
    load: Load


def line(speech: Speech, tags: TagSet, one: EntryInfo) -> EntryLine:
    """An entry in the list, and at the head of its page."""
    review = one.kind is Kind.REVIEW
    return EntryLine(
        number=one.number,
        kind=speech.say(f"ledger_kind.{one.kind.value}"),
        begins=_said(speech, tags, one.review) if one.review else one.begins,
        state=state(speech, one.kind, one.state),
        chip=CHIPS[one.light],
        sign=SIGNS[one.light],
        light=speech.say(f"ledger_light.{one.light.value}"),
        left=_left(speech, one),
        due=one.due.isoformat(),
        due_words=_due(speech, one),
        who=one.assignee,
        came=stamp(one.submitted_at),
        where=_where(speech, one.review) if one.review else "",
        review=review,
        reminded=_reminded(speech, one),
    )


def review_line(speech: Speech, tags: TagSet, one: Reviewed) -> ReviewLine:
    """What was evaluated; nothing of who gave it."""
    return ReviewLine(
        level=_level(speech, tags, one),
        bad=one.stars in BAD,
        tags=tuple(speech.name(tag) for tag in tags.names(one.tags)),
        words=one.words,
        when=stamp(one.given_at),
        source=speech.say(f"rated.by_{one.source.value}"),
        window=speech.say("page.window", number=one.window) if one.window else "",
        clerk=one.clerk,
        service=speech.service(one.service) if one.service else "",
        item=speech.item(one.item) if one.item else "",
        visit=one.visit,
    )


def stage_line(speech: Speech, told: EntryTold, one: StageTold) -> StageLine:
    """A row of the table of deadlines. An appeal stops what it comes upon: that is not done yet."""
    stopped = any(step.verb is Verb.APPEAL and step.at == one.until for step in told.steps)
    ended = (
        speech.say("order.stopped" if stopped else "order.done", when=stamp(one.until)) if one.until else ""
    )
    return StageLine(
        state=state(speech, told.kind, one.state),
        since=stamp(one.since),
        ended=ended,
        due=one.due.isoformat(),
        late=speech.say("ledger.overdue", n=one.late) if one.late else "",
    )


def step_line(speech: Speech, one: StepTold) -> StepLine:
    """A row of the log."""
    title = speech.say(f"ledger_done.{one.verb.value}", to=one.to)
    if one.result:
        title = f"{title} · {speech.say(f'ledger_result.{one.result}')}"
    by = speech.say("ledger.system") if one.by == SYSTEM else one.by
    token = one.token if one.token != one.by else ""
    text = speech.say("order.until", date=one.text) if one.verb is Verb.REMIND else one.text
    return StepLine(title, stamp(one.at), f"{by} · {token}" if token else by, text)


def load_line(speech: Speech, one: Load) -> LoadLine:
    """A row of the supervisor's view."""
    place = speech.say("page.window", number=one.window) if one.window else speech.say("ledger.nowhere")
    asked = urlencode({"window": one.window, "clerk": one.clerk})
    return LoadLine(one.clerk or speech.say("ledger.nobody_known"), place, asked, one)


def department_line(speech: Speech, one: Load) -> LoadLine:
    """A row of the same by department."""
    who = speech.department(one.department) or speech.say("ledger.no_department")
    return LoadLine(who, "", urlencode({"department": one.department}), one)


def buttons(speech: Speech, told: EntryTold) -> list[tuple[str, str, str, bool]]:
    """Verb, name, keys, whether it is what comes next; that one first."""
    usual = (_NEXT if told.kind is Kind.REVIEW else _USUAL).get(told.state)
    hidden = {Verb.LOOK_UP: not told.reach, Verb.JUDGE: not speech.by_name}
    shown = [one for one in told.verbs if not hidden.get(one, False)]
    shown.sort(key=lambda one: one is not usual)
    return [(one.value, speech.say(f"ledger_verb.{one.value}"), KEYS[one], one is usual) for one in shown]


def state(speech: Speech, kind: Kind, one: State) -> str:
    """Where it stands: of a bad review, what is to be done."""
    if kind is Kind.REVIEW:
        return speech.say(f"order_state.{one.value}")
    return speech.say(f"ledger_state.{one.value}")


def stamp(at: datetime) -> str:
    """Date and minute in the hall."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _level(speech: Speech, tags: TagSet, one: Reviewed) -> str:
    return speech.name(tags.level(one.stars).name) if one.stars else ""


def _said(speech: Speech, tags: TagSet, one: Reviewed) -> str:
    said = [*(speech.name(tag) for tag in tags.names(one.tags)), one.words]
    return f"{_level(speech, tags, one)} — {' · '.join(filter(None, said))}".removesuffix(" — ")


def _where(speech: Speech, one: Reviewed) -> str:
    place = speech.say("page.window", number=one.window) if one.window else ""
    return " · ".join(filter(None, (place, one.clerk)))


def _reminded(speech: Speech, one: EntryInfo) -> str:
    if one.reminded_at is None:
        return ""
    when = f"{one.reminded_at.astimezone(CHINA):%m-%d %H:%M}"
    return speech.say("ledger.reminded", n=one.reminders, when=when)


def _due(speech: Speech, one: EntryInfo) -> str:
    if one.kind is not Kind.REVIEW:
        return speech.say("ledger.due", date=one.due.isoformat())
    if one.state is State.CLOSED:
        return speech.say("order.over")
    return speech.say(f"order_due.{one.state.value}", date=one.due.isoformat())


def _left(speech: Speech, one: EntryInfo) -> str:
    if one.kind is Kind.REVIEW and one.state is State.CLOSED:
        return speech.say("order.late" if one.light is Light.RED else "order.in_time", n=-one.left)
    if one.kind is not Kind.REVIEW and one.state in _ANSWERED:
        return speech.say("ledger.late" if one.light is Light.RED else "ledger.in_time", n=-one.left)
    if one.left < 0:
        return speech.say("ledger.overdue", n=-one.left)
    return speech.say("ledger.left", n=one.left) if one.left else speech.say("ledger.today")
