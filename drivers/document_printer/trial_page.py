"""A page of our own to try a printer with: a frame at the edge, a scale, three lines of text. PDF 1.4 (ISO 32000)."""

from __future__ import annotations

from collections.abc import Iterable

_WIDTH, _HEIGHT = 595, 842
"""A4 in points."""
_MARGIN = 28


def trial_page(lines: Iterable[str], pages: int = 1) -> bytes:
    """A PDF of `pages` equal A4 pages; `lines` in Latin letters."""
    content = _content(list(lines))
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode("ascii"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at in range(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode("ascii")
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects)


def _content(lines: list[str]) -> bytes:
    right, top = _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
    out = [f"{_MARGIN} {_MARGIN} {right} {top} re S"]
    for step in range(0, 181, 10):  # millimetres along the left edge
        y = _MARGIN + step * 72 / 25.4
        out.append(f"{_MARGIN} {y:.2f} m {_MARGIN + (14 if step % 50 == 0 else 7)} {y:.2f} l S")
    for number, line in enumerate(lines):
        text = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        out.append(f"BT /F 14 Tf {2 * _MARGIN} {_HEIGHT - 4 * _MARGIN - 22 * number} Td ({text}) Tj ET")
    return "\n".join(out).encode("latin-1", "replace")


def _file(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            table,
            size,
            len(out),
        )
    )
