"""Service guides as pages: what was found, what a guide is about, one topic of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QSize, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickImageProvider

from hall.contract.guides import Guide
from hall.domain.codes import guide_link
from hall.domain.dates import iso_in
from hall.guides.topics import Topic, said, summary, topics, validity
from hall.texts import Texts
from kiosk.flows.guides import PHONE
from kiosk.flows.library import Library
from kiosk.flows.touches import ChooseGuide, ChooseShelf, ChooseTopic, OpenShelves, OpenWriting
from kiosk.flows.visit import Page, State, Visit
from kiosk.views import guide_rows
from kiosk.views.codes import code_image
from kiosk.views.pieces import pieces
from kiosk.views.rows import RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PICTURES = "guides"
"""The address of `GuidePictures`."""


@dataclass(frozen=True)
class _Words:
    missing: str = ""
    typed: str = ""
    found: str = ""
    any: bool = False
    themes: bool = False
    heading: str = ""
    about: str = ""
    name: str = ""
    facts: str = ""
    validity: str = ""
    over: str = ""
    advice: str = ""
    listed: str = ""
    topic: str = ""
    lines: tuple[str, ...] = ()
    ticked: bool = False
    picture: str = ""
    caption: str = ""
    code: str = ""
    invitation: str = ""
    kept: str = ""


@QmlElement
class GuidesModel(QObject):
    """The library, and where this visit is in it. `base`: where phones reach the hall. `phone`: whom to ask.

    Signals:
        changed: something else is to be seen.
        wished: a touch, as an event of the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, base: str, phone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._base, self._phone = base, phone
        self._words = _Words()
        self._shelves, self._hits, self._topics = RowsModel(self), RowsModel(self), RowsModel(self)
        self._library = Library()
        self._seen: tuple[object, ...] = ()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows; nothing is made anew while it is about the same."""
        visit, library = state.visit, state.library
        looking = visit.looking if visit else None
        seen = (library, looking, state.page, texts.language, visit and visit.listed, state.health.online)
        if seen[1:] == self._seen[1:] and self._seen[:1] and library is self._seen[0]:
            return
        self._seen, self._library = seen, library
        guide = library.guides.get(looking.guide) if looking else None
        found = topics(guide, texts) if guide and state.page in _READ else ()
        self._shelves.take(guide_rows.shelves(library, visit, texts) if visit else [])
        self._hits.take(guide_rows.hits(library, visit, texts) if visit and _lists(state.page, visit) else [])
        self._topics.take(
            [
                row
                for each in found
                for row in (guide_rows.topic_row(each), *guide_rows.way_rows(each, state, guide, texts))
            ]
        )
        self._words = self._made(state, guide, found, texts)
        self.changed.emit()

    def _made(self, state: State, guide: Guide | None, found: tuple[Topic, ...], texts: Texts) -> _Words:
        visit, library = state.visit, state.library
        missing = "" if library.guides else texts.say("guide.none")
        if visit is None:
            return _Words(missing=missing)
        looking = visit.looking
        kept = (
            texts.say("guide.offline", date=iso_in(texts.language, library.got))
            if library.got and not state.health.online
            else ""
        )
        searched = _Words(
            missing=missing,
            typed=looking.typed if looking.written else " ".join(looking.typed),
            found=guide_rows.found(visit, texts),
            any=bool(looking.found),
            themes=bool(library.themes),
            heading=guide_rows.heading(library, visit, texts),
            about=guide_rows.about(library, visit, texts),
            kept=kept,
        )
        if guide is None:
            return searched
        return self._of(guide, searched, visit, found, texts, library)

    def _of(
        self,
        guide: Guide,
        searched: _Words,
        visit: Visit,
        found: tuple[Topic, ...],
        texts: Texts,
        library: Library,
    ) -> _Words:
        topic = next((each for each in found if each.key == visit.looking.topic), None)
        name = topic.picture if topic else ""
        over, advice = guide_rows.trouble(guide, library.today, self._phone, texts)
        has = name in library.pictures
        caption = (
            texts.say("guide.picture" if has else "guide.no_picture", name=topic.brief if topic else "")
            if name
            else ""
        )
        return _Words(
            **{key: getattr(searched, key) for key in _SEARCHED},
            name=said(guide.name, texts),
            facts=" · ".join(summary(guide, texts)),
            validity=validity(guide, texts),
            over=over,
            advice=advice,
            listed=texts.say("guide.printed") if visit.listed else "",
            topic=topic.title if topic else "",
            lines=pieces(topic.lines) if topic else (),
            ticked=topic is not None and topic.key == "bring",
            picture=name if has else "",
            caption=caption,
            code=guide.id if visit.looking.topic == PHONE else "",
            invitation=texts.say("guide.phone_words", name=said(guide.name, texts)),
        )

    def link(self, guide: str) -> str:
        """What the code for phones says."""
        return guide_link(self._base, guide)

    def picture_of(self, name: str) -> QImage:
        """A picture of the library."""
        return QImage.fromData(self._library.pictures.get(name, b""))

    @Slot(str)
    def open(self, kind: str) -> None:
        """Look among departments or themes: department, theme."""
        self.wished.emit(OpenShelves(kind))

    @Slot()
    def write(self) -> None:
        """Look by words."""
        self.wished.emit(OpenWriting())

    @Slot(str)
    def shelf(self, name: str) -> None:
        """The guides of one of them."""
        self.wished.emit(ChooseShelf(name))

    @Slot(str)
    def read(self, guide: str) -> None:
        """Read a guide."""
        self.wished.emit(ChooseGuide(guide))

    @Slot(str)
    def tell(self, topic: str) -> None:
        """Read a topic of it; "phone" for its code."""
        self.wished.emit(ChooseTopic(topic))

    @Property(RowsModel, notify=changed)
    def shelves(self) -> RowsModel:
        """Departments or themes."""
        return self._shelves

    @Property(RowsModel, notify=changed)
    def hits(self) -> RowsModel:
        """The items found."""
        return self._hits

    @Property(RowsModel, notify=changed)
    def topics(self) -> RowsModel:
        """What a guide tells about."""
        return self._topics

    @Property(str, notify=changed)
    def missing(self) -> str:
        """Why there are no guides, "" when there are."""
        return self._words.missing

    @Property(str, notify=changed)
    def typed(self) -> str:
        """The letters or words so far."""
        return self._words.typed

    @Property(str, notify=changed)
    def found(self) -> str:
        """How many there are, as the key says it."""
        return self._words.found

    @Property(bool, notify=changed)
    def any(self) -> bool:
        """Whether something was found."""
        return self._words.any

    @Property(bool, notify=changed)
    def themes(self) -> bool:
        """Whether the hall does things in one go."""
        return self._words.themes

    @Property(str, notify=changed)
    def heading(self) -> str:
        """What the list is a list of."""
        return self._words.heading

    @Property(str, notify=changed)
    def about(self) -> str:
        """What a theme means."""
        return self._words.about

    @Property(str, notify=changed)
    def name(self) -> str:
        """The item."""
        return self._words.name

    @Property(str, notify=changed)
    def facts(self) -> str:
        """Whose it is, how long it takes, what it costs."""
        return self._words.facts

    @Property(str, notify=changed)
    def validity(self) -> str:
        """Which version, until when."""
        return self._words.validity

    @Property(str, notify=changed)
    def over(self) -> str:
        """Said when the guide does not hold any more."""
        return self._words.over

    @Property(str, notify=changed)
    def advice(self) -> str:
        """What to do then."""
        return self._words.advice

    @Property(str, notify=changed)
    def listed(self) -> str:
        """Said when the summary was printed."""
        return self._words.listed

    @Property(str, notify=changed)
    def topic(self) -> str:
        """The topic's title."""
        return self._words.topic

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def lines(self) -> list[str]:
        """What there is to say."""
        return list(self._words.lines)

    @Property(bool, notify=changed)
    def ticked(self) -> bool:
        """Whether each line is something to bring."""
        return self._words.ticked

    @Property(QUrl, notify=changed)
    def picture(self) -> QUrl:
        """The sample's picture, empty for none."""
        return QUrl(f"image://{PICTURES}/picture/{self._words.picture}") if self._words.picture else QUrl()

    @Property(str, notify=changed)
    def caption(self) -> str:
        """What the picture shows, or that it is not there."""
        return self._words.caption

    @Property(QUrl, notify=changed)
    def code(self) -> QUrl:
        """The code for phones, empty for none."""
        return QUrl(f"image://{PICTURES}/code/{self._words.code}") if self._words.code else QUrl()

    @Property(str, notify=changed)
    def invitation(self) -> str:
        """What the code gives."""
        return self._words.invitation

    @Property(str, notify=changed)
    def kept(self) -> str:
        """From when the guides are, while nobody can be asked."""
        return self._words.kept


_SEARCHED = ("missing", "typed", "found", "any", "themes", "heading", "about", "kept")
_READ = frozenset({Page.GUIDE, Page.GUIDE_TOPIC, Page.GUIDE_PHONE, Page.PRINTING})


class GuidePictures(QQuickImageProvider):
    """`picture/NAME`: one of the library; `code/ID`: what phones scan to take a guide along."""

    def __init__(self, model: GuidesModel) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._model = model

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:  # noqa: N802 - Qt's name
        """The picture; nothing when it is gone."""
        del requested
        kind, _, which = name.partition("/")
        image = code_image(self._model.link(which)) if kind == "code" else self._model.picture_of(which)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def _lists(page: Page, visit: Visit) -> bool:
    """Whether the page lists items: while words are written only once there are some."""
    return page is Page.GUIDE_HITS or (page is Page.GUIDE_WORDS and visit.looking.typed != "")
