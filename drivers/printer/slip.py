"""The self-test slip: what a technician must see on paper to trust a printer."""

from __future__ import annotations

from drivers.printer.lines import Align, Cut, Head, Line, Pair, Qr, Rule, Space, Style, Text

_BIG = Style(wide=4, high=4, bold=True, align=Align.CENTER)


def self_test_slip(head: Head) -> list[Line]:
    """Sizes, alignment, both languages, a rule over the full width, rare characters, a QR code, the cutter."""
    middle = Style(align=Align.CENTER)
    return [
        Text("打印机自检 Self-test", Style(wide=2, high=2, bold=True, align=Align.CENTER, fit=True)),
        Space(2),
        Rule(),
        Space(1),
        Pair("点 · 列 dots · columns", f"{head.dots} · {head.columns}"),
        Pair("左 left", "右 right"),
        Text("居中 centre", middle),
        Text("1234567890" * (head.columns // 10)),
        Text("国" * (head.columns // 2)),
        Text("生僻字 rare: 䶮 㐀 𠮷", middle),
        Text("A012", _BIG),
        Rule(dashed=True),
        Space(2),
        Qr("HALLKIT SELF-TEST"),
        Space(2),
        Text("边线完整、二维码能扫、已切断:正常", middle),
        Text("Full rules, code scans, cut through: good", middle),
        Space(2),
        Cut(),
    ]
