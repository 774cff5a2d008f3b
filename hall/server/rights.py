"""Who may do what: each path of the API with the roles it is for. Declared here, and nowhere else.

docs/api/README.md shows the table (`python -m hall.server.rights` writes it in its place); a test holds it against
the application's routes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from hall.domain.roles import RUNNING, Role
from hall.rendered import Place

API: Final = "/v1"
PLACE: Final = Place("docs/api/README", "hall.server.rights")


@unique
class Own(Enum):
    """What a request has to say of the token's own unit."""

    NONE = ""
    UNIT = "unit"
    """The body's `unit` is the token's."""
    PATH = "path"
    """The unit in the path is the token's."""
    WINDOW = "window"
    """The window in the path is the one of the token's unit, a window's or a pad's; staff may act at all of them."""
    RATED = "rated"
    """The body's `window` is the one of the token's unit."""
    NAMED = "named"
    """What the query wants told apart by clerk is for `BY_NAME` alone."""


@dataclass(frozen=True)
class Right:
    """One path. `path`: after the API's root, a `*` for each part that varies. No roles: everybody."""

    method: str
    path: str
    roles: frozenset[Role]
    own: Own = Own.NONE


BY_NAME: Final = frozenset({Role.SUPERVISOR})
"""Who sees figures of clerks by name, and judges appeals."""
_T, _D, _S, _W, _P = Role.TERMINAL, Role.DISPENSER, Role.DISPLAY, Role.WINDOW, Role.PAD
_ALL: Final = frozenset(Role)
_HALL: Final = RUNNING
_NUMBERS: Final = _HALL | {_T, _D}
_CLERKS: Final = _HALL | {_W}
_OPEN: Final[frozenset[Role]] = frozenset()

TABLE: Final = (
    Right("GET", "/health", _OPEN),
    Right("GET", "/openapi.json", _OPEN),
    Right("GET", "/tickets/*/position", _OPEN),
    Right("POST", "/tickets/*/return", _OPEN),
    Right("POST", "/tickets/*/cancel", _OPEN),
    Right("GET", "/guides", _OPEN),
    Right("GET", "/guides/book", _OPEN),
    Right("GET", "/guides/pictures/*", _OPEN),
    Right("GET", "/guides/*", _OPEN),
    Right("GET", "/hall", _ALL),
    Right("GET", "/board", _ALL),
    Right("GET", "/board/next", _HALL | {_S, _W}),
    Right("GET", "/feed", _ALL),
    Right("GET", "/notices", _ALL),
    Right("PUT", "/notices/*", _HALL),
    Right("DELETE", "/notices/*", _HALL),
    Right("POST", "/tickets", _NUMBERS, Own.UNIT),
    Right("GET", "/tickets", _CLERKS),
    Right("GET", "/tickets/*/why", _CLERKS),
    Right("POST", "/tickets/*/rating", frozenset({_W}), Own.RATED),
    Right("POST", "/visits/find", frozenset({_T})),
    Right("POST", "/visits/*/link", _HALL),
    Right("POST", "/help", frozenset({_T, _D}), Own.UNIT),
    Right("GET", "/help", _CLERKS),
    Right("GET", "/help/*", _HALL | {_T, _D, _W}),
    Right("POST", "/help/*/end", frozenset({_T, _D}), Own.UNIT),
    Right("POST", "/help/*/assist", frozenset({_T, _D}), Own.UNIT),
    Right("POST", "/help/*/answer", _CLERKS),
    Right("POST", "/help/*/code", _CLERKS),
    Right("POST", "/leases", frozenset({_T, _D}), Own.UNIT),
    Right("POST", "/transactions", frozenset({_T, _D, _W, _P}), Own.UNIT),
    Right("HEAD", "/attachments/*", frozenset({_T, _D, _P})),
    Right("PATCH", "/attachments/*", frozenset({_T, _D, _P})),
    Right("GET", "/cases", _CLERKS),
    Right("GET", "/cases/log", _HALL),
    Right("GET", "/cases/*", _CLERKS),
    Right("POST", "/cases/find", _HALL | {_T}),
    Right("POST", "/cases/*/extend", _HALL),
    Right("POST", "/cases/*/*", _CLERKS),
    Right("POST", "/licences/find", frozenset({_T})),
    Right("POST", "/residents/find", frozenset({_T})),
    Right("GET", "/seals/*", _HALL | {_T, _W}),
    Right("POST", "/acks", frozenset({_S}), Own.UNIT),
    Right("GET", "/calls", _CLERKS),
    Right("PUT", "/units/*", frozenset({_T, _D, _S, _W, _P}), Own.PATH),
    Right("GET", "/units", _HALL),
    Right("GET", "/units/*/phone_key", frozenset({_T, _D}), Own.PATH),
    Right("POST", "/appointments", _HALL),
    Right("GET", "/appointments", _HALL),
    Right("POST", "/appointments/find", _HALL | {_T, _D}),
    Right("GET", "/appointments/slots", _HALL | {_T, _D}),
    Right("DELETE", "/appointments/*", _HALL),
    Right("GET", "/lockers", _CLERKS),
    Right("GET", "/parcels", _CLERKS),
    Right("POST", "/parcels", _CLERKS),
    Right("GET", "/parcels/*", _CLERKS),
    Right("POST", "/parcels/*/*", _CLERKS),
    Right("PUT", "/units/*/doors", frozenset({_T}), Own.PATH),
    Right("GET", "/units/*/parcels", frozenset({_T}), Own.PATH),
    Right("GET", "/ledger", _HALL),
    Right("GET", "/ledger/*", _HALL),
    Right("POST", "/ledger/*/explain", _CLERKS),
    Right("POST", "/ledger/*/appeal", _CLERKS),
    Right("POST", "/ledger/*/judge", BY_NAME),
    Right("POST", "/ledger/*/*", _HALL),
    Right("GET", "/upstream", _HALL),
    Right("GET", "/upstream/pages/*", _CLERKS | {_P}),
    Right("POST", "/upstream/*/*", _HALL),
    Right("GET", "/supervision", _HALL),
    Right("POST", "/supervision/warnings/*/explain", _CLERKS),
    Right("POST", "/supervision/warnings/*/*", BY_NAME),
    Right("POST", "/supervision/closings", _CLERKS),
    Right("POST", "/supervision/closings/*/withdraw", _CLERKS),
    Right("GET", "/tides", _CLERKS),
    Right("POST", "/tides/*/accept", _CLERKS),
    Right("POST", "/tides/*/dismiss", _CLERKS),
    Right("GET", "/statistics", _CLERKS),
    Right("GET", "/statistics.csv", _CLERKS),
    Right("GET", "/statistics/tickets.csv", _CLERKS),
    Right("GET", "/figures", _HALL, Own.NAMED),
    Right("GET", "/figures.csv", _HALL, Own.NAMED),
    Right("GET", "/attendance", BY_NAME),
    Right("GET", "/attendance.csv", BY_NAME),
    Right("POST", "/attendance/entries", BY_NAME),
    Right("POST", "/attendance/entries/*/withdraw", BY_NAME),
    Right("POST", "/attendance/badges", BY_NAME),
    Right("GET", "/windows/*", _CLERKS | {_P}, Own.WINDOW),
    Right("GET", "/windows/*/ended", _CLERKS | {_P}, Own.WINDOW),
    Right("GET", "/windows/*/paper", _CLERKS | {_P}, Own.WINDOW),
    Right("GET", "/windows/*/paper/pages/*", _CLERKS | {_P}, Own.WINDOW),
    Right("GET", "/clerks/*/photo", _CLERKS | {_P}),
    Right("POST", "/windows/*/*", _CLERKS, Own.WINDOW),
)
_PAGES: Final = (
    ("/t/", _OPEN),
    ("/g/", _OPEN),
    ("/c/", _OPEN),
    ("/p/", _OPEN),
    ("/r/", _OPEN),
    ("/sign/", _OPEN),
    ("/pad/", frozenset({_W, _P})),
    ("/console/sign-in", _OPEN),
    ("/console/windows/", _CLERKS),
    ("/console/tickets/", _CLERKS),
    ("/console/tides", _CLERKS),
    ("/console/supervision/forms/", _CLERKS),
    ("/console/supervision/past", BY_NAME),
    ("/console/cases", _CLERKS),
    ("/console/guides", _CLERKS),
    ("/console/lockers", _CLERKS),
    ("/console/statistics", _CLERKS),
    ("/console/figures", _HALL),
    ("/console/ledger", _CLERKS),
    ("/console/trail", BY_NAME),
    ("/console/strip", _CLERKS),
    ("/console/help", _CLERKS),
    ("/console/parts", _CLERKS),
    ("/board", _HALL | {_S, _W}),
)
"""Pages by how their path begins. What is named nowhere is for those who run the hall."""
_PAGES_OWN: Final = {"/console/windows/": Own.WINDOW, "/console/figures": Own.NAMED}
READABLE: Final = frozenset({"/v1/hall", "/v1/board", "/v1/board/next", "/v1/feed", "/v1/notices"})
"""What a web board needs; open to everybody when the hall file says `open_board`."""


class Rights:
    """The table, made ready for looking up. `open_board`: as in the hall file's [server]."""

    def __init__(self, *, open_board: bool) -> None:
        self._open_board = open_board
        self._known: dict[tuple[str, int], list[tuple[list[str], Right]]] = {}
        for right in TABLE:
            parts = right.path.split("/")[1:]
            self._known.setdefault((right.method, len(parts)), []).append((parts, right))

    def of(self, method: str, path: str) -> Right:
        """Who may do this. What is in no table is for those who run the hall alone."""
        if not path.startswith(f"{API}/"):
            return self._page(method, path)
        if self._open_board and method == "GET" and path in READABLE:
            return Right(method, path, _OPEN)
        asked = path[len(API) + 1 :].split("/")
        for parts, right in self._known.get((method, len(asked)), ()):
            if all(part in ("*", given) for part, given in zip(parts, asked, strict=True)):
                return right
        return Right(method, path, _HALL)

    def _page(self, method: str, path: str) -> Right:
        if "static" in path.split("/")[1:3] or (self._open_board and path.startswith("/board")):
            return Right(method, path, _OPEN)
        if path in {"/console", "/console/"}:
            return Right(method, path, _CLERKS)
        for begin, roles in _PAGES:
            if path.startswith(begin):
                return Right(method, path, roles, _PAGES_OWN.get(begin, Own.NONE))
        return Right(method, path, _HALL)


def table(rights: Iterable[Right] = TABLE) -> str:
    """The table as Markdown: a row for each path, a column for each role."""
    head = f"| | {' | '.join(role.value for role in Role)} | |\n|---|{'---|' * len(Role)}---|"
    return "\n".join([head, *_rows(rights)])


def _rows(rights: Iterable[Right]) -> Iterator[str]:
    for right in rights:
        marks = ["✓" if role in right.roles else "" for role in Role]
        if not right.roles:
            marks = ["✓"] * len(Role)
        yield f"| `{right.method} {right.path}` | {' | '.join(marks)} | {_remark(right)} |"


def _remark(right: Right) -> str:
    if not right.roles:
        return "不要令牌 no token"
    return {
        Own.NONE: "",
        Own.UNIT: "`unit` 是自己 its own `unit`",
        Own.PATH: "自己的 its own",
        Own.WINDOW: "window、pad 只在自己的窗口 a window and a pad at their own",
        Own.RATED: "自己的窗口 its own window",
        Own.NAMED: "`by=clerk` 只给 supervisor for a supervisor alone",
    }[right.own]


def main() -> None:
    """Write the table into the page."""
    PLACE.write(table())


if __name__ == "__main__":
    main()
