"""Data for forms, and what a form looks like when printed."""

from __future__ import annotations

from drivers.printer.escpos import encode
from drivers.printer.forms import compose
from drivers.printer.layout import lay_out
from drivers.printer.lines import Head
from drivers.sim.paper import Paper, interpret
from hall.assets import load_form

NARROW = Head(dots=384, columns=32)

TICKET = {
    "language": "zh",
    "large": False,
    "hall": "云溪县政务服务大厅",
    "service": "社会保险",
    "number": "A012",
    "windows": "1、2",
    "place": "大门右侧",
    "ahead": 3,
    "wait": "range",
    "wait_low": 10,
    "wait_high": 20,
    "priority": "",
    "slot": "",
    "remark": "",
    "missed": "behind",
    "behind": 3,
    "issued_at": "2026-11-22 09:30",
    "qr": "http://10.0.0.8:8710/t/0199c1f2-7a30-7000-8000-3c5d7e9f1a2b",
    "offline": False,
    "reprint": False,
}
ENGLISH = TICKET | {
    "language": "en",
    "hall": "Yunxi County Service Hall",
    "service": "Social insurance",
    "windows": "1, 2",
    "place": "By the main door",
}
RECEIPT = {
    "language": "zh",
    "large": False,
    "hall": "云溪县政务服务大厅",
    "hall_phone": "0000-12345",
    "item": "灵活就业人员参保登记",
    "number": "Y1-20261122-000123",
    "applicant": "张*凡",
    "agent": "",
    **{f"{key}{number}": "" for number in range(1, 9) for key in ("bring", "until")},
    "bring_more": 0,
    "phone": "138****0000",
    "submitted_at": "2026-11-22 09:31",
    "confirmed": True,
    "promise_days": 3,
    "code": "K7XM4-PQ29A",
    "qr": "http://10.0.0.8:8710/c/K7XM4PQ29A",
    "reprint": False,
}


def bytes_of(form, data, head=None):
    """The job's bytes."""
    head = head or Head()
    return encode(lay_out(compose(load_form(form), data), head), head)


def printed(form, data, head=None, **how):
    """The piece of paper; every byte must be understood."""
    head = head or Head()
    paper = Paper(head.dots, **how)
    pieces, errors = interpret(bytes_of(form, data, head).data, paper)
    assert errors == []
    assert len(pieces) == 1
    return pieces[0]
