"""`hallkit device capture`: one document from a document camera, as a file; nothing else of it stays."""

from __future__ import annotations

import os
import shutil
import tempfile
from argparse import Namespace
from pathlib import Path

from drivers.codes import Code
from drivers.scanner import pdf
from drivers.types import Completion, CompletionCode, DeviceEvent, Json
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import tell
from hall.cli.parsing import InputError
from hall.cli.session import Answer, Device, of_completion, of_status, show, use, with_facts
from hall.texts import load_texts

_SUFFIXES = (".jpg", ".jpeg", ".pdf")
_A4_LONG_MM = 297.0


def capture(chosen: Namespace, say: Say) -> int:
    """Capture, save, tell. Raises `InputError` for a file that cannot be written, `SettingsError`."""
    target = _target(chosen, say)
    try:
        private = Path(tempfile.mkdtemp(prefix=".capture-", dir=target.parent)).resolve()
    except OSError as error:
        raise _unwritten(target, say, error) from error
    try:
        answer = use(
            chosen,
            lambda device: _work(chosen, say, device, private, target),
            lambda event: _hear(say, event),
        )
    finally:
        shutil.rmtree(private, ignore_errors=True)
    return show(chosen, say, answer, lambda: _people(say, answer))


async def _work(chosen: Namespace, say: Say, device: Device, private: Path, target: Path) -> Answer:
    status = await device.settled()
    if not status.ready and status.code != Code.CAMERA_COVERED:
        return of_status(status)
    op = "capture" if chosen.now else "capture_when_stable"
    done = of_completion(completion := await device.run(op, {"folder": str(private), "what": chosen.what}))
    if done.exit is not Exit.DONE:
        page = completion.code in {CompletionCode.USER_ERROR, CompletionCode.TIME_OUT}
        missing = page and done.error in {Code.PAGE_NOT_FOUND, Code.PAGE_CARDS_NOT_FOUND}
        return Answer(Exit.NO_PAGE, CompletionCode.USER_ERROR, done.error, done.facts) if missing else done
    facts = _saved(completion, target, say)
    await device.run("end_transaction")
    return with_facts(done, facts)


def _saved(completion: Completion, target: Path, say: Say) -> dict[str, Json]:
    """The whole file or none. Raises `InputError`."""
    result = dict(completion.result)
    source = Path(str(result.pop("file")))
    try:
        if target.suffix.lower() == ".pdf":
            made = source.with_suffix(".pdf")
            with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(_as_pdf(source.read_bytes(), result))
            source = made
        size = source.stat().st_size
        source.replace(target)
    except OSError as error:
        raise _unwritten(target, say, error) from error
    return {**result, "bytes": size, "output": str(target)}


def _as_pdf(jpeg: bytes, result: dict[str, Json]) -> bytes:
    """One page of the sheet's size; as long as an A4 when nothing tells it."""
    told = result.get("size_mm")
    width, height = (float(str(mm)) for mm in told) if isinstance(told, list) else (0.0, 0.0)
    if not width or not height:
        head = pdf.read_head(jpeg)
        scale = _A4_LONG_MM / max(head.width, head.height)
        width, height = max(1.0, head.width * scale), max(1.0, head.height * scale)
    return pdf.write([pdf.Page(jpeg, width, height)])


def _target(chosen: Namespace, say: Say) -> Path:
    """Where to write. Raises `InputError`."""
    target = Path(chosen.output)
    wrong = ""
    if target.suffix.lower() not in _SUFFIXES:
        wrong = say("结尾要是 " + "、".join(_SUFFIXES), "must end with " + ", ".join(_SUFFIXES))
    elif not target.parent.is_dir():
        wrong = say("没有这个目录", "there is no such folder")
    elif target.is_dir():
        wrong = say("是目录", "is a folder")
    elif target.exists() and not chosen.overwrite:
        wrong = say("已经有了，要覆盖就加 --overwrite", "exists; --overwrite replaces it")
    if wrong:
        raise InputError("data.invalid", f"{target}: {wrong}")
    return target


def _unwritten(target: Path, say: Say, error: OSError) -> InputError:
    return InputError("data.invalid", f"{target}: {say('写不了', 'cannot be written')}: {error.strerror}")


def _hear(say: Say, event: DeviceEvent) -> None:
    """What the person at the desk should do."""
    if event.kind == "presentDocument":
        tell(say("请把纸放在镜头下面，手拿开", "put the paper under the camera and take your hand away"))
    problems = event.data.get("problems") if event.kind == "adviseDocument" else None
    for problem in problems if isinstance(problems, list) else []:
        words = load_texts(say.language).problem(str(problem))
        tell(f"{words.what}: {words.do}")


def _people(say: Say, answer: Answer) -> str:
    problems = answer.facts.get("problems")
    texts = load_texts(say.language)
    lines = [str(answer.facts.get("output", ""))]
    for problem in problems if isinstance(problems, list) else []:
        words = texts.problem(str(problem))
        lines.append(f"{words.what} ({problem}): {words.do}")
    return "\n".join(lines)
