"""What the screen of one window says at a moment. Pure. Every state is a word; colour only repeats it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hall.contract.messages import Text, WindowInfo
from hall.domain.clock import service_date
from hall.domain.queue.desk import Presence
from queue_display.board import is_local, on_day
from queue_display.face import Head, Link, News, head, knows
from queue_display.stage import Stage


@dataclass(frozen=True)
class WindowFace(Head):
    """`number`: whose turn it is here, or "" and `words` say why there is none (`reason`: of a pause).

    `label`: above the number. `waiting`: people waiting for what it does, "" when nobody knows. `coming`: whom it calls
    next, while it is open and the data true.
    """

    number: str
    label: Text
    words: Text
    reason: str
    name: Text
    services: tuple[Text, ...]
    waiting: str
    coming: tuple[str, ...] = ()
    again: bool = False
    fresh: bool = False


_NOBODY = Text(zh="", en="")


def draw_window(
    number: int,
    news: News,
    stage: Stage,
    now: datetime,
    now_ms: int,
    coming: Sequence[str] = (),
) -> WindowFace:
    """Put the moment together. `news`: of this window alone (`scope`)."""
    state, link = news.state, news.link
    today = service_date(now)
    shown = None if state is None else on_day(state, today)
    window = next((one for one in shown.windows if one.number == number), None) if shown else None
    known = knows(state, link, today)
    current = window.current if window is not None and known else ""
    call = stage.shown if stage.shown is not None and stage.shown.number == current else None
    here = {service.id: service for service in shown.services} if shown else {}
    done = [here[id_] for id_ in window.services if id_ in here] if window else []
    return WindowFace(
        **vars(head(shown, link, now, now_ms)),
        number=current,
        label=_label(stage) if call is not None else Text(zh="正在办理", en="Now serving"),
        words=_words(window if known else None, link) if not current else _NOBODY,
        reason=window.pause if window is not None and known else "",
        name=window.name if window is not None else _NOBODY,
        services=tuple(service.name for service in done),
        waiting=str(sum(service.waiting for service in done)) if done and known else "",
        coming=tuple(one for one in coming if one != current) if _calls(window, link) else (),
        again=call is not None and call.recall and stage.fresh,
        fresh=call is not None and stage.fresh,
    )


def _calls(window: WindowInfo | None, link: Link) -> bool:
    return link.live and window is not None and window.presence is Presence.OPEN


def _label(stage: Stage) -> Text:
    if stage.shown is not None and is_local(stage.shown):
        return Text(zh="本地叫号", en="Local call")
    if not stage.fresh:
        return Text(zh="正在办理", en="Now serving")
    if stage.shown is not None and stage.shown.recall:
        return Text(zh="再次呼叫", en="Called again")
    return Text(zh="请到本窗口", en="Please come here")


def _words(window: WindowInfo | None, link: Link) -> Text:
    if window is None:
        if link.heard_at is None:
            return Text(zh="正在连接", en="Connecting")
        if link.live:
            return Text(zh="没有这个窗口", en="No such window")
        return Text(zh="请留意叫号", en="Please listen for your number")
    return _PRESENCE[window.presence]


_PRESENCE = {
    Presence.OPEN: Text(zh="请等候叫号", en="Please wait for your number"),
    Presence.PAUSED: Text(zh="暂停服务", en="Paused"),
    Presence.CLOSED: Text(zh="未开放", en="Closed"),
}
