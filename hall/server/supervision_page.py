"""The rules of supervision as a table: on the console with the hall's minutes, in docs/supervision.md with the defaults.

`python -m hall.server.supervision_page` writes the page's table in its place; a test holds it against the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hall.domain.cases.lights import Light
from hall.domain.supervision.rules import RULES, Limits, Rule
from hall.rendered import Place

PLACE: Final = Place("docs/supervision", "hall.server.supervision_page")


@dataclass(frozen=True)
class Row:
    """A rule in words. `yellow`, `red`: minutes, "" for never, "✓" where days decide."""

    name: str
    when: str
    yellow: str
    red: str


def rule_rows(language: str, limits: Limits) -> list[Row]:
    """As a hall has them."""
    at = 1 if language == "en" else 0
    return [
        Row(
            rule.name[at],
            rule.when[at].replace("`", ""),
            _minutes(rule, rule.yellow, Light.YELLOW, limits),
            _minutes(rule, rule.red, Light.RED, limits),
        )
        for rule in RULES.values()
    ]


def _minutes(rule: Rule, name: str, light: Light, limits: Limits) -> str:
    if light in rule.lights:
        return "✓"
    minutes = getattr(limits, name) if name else 0
    return str(minutes) if minutes else ""


def table() -> str:
    """As Markdown, with the names of the settings and their defaults."""
    head = "| 预警 warning | 什么时候 when | ◆ 黄 yellow | ▲ 红 red |\n|---|---|---|---|"
    return "\n".join([head, *_lines(Limits())])


def _lines(limits: Limits) -> Iterator[str]:
    for kind, rule in RULES.items():
        cells = (
            f"{rule.name[0]} {rule.name[1]} `{kind.value}`",
            " · ".join(rule.when),
            _cell(rule, rule.yellow, Light.YELLOW, limits),
            _cell(rule, rule.red, Light.RED, limits),
        )
        yield f"| {' | '.join(cells)} |"


def _cell(rule: Rule, name: str, light: Light, limits: Limits) -> str:
    if name:
        return f"`{name}` {getattr(limits, name)}"
    return "✓" if light in rule.lights else ""


def main() -> None:
    """Write the table into the page."""
    PLACE.write(table())


if __name__ == "__main__":
    main()
