"""One page of somebody else in a browser without a window: painted into pictures, given fingers and keys, kept to its hosts."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Coroutine
from typing import Any, Final
from urllib.parse import urlsplit

from kiosk.desk.browser_hands import Hands, Touch
from kiosk.desk.browser_pipe import BrowserError, Params, Pipe
from kiosk.desk.browser_scripts import SEEN, STYLE, ZOOM
from kiosk.flows.tile_words import (
    AnswerTile,
    FitTile,
    TileAsks,
    TilePainted,
    TileRefused,
)

PAUSE_S: Final = 0.07
"""Between two pictures: a screen of a hall, not a film."""
LOOK_S: Final = 0.3
LOOKS: Final = 20
ASKED_MOST: Final = 200
DRAWN: Final = frozenset({"firstContentfulPaint", "load"})
"""From then on there is something to see: never the empty page before it."""

Tell = Callable[[Any], None]


class WebPage:
    """The page of a tile. `hosts`: the only ones it may reach."""

    def __init__(self, hosts: frozenset[str], tell: Tell) -> None:
        self._hosts = hosts
        self._tell = tell
        self.pipe = Pipe(self._heard)
        self._session, self._target = "", ""
        self._zoom = 1.0
        self._hands = Hands(self._own, tell, self._spawn)
        self._loader, self._drawn = "", False
        self._over, self._why = asyncio.Event(), ""
        self._fitted: FitTile | None = None
        self._seen = (0, 0)
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, url: str, language: str) -> None:
        """Set everything up, then go there. Raises `BrowserError`."""
        call = self.pipe.call
        targets = (await call("Target.getTargets"))["targetInfos"]
        self._target = next(one["targetId"] for one in targets if one["type"] == "page")
        await call("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=True, flatten=True)
        await call("Browser.setDownloadBehavior", behavior="deny", eventsEnabled=True)
        attached = await call("Target.attachToTarget", targetId=self._target, flatten=True)
        self._session = attached["sessionId"]
        agent = str((await call("Browser.getVersion"))["userAgent"]).replace("Headless", "")
        spoken = "zh-CN,zh" if language == "zh" else "en"
        await self._own("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=spoken)
        await self._own("Page.enable")
        await self._own("Page.setLifecycleEventsEnabled", enabled=True)
        # Else what the keys come to is marked only once somebody has written something.
        await self._own("Emulation.setFocusEmulationEnabled", enabled=True)
        await self._own("Page.setInterceptFileChooserDialog", enabled=True)
        await self._own("Page.addScriptToEvaluateOnNewDocument", source=STYLE)
        await self._own("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=1)
        await self._own("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=True, flatten=True)
        await self._gate(self._session)
        if self._fitted is not None:
            self._fit(self._fitted)
        went = await self._own("Page.navigate", url=url)
        if went.get("errorText"):
            raise BrowserError(f"the page was not reached ({went['errorText']})")

    def allowed(self, url: str) -> bool:
        """Whether a page, a picture or anything else may come from there."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        return parts.scheme in {"data", "blob", "about"} or (
            parts.scheme in {"http", "https"} and parts.hostname in self._hosts
        )

    async def stay(self) -> str:
        """Until it is over; why, dotted."""
        await self._over.wait()
        return self._why

    def end(self, why: str) -> None:
        """It is over, and tells nothing any more. `why`: dotted, the first counts."""
        if not self._over.is_set():
            self._why = why
            self._over.set()

    def hand(self, touch: FitTile | AnswerTile | Touch) -> None:
        """Another size, an answer, a finger, a key, words. What cannot be seen yet is not touched."""
        match touch:
            case FitTile():
                self._fitted = touch
                if self._session:
                    self._fit(touch)
            case AnswerTile():
                self._order("Page.handleJavaScriptDialog", accept=touch.yes)
            case _ if self._drawn and not self._over.is_set():
                self._hands.hand(touch)
            case _:
                pass

    def close(self) -> None:
        """No more orders of ours are on their way, and nothing is told."""
        self.end("")
        self._session = ""
        for task in self._tasks:
            task.cancel()
        self.pipe.close()

    async def _own(self, method: str, **params: Any) -> Params:  # noqa: ANN401 - JSON
        return await self.pipe.call(method, self._session, **params)

    def _order(self, method: str, **params: Any) -> None:  # noqa: ANN401 - JSON
        if self._session:
            self.pipe.send(method, self._session, **params)

    async def _gate(self, session: str) -> None:
        """Every request of this frame is judged before it leaves."""
        await self.pipe.call("Fetch.enable", session, patterns=[{"urlPattern": "*"}])

    async def _joined(self, session: str, target: Params) -> None:
        """A frame or a worker that the page made goes on once it is gated too. A second window never begins."""
        if target["type"] == "page" and target["targetId"] != self._target:
            self.pipe.send("Target.closeTarget", targetId=target["targetId"])
            return
        if target["type"] == "iframe":
            await self._gate(session)
        self.pipe.send("Runtime.runIfWaitingForDebugger", session)

    def _fit(self, fit: FitTile) -> None:
        """Another size of room or type, or other colours."""
        dark = fit.contrast == "black"
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "forced-colors", "value": "none" if fit.contrast == "usual" else "active"},
        ]
        size = {"width": fit.width, "height": fit.height}
        self._seen = (0, 0)
        self._order("Emulation.setDeviceMetricsOverride", **size, deviceScaleFactor=1, mobile=False)
        self._order("Emulation.setEmulatedMedia", features=features)
        if fit.zoom != self._zoom:
            self._zoom = fit.zoom
            larger = ZOOM.replace("ZOOM", f"{fit.zoom:g}")
            self._order("Page.addScriptToEvaluateOnNewDocument", source=larger)
            self._order("Runtime.evaluate", expression=larger)
        self._order("Runtime.evaluate", expression=SEEN)
        self._look(LOOKS)

    def _look(self, tries: int) -> None:
        """Pictures begin anew: one comes for certain, though a page under way may still send one of its old size."""
        fit = self._fitted
        if fit is None or not self._drawn or not tries or self._seen == (fit.width, fit.height):
            return
        self._order("Page.stopScreencast")
        self._order(
            "Page.startScreencast", format="jpeg", quality=80, maxWidth=fit.width, maxHeight=fit.height
        )
        asyncio.get_running_loop().call_later(LOOK_S, lambda: self._look(tries - 1))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        """The browser may be gone before it hears an order: its end is told by itself."""
        self._tasks.discard(task)
        if not task.cancelled() and not isinstance(task.exception(), BrowserError | None):
            raise RuntimeError("a page of somebody else could not be handled") from task.exception()

    def _heard(self, method: str, params: Params, session: str) -> None:
        if not self._over.is_set():
            self._happened(method, params, session)

    def _happened(self, method: str, params: Params, session: str) -> None:
        match method:
            case "Page.frameNavigated":
                self._went(params["frame"])
            case "Page.lifecycleEvent":
                self._came(params)
            case "Page.screencastFrame":
                self._painted(params)
            case "Fetch.requestPaused":
                self._judge(params, session)
            case "Page.javascriptDialogOpening":
                self._asked(params)
            case "Target.attachedToTarget":
                self._spawn(self._joined(params["sessionId"], params["targetInfo"]))
            case "Page.windowOpen":
                self._elsewhere(str(params.get("url", "")))
            case "Browser.downloadWillBegin" | "Page.fileChooserOpened":
                self._tell(TileRefused())
            case "Inspector.targetCrashed":
                self.end("tile.stopped")
            case _:
                pass

    def _went(self, frame: Params) -> None:
        """Another page begins. The browser's own, that a site does not answer, is not for citizens."""
        if frame["id"] != self._target:
            return
        self._loader = frame["loaderId"]
        if frame.get("unreachableUrl"):
            self.end("tile.away")

    def _came(self, params: Params) -> None:
        """The first page is drawn: pictures begin, and touches count."""
        if not self._drawn and params["loaderId"] == self._loader and params["name"] in DRAWN:
            self._drawn = True
            self._look(LOOKS)

    def _painted(self, params: Params) -> None:
        shown = params.get("metadata", {})
        self._seen = (round(shown.get("deviceWidth", 0)), round(shown.get("deviceHeight", 0)))
        self._tell(TilePainted(base64.b64decode(params["data"])))
        more = params["sessionId"]
        asyncio.get_running_loop().call_later(
            PAUSE_S, lambda: self._order("Page.screencastFrameAck", sessionId=more)
        )

    def _judge(self, params: Params, session: str) -> None:
        request = params["requestId"]
        if self.allowed(params["request"]["url"]):
            self.pipe.send("Fetch.continueRequest", session, requestId=request)
            return
        # Aborted, not blocked: the page that is there stays there.
        self.pipe.send("Fetch.failRequest", session, requestId=request, errorReason="Aborted")
        if params.get("resourceType") == "Document" and params.get("frameId") == self._target:
            self._tell(TileRefused())

    def _asked(self, params: Params) -> None:
        kind = params.get("type")
        if kind in {"alert", "confirm"}:
            self._tell(TileAsks(str(params.get("message", ""))[:ASKED_MOST], answers=kind == "confirm"))
        else:
            self._order("Page.handleJavaScriptDialog", accept=kind == "beforeunload")

    def _elsewhere(self, url: str) -> None:
        if self.allowed(url) and url.startswith("http"):
            self._order("Page.navigate", url=url)
        else:
            self._tell(TileRefused())
