"""`hallkit guides`: an item directory taken in, guides checked, one of them read."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from hall.cli.exits import Exit
from hall.cli.guide_remarks import Beside, facts, remarks
from hall.cli.language import Say
from hall.cli.output import out, out_json, tell
from hall.cli.output_file import place, target_of, write_all
from hall.cli.parsing import InputError
from hall.contract.guides import Guide, Shelf
from hall.domain.clock import CHINA, SystemClock
from hall.domain.guides.search import Wanted
from hall.guides.book import FOLDER, SAMPLES, Book, beside, folders, load
from hall.guides.files import GuidesError, dump, faults_of, read_shelf
from hall.guides.importing import Imported, read_directory
from hall.guides.template import workbook
from hall.guides.topics import said, summary, topics, validity
from hall.settings import SettingsError
from hall.settings import load as load_hall
from hall.settings.schema import Item
from hall.texts import Texts, load_texts


def take_in(chosen: Namespace, say: Say) -> int:
    """Import a directory. Raises `DirectoryError`, `SettingsError`, `InputError`."""
    folder = chosen.data / FOLDER
    if not chosen.data.is_dir():
        raise InputError("data.invalid", f"{chosen.data}: {say('没有这个目录', 'there is no such folder')}")
    places, items = _hall_of(chosen.data)
    known, pictures = beside(places, folder / f"{chosen.file.stem}.json")
    found = _directory(chosen.file, say, known)
    folder.mkdir(exist_ok=True)
    target = target_of(
        str(folder / f"{chosen.file.stem}.json"),
        (".json",),
        (str(chosen.file),),
        say,
        overwrite=chosen.overwrite,
    )
    content = dump(found.shelf).encode()
    place(target, lambda file: write_all(file, content), say)
    told = {
        "file": str(target),
        "guides": [each.id for each in found.shelf.guides],
        "themes": [each.id for each in found.shelf.themes],
        "ignored": [line for line, _, _ in found.ignored],
    }
    had, today = Beside(items, pictures), _today()
    if chosen.json:
        told |= facts(found.shelf.guides, had, today)
        out_json({"ok": True, "code": "success", "error": "", **told})
        return Exit.DONE
    count, themes = len(found.shelf.guides), len(found.shelf.themes)
    out(say(f"导入了 {count} 个事项、{themes} 个主题：{target}", f"{count} items, {themes} themes: {target}"))
    for spot, zh, en in found.ignored:
        tell(f"{spot}: {say(zh, en)}")
    for line in remarks(found.shelf.guides, had, today, load_texts(say.language), say):
        tell(line)
    return Exit.DONE


def check(chosen: Namespace, say: Say) -> int:
    """Judge a file or a folder. Raises `GuidesError`, `DirectoryError` with every fault."""
    guides = _guides_to_check(chosen, say)
    places, items = _hall_of(chosen.data) if chosen.data is not None else ([], ())
    had = Beside(items, beside(places, Path())[1] if places else None)
    if chosen.json:
        told = {"guides": len(guides), **facts(guides, had, _today())}
        out_json({"ok": True, "code": "success", "error": "", **told})
        return Exit.DONE
    for line in remarks(guides, had, _today(), load_texts(say.language), say):
        out(line)
    out(say(f"{len(guides)} 份指南，没有写错的", f"{len(guides)} guides, nothing wrong in them"))
    return Exit.DONE


def show(chosen: Namespace, say: Say) -> int:
    """Print a guide, or what was found. Raises `InputError`."""
    book, texts = _book(chosen), load_texts(say.language)
    words = " ".join(chosen.words)
    guide = book.by_id.get(words)
    found = [book.by_id[id_] for id_ in book.index.find(Wanted(words))] if guide is None else [guide]
    if not found:
        nothing = say(f"没有找到 {words}；不写字就列出全部", f"nothing found for {words}; no words list all")
        raise InputError("guide.unknown", nothing)
    if chosen.json:
        told = [each.model_dump(mode="json") for each in found]
        out_json({"ok": True, "code": "success", "error": "", "guides": told})
    elif len(found) == 1:
        _print(found[0], texts)
    else:
        for each in found:
            out(f"{each.id}  {said(each.name, texts)}  {said(each.department.name, texts)}")
    return Exit.DONE


def template(chosen: Namespace, say: Say) -> int:
    """Write an empty directory. Raises `InputError`."""
    target = target_of(chosen.output, (".xlsx",), (), say, overwrite=chosen.overwrite)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "workbook"
        workbook(made)
        content = made.read_bytes()
    place(target, lambda file: write_all(file, content), say)
    if chosen.json:
        out_json({"ok": True, "code": "success", "error": "", "file": str(target)})
    else:
        tell(f"{say('已写入', 'wrote')} {target}")
    return Exit.DONE


def _today() -> date:
    return SystemClock().now().astimezone(CHINA).date()


def _hall_of(data: Path) -> tuple[list[Path], Sequence[Item]]:
    """Where its guides stand, and the items that one can apply for. Raises `SettingsError`."""
    hall = data / "hall.toml"
    if not hall.exists():
        return [data / FOLDER], ()
    settings = load_hall(hall)
    return folders(data, settings), settings.items


def _directory(path: Path, say: Say, known: Collection[str] = ()) -> Imported:
    if path.suffix.lower() not in {".xlsx", ".json"}:
        text = say(
            "要 .xlsx 或 .json;.xls 先用表格软件另存", "must be .xlsx or .json; save an .xls anew first"
        )
        raise InputError("data.invalid", f"{path}: {text}")
    return read_directory(path, known)


def _guides_to_check(chosen: Namespace, say: Say) -> tuple[Guide, ...]:
    """Raises `GuidesError` for any fault; `SettingsError` for the hall file's."""
    if chosen.file is None:
        book = _book(chosen)
        if book.faults:
            raise GuidesError("\n".join(book.faults))
        return book.guides
    known = beside(_hall_of(chosen.data)[0], chosen.file)[0] if chosen.data is not None else ()
    return _one_file(chosen.file, say, known).guides


def _one_file(path: Path, say: Say, known: Collection[str]) -> Shelf:
    """Raises `GuidesError` for any fault."""
    if path.suffix != ".toml":
        return _directory(path, say, known).shelf
    try:
        shelf = read_shelf(path)
    except SettingsError as error:
        raise GuidesError(str(error)) from error
    faults = faults_of(path, shelf)
    if faults:
        raise GuidesError("\n".join(faults))
    return shelf


def _book(chosen: Namespace) -> Book:
    """Of a data folder; without one what comes with the product."""
    if chosen.data is None:
        return load([SAMPLES])
    return load(_hall_of(chosen.data)[0])


def _print(guide: Guide, texts: Texts) -> None:
    out(f"{said(guide.name, texts)} ({guide.id})")
    out(" · ".join(summary(guide, texts)))
    out(validity(guide, texts))
    for topic in topics(guide, texts):
        out(f"\n{topic.title}" + (f" [{topic.picture}]" if topic.picture else ""))
        for line in topic.lines:
            first, *rest = line.split("\n")
            out(f"  - {first}")
            for more in rest:
                out(f"    {more}")
