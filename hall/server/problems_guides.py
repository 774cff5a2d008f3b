"""What is refused about guides, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

GUIDES: dict[str, Entry] = {
    "guide.unknown": entry(
        404,
        ("没有办事指南 {guide}。", "There is no guide {guide}."),
        ("用 GET /v1/guides 查有哪些。", "GET /v1/guides tells which there are."),
    ),
    "guide.noPicture": entry(
        404,
        ("没有图片 {picture}。", "There is no picture {picture}."),
        ("用 hallkit guides check 查缺哪些图片。", "hallkit guides check tells which are missing."),
    ),
}
