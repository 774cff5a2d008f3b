"""How a case is, as its applicant reads it on the terminal, the phone and the notices, in both languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from hall.contract.cases import Moment, Notice, NoticeSeal, Progress, ToBring
from hall.contract.hours_words import date_of
from hall.contract.messages import Text
from hall.domain.cases.case import UNSEEN, Case, Result, Special, State, Step, Verb
from hall.domain.cases.codes import query_code
from hall.domain.cases.lights import Clock, Deadline, Light, Runs
from hall.domain.clock import CHINA
from hall.domain.privacy import PersonName
from hall.server.problem_entry import fill
from hall.server.store.case_book import Kept, owing, until
from hall.server.store.catalogue import Catalogue

STATES: Final = {
    State.SUBMITTED: Text(zh="已提交，等待受理", en="Handed in, waiting to be accepted"),
    State.CORRECTING: Text(zh="需要补正", en="Something has to be corrected"),
    State.NOT_ACCEPTED: Text(zh="不予受理", en="Not accepted"),
    State.ACCEPTED: Text(zh="已受理", en="Accepted"),
    State.IN_PROGRESS: Text(zh="办理中", en="In progress"),
    State.SPECIAL: Text(zh="特殊环节，暂停计时", en="A special step: the clock stands"),
    State.DONE: Text(zh="已办结", en="Done"),
    State.PICKED_UP: Text(zh="结果已领取", en="The result was picked up"),
    State.WITHDRAWN: Text(zh="已撤回", en="Withdrawn"),
}
SPECIALS: Final = {
    Special.HEARING: Text(zh="听证", en="hearing"),
    Special.EXPERTISE: Text(zh="鉴定", en="expert examination"),
    Special.PUBLICITY: Text(zh="公示", en="public notice"),
    Special.SURVEY: Text(zh="现场踏勘", en="survey on the spot"),
    Special.INSPECTION: Text(zh="检验检测", en="inspection and testing"),
    Special.REVIEW: Text(zh="专家评审", en="review by experts"),
}
RESULTS: Final = {
    Result.GRANTED: Text(zh="准予", en="granted"),
    Result.REFUSED: Text(zh="不予许可", en="refused"),
}
LAMPS: Final = {
    Light.GREEN: Text(zh="正常", en="In time"),
    Light.YELLOW: Text(zh="快到期", en="Nearly due"),
    Light.RED: Text(zh="已超期", en="Overdue"),
    Light.NONE: Text(zh="", en=""),
}
_ENDED: Final = {
    Light.GREEN: Text(zh="按时办结", en="Done in time"),
    Light.RED: Text(zh="超期办结", en="Done late"),
}
_STEPS: Final = {
    Verb.ACCEPT: Text(zh="已受理", en="Accepted"),
    Verb.ASK: Text(zh="告知补正", en="Corrections were asked for"),
    Verb.CORRECTED: Text(zh="补正已收到", en="The corrections arrived"),
    Verb.REJECT: Text(zh="不予受理", en="Not accepted"),
    Verb.START: Text(zh="转审批部门办理", en="Passed on to be decided"),
    Verb.PAUSE: Text(zh="{special}开始，暂停计时", en="Begun: {special}. The clock stands"),
    Verb.RESUME: Text(zh="特殊环节结束，恢复计时", en="The special step ended, the clock runs"),
    Verb.EXTEND: Text(zh="延长 {days} 个工作日", en="Extended by {days} working days"),
    Verb.FINISH: Text(zh="办结：{result}", en="Done: {result}"),
    Verb.PICK_UP: Text(zh="结果已领取", en="The result was picked up"),
    Verb.WITHDRAW: Text(zh="申请已撤回", en="The application was withdrawn"),
    Verb.HAND_IN: Text(zh="已补交：{what}", en="Handed in: {what}"),
    Verb.SEAL: Text(zh="通知书已盖章", en="A notice was sealed"),
    Verb.LOOK_UP: Text(
        zh="查看了申请人的全名和号码", en="The applicant's full name and numbers were looked at"
    ),
}
SUBMITTED: Final = Text(zh="提交申请", en="Handed in")
_LEFT: Final = {
    Runs.DECISION: (
        Text(
            zh="还剩 {n} 个工作日答复是否受理，最晚{due}",
            en="Working days left to say whether it is accepted: {n}, until {due}",
        ),
        Text(zh="今天是答复是否受理的最后一天", en="Today is the last day to say whether it is accepted"),
        Text(zh="答复已超期 {n} 个工作日", en="The answer is overdue, working days: {n}"),
    ),
    Runs.PROMISED: (
        Text(zh="还剩 {n} 个工作日，承诺最晚{due}办结", en="Working days left: {n}. Promised until {due}"),
        Text(zh="今天是承诺办结的最后一天", en="Today is the last day of what was promised"),
        Text(zh="超过承诺 {n} 个工作日", en="Overdue, working days: {n}"),
    ),
}
_STANDS: Final = Text(
    zh="计时暂停，恢复后还剩 {n} 个工作日", en="The clock stands; working days left after it: {n}"
)
_STANDS_LATE: Final = Text(
    zh="计时暂停，已超过承诺 {n} 个工作日", en="The clock stands; overdue, working days: {n}"
)
_CORRECTING: Final = Text(zh="补正期间不计时", en="The clock stands until the corrections are here")
_DEEMED: Final = Text(
    zh="{said}；依法自收到之日起视为受理", en="{said}. By law it counts as accepted since it came"
)
_BRING: Final = Text(zh="请最晚{until}把下面的交到大厅", en="Bring this to the hall by {until}")
_BRING_LATE: Final = Text(
    zh="补正期限{until}已过，请尽快联系大厅 {phone}。要补的在下面",
    en="The date {until} has gone. Call the hall soon, {phone}, about what is missing",
)
_FETCH: Final = Text(
    zh="请带身份证到大厅领取结果", en="Bring your ID card to the hall and pick the result up"
)
_APPEAL: Final = Text(
    zh="请带身份证来领取决定书；不服的，可以申请行政复议或提起行政诉讼",
    en="Bring your ID card and pick the decision up; you may ask for a review or go to court",
)
_HURRY: Final = Text(zh="可以打 {phone} 催办", en="You may call {phone} and ask what is the matter")
_AGAIN: Final = Text(
    zh="条件具备后可以重新申请；有疑问请打 {phone}",
    en="You may apply again when the conditions are met; questions: {phone}",
)


def progress(catalogue: Catalogue, kept: Kept, today: date) -> Progress:
    """What the applicant is told; the name is masked here."""
    case, clock = kept.case, kept.clock
    info = next((one for one in catalogue.settings.items if one.id == kept.row.item), None)
    item = Text(zh=info.name.zh, en=info.name.en) if info else Text(zh=kept.row.item, en=kept.row.item)
    asked = case.last(Verb.ASK)
    return Progress(
        number=kept.row.number,
        item=item,
        applicant=PersonName(json.loads(kept.row.applicant)["name"]).mask(),
        state=case.state,
        light=_light(case, clock),
        title=title(case),
        lamp=lamp(clock),
        left=left(clock),
        do=_do(case, clock, catalogue.settings.hall.phone, today),
        bring=list(asked.what) if asked is not None and case.state is State.CORRECTING else [],
        bring_later=[
            ToBring(name=one.name, until=one.until, late=one.until < today) for one in owing(kept.filed, case)
        ],
        timeline=[
            Moment(at=case.submitted, title=SUBMITTED),
            *(_moment(step) for step in case.steps if step.verb not in UNSEEN),
        ],
        notices=notices(kept),
        code=query_code(kept.row.event_id),
    )


def _light(case: Case, clock: Clock) -> Light:
    """As its applicant sees it: nothing is green while something has to be corrected."""
    waits = case.state is State.CORRECTING and clock.light is Light.GREEN
    return Light.YELLOW if waits else clock.light


def title(case: Case) -> Text:
    """Where it stands."""
    special, ended = case.last(Verb.PAUSE), case.last(Verb.FINISH)
    if case.state is State.SPECIAL and special is not None and special.special is not None:
        named = SPECIALS[special.special]
        return Text(zh=f"{named.zh}中，暂停计时", en=f"{named.en.capitalize()}: the clock stands")
    if case.state is State.DONE and ended is not None and ended.result is Result.REFUSED:
        return Text(zh="已办结：不予许可", en="Done: refused")
    return STATES[case.state]


def lamp(clock: Clock) -> Text:
    """The light in words: colour is never alone."""
    if clock.runs is Runs.OVER:
        return _ENDED.get(clock.light, LAMPS[Light.NONE])
    if clock.stopped and clock.light is not Light.RED:
        return Text(zh="计时暂停", en="Clock stands")
    return LAMPS[clock.light]


def left(clock: Clock) -> Text | None:
    """How long it may still take, a whole sentence; None when nothing runs."""
    now = clock.now
    if clock.runs is Runs.OVER or now is None:
        return None
    if clock.stopped and clock.runs is Runs.DECISION:
        return _CORRECTING
    if clock.stopped:
        return fill(_STANDS_LATE if now.left < 0 else _STANDS, {"n": abs(now.left)})
    some, none, over = _LEFT[clock.runs]
    said = over if now.left < 0 else none if now.left == 0 else some
    told = fill(said, {"n": abs(now.left), "due": _due(now)})
    return fill(_DEEMED, {"said": told}) if clock.deemed and clock.runs is Runs.DECISION else told


def _due(now: Deadline) -> Text | str:
    return day(now.due) if now.due else ""


def day(one: date) -> Text:
    """A day with its weekday."""
    return date_of(datetime.combine(one, time(12), CHINA))


def stamp(at: datetime) -> str:
    """A moment as papers and lists write it."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _do(case: Case, clock: Clock, phone: str, today: date) -> Text | None:
    state, by = case.state, until(case)
    asked, ended = case.last(Verb.ASK), case.last(Verb.FINISH)
    words: Mapping[str, object] = {"phone": phone}
    said: Text | None = None
    if state is State.CORRECTING and asked is not None and by is not None:
        said = _BRING if today <= by else _BRING_LATE
        words = {"phone": phone, "until": day(by)}
    elif state is State.DONE and ended is not None:
        said = _FETCH if ended.result is Result.GRANTED else _APPEAL
    elif state is State.NOT_ACCEPTED:
        said = _AGAIN
    elif clock.light is Light.RED and clock.runs is not Runs.OVER:
        said = _HURRY
    return fill(said, words) if said else None


def _moment(step: Step) -> Moment:
    words: dict[str, object] = {"days": step.days, "what": "、".join(step.what)}
    if step.special is not None:
        words["special"] = SPECIALS[step.special]
    if step.result is not None:
        words["result"] = RESULTS[step.result]
    said = Text(zh=step.reason, en=step.reason) if step.reason else None
    return Moment(at=step.at, title=fill(_STEPS[step.verb], words), note=said)


def step_title(step: Step) -> Text:
    """A step in words, for staff as for applicants."""
    return _moment(step).title


def notices(kept: Kept) -> list[Notice]:
    """Every notice of the case, in the order of its steps."""
    seals = _seals(kept)
    found = []
    for place, step in enumerate(kept.case.steps, 1):
        said = _said(kept, step)
        if said is not None:
            number = f"{kept.row.number}-{place}"
            found.append(said.model_copy(update={"number": number, "seal": seals.get(place)}))
    return found


def _said(kept: Kept, step: Step) -> Notice | None:
    """The notice that a step makes."""
    match step.verb:
        case Verb.ACCEPT:
            due = kept.clock.now.due if kept.clock.now else None
            return Notice(kind="accepted", at=step.at, days=step.promised, due=due)
        case Verb.ASK:
            return Notice(kind="corrections", at=step.at, what=list(step.what), until=step.until)
        case Verb.REJECT:
            return Notice(kind="rejected", at=step.at, reason=step.reason)
        case Verb.FINISH:
            return Notice(kind="finished", at=step.at, result=step.result, reason=step.reason)
        case _:
            return None


def _seals(kept: Kept) -> dict[int, NoticeSeal]:
    """By the place of the sealed notice's step."""
    bodies = (json.loads(row.body) for row in kept.steps if row.verb == Verb.SEAL.value)
    return {one["notice"]: NoticeSeal.model_validate(one["seal"]) for one in bodies}


def place_of(notice: Notice) -> int:
    """The place of its step, from 1."""
    return int(notice.number.rpartition("-")[2])
