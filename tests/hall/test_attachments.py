"""Files arrive in pieces, go on after a break, and are kept only when they are what their hash says."""

import hashlib
import os

from tests.hall.house import house, http

CONTENT = os.urandom(700_000)
SHA = hashlib.sha256(CONTENT).hexdigest()
CHUNK = 256 * 1024


LENGTH = len(CONTENT)


def patch(client, offset, chunk, length=LENGTH, sha=SHA):
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(length)}
    return client.patch(f"/attachments/{sha}", content=chunk, headers=headers)


def state(client, sha=SHA):
    head = client.head(f"/attachments/{sha}").headers
    return int(head["Upload-Offset"]), head["Upload-Complete"]


def kept(folder, sha=SHA):
    return folder / "attachments" / sha[:2] / sha


def test_a_file_in_three_pieces(hall):
    with http(hall.url) as client:
        assert state(client) == (0, "?0")
        for offset in range(0, len(CONTENT), CHUNK):
            assert patch(client, offset, CONTENT[offset : offset + CHUNK]).status_code == 204
        assert state(client) == (len(CONTENT), "?1")
        assert patch(client, 0, CONTENT[:CHUNK]).headers["Upload-Complete"] == "?1", "sent again: fine"
    assert kept(hall.folder).read_bytes() == CONTENT
    assert kept(hall.folder).stat().st_mode & 0o777 == 0o600
    assert (hall.folder / "attachments").stat().st_mode & 0o777 == 0o700


def test_an_upload_goes_on_after_the_servers_restart(tmp_path):
    with house(tmp_path) as before, http(before.url) as client:
        patch(client, 0, CONTENT[:CHUNK])
    with house(tmp_path) as after, http(after.url) as client:
        assert state(client) == (CHUNK, "?0")
        wrong = patch(client, 0, CONTENT[:CHUNK])
        assert (wrong.status_code, wrong.json()["code"]) == (409, "attachment.offset")
        assert wrong.headers["Upload-Offset"] == str(CHUNK)
        for offset in range(CHUNK, len(CONTENT), CHUNK):
            patch(client, offset, CONTENT[offset : offset + CHUNK])
        assert state(client) == (len(CONTENT), "?1")


def test_a_file_that_is_not_its_hash_is_dropped(hall):
    with http(hall.url) as client:
        answer = patch(client, 0, b"something else", 14)
        assert (answer.status_code, answer.json()["code"]) == (422, "attachment.mismatch")
        assert state(client) == (0, "?0")
    assert not kept(hall.folder).exists()


def test_a_piece_that_is_too_large_or_empty_is_refused(hall):
    with http(hall.url) as client:
        assert patch(client, 0, CONTENT[: CHUNK + 1]).status_code == 413
        assert patch(client, 0, b"").status_code == 422
        assert patch(client, 0, b"12345", 4).status_code == 422
        assert patch(client, 0, b"1", 10**12).status_code == 422
        assert state(client) == (0, "?0")


def test_a_file_whose_row_was_lost_in_a_crash_is_found_again(hall):
    path = kept(hall.folder)
    path.parent.mkdir()
    path.write_bytes(CONTENT)
    body = {
        "number": "T1-20261122-K7X-0001",
        "item": "pension-check",
        "applicant": {"kind": "resident", "name": "张小凡", "id_number": "11010519491231002X"},
        "phone": "13800000000",
        "answers": {},
        "submitted_at": "2026-11-22T04:00:00Z",
    }
    item = {
        "event_id": "case-000001",
        "kind": "application.submitted",
        "stream": "t1:1",
        "occurred_at": "2026-11-22T04:00:00Z",
        "body": body,
        "attachments": [SHA],
    }
    with http(hall.url) as client:
        first = client.post("/transactions", json={"unit": "t1", "items": [item]}).json()["items"][0]
        assert (first["outcome"], first["missing"]) == ("need_attachment", [SHA])
        assert state(client) == (len(CONTENT), "?1")
        again = client.post("/transactions", json={"unit": "t1", "items": [item]}).json()["items"][0]
        assert again["outcome"] == "duplicate"
        (case,) = client.get("/cases").json()["cases"]
        assert case["missing"] == []
        assert "11010519491231002X" not in client.get("/cases").text
