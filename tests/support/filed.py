"""A full application with its files, handed in over HTTP as a terminal does."""

import hashlib
from io import BytesIO

from PIL import Image, ImageDraw

from tests.hall.test_cases import CARD, application

AGENT = {"kind": "resident", "name": "李静怡", "id_number": "110105194912310011"}
TEXT = "申请人张小凡申请居住证申领。本人承诺以上属实。\n".encode()


def sha(content):
    return hashlib.sha256(content).hexdigest()


def page(n):
    """A scan: a white page with some lines and its number."""
    picture = Image.new("RGB", (420, 594), "white")
    pen = ImageDraw.Draw(picture)
    for line in range(12):
        pen.rectangle(
            (40, 60 + line * 40, 380 - (line * 37 + n * 53) % 160, 66 + line * 40), fill=(120, 125, 135)
        )
    pen.ellipse((170, 500, 250, 580), outline=(30, 80, 160), width=4 + n)
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def signature():
    picture = Image.new("RGBA", (360, 120), (0, 0, 0, 0))
    strokes = [(20, 90), (60, 20), (90, 95), (140, 40), (190, 80), (240, 30), (330, 90)]
    ImageDraw.Draw(picture).line(strokes, fill=(10, 10, 30, 255), width=5, joint="curve")
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def filed(number, clock, **changed):
    """(body, files): two scanned pages, a promise, a commitment, a licence, an agent, a signature."""
    files = [page(1), page(2), signature(), TEXT]
    first, second, name, text = map(sha, files)
    body = application(number, clock) | {
        "agent": AGENT,
        "guide_version": "2026.2",
        "answers": {"since": "2026-01-02", "reason": "unsure"},
        "materials": [
            {"material": "lease", "name": "租房合同", "how": "scanned", "pages": [first, second]},
            {"material": "photo", "name": "近期照片", "how": "promised", "until": "2026-11-27"},
            {"material": "work", "name": "就业证明", "how": "committed"},
            {"material": "household", "name": "居民户口簿", "how": "licence", "licence": "YX-01-0001-2024"},
            {"material": "other", "name": "其他材料", "how": "left_out"},
        ],
        "committed": True,
        "signature": name,
        "signed": text,
    }
    return body | changed, files


def upload(client, content):
    headers = {"Upload-Offset": "0", "Upload-Length": str(len(content))}
    answer = client.patch(f"/attachments/{sha(content)}", content=content, headers=headers)
    assert answer.status_code == 204, answer.text


def hand_in_full(client, clock, n, late=(), **changed):
    """The case's number. `late`: places of files that do not arrive."""
    number = f"T1-20261122-K7X-{n:04d}"
    body, files = filed(number, clock, **changed)
    item = {
        "event_id": f"case-{n:06d}",
        "kind": "application.submitted",
        "stream": f"t1:{n}",
        "occurred_at": clock.at.isoformat(),
        "body": body,
        "attachments": sorted({sha(one) for one in files}),
    }
    answer = client.post("/transactions", json={"unit": "t1", "items": [item]})
    assert answer.json()["items"][0]["outcome"] in {"need_attachment", "accepted"}, answer.text
    for place, content in enumerate(files):
        if place not in late:
            upload(client, content)
    return number


__all__ = ["CARD", "filed", "hand_in_full", "page", "sha", "signature", "upload"]
