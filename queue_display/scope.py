"""What of the hall a display is about: all of it, or some windows. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from hall.contract.messages import BoardState
from queue_display.face import News


def only(news: News, windows: Collection[int]) -> News:
    """The news of some windows; of all when none is named."""
    if not windows:
        return news
    fresh = tuple(call for call in news.fresh if call.window in windows)
    state = None if news.state is None else of_windows(news.state, windows)
    return replace(news, state=state, fresh=fresh)


def of_windows(state: BoardState, windows: Collection[int]) -> BoardState:
    """Their calls, and the services that they do today or always; a missed number is of a service by its letter."""
    there = [window for window in state.windows if window.number in windows]
    done = {service for window in there for service in window.services}
    services = [one for one in state.services if one.id in done or not set(one.windows).isdisjoint(windows)]
    letters = tuple(one.prefix for one in services)
    return state.model_copy(
        update={
            "services": services,
            "windows": there,
            "calls": [call for call in state.calls if call.window in windows],
            "missed": [number for number in state.missed if number.startswith(letters)],
        }
    )
