"""The registry's pages of applying for an item with a guide, and an invented guide that asks for everything."""

from dataclasses import replace

from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from hall.contract.filing import Apply, How
from hall.contract.guides import Material
from hall.domain.privacy import Address, IdNumber, Person, PersonName, Phone
from kiosk.flows import touches as t
from kiosk.flows.facts import NO_DEVICE, STARTING, PrintOutcome
from kiosk.flows.filing.filing import Filing, Given, Scan, Unended
from kiosk.flows.filing.words import (
    ChooseSituation,
    Commit,
    Continue,
    Draft,
    DraftFound,
    EndScan,
    ForWhom,
    HandedIn,
    LicencesFound,
    PageScanned,
    Promise,
    Reply,
    Resume,
    ScanEnded,
    ScanSeen,
    Sign,
    SignByCard,
    StartScan,
)
from kiosk.flows.library import Library, Standing
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    GuidesChanged,
    Health,
    HealthChanged,
    PaperEnded,
)
from tests.support.guides import BOOK, library
from tests.support.owed_pages import owed_pages

OTHER = Person(
    "resident",
    PersonName("李秋实"),
    IdNumber("110105194912310038"),
    birth="1949-12-31",
    address=Address("北京市朝阳区幸福路 1 号"),
)
"""Whose matter it is when an agent comes."""
DEVICES = {"document_scanner": "", "document_camera": ""}


def both(zh, en):
    return {"zh": zh, "en": en}


_LONG = both(
    "租房合同、房产证、单位出具的住宿证明、居（村）委会出具的居住证明，四样里有一样就行；租房合同要有双方签字",
    "Lease, property certificate, a letter of the employer or of the residents' committee: one of the four; a lease is signed by both sides",
)
_TEXT = both(
    "本人承诺：在本县实际居住已满半年，所填住址真实。\n愿意配合核查；承诺不实的，愿意承担撤销居住证、记入信用记录等后果。\n"
    * 3,
    "I declare that I have lived in this county for half a year and that the address is true.\n"
    "I agree to checks; if this is not true the permit may be withdrawn and it will be put on record.\n" * 3,
)
APPLY = Apply.model_validate(
    {
        "agents": True,
        "commitment": _TEXT,
        "situations": [
            {
                "id": "home",
                "name": both("有稳定住所", "I have a home here"),
                "about": both("自己的房、租的房或单位宿舍", "Own, rented, or from the employer"),
            },
            {
                "id": "job",
                "name": both("有稳定就业", "I have a job here"),
                "about": both("在本县缴社保满半年", "Social insurance paid here for half a year"),
            },
            {
                "id": "school",
                "name": both("连续就读", "I go to school here"),
                "about": both("在本县学校读书", "At a school of this county"),
            },
        ],
        "questions": [
            {
                "id": "address",
                "ask": both("您在本县住在哪里？", "Where do you live in this county?"),
                "hint": both("写到楼号和房号", "Down to building and door"),
            },
            {
                "id": "since",
                "ask": both("从哪天起住在这里？", "Since which day have you lived there?"),
                "hint": both("记不清的，写大概的日子", "A day near it is good enough"),
                "kind": "date",
                "unsure": True,
            },
            {
                "id": "people",
                "ask": both("一起住的有几个人？", "How many people live there?"),
                "kind": "number",
                "optional": True,
                "unsure": True,
            },
            {
                "id": "owner",
                "ask": both(
                    "房东或者单位住宿管理人的姓名是什么？",
                    "What is the name of the landlord or of whoever runs the house?",
                ),
                "hint": both("房子是自己的，不用填", "Leave it out if it is your own home"),
                "optional": True,
                "unsure": True,
            },
            {
                "id": "kind",
                "ask": both("住的是哪一种房？", "What kind of home is it?"),
                "kind": "choice",
                "unsure": True,
                "choices": [
                    {"id": "own", "name": both("自己的房", "My own")},
                    {"id": "rent", "name": both("租的房", "Rented")},
                    {"id": "staff", "name": both("单位宿舍", "Of the employer")},
                ],
            },
            {"id": "birth", "ask": both("出生日期", "Date of birth"), "kind": "date", "card": "birth"},
        ],
    }
)
MATERIALS = tuple(
    Material.model_validate(each)
    for each in (
        {"id": "card", "name": both("居民身份证", "Resident ID card"), "scan": "none"},
        {
            "id": "photo",
            "name": both("近期一寸免冠照片", "Recent passport-size photo"),
            "requirements": [both("白底，半年内拍摄", "White ground, taken within six months")],
            "promised_days": 5,
        },
        {
            "id": "home",
            "name": both("住所证明", "Proof of where you live"),
            "requirements": [_LONG],
            "source": both("自备", "Your own"),
            "commitment": True,
            "promised_days": 10,
            "licence": "110001",
        },
        {
            "id": "form",
            "name": both("居住证申领表", "Application form"),
            "signed": both("本人签字", "Signed by you"),
            "source": both("窗口领取或在自助终端打印", "At the window, or printed at the terminal"),
        },
        {
            "id": "family",
            "name": both("户口簿首页和本人页", "Household register: first page and your own"),
            "scan": "card",
            "need": "sometimes",
            "when": both("随迁子女要一起登记的", "when children are registered along with you"),
        },
        {
            "id": "paid",
            "name": both("本县社会保险缴费记录", "Record of social insurance paid here"),
            "shared": True,
        },
        {
            "id": "extra",
            "name": both("其他说明", "Anything else"),
            "need": "optional",
        },
    )
)
GUIDE = BOOK.by_id["residence-permit"].model_copy(update={"apply": APPLY, "materials": MATERIALS})
ITEM = GUIDE.id
_BOOK = library((GUIDE, *(each for each in BOOK.guides if each.id != ITEM)))
GUIDED = GuidesChanged(_BOOK)
UNGUIDED = GuidesChanged(Library())
"""A hall without guides."""
SCANNERS = HealthChanged(Health(online=True, card_reader="", code_scanner="", printer="", devices=DEVICES))


def without(**devices):
    """Devices that are away, by class."""
    return HealthChanged(replace(SCANNERS.health, devices={**DEVICES, **devices}))


def picture(lines=18):
    """A scanned page, as a small JPEG: lines of grey on white."""
    page = QImage(450, 640, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    for line in range(lines):
        width = 340 if line % 5 < 4 else 200
        painter.fillRect(QRect(50, 60 + 30 * line, width, 10), Qt.GlobalColor.darkGray)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page.save(buffer, "JPEG")
    return bytes(buffer.data().data())


_PICTURES = tuple(picture(lines) for lines in (18, 7))


def scan(number, *problems):
    """A page at rest."""
    return Scan(f"{number:064x}", _PICTURES[number % 2], problems)


def pages(material, count, bad=()):
    """So many pages of this material come, and no more. `bad`: problem by place."""
    came = [PageScanned(material, scan(at, *dict(bad).get(at, ()))) for at in range(count)]
    return [*came, ScanEnded(material)]


ADDRESS = "云溪镇东街 8 号附 2 号云溪家园 12 栋 3 单元 1502 室"
NAME = (
    ((0.1, 0.1), (0.3, 0.3), (0.5, 0.1)),
    ((0.55, 0.05), (0.6, 0.35)),
    ((0.5, 0.2), (0.8, 0.18), (0.75, 0.33)),
)
"""A signature."""


def steps(person, mobile):
    """Events by how far they lead, in order, each with those before it."""
    person = replace(person, birth="1949-12-31")
    made, so_far = {}, []
    for page, more in (
        ("items", [t.Begin(), t.Want(t.Purpose.APPLICATION)]),
        ("situation", [t.ChooseItem(ITEM)]),
        ("notice", [ChooseSituation("home")]),
        ("card", [t.Proceed()]),
        ("applicant", [CardSeen(), CardRead(person)]),
        ("whom", [DraftFound(None), t.Proceed()]),
        ("phone", [ForWhom(agent=False)]),
        ("address", [*map(t.Digit, mobile), t.Proceed()]),
        ("since", [t.Write("云溪镇东街 8 号"), t.Proceed()]),
        ("people", [*map(t.Digit, "20260102"), t.Proceed()]),
        ("owner", [t.Digit("3"), t.Proceed()]),
        ("kind", [Reply("")]),
        ("photo", [Reply("rent")]),
        ("home", [Promise()]),
        ("form", [Commit()]),
        ("family", [StartScan("feeder"), *pages("form", 2), t.Proceed()]),
        ("extra", [StartScan("camera"), *pages("family", 1), t.Proceed()]),
        ("commitment", [StartScan("feeder"), *pages("extra", 12), t.Proceed()]),
        ("sign", [t.Proceed()]),
        ("check", [Sign(NAME), t.Proceed()]),
    ):
        so_far = [*so_far, *more]
        made[page] = so_far
    return made


def filing_pages(person, mobile, unplugged, printed=PrintOutcome.PRINTED):
    """Events by page. `unplugged`: the card reader is."""
    at = {page: [GUIDED, SCANNERS, *events] for page, events in steps(person, mobile).items()}
    away = HealthChanged(replace(SCANNERS.health, card_reader=unplugged.health.card_reader))
    agent = [*at["whom"], ForWhom(agent=True)]
    form = [*at["form"], StartScan("feeder")]
    family = [*at["family"], StartScan("camera")]
    extra = [*at["extra"], StartScan("feeder")]
    gone = [without(document_scanner="bus.notFound"), ScanEnded("form", "bus.gone")]
    begun = Draft(ITEM, Filing(guide=GUIDE, situation="home"), Phone(mobile), "14:05")
    given = {"form": Given(How.SCANNED, (scan(0), scan(1)))}
    scanned = replace(begun, filing=replace(begun.filing, given=given))
    changed = replace(scanned, item="gone")
    starting = HealthChanged(replace(SCANNERS.health, card_reader=STARTING))
    done = {
        "answers": {
            "address": "云溪镇东街 8 号",
            "since": "2026-01-02",
            "people": "3",
            "owner": "",
            "kind": "rent",
        },
        "agent": False,
    }
    given = {"photo": Given(How.PROMISED, until="2027-12-31"), "home": Given(How.COMMITTED), **given}
    filing = replace(begun.filing, given=given, at="form", unended={"form": Unended("feeder")}, **done)
    cut = replace(begun, filing=filing)
    hard = {**given, "form": Given(How.SCANNED, (scan(0, "page.blurred"), scan(1)))}
    unclear = replace(cut, filing=replace(filing, given=hard))
    own = [*at["items"], Continue(), CardSeen(), CardRead(person)]
    mine = [*own[:-1], CardRead(replace(person, birth="1949-12-31"))]
    other = [*at["items"], t.ChooseItem("pension-check"), t.Proceed(), CardSeen(), CardRead(person)]
    in_already = HandedIn(begun.item, "T1-20261122-K7X-0002", "2026-11-22", "14:05", "K7Q2-M9X4-R1")
    printed_list = [*at["notice"], t.PrintList("i3"), PaperEnded("i3", printed)]
    resumed = [*mine, DraftFound(cut), t.Proceed(), Resume(wanted=True)]
    return {
        "items, guided": at["items"],
        "items, guides not here yet": [GuidesChanged(Library(standing=Standing.ASKED)), *at["items"][1:]],
        "items, guides never heard": [GuidesChanged(Library(standing=Standing.UNHEARD)), *at["items"][1:]],
        "items, guided, reader starting": [*at["items"], starting],
        "items, guided, reader unplugged": [*at["items"], away],
        "items, nothing begun": [*own, DraftFound(None), t.Proceed()],
        "identify, begun before": [*at["items"], Continue()],
        "identify, begun before, looking": [*own, t.Proceed()],
        "identify, begun before, reader unplugged": [*at["items"], Continue(), away],
        "resume, handed in": [*own, DraftFound(None, handed=(in_already,)), t.Proceed()],
        "resume, handed in, the same again": [*at["applicant"], DraftFound(None, handed=(in_already,))],
        "resume": [*at["applicant"], DraftFound(begun)],
        "resume, scanned": [*own, DraftFound(scanned), t.Proceed()],
        "resume, scan cut off": [*own, DraftFound(cut), t.Proceed()],
        "resume, another item": [*other, DraftFound(begun)],
        "resume, changed": [*other, DraftFound(changed)],
        "situation": at["situation"],
        "notice": at["notice"],
        "notice, reader unplugged": [*at["notice"], away],
        "notice, printed": printed_list,
        "notice, no paper": [
            *at["notice"],
            t.PrintList("i3"),
            PaperEnded("i3", PrintOutcome.NOT_PRINTED, "paper.out"),
        ],
        "notice, printed, reader unplugged": [*printed_list, away],
        "applicant, guided": at["applicant"],
        "applicant, card wanted, guided": at["card"],
        "whom": at["whom"],
        "principal": agent,
        "principal, reading": [*agent, CardSeen()],
        "principal, the same card": [*agent, CardRead(person)],
        "principal, expired": [*agent, CardProblem("card.expired")],
        "principal, trouble": [*agent, CardProblem("card.readFailed")],
        "principal, reader unplugged": [*agent, away],
        "principal, known": [*agent, CardRead(OTHER)],
        "question, text": at["address"],
        "question, text written": [*at["address"], t.Write(ADDRESS)],
        "question, text missing": [*at["address"], t.Proceed()],
        "question, date": [*at["since"], *map(t.Digit, "202601")],
        "question, no day": [*at["since"], *map(t.Digit, "20260231"), t.Proceed()],
        "question, number": at["people"],
        "question, text to leave out": at["owner"],
        "question, choice": at["kind"],
        "paper": at["photo"],
        "paper, every way": [*at["home"], LicencesFound({"home": "3301060000123456"})],
        "paper, feeder away": [*at["home"], without(document_scanner=NO_DEVICE)],
        "paper, nothing to scan with": [
            *at["form"],
            without(document_scanner="scanner.coverOpen", document_camera="bus.gone"),
        ],
        "paper, jammed": [*form, ScanEnded("form", "page.jammed")],
        "paper, unplugged": [*form, *gone],
        "paper, given": [*form, *pages("form", 2), t.Back()],
        "scanning, feeder": form,
        "scanning, feeder stopping": [*form, PageScanned("form", scan(0)), EndScan()],
        "scanning, camera": [*family, ScanSeen(picture())],
        "scanning, camera advises": [*family, ScanSeen(picture(), ("page.cutOff",))],
        "scanning, camera sees nothing yet": family,
        "scanned": [*extra, *pages("extra", 12)],
        "scanned, one page": [*form, *pages("form", 1)],
        "scanned, unplugged": [*form, PageScanned("form", scan(0)), *gone],
        "scanned, hard to read": [
            *extra,
            *pages("extra", 12, {2: ("page.blurred",), 6: ("page.dark",)}.items()),
        ],
        "scanned, cut off": resumed,
        "scanned, cut off, hard to read": [*mine, DraftFound(unclear), t.Proceed(), Resume(wanted=True)],
        "paper, cut off": [*resumed, t.Back()],
        "scanned, has to be done again": [
            *extra,
            *pages("extra", 3, {1: ("page.cutOff",)}.items()),
            t.Proceed(),
        ],
        "commitment": at["commitment"],
        "sign": at["sign"],
        "sign, written": [*at["sign"], Sign(NAME)],
        "sign, too little": [*at["sign"], Sign((((0.4, 0.1), (0.41, 0.11)),)), t.Proceed()],
        "sign, reader unplugged": [*at["sign"], away],
        "sign, by card": [*at["sign"], SignByCard()],
        "sign, by card, reader unplugged": [*at["sign"], SignByCard(), away],
        "sign, another card": [*at["sign"], SignByCard(), CardRead(OTHER)],
        "check, guided": at["check"],
        **owed_pages(at["check"], NAME, printed),
        "scanning, anew": [*resumed, StartScan("feeder", anew=True)],
        "check, for somebody else": [
            *agent,
            CardRead(OTHER),
            t.Proceed(),
            *at["photo"][len(at["phone"]) :],
            StartScan("camera"),
            *pages("authorisation", 1),
            t.Proceed(),
            *at["check"][len(at["photo"]) :],
        ],
    }
