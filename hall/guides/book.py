"""All guides of a hall: from its own folder, and the invented ones that come with the product when it wants them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from hall.assets import ASSETS
from hall.contract.guides import Guide, Shelf, Theme
from hall.domain.guides.search import Entry, Index
from hall.guides.files import KINDS, PICTURE_MOST, PICTURES, faults_of, read_shelf
from hall.settings import Settings, SettingsError
from hall.settings.problems import unknown

FOLDER: Final = "guides"
SAMPLES: Final = ASSETS / "guides"
Fault = str
"""A line as `SettingsError` has it: place: 中文 | English."""


@dataclass(frozen=True)
class Book:
    """What can be shown. `revision`: another once anything in it is. `faults`: of what had to be left out."""

    guides: tuple[Guide, ...] = ()
    themes: tuple[Theme, ...] = ()
    spelling: Mapping[str, str] = field(default_factory=dict, repr=False)
    pictures: Mapping[str, Path] = field(default_factory=dict, repr=False)
    revision: str = ""
    faults: tuple[Fault, ...] = ()

    @cached_property
    def index(self) -> Index:
        """Ready to be searched."""
        return Index([entry_of(each, self.themes) for each in self.guides], self.spelling)

    @cached_property
    def shown(self) -> dict[str, str]:
        """The pictures that guides show, with a mark of their content."""
        wanted = {name for guide in self.guides for name in guide.pictures()}
        return {
            name: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            for name, path in sorted(self.pictures.items())
            if name in wanted
        }

    def spelling_of(self, guides: Iterable[Guide]) -> dict[str, str]:
        """Of what is searched in these, and of the themes."""
        return {text: self.spelling.get(text, "") for text in texts_of(guides, self.themes)}

    @cached_property
    def by_id(self) -> Mapping[str, Guide]:
        """For looking one up."""
        return {each.id: each for each in self.guides}


def entry_of(guide: Guide, themes: Iterable[Theme]) -> Entry:
    """A guide as it is searched."""
    return Entry(
        id=guide.id,
        names=(guide.name.zh, *(each.zh for each in guide.aliases)),
        department=guide.department.name.zh,
        themes=tuple(each.name.zh for each in themes if guide.id in each.guides),
        english=" ".join([guide.name.en, *(each.en for each in guide.aliases)]).strip(),
        until=guide.expires.isoformat() if guide.expires else "",
    )


def texts_of(guides: Iterable[Guide], themes: Iterable[Theme]) -> list[str]:
    """Every text that is searched."""
    found = [each.name.zh for each in themes]
    for guide in guides:
        found += [guide.name.zh, guide.department.name.zh, *(each.zh for each in guide.aliases)]
    return list(dict.fromkeys(found))


def folders(data: Path, settings: Settings) -> list[Path]:
    """Where they stand, the hall's own first."""
    return [data / FOLDER, *([SAMPLES] if settings.guides.samples else [])]


def signature(places: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    """Another once a file came, went or was changed."""
    found = [path for place in places for path in (*_files(place), *_pictures(place))]
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in found)


def beside(places: Iterable[Path], target: Path) -> tuple[set[str], set[str]]:
    """Ids of the items and names of the pictures that stand there, without the file `target`."""
    places = list(places)
    ids: set[str] = set()
    for path in (path for place in places for path in _files(place) if path != target):
        try:
            ids.update(each.id for each in read_shelf(path).guides)
        except SettingsError:
            continue
    return ids, {path.name for place in places for path in _pictures(place)}


def load(places: Sequence[Path]) -> Book:
    """Read every folder. A file that cannot be used is left out and told; of two with one id the first counts."""
    faults: list[Fault] = []
    shelves: list[tuple[Path, Shelf]] = []
    for path in (path for place in places for path in _files(place)):
        try:
            shelf = read_shelf(path)
            shelves.append((path, shelf))
            faults += faults_of(path, shelf)
        except SettingsError as error:
            faults += str(error).splitlines()
    guides, themes = _together(shelves, faults)
    pictures = {path.name: path for place in reversed(places) for path in _pictures(place)}
    faults += _loose(guides, themes, pictures)
    known = {guide.id for _, guide in guides}
    held = tuple(
        each.model_copy(update={"guides": tuple(one for one in each.guides if one in known)})
        for _, each in themes
        if known.intersection(each.guides)
    )
    return _made(tuple(guide for _, guide in guides), held, pictures, faults)


def _made(
    guides: tuple[Guide, ...],
    themes: tuple[Theme, ...],
    pictures: Mapping[str, Path],
    faults: Iterable[Fault],
) -> Book:
    """A book of these, spelled and with its revision."""
    from hall.guides.pinyin import spell  # noqa: PLC0415 - its tables are large

    book = Book(guides, themes, spell(texts_of(guides, themes)), pictures, "", tuple(faults))
    content = Shelf(guides=guides, themes=themes).model_dump_json() + repr(book.shown)
    return replace(book, revision=hashlib.sha256(content.encode()).hexdigest()[:16])


def _files(place: Path) -> list[Path]:
    return sorted(path for path in place.glob("*") if path.suffix in KINDS) if place.is_dir() else []


def _pictures(place: Path) -> list[Path]:
    found = sorted((place / PICTURES).glob("*"))
    return [each for each in found if each.suffix in {".png", ".jpg"} and each.stat().st_size <= PICTURE_MOST]


def _together(
    shelves: Iterable[tuple[Path, Shelf]], faults: list[Fault]
) -> tuple[list[tuple[Path, Guide]], list[tuple[Path, Theme]]]:
    guides: dict[str, tuple[Path, Guide]] = {}
    themes: dict[str, tuple[Path, Theme]] = {}
    for path, shelf in shelves:
        for guide in shelf.guides:
            first, _ = guides.setdefault(guide.id, (path, guide))
            faults += _twice(path, first, guide.id) if guides[guide.id][1] is not guide else []
        for theme in shelf.themes:
            first, _ = themes.setdefault(theme.id, (path, theme))
            faults += _twice(path, first, theme.id) if themes[theme.id][1] is not theme else []
    return list(guides.values()), list(themes.values())


def _twice(path: Path, first: Path, name: str) -> list[Fault]:
    """The hall's own instead of a sample is meant so."""
    if path.parent == SAMPLES != first.parent:
        return []
    return [
        f"{path}: {name} 重复了，{first} 已经有它；只留一个 | {name} is in {first} already; keep one of them"
    ]


def _loose(
    guides: Sequence[tuple[Path, Guide]], themes: Iterable[tuple[Path, Theme]], pictures: Iterable[str]
) -> Iterator[Fault]:
    """What names something that is not there."""
    ids = [guide.id for _, guide in guides]
    for path, theme in themes:
        for one in theme.guides:
            if one not in ids:
                fault = unknown((), ("事项", "item"), one, ids)
                yield f"{path}: themes {theme.id}: {fault.zh} | themes {theme.id}: {fault.en}"
    names = set(pictures)
    for path, guide in guides:
        for name in guide.pictures():
            if name not in names:
                yield (
                    f"{path}: {guide.id}: 没有图片 {PICTURES}/{name}，放进去或改名"
                    f"(最大 {PICTURE_MOST // 1_000_000} MB) | "
                    f"{guide.id}: no picture {PICTURES}/{name}; put it there or correct the name"
                )
