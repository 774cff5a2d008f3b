"""A citizen who applies for something that has a guide, page by page."""

from __future__ import annotations

from hall.contract.guides import Guide
from hall.domain.privacy import Address, IdNumber, Person, PersonName
from kiosk.flows.filing import words as f
from kiosk.flows.filing.filing import Scan
from kiosk.flows.library import Library
from kiosk.flows.touches import ChooseItem, Digit, Proceed, Write
from kiosk.flows.words import CardRead, GuidesChanged, Health, HealthChanged
from tests.unit.kiosk.flows.citizen import MOBILE, ZHANG, Citizen

TODAY = "2026-11-22"
WANG = Person(
    "resident",
    PersonName("王守义"),
    IdNumber("110105195203040016"),
    birth="1952-03-04",
    address=Address("某省某市某县清溪路 12 号"),
)
"""Somebody who cannot come; the card has birth and address."""
DEVICES = {"document_scanner": "", "document_camera": ""}
THERE = HealthChanged(Health(online=True, card_reader="", code_scanner="", printer="", devices=DEVICES))
NAME = (((0.1, 0.1), (0.5, 0.2), (0.7, 0.1)),)


def page(name, *problems):
    """A scanned page at rest."""
    return Scan(f"{name:0>64}", b"jpeg", problems)


def guide_of(**more):
    """A permit with everything: two situations, three questions, four kinds of paper."""
    told = {
        "id": "permit",
        "name": "居住证申领",
        "version": "1",
        "published": "2026-01-01",
        "department": {"name": "公安局"},
        "case_class": "in_time",
        "promised": {"days": 5},
        "result": {"name": "居住证"},
        "places": [{"address": "大厅", "hours": "全天"}],
        "inquiry": {},
        "complaint": {},
        "materials": [
            {"id": "card", "name": "身份证", "scan": "none"},
            {"id": "photo", "name": "照片", "promised_days": 5},
            {"id": "lease", "name": "租房合同", "situations": ["rent"], "commitment": True},
            {"id": "deed", "name": "房产证", "situations": ["own"], "licence": "real-estate"},
            {"id": "extra", "name": "其他", "need": "optional"},
            {"id": "paid", "name": "缴费记录", "shared": True},
        ],
        "apply": {
            "agents": True,
            "commitment": "本人承诺属实",
            "situations": [{"id": "rent", "name": "租房"}, {"id": "own", "name": "自己的房"}],
            "questions": [
                {"id": "address", "ask": "住哪里？", "most": 10},
                {"id": "since", "ask": "从哪天起？", "kind": "date", "unsure": True},
                {
                    "id": "home",
                    "ask": "哪种房？",
                    "kind": "choice",
                    "choices": [{"id": "flat", "name": "楼房"}, {"id": "house", "name": "平房"}],
                },
                {
                    "id": "people",
                    "ask": "几个人？",
                    "kind": "number",
                    "optional": True,
                    "situations": ["own"],
                },
                {"id": "birth", "ask": "哪天出生？", "kind": "date", "card": "birth"},
            ],
        },
        **more,
    }
    return Guide.model_validate(told)


SIMPLE = guide_of(id="pension-check", materials=[{"id": "card", "name": "身份证", "scan": "none"}], apply={})


def library(*guides):
    """What the terminal knows today."""
    return GuidesChanged(Library({each.id: each for each in guides}, today=TODAY))


class Applicant(Citizen):
    """At a terminal with the permit's guide, scanners and no draft of anybody."""

    def __init__(self, *guides):
        super().__init__()
        self.hear(library(*(guides or (guide_of(), SIMPLE))), THERE)

    @property
    def filing(self):
        return self.visit.filing

    @property
    def problem(self):
        return self.visit.problem

    def effects(self, kind):
        """Those of one kind, in order."""
        return [each for each in self.asked if isinstance(each, kind)]

    def to_notice(self, situation="rent"):
        return self.to_items().hear(ChooseItem("permit"), f.ChooseSituation(situation))

    def to_applicant(self, situation="rent", draft=None):
        """The card is read, and what was begun with it before is found."""
        return self.to_notice(situation).hear(Proceed(), CardRead(ZHANG), f.DraftFound(draft))

    def to_whom(self, situation="rent"):
        return self.to_applicant(situation).hear(Proceed())

    def to_questions(self, situation="rent"):
        return self.to_whom(situation).hear(f.ForWhom(agent=False)).type(MOBILE).hear(Proceed())

    def to_papers(self, situation="rent"):
        self.to_questions(situation).hear(Write("清溪路"), Proceed(), *map(Digit, "20260301"), Proceed())
        self.hear(f.Reply("flat"), *([f.Reply("3")] if situation == "own" else []))
        return self.hear(f.Reply("19940203"))

    def scan(self, *pages, source="feeder"):
        """These pages of the material that is shown, until the feeder is empty."""
        at = self.filing.at
        self.hear(f.StartScan(source), *(f.PageScanned(at, each) for each in pages), f.ScanEnded(at))
        return self

    def to_sign(self, situation="rent"):
        self.to_papers(situation).hear(f.Promise())
        return self.scan(page(1), page(2)).hear(Proceed(), f.LeaveOut(), Proceed())

    def to_check(self, situation="rent"):
        return self.to_sign(situation).hear(f.Sign(NAME), Proceed())
