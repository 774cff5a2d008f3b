"""What the pages of an application hear and ask for, and what is touched on them; part of `words` and `touches`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hall.domain.privacy import IdNumber, Person, Phone
from kiosk.flows.filing.filing import Filing, Scan, Strokes

Source = Literal["feeder", "camera"]


@dataclass(frozen=True)
class Draft:
    """An application as far as it was filled in; sealed on this terminal until it is handed in or dropped.

    `since`: when it was kept, 14:05, as DraftFound tells.
    """

    item: str
    filing: Filing
    phone: Phone
    since: str = ""


@dataclass(frozen=True)
class HandedIn:
    """An application that was handed in at this terminal. `at`: 14:05; `day`: YYYY-MM-DD; `code`: its query code."""

    item: str
    number: str
    day: str
    at: str
    code: str = field(repr=False)


@dataclass(frozen=True)
class Drafts:
    """`sought`: the identity whose draft was asked for last; `told`: whether that was answered.

    `found`: what waits for a yes or no, `came`: the page it was shown instead of. `kept`: as it was kept last. `owed`:
    identities whose drafts go when the visit ends. `licensed`: whose licences were asked for, of which materials;
    `asking`: no answer yet; `unlicensed`: why none came. `handed`: what this person handed in lately, the newest first,
    until they have seen it.
    """

    sought: str = ""
    told: bool = False
    found: Draft | None = None
    came: str = ""
    kept: Draft | None = None
    owed: frozenset[str] = frozenset()
    licensed: tuple[IdNumber, frozenset[str]] | None = None
    asking: bool = False
    unlicensed: str = ""
    handed: tuple[HandedIn, ...] = ()


# --- events: the world speaks --------------------------------------------------------------


@dataclass(frozen=True)
class PageScanned:
    """One more page of this material is at rest."""

    material: str
    scan: Scan


@dataclass(frozen=True)
class ScanSeen:
    """What the camera sees, a JPEG; `problems`: dotted codes of why it does not take it yet."""

    picture: bytes = field(repr=False)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScanEnded:
    """Nothing more comes from the scanner; `problem`: "" or dotted (feeder.empty, paper.jammed…)."""

    material: str
    problem: str = ""


@dataclass(frozen=True)
class DraftFound:
    """An application that this person began here and did not end: the program or the power went. None: there is none.

    `identity`: whose it is; "": of whoever was asked for last. `handed`: what they handed in here within a day, the newest
    first.
    """

    draft: Draft | None
    identity: str = ""
    handed: tuple[HandedIn, ...] = ()


@dataclass(frozen=True)
class DraftKept:
    """Whether the last `KeepDraft` is durable; `problem`: "" or dotted (disk.full…)."""

    problem: str = ""


@dataclass(frozen=True)
class LicencesFound:
    """Electronic licences of the applicant: number by the material's key; none with a `problem`, which is dotted."""

    numbers: Mapping[str, str] = field(repr=False)
    problem: str = ""


FilingEvent = PageScanned | ScanSeen | ScanEnded | DraftFound | DraftKept | LicencesFound


# --- touches -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChooseSituation:
    """This is how it is with me."""

    situation: str


@dataclass(frozen=True)
class ForWhom:
    """For myself, or for somebody else."""

    agent: bool


@dataclass(frozen=True)
class Reply:
    """The answer to the question that is shown: a choice's id, "unsure" or "" for leaving it out."""

    value: str = field(repr=False)


@dataclass(frozen=True)
class StartScan:
    """Scan the material that is shown, with this device. `anew`: its first page takes the place of all there are."""

    source: Source
    anew: bool = False


@dataclass(frozen=True)
class EndScan:
    """No more pages."""


@dataclass(frozen=True)
class DropPage:
    """Take this page away, to scan it again; `at` from 0."""

    at: int


@dataclass(frozen=True)
class Promise:
    """I bring it later (容缺)."""


@dataclass(frozen=True)
class Commit:
    """I commit myself in place of it (告知承诺)."""


@dataclass(frozen=True)
class UseLicence:
    """Take the electronic licence that was found for this material."""


@dataclass(frozen=True)
class LeaveOut:
    """I do not give this one; it is optional."""


@dataclass(frozen=True)
class Sign:
    """The signature as it stands; none: wiped."""

    strokes: Strokes = field(repr=False)


@dataclass(frozen=True)
class SignByCard:
    """My card signs for me: I cannot write on the screen."""


@dataclass(frozen=True)
class Resume:
    """Go on with what I began before, or with what I chose now: then the old one is dropped."""

    wanted: bool


@dataclass(frozen=True)
class SeeHandedIn:
    """How is what I handed in?"""


@dataclass(frozen=True)
class Continue:
    """I began something here before: look for it with my card."""


@dataclass(frozen=True)
class ChangeFiled:
    """Correct one answer from the check page. `what`: situation, whom, question, material, signature; `key`: of which."""

    what: Literal["situation", "whom", "question", "material", "signature"]
    key: str = ""


FilingTouch = (
    ChooseSituation
    | ForWhom
    | Reply
    | StartScan
    | EndScan
    | DropPage
    | Promise
    | Commit
    | UseLicence
    | LeaveOut
    | Sign
    | SignByCard
    | Resume
    | SeeHandedIn
    | Continue
    | ChangeFiled
)


# --- effects: the flow asks ----------------------------------------------------------------


@dataclass(frozen=True)
class ScanPages:
    """Scan until `StopScanning`, or until the feeder is empty: PageScanned for each page, ScanEnded at the end.

    `card`: both sides of a card on one page. `keep`: sealed on this terminal; False: only until the visit ends (a copy).
    """

    material: str
    source: Source
    card: bool = False
    keep: bool = True


@dataclass(frozen=True)
class StopScanning:
    """No more pages: what is on its way still comes, then ScanEnded."""


@dataclass(frozen=True)
class FindDraft:
    """Look for what this person began here."""

    identity: str


@dataclass(frozen=True)
class KeepDraft:
    """Keep it, sealed, under this person's keyed hash, in place of the one before. Answered by DraftKept."""

    identity: str
    draft: Draft


@dataclass(frozen=True)
class DropDraft:
    """Forget it and its pages for good."""

    identity: str


@dataclass(frozen=True)
class FindLicences:
    """Ask for electronic licences; `kinds`: by the material's key. Answered by LicencesFound."""

    id_number: IdNumber
    kinds: Mapping[str, str]


@dataclass(frozen=True)
class SubmitApplication:
    """Save an application, send it, print its receipt. `identity`: keyed hash of whoever stands here, "" for nobody: whose draft goes, and who is told later that it is in.

    `person` stands here: the applicant, or the agent of `filing.principal`. `assisted`: staff number of who stood by.
    """

    intent: str
    item: str
    person: Person
    phone: Phone
    large: bool
    language: str
    filing: Filing = field(default_factory=Filing)
    identity: str = ""
    assisted: str = ""


FilingEffect = ScanPages | StopScanning | FindDraft | KeepDraft | DropDraft | FindLicences | SubmitApplication
