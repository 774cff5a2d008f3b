"""Whose window it is, and who may stand in (AB 岗)."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from hall.domain.queue.day import Day, Refused
from hall.domain.queue.desk import Desk, Presence


@dataclass(frozen=True)
class Clerks:
    """By name. `names`: staff number to name; `stands_in`: for whom somebody may; `posts`: whose a window is (A 岗).

    A window that is nobody's is anybody's. No names at all: nothing is checked.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    stands_in: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    posts: Mapping[int, AbstractSet[str]] = field(default_factory=dict)

    def admit(self, desk: Desk, clerk: str, stands_in_for: str) -> tuple[str, str]:
        """Who opens the window and for whom, by name; numbers are taken for names. Raises `Refused`.

        Whoever may stand in for the one whose window it is does so without saying it. A closed window that is
        somebody's is not opened by nobody.
        """
        if not (clerk or stands_in_for):
            self._need_no_name(desk)
            return clerk, stands_in_for
        if not self.names:
            return clerk, stands_in_for
        name, owner = self._name(clerk or desk.clerk), self._name(stands_in_for)
        posts = self.posts.get(desk.number, frozenset())
        mine = self.stands_in.get(name, frozenset())
        if not owner and posts and name not in posts:
            owner = next(iter(sorted(posts & mine)), "")
        if owner == name:
            owner = ""
        if owner and owner not in mine:
            raise Refused("clerk.noSubstitute", clerk=name, owner=owner, may=self._who_may({owner}))
        if posts and not {name, owner} & posts:
            raise Refused(
                "clerk.otherWindow", clerk=name, window=desk.number, may=self._who_may(posts, posts)
            )
        return name, owner

    def _need_no_name(self, desk: Desk) -> None:
        posts = self.posts.get(desk.number)
        if posts and desk.presence is Presence.CLOSED:
            raise Refused("clerk.needed", window=desk.number, may=self._who_may(posts, posts))

    def substitute(self, day: Day, desk: Desk) -> tuple[str, str] | None:
        """Somebody free who may stand in at the window, and for whom."""
        owner = desk.stands_in_for or desk.clerk
        at_work = {one.clerk for one in day.desks.values() if one.presence is not Presence.CLOSED}
        found = sorted(name for name, whom in self.stands_in.items() if owner in whom and name not in at_work)
        return (found[0], owner) if owner and found else None

    def _name(self, said: str) -> str:
        if not said:
            return ""
        if said in self.names.values():
            return said
        if said not in self.names:
            raise Refused("clerk.unknown", clerk=said)
        return self.names[said]

    def _who_may(self, owners: AbstractSet[str], also: AbstractSet[str] = frozenset()) -> str:
        may = {name for name, whom in self.stands_in.items() if owners & whom} | also
        return "、".join(sorted(may)) or "-"
