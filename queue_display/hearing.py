"""Brings together what a display hears: the server's news and the windows' own calls. One loop, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hall.contract.local import LocalCall
from hall.contract.messages import Call, Text
from hall.domain.clock import Clock
from queue_display.board import CALLS
from queue_display.face import Link, News
from queue_display.local_calls import heard, laid_over


class Hearing:
    """`tell` is called in order for everything new. `names`: of the hall's windows.

    The server's word ends the local calls: its snapshot says what is true.
    """

    def __init__(self, clock: Clock, names: Mapping[int, Text], tell: Callable[[News], None]) -> None:
        self._clock = clock
        self._names = names
        self._tell = tell
        self._news = News(None, Link(since_ms=clock.mono_ms()))
        self._local: tuple[Call, ...] = ()

    def news(self, news: News) -> None:
        """What the follower learnt."""
        if news.link.live:
            self._local = ()
        self._news = replace(news, fresh=(), first=frozenset())
        self._tell(replace(news, state=laid_over(news.state, self._local, self._names)))

    def local(self, call: LocalCall) -> None:
        """What a window called by itself."""
        known = heard(call, self._clock.now())
        self._local = (known, *self._local)[:CALLS]
        state = laid_over(self._news.state, self._local, self._names)
        self._tell(replace(self._news, state=state, fresh=(known,)))
