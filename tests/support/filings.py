"""An invented item with everything that can be asked, and an application for it."""

from datetime import date

from hall.contract.filing import Apply, Choice, How, Question, Situation, Words
from hall.contract.guides import CaseClass, Contact, Department, Guide, Material, Outcome, Place, TimeLimit
from hall.contract.messages import Text
from hall.domain.privacy import Address, IdNumber, Person, PersonName, Phone
from kiosk.flows.filing.filing import Filing, Given
from kiosk.flows.filing.words import Draft, SubmitApplication

ME, OTHER = "a" * 64, "b" * 64
"""Two identities, as keyed hashes look."""
APPLICANT = Person(
    "resident",
    PersonName("张小凡"),
    IdNumber("11010519491231002X"),
    birth="19491231",
    address=Address("云溪县城关镇杏花巷 7 号"),
    valid_to="20301231",
)
AGENT = Person("resident", PersonName("李知遥"), IdNumber("110105199003071232"), valid_to="20331231")
PHONE = Phone("13800000000")
STROKES = (((0.1, 0.1), (0.4, 0.3), (0.9, 0.12)), ((0.5, 0.05), (0.5, 0.35)))


def words(zh: str, en: str = "") -> Words:
    return Text(zh=zh, en=en)


GUIDE = Guide(
    id="residence-permit",
    name=words("居住证申领", "Residence permit"),
    version="2026-3",
    published=date(2026, 1, 1),
    department=Department(name=words("云溪县公安局")),
    case_class=CaseClass.IN_TIME,
    promised=TimeLimit(days=15),
    result=Outcome(name=words("居住证")),
    places=(Place(address=words("一楼"), hours=words("全天")),),
    inquiry=Contact(phone="0000-12345"),
    complaint=Contact(phone="0000-12345"),
    materials=(
        Material(id="card", name=words("身份证"), scan="none"),
        Material(id="lease", name=words("租房合同", "Lease")),
        Material(id="photo", name=words("近期照片", "Photo"), promised_days=15),
        Material(id="work", name=words("工作证明", "Proof of work"), commitment=True),
        Material(id="book", name=words("户口簿", "Household register"), shared=True),
    ),
    apply=Apply(
        situations=(
            Situation(id="rent", name=words("租房居住")),
            Situation(id="own", name=words("自有住房")),
        ),
        questions=(
            Question(id="since", ask=words("哪天开始住在这里"), kind="date"),
            Question(
                id="reason",
                ask=words("为什么来这里"),
                kind="choice",
                choices=(Choice(id="work", name=words("工作")), Choice(id="study", name=words("上学"))),
                unsure=True,
            ),
            Question(id="people", ask=words("和几个人同住"), kind="number", optional=True),
        ),
        agents=True,
        commitment=words("我承诺已有工作单位"),
    ),
)
ANSWERS = {"since": "2026-05-04", "reason": "work", "people": "3"}


def filing(scans=(), **changes):
    """Filled in as far as these say; `scans`: pages of the lease."""
    facts = {
        "guide": GUIDE,
        "situation": "rent",
        "agent": False,
        "answers": dict(ANSWERS),
        "given": {
            **({"lease": Given(How.SCANNED, tuple(scans))} if scans else {}),
            "photo": Given(How.PROMISED, until="2026-12-07"),
            "work": Given(How.COMMITTED),
        },
        "committed": True,
        "strokes": STROKES,
    }
    return Filing(**facts | changes)


def draft(what):
    return Draft("residence-permit", what, PHONE)


def submission(what, intent="intent-00000001", identity=ME):
    return SubmitApplication(
        intent=intent,
        item="residence-permit",
        person=AGENT if what.principal else APPLICANT,
        phone=PHONE,
        large=False,
        language="zh",
        filing=what,
        identity=identity,
    )
