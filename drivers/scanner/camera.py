"""The driver of a document camera: preview, a capture by hand, a capture by itself once a sheet lies still."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final

import cv2

from drivers.codes import Code
from drivers.options import Number, Options, Rule
from drivers.scanner import camera_document, camera_folder
from drivers.scanner.camera_document import Document
from drivers.scanner.camera_eye import FIRST_FRAME_MS, Eye
from drivers.scanner.camera_orders import is_card_file, number_of, unwritten, what_of, wrong
from drivers.scanner.camera_preview import Preview
from drivers.scanner.camera_watch import Best, DocumentWatch, sharpness
from drivers.scanner.camera_work import Desk
from drivers.scanner.page_geometry import Picture
from drivers.scanner.page_outline import Outline
from drivers.table.serving import Operation, Refused, ServingDriver
from drivers.types import Command, CompletionCode, Json, Status

_RULES: Final[dict[str, Rule]] = {
    "preview_fps": Number(6, 1, 12),
    "preview_width": Number(960, 160, 3840),
    "stable_ms": Number(700, 100, 10_000),
    "stable_frames": Number(4, 2, 100),
    "frozen_frames": Number(30, 5, 1000),
    "stale_ms": Number(1000, 100, 10_000),
    "dpi": Number(0, 0, 600),
    "quality": Number(92, 50, 100),
}
_LOOK_MS: Final = 1000
_FRAME_MS: Final = 100
_BURST: Final = 4
_BURST_MS: Final = 1500
_AGAIN_MS: Final = 1000
"""A sheet that was not good enough is tried again after this: a lens may still find its focus."""
_WORK_MS: Final = 1500
"""Left for cutting out and writing, of a command that waits."""
_WHY: Final = {
    Code.CAMERA_COVERED: CompletionCode.USER_ERROR,
    Code.CAMERA_FROZEN: CompletionCode.HARDWARE_ERROR,
    Code.CAMERA_NO_FRAMES: CompletionCode.HARDWARE_ERROR,
}


class DocumentCamera(ServingDriver):
    """Shows a desk and captures what lies on it.

    Operations: `preview_start` {folder, fps, width}, `preview_stop`, `capture` {folder, what, dpi},
    `capture_when_stable` {folder, what, dpi, new, wait_ms}, `join_cards` {front, back}, `end_transaction` {folder},
    `status`.
    `folder`: an existing folder that only this user can read, best in memory. `what`: `page`, `card` (one side),
    `cards` (both sides side by side) or `picture` (all of it). `new`: not the document that was captured last.
    The result names `file` (JPEG), `bytes`, `corners` in the frame, `skew_degrees`, `size_mm`, `problems` (codes).
    `capture` tells problems beside its result; `capture_when_stable` goes on until there are none, or refuses.
    Events: `previewFrame` {file, n}, `documentDetected` {corners, frame_px}, `stable`, `removed`, `presentDocument`,
    `adviseDocument` {problems}, `documentCaptured`, `mediaLeft`, `previewEnded`. `parts`: `lens`, `stream`, `document`.
    """

    idle_ms: ClassVar[int] = 60
    unsupported: ClassVar[tuple[str, ...]] = ("set_focus", "set_light")
    events: ClassVar[tuple[str, ...]] = (
        "presentDocument",
        "previewFrame",
        "previewEnded",
        "documentDetected",
        "stable",
        "removed",
        "adviseDocument",
        "documentCaptured",
        "mediaLeft",
    )

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the options. Raises `OptionError`."""
        self._own = Options(options, _RULES)
        self._eye = Eye(
            self.connection, self.context, self._own.number("frozen_frames"), self._own.number("stale_ms")
        )
        self._desk = Desk(self.context.check)
        self._watch = DocumentWatch(
            self._own.number("stable_ms"), self._own.number("stable_frames"), self._outline
        )
        self._preview: Preview | None = None
        self._folders: set[Path] = set()
        self._last: Picture | None = None
        self._next_look_ms = 0
        self._advised: tuple[Code, ...] = ()

    def operations(self) -> Mapping[str, Operation]:
        """The operations by name."""
        what: dict[str, type] = {"folder": str, "what": str, "dpi": int}
        return {
            "preview_start": Operation(
                self._start_preview, {"folder": str, "fps": int, "width": int}, ("folder",)
            ),
            "preview_stop": Operation(self._stop_preview),
            "capture": Operation(self._capture, what, ("folder",)),
            "capture_when_stable": Operation(
                self._capture_when_stable, {**what, "new": bool, "wait_ms": int}, ("folder",)
            ),
            "join_cards": Operation(self._join_cards, {"front": str, "back": str}, ("front", "back")),
            "end_transaction": Operation(self._end_transaction, {"folder": str}),
            "status": Operation(self._tell),
        }

    @staticmethod
    def frame_label(direction: str, data: bytes) -> str:
        """Every message is a picture."""
        del direction, data
        return "frame"

    def look(self) -> Status:
        """Wait for a first frame: a camera that opens need not see."""
        end = self.context.now_ms() + FIRST_FRAME_MS
        while self._eye.frame(_FRAME_MS) is None and self.context.now_ms() < end:
            self.context.check()
        return self._status()

    def tick(self) -> Status:
        """With a preview a frame whenever one is due, without one a glance once a second."""
        now = self.context.now_ms()
        due = self._next_look_ms if self._preview is None else self._preview.due_ms
        if now >= due:
            self._next_look_ms = now + _LOOK_MS
            frame = self._eye.frame(_FRAME_MS)
            if frame is not None and self._preview is not None:
                self._follow(frame)
        return self._status()

    def stop(self) -> None:
        """Nothing of a citizen's stays."""
        if not self.wrong_option:
            self._wipe()

    def facts(self) -> dict[str, Json]:
        """What the camera really sends, which need not be what it was asked for; focus and light are its own affair."""
        self._eye.frame(self.left_ms(FIRST_FRAME_MS))
        if self._eye.trouble is Code.CAMERA_NO_FRAMES:
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.CAMERA_NO_FRAMES)
        kinds: list[Json] = [*camera_document.KINDS]
        return {"frame_px": [*self._eye.size], "what": kinds, "focus": None, "light": None, "lenses": 1}

    def media_left(self) -> bool | None:
        """Whether a sheet lies under it; None when nothing can be seen."""
        frame = self._eye.frame(self.left_ms(_LOOK_MS))
        if frame is None or self._eye.trouble is not None:
            return None
        return self._outline(frame) is not None

    def clear(self) -> bool:
        """Delete all that was captured. Raises `Refused`."""
        self._cleared()
        return True

    # --- operations -------------------------------------------------------------------------

    def _start_preview(self, command: Command) -> dict[str, Json]:
        fps = number_of(command, "fps", self._own.number("preview_fps"), 12)
        width = number_of(command, "width", self._own.number("preview_width"), 3840)
        folder = self._folder(command)
        self._end_preview()
        self._watch.forget()
        self._preview = Preview(folder, fps, width, self.emit)
        return {"file": str(self._preview.file)}

    def _stop_preview(self, command: Command) -> dict[str, Json]:
        del command
        self._end_preview()
        return {}

    def _capture(self, command: Command) -> dict[str, Json]:
        """The sharpest of the next frames, whatever its faults: a person pressed the button and will look."""
        folder, what = self._folder(command), what_of(command)
        self._eye.discard()
        frame = self._sharpest(self.context.now_ms() + self.left_ms(_BURST_MS))
        document = self._desk.work(camera_document.make, frame, what, self._dpi(command))
        if isinstance(document, Code):
            raise Refused(CompletionCode.USER_ERROR, document)
        return self._keep(document, folder, what)

    def _capture_when_stable(self, command: Command) -> dict[str, Json]:
        """Wait for a sheet that lies still and is good enough."""
        folder, what = self._folder(command), what_of(command)
        dpi, new = self._dpi(command), command.args.get("new") is True
        end = min(self.wait_ms(command), max(self.context.now_ms(), self.end_ms - _WORK_MS))
        self._watch.forget()
        self._advised = ()
        self._eye.discard()
        self.emit("presentDocument")
        best = Best()
        again_ms = 0
        while self.context.now_ms() < end and self._eye.trouble is not Code.CAMERA_FROZEN:
            self.context.check()
            frame = self._eye.frame(_FRAME_MS)
            if frame is None:
                continue
            self._follow(frame)
            if self._eye.trouble is Code.CAMERA_COVERED:
                self._advise((Code.CAMERA_COVERED,))
            if not self._watch.frames:
                best, again_ms = Best(), 0
            if self._eye.repeated or self._watch.corners is None:
                continue
            best.offer(frame, sharpness(frame, self._watch.corners))
            if self._watch.stable and best.count > 1 and self.context.now_ms() >= again_ms:
                document = self._good(best.frame, what, dpi, new=new)
                if document is not None:
                    return self._keep(document, folder, what)
                best, again_ms = Best(), self.context.now_ms() + _AGAIN_MS
        raise self._nothing()

    def _join_cards(self, command: Command) -> dict[str, Json]:
        """Two cards that were captured, on one A4 in their true size."""
        sides = [self._captured_card(command, name) for name in ("front", "back")]
        sheet = self._desk.work(camera_document.join, sides[0], sides[1])
        if isinstance(sheet, Code):
            raise Refused(CompletionCode.USER_ERROR, sheet)
        facts = camera_document.a4_facts(sheet)
        return self._write(sheet, Path(str(command.args["front"])).parent, "sheet") | facts

    def _end_transaction(self, command: Command) -> dict[str, Json]:
        """Wipe all that was captured, of an earlier process in `folder` too; say what still lies there."""
        if "folder" in command.args:
            self._folder(command)
        files = self._cleared()
        left = self.media_left()
        if left:
            self.emit("mediaLeft")
        return {"media_left": left, "buffers_cleared": True, "files": files}

    def _tell(self, command: Command) -> dict[str, Json]:
        del command
        self._eye.frame(self.left_ms(_LOOK_MS))
        status = self._status()
        return {"device": status.device.value, "code": status.code, **status.parts}

    # --- steps ------------------------------------------------------------------------------

    def _end_preview(self) -> None:
        """The last one's picture goes with it. Raises `Refused`."""
        try:
            if self._preview is not None:
                self._preview.end()
        except OSError as error:
            raise unwritten(error) from error
        self._preview = None

    def _cleared(self) -> int:
        """How many files were deleted. Raises `Refused`."""
        files = self._wipe()
        if files is None:
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.PERMISSION_DENIED, buffers_cleared=False)
        return files

    def _outline(self, frame: Picture) -> Outline | None:
        return self._desk.work(camera_document.outline_on, frame)

    def _follow(self, frame: Picture) -> None:
        """Tell what lies there now, and show it."""
        now = self.context.now_ms()
        for kind in self._watch.see(frame, now):
            corners = self._watch.corners
            if corners is None:
                self.emit(kind)
                continue
            seen: list[Json] = [[round(float(x), 1), round(float(y), 1)] for x, y in corners]
            self.emit(kind, corners=seen, frame_px=[*self._eye.size])
        if self._preview is not None:
            try:
                self._preview.show(frame, now)
            except OSError as error:
                self._preview = None
                self.emit("previewEnded", error=str(unwritten(error)))

    def _sharpest(self, end_ms: int) -> Picture:
        """Of a few frames that differ: one that comes again and again is an old one. Raises `Refused`."""
        best = Best()
        while best.count < _BURST and self.context.now_ms() < end_ms:
            self.context.check()
            frame = self._eye.frame(_FRAME_MS)
            if frame is not None and not self._eye.repeated:
                best.offer(frame, sharpness(frame, None))
        if self._eye.trouble is Code.CAMERA_COVERED:
            raise Refused(CompletionCode.USER_ERROR, Code.CAMERA_COVERED)
        if best.count < 2:
            stands = self._eye.repeated and self._eye.trouble is not Code.CAMERA_NO_FRAMES
            error = Code.CAMERA_FROZEN if stands else Code.CAMERA_NO_FRAMES
            raise Refused(CompletionCode.HARDWARE_ERROR, error)
        return best.frame

    def _good(self, frame: Picture, what: str, dpi: int, *, new: bool) -> Document | None:
        """The document, if it is good enough; otherwise a person is told why not."""
        document = self._desk.work(camera_document.make, frame, what, dpi)
        if isinstance(document, Code):
            self._advise((document,))
            return None
        if new and self._last is not None and camera_document.alike(self._last, document.view):
            self._advise((Code.PAGE_UNCHANGED,))
            return None
        self._advise(document.problems)
        return None if document.problems else document

    def _advise(self, problems: tuple[Code, ...]) -> None:
        """Tell new problems once."""
        if problems and problems != self._advised:
            self.emit("adviseDocument", problems=[problem.value for problem in problems])
        self._advised = problems

    def _nothing(self) -> Refused:
        """Why a wait ended without a document."""
        trouble = self._eye.trouble
        if trouble is not None:
            return Refused(_WHY[trouble], trouble)
        if self._advised and self._watch.corners is not None:
            problems: list[Json] = [problem.value for problem in self._advised]
            return Refused(CompletionCode.USER_ERROR, self._advised[0], problems=problems)
        return Refused(CompletionCode.TIME_OUT, Code.PAGE_NOT_FOUND)

    def _keep(self, document: Document, folder: Path, what: str) -> dict[str, Json]:
        """Write it down; the result of a capture."""
        problems: list[Json] = [problem.value for problem in document.problems]
        result = self._write(document.picture, folder, what)
        self._last = document.view
        self.emit("documentCaptured")
        return {**result, **document.facts, "problems": problems}

    def _write(self, picture: Picture, folder: Path, kind: str) -> dict[str, Json]:
        data = self._desk.work(camera_document.pack, picture, self._own.number("quality"))
        try:
            file = camera_folder.put_new(folder, kind, data)
        except OSError as error:
            raise unwritten(error) from error
        return {"file": str(file), "bytes": len(data)}

    def _captured_card(self, command: Command, name: str) -> Picture:
        """A card that this driver captured in this transaction, and no other file. Raises `Refused`."""
        file = Path(str(command.args[name]))
        picture = cv2.imread(str(file)) if file.parent in self._folders and is_card_file(file) else None
        if picture is None or not camera_document.is_card(picture):
            raise wrong(name)
        return picture

    def _folder(self, command: Command) -> Path:
        try:
            folder = camera_folder.private_folder(str(command.args["folder"]))
        except camera_folder.FolderError as error:
            raise wrong("folder") from error
        self._folders.add(folder)
        return folder

    def _dpi(self, command: Command) -> int:
        return number_of(command, "dpi", self._own.number("dpi"), 600, least=0)

    def _wipe(self) -> int | None:
        """Forget and delete everything; how many files went, None when some could not be deleted."""
        self._preview = self._last = None
        self._advised = ()
        self._watch.forget()
        try:
            files = sum(camera_folder.wipe(folder) for folder in self._folders)
        except OSError:
            return None
        self._folders.clear()
        return files

    def _status(self) -> Status:
        watched = "stable" if self._watch.stable else "none" if self._watch.corners is None else "present"
        return self._eye.status("unknown" if self._preview is None else watched)
