"""Cases as the server tells them, for screens and flows."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from hall.contract.cases import Moment, Notice, Progress, ToBring
from hall.contract.messages import Text
from hall.domain.cases.case import Result, State
from hall.domain.cases.lights import Light
from hall.server.store import cases, tables

AT = datetime(2026, 11, 16, 2, 5, tzinfo=UTC)
_TITLES = {
    "green": (State.DONE, "已办结", "Done", "按时办结", "Done in time"),
    "yellow": (State.CORRECTING, "需要补正", "Something has to be corrected", "快到期", "Nearly due"),
    "red": (State.IN_PROGRESS, "办理中", "In progress", "已超期", "Overdue"),
}
_LEFT = {
    "yellow": ("补正期间不计时", "The clock stands until the corrections are here"),
    "red": ("超过承诺 3 个工作日", "Overdue, working days: 3"),
}
_STEPS = [
    ("提交申请", "Handed in", ""),
    ("已受理", "Accepted", ""),
    ("转审批部门办理", "Passed on to be decided", ""),
    ("公示开始，暂停计时", "Begun: public notice. The clock stands", ""),
    ("特殊环节结束，恢复计时", "The special step ended, the clock runs", ""),
    ("告知补正", "Corrections were asked for", ""),
]


def kept(connection):
    """Every case of a store, masked, newest first."""
    rows = connection.execute(select(tables.case).order_by(tables.case.c.received_us.desc())).all()
    return cases.masked(connection, rows)


def text(zh, en):
    return Text(zh=zh, en=en)


def progress_of(number, light, todo=False, done=False, later=()):
    state, zh, en, lamp_zh, lamp_en = _TITLES[light]
    begun = AT.replace(day=int(number[9:11])) if len(number) > 11 else AT
    moments = [
        Moment(
            at=begun + timedelta(days=at),
            title=text(one[0], one[1]),
            note=text(one[2], one[2]) if one[2] else None,
        )
        for at, one in enumerate(_STEPS)
    ]
    notices = [
        Notice(kind="accepted", at=AT, days=15, due=date(2026, 12, 7)),
        Notice(
            kind="corrections", at=AT, what=["户口簿复印件", "近期一寸照片两张"], until=date(2026, 11, 25)
        ),
    ]
    if done:
        notices = [notices[0], Notice(kind="finished", at=AT, result=Result.GRANTED)]
    return Progress(
        number=number,
        item=text("居住证申领", "Residence permit"),
        applicant="张*凡",
        state=state,
        light=Light(light),
        title=text(zh, en),
        lamp=text(lamp_zh, lamp_en),
        left=None if done else text(*_LEFT[light]),
        do=text(
            "请最晚11月25日（周三）把下面的交到大厅",
            "Bring this to the hall by Wed 25 Nov",
        )
        if todo
        else None,
        bring=["户口簿复印件", "近期一寸照片两张"] if todo else [],
        bring_later=[ToBring(name=name, until=date(2026, 11, 27), late=late) for name, late in later],
        timeline=moments if todo else moments[:3],
        notices=notices,
    )
