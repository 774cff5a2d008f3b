"""Pages of one material, as they are scanned and as they came out; pictures are kept no longer than their page is shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Property, QObject, QSize, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickImageProvider

from hall.contract.filing import How
from hall.texts import Texts
from kiosk.flows.copy_words import MATERIAL
from kiosk.flows.facts import DEVICES
from kiosk.flows.filing.filing import Given, Live, Scan
from kiosk.flows.filing.words import DropPage, EndScan, Source, StartScan
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import Page, State, Visit
from kiosk.views.problem import ProblemModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PICTURES = "scans"
"""The address of `ScanPictures`."""
_LOOKED = frozenset({Page.SCANNED, Page.COPY_PAGES})
_COMING = frozenset({Page.SCANNING, Page.COPY_SCAN})
_SHOWN = _LOOKED | _COMING | {Page.CHECK, Page.COPY_COUNT}


def address(turn: object, key: str, at: int) -> QUrl:
    """Return the address of a page of the material `key`. `turn`: another one when another picture stands there."""
    return QUrl(f"image://{PICTURES}/{turn}/{key}/{at}")


@QmlElement
class ScansModel(QObject):
    """The pages of the material that is shown, and what the camera sees.

    Signals:
        changed: something else is to be seen.
        wished: a touch for the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._advice, self._wrong = ProblemModel(self), ProblemModel(self)
        self._given: Mapping[str, Given] = {}
        self._key = ""
        self._live = b""
        self._turn = 0
        self._at = 0
        self._known: frozenset[str] = frozenset()
        self._scans: tuple[Scan, ...] = ()
        self._source = self._last = ""
        self._stopping = self._anew = False
        self._next = 1
        self._away = dict.fromkeys(DEVICES, True)
        self._texts: Texts | None = None
        self._seen: tuple[object, ...] = ()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows; nothing is painted anew while it is the same."""
        visit = state.visit if state.page in _SHOWN else None
        live = visit.live if visit else Live()
        self._given, self._key = _pages_of(visit)
        scans = self._given[self._key].scans if self._key in self._given else ()
        away = {source: bool(state.health.trouble(device)) for source, device in DEVICES.items()}
        now = scans, live, state.page, texts.language, tuple(away.values())
        if now == self._seen:
            return
        self._turned(state.page if visit else None, scans)
        self._seen, self._scans, self._texts, self._away = now, scans, texts, away
        self._live, self._source, self._stopping = live.picture, live.source, live.ending
        self._anew = live.anew
        self._next = (len(scans) if live.place is None else live.place) + 1
        self._last = live.source or (self._last if visit else "")
        self._advice.take(live.problems[0] if live.problems else "", texts)
        self._turn += 1
        self._show()

    def _turned(self, page: Page | None, scans: tuple[Scan, ...]) -> None:
        """Look first at a page that may not be readable, else at the first that is new. `page`: None for another."""
        before = self._seen[2] if self._seen else None
        if page in _COMING and before is not page:
            self._known = frozenset(scan.sha256 for scan in scans)
        elif page is None:
            self._known = frozenset()
        if page in _LOOKED and (before is not page or scans != self._scans):
            new = next((at for at, scan in enumerate(scans) if scan.sha256 not in self._known), self._at)
            bad = next((at for at, scan in enumerate(scans) if scan.problems), new)
            self._at = max(0, min(bad, len(scans) - 1))

    def _show(self) -> None:
        scan = self._scans[self._at] if self._at < len(self._scans) else None
        if self._texts is not None:
            self._wrong.take(scan.problems[0] if scan and scan.problems else "", self._texts)
        self.changed.emit()

    def picture(self, name: str) -> bytes:
        """Return what `ScanPictures` paints, a JPEG: "live", or a page by its material's key and place."""
        key, _, at = name.partition("/")
        if key == "live":
            return self._live
        given = self._given.get(key)
        return given.scans[int(at)].picture if given and int(at) < len(given.scans) else b""

    @Property(QUrl, notify=changed)
    def live(self) -> QUrl:
        """What the camera sees now; another address for each picture."""
        return QUrl(f"image://{PICTURES}/{self._turn}/live" if self._live else "")

    @Property(ProblemModel, notify=changed)
    def advice(self) -> ProblemModel:
        """Why the camera does not take it yet."""
        return self._advice

    @Property(str, notify=changed)
    def source(self) -> str:
        """The feeder or the camera."""
        return self._source

    @Property(str, notify=changed)
    def coming(self) -> str:
        """What happens now, in words."""
        if self._texts is None or not self._source:
            return ""
        if self._stopping:
            return self._texts.say("scanning.stopping")
        if self._anew:
            return self._texts.say("scanning.coming_anew")
        return self._texts.say(f"scanning.coming_{self._source}", n=self._next)

    @Property(bool, notify=changed)
    def stopping(self) -> bool:
        """Somebody asked for the end; what is on its way still comes."""
        return self._stopping

    @Property(QUrl, notify=changed)
    def page(self) -> QUrl:
        """The page that is looked at."""
        return self._url(self._at)

    @Property(QUrl, notify=changed)
    def newest(self) -> QUrl:
        """The page that this scan brought last; empty as long as it brought none."""
        new = [at for at, scan in enumerate(self._scans) if scan.sha256 not in self._known]
        return self._url(new[-1]) if new else QUrl()

    @Property(int, notify=changed)
    def at(self) -> int:
        """Its place, from 0."""
        return self._at

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many pages there are."""
        return len(self._scans)

    @Property(str, notify=changed)
    def which(self) -> str:
        """Which page of how many is looked at, in words."""
        return self._which(self._at)

    @Property(ProblemModel, notify=changed)
    def wrong(self) -> ProblemModel:
        """Why the page that is looked at may not be readable."""
        return self._wrong

    @Property(str, notify=changed)
    def others(self) -> str:
        """Which other pages may not be readable, in words; "" for none."""
        bad = [str(at) for at, scan in enumerate(self._scans, 1) if scan.problems and at != self._at + 1]
        if self._texts is None or not bad:
            return ""
        joined = ("、" if self._texts.language == "zh" else ", ").join(bad)
        return self._texts.say("scanned.others" if len(bad) > 1 else "scanned.other", pages=joined)

    @Property(bool, notify=changed)
    def more(self) -> bool:
        """Whether there is anything to scan with."""
        return not all(self._away.values())

    @Slot(int)
    def look(self, at: int) -> None:
        """Look at this page."""
        if 0 <= at < len(self._scans):
            self._at = at
            self._show()

    @Slot()
    def stop(self) -> None:
        """No more pages."""
        self.wished.emit(EndScan())

    @Slot()
    def again(self) -> None:
        """Take away the page that is looked at and scan it once more."""
        self.wished.emit(DropPage(self._at))
        self.add()

    @Slot()
    def anew(self) -> None:
        """Scan the material from its first page; when that is there, the old ones go."""
        self.wished.emit(StartScan(self._device(), anew=True))

    @Slot()
    def add(self) -> None:
        """More pages."""
        self.wished.emit(StartScan(self._device()))

    def _device(self) -> Source:
        """What scanned the last page if it can; who comes back after a power cut most likely used the feeder."""
        feeder = self._away["camera"] or (self._last != "camera" and not self._away["feeder"])
        return "feeder" if feeder else "camera"

    def _url(self, at: int) -> QUrl:
        there = at < len(self._scans) and self._scans[at].picture
        return address(self._turn, self._key, at) if there else QUrl()

    def _which(self, at: int) -> str:
        if self._texts is None or not self._scans:
            return ""
        return self._texts.say("scanned.count", n=at + 1, most=len(self._scans))


class ScanPictures(QQuickImageProvider):
    """`image://scans/TURN/KEY/PLACE` or `…/live`: a scanned page or the live picture, made when it is painted and not kept."""

    def __init__(self, scans: ScansModel) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._scans = scans

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:  # noqa: N802 - Qt's name
        """The picture; nothing when there is none any more."""
        del requested
        image = QImage.fromData(self._scans.picture(name.partition("/")[2]))
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def _pages_of(visit: Visit | None) -> tuple[Mapping[str, Given], str]:
    """The pages by material, and which material is looked at; a copy is a material of its own."""
    if visit is None:
        return {}, ""
    if visit.purpose is Purpose.COPY:
        return {MATERIAL: Given(How.SCANNED, visit.copying.scans)}, MATERIAL
    return visit.filing.given, visit.filing.at
