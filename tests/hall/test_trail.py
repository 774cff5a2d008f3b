"""步步留痕: whoever changes, puts in or takes out a row of what happened is found, and so is who writes the chain anew."""

import ast
import asyncio
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from hall.contract.attendance import EntryRequest, WithdrawRequest
from hall.contract.papers import PaperRequest
from hall.contract.tokens import TokenRequest
from hall.domain import chain
from hall.domain.cases.case import Verb
from hall.domain.queue import presence
from hall.domain.roles import Role
from hall.domain.trail import Head
from hall.server.console.trail_words import broken
from hall.server.guides import Guides
from hall.server.store import attendance_entries, papers, seals_of_feed, trail
from hall.server.store.attendance_tables import entry
from hall.server.store.catalogue import Catalogue
from hall.server.store.order_tables import ledger_review
from hall.server.store.paper_tables import window_paper
from hall.server.store.pickup_tables import parcel_step
from hall.server.store.rating_defaults import Silence
from hall.server.store.rating_tables import rating_about, rating_default, rating_flag, window_clerk
from hall.server.store.statistics import note_pause
from hall.server.store.tables import case, case_step, feed, ledger, ledger_step, pause, rating, token
from hall.server.store.trail_check import check
from hall.server.store.trail_rows import ALL
from hall.server.store.trail_tables import trail as steps
from hall.server.tokens import Keyring
from hall.server.trail_heads import Heads
from hall.server.trail_keeper import Keeper
from hall.settings.evaluation import EvaluationRules
from hall.texts import FOLDER, load_texts
from tests.hall.conftest import Room
from tests.hall.house import SETTINGS, HandClock, Process, http, ticket
from tests.hall.test_cases import Cases
from tests.hall.test_ledger import body as suggestion
from tests.hall.test_parcels import moved, put, tell
from tests.support.attendance import entry as corrected

COUNTS = Catalogue(SETTINGS.model_copy(update={"evaluation": EvaluationRules(default="satisfied")}))
NEWER = {"about", "flags", "silence", "entry", "corrections", "filed"}
NEWER |= {"rating_about", "rating_flag", "rating_default", "ledger", "attendance_entry", "case"}
CODE = Path(__file__).parents[2] / "hall" / "server"


def silent(_what, _done, _of):
    """Nobody watches."""


def found(room, *kept):
    return room.store.read_now(lambda c: check(c, kept, silent))


def head(room):
    return room.store.read_now(trail.head)


def seal(room):
    while room.write(seals_of_feed.seal):
        pass


def started(room):
    """As the server does when it starts."""
    keeper = Keeper(room.store, SETTINGS, Guides(room.store.folder, SETTINGS, room.clock), room.clock)

    async def story():
        async with keeper.at_work(3600):
            pass

    asyncio.run(story())


def work(room):
    """A little of everything that leaves a step."""
    started(room)
    for n in range(1, 4):
        room.issue(n, "residence")
    room.do(3, 9, presence.open_window, "李静")
    room.call(3, 1)
    paper = PaperRequest(event_id="paper-000001", kind="confirm", title="地址", words="清溪路 8 号")
    room.write(lambda tx: papers.ask(tx, 3, paper))
    room.finish(3, 2)
    bad = {"stars": 1, "tags": ["113"], "tag_set": "national-1", "words": "等了一小时", "source": "terminal"}
    bad["flags"] = ["conflict"]
    at = room.clock.at.isoformat()
    room.take("ticket.rated", {"ticket": "ticket-000001", "given_at": at, **bad}, "rating-t1", "t1")
    room.call(3, 3)
    room.finish(3, 4)
    room.take("ledger.submitted", suggestion(kind="suggestion"), "told-000001", "t1")
    cases = Cases(room)
    cases.do(cases.submit(1), Verb.ACCEPT)
    tell(room)
    parcel = put(room)
    moved(room, parcel, "laid_in")
    keyring = Keyring(room.store, SETTINGS, room.clock)
    asyncio.run(keyring.make(TokenRequest(role=Role.STAFF, unit="duty")))
    room.write(lambda tx: note_pause(tx, 4, "午休"))
    for n, reason in ((1, "忘带卡"), (2, "记错了")):
        asked = EntryRequest(**corrected(n, "1024", "leave", begin="13:00", end="17:00", reason=reason))
        room.write(lambda tx, asked=asked: attendance_entries.enter(tx, asked, "boss"))
    wrong = WithdrawRequest(event_id="entry-000003", reason="不是他", by="9001")
    room.write(lambda tx: attendance_entries.withdraw(tx, "entry-000002", wrong, "boss"))
    room.clock.at += timedelta(days=9)
    room.write(Silence(COUNTS).look)
    seal(room)


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """A hall after some work. Tests change it inside a transaction that is taken back."""
    room = Room(tmp_path_factory.mktemp("trail") / "hall", HandClock())
    work(room)
    yield room
    room.store.close()


class _Undone(Exception):  # noqa: N818 - control flow of these tests
    pass


def after(room, *changes):
    """What a look finds once somebody has written into the tables; then it is as before."""
    seen = []

    def op(tx):
        for change in changes:
            tx.connection.execute(change)
        seen.append(check(tx.connection, (), silent))
        raise _Undone

    with pytest.raises(_Undone):
        room.write(op)
    return seen[0]


def test_what_nobody_touched_is_whole_and_says_what_was_looked_at(room):
    work(room)
    looked = found(room)
    assert looked.broken is None
    assert looked.head == head(room)
    assert (looked.waiting, looked.sealed) == (0, len(room.events()))
    assert all(looked.rows.values()), "each table has a row, or nothing is tested"
    assert set(looked.older.values()) == {0}


def rows_of(table, **changed):
    """Another row like the first, with another key."""
    names = [column.name for column in table.c]
    values = [text(repr(changed[name])) if name in changed else table.c[name] for name in names]
    return insert(table).from_select(names, select(*values).limit(1))


CHANGED = {
    "step.said": (update(steps).where(steps.c.seq == 3).values(said='{"n": 1}'), "trail.step"),
    "step.by": (update(steps).where(steps.c.seq == 4).values(by="nobody"), "trail.step"),
    "step.gone": (delete(steps).where(steps.c.seq == 3), "trail.step"),
    "feed.changed": (update(feed).where(feed.c.seq == 2).values(number="B099"), "feed.rows"),
    "feed.why": (update(feed).where(feed.c.seq == 4).values(why="chosen"), "feed.rows"),
    "feed.gone": (delete(feed).where(feed.c.seq == 3), "feed.rows"),
    "feed.added": (rows_of(feed, seq=0), "feed.rows"),
    "pause.added": (insert(pause).values(seq=5, reason="x"), "feed.rows"),
    "clerk.changed": (update(window_clerk).values(clerk="别人"), "feed.rows"),
    "case.changed": (update(case_step).where(case_step.c.seq == 2).values(signed_by="别人"), "cases.step"),
    "case.clock": (update(case).values(submitted_us=case.c.submitted_us - 1), "rows.changed"),
    "case.item": (update(case).values(item="other"), "rows.changed"),
    "case.cut_off": (delete(case_step).where(case_step.c.seq == 2), "rows.changed"),
    "case.all_gone": (delete(case_step), "rows.removed"),
    "ledger.changed": (update(ledger_step).values(content='{"by": "x"}'), "ledger.step"),
    "ledger.gone": (delete(ledger_step), "rows.removed"),
    "rating.better": (update(rating).values(stars=5), "rows.changed"),
    "rating.gone": (delete(rating), "rows.removed"),
    "rating.added": (rows_of(rating, ticket="other", event_id="other"), "rows.added"),
    "rating.whose": (update(rating_about).values(clerk="别人", department="别处"), "rows.changed"),
    "rating.nobodys": (delete(rating_about), "rows.removed"),
    "flag.gone": (delete(rating_flag), "rows.removed"),
    "silence.gone": (delete(rating_default), "rows.removed"),
    "silence.added": (rows_of(rating_default, subject="other"), "rows.added"),
    "order.verdict": (update(ledger_review).values(verdict="malicious"), "rows.changed"),
    "order.whose": (update(ledger_review).values(clerk="别人"), "rows.changed"),
    "order.due": (update(ledger).values(due="2027-01-01"), "rows.changed"),
    "entry.due": (
        update(ledger).where(ledger.c.kind == "suggestion").values(due="2027-01-01"),
        "rows.changed",
    ),
    "paper.changed": (update(window_paper).values(state="confirmed"), "rows.changed"),
    "parcel.changed": (update(parcel_step).values(signed_by="别人"), "rows.changed"),
    "parcel.gone": (delete(parcel_step), "rows.removed"),
    "attendance.back": (update(entry).values(withdrawn_us=None), "rows.changed"),
    "attendance.gone": (delete(entry), "rows.removed"),
    "attendance.added": (rows_of(entry, id="other", clerk="1007"), "rows.added"),
    "token.added": (rows_of(token, id="back", digest="door"), "rows.added"),
    "token.changed": (update(token).values(role="terminal"), "rows.changed"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_row_that_somebody_changed_put_in_or_took_out_is_found(worked, name):
    change, code = CHANGED[name]
    looked = after(worked, change)
    assert (looked.broken.code if looked.broken else None) == code


def test_the_first_broken_place_is_told_in_both_languages(worked):
    looked = after(worked, update(rating).values(stars=5))
    said = [
        broken(load_texts(name, FOLDER / "console"), looked.broken.code, looked.broken.facts)
        for name in ("zh", "en")
    ]
    assert "评价 ticket-000001" in said[0]
    assert "evaluations: ticket-000001" in said[1]


def forged(tx, seq, **changed):
    """The whole chain written anew from a step on: every digest fits."""
    rows = tx.connection.execute(select(steps).order_by(steps.c.seq)).all()
    before = chain.FIRST
    for row in rows:
        content = {name: getattr(row, name) for name in trail.SAID} | (changed if row.seq == seq else {})
        made = chain.digest(row.seq, content, before)
        tx.connection.execute(
            update(steps).where(steps.c.seq == row.seq).values(**content, before=before, digest=made)
        )
        before = made


def test_who_writes_the_whole_chain_anew_is_found_by_a_head_that_somebody_kept(file_room):
    work(file_room)
    kept = head(file_room)
    file_room.write(lambda tx: forged(tx, 2, by="nobody"))
    assert found(file_room).broken is None, "inside itself all fits"
    assert found(file_room, kept).broken.code == "head.other"
    file_room.write(lambda tx: tx.connection.execute(delete(steps).where(steps.c.seq > 1)))
    assert found(file_room, kept).broken.facts == {"seq": kept.seq, "last": 1}


def test_a_head_is_read_out_of_whatever_is_around_it():
    kept = Head(1234, "ab" * 32)
    assert Head.of(f"2026-11-23T09:00+08:00 {kept.line()} 抄录:李敏") == kept
    assert Head.of("hallkit-trail 12 ab") is None


def test_what_is_older_than_the_trail_is_counted_and_nothing_more_may_come(file_room):
    cases = Cases(file_room)
    cases.submit(1)
    file_room.write(lambda tx: tx.connection.execute(delete(steps)))
    started(file_room)
    assert (found(file_room).broken, found(file_room).older["case_step"]) == (None, 1)
    cases.submit(2)
    file_room.write(lambda tx: tx.connection.execute(delete(steps).where(steps.c.kind == "case.submit")))
    assert found(file_room).broken.code == "rows.added", "a trail whose end was cut off"


def test_a_trail_of_before_these_digests_counts_its_rows_as_older_and_vouches_for_what_comes(file_room):
    work(file_room)

    def age(tx):
        for row in tx.connection.execute(select(steps.c.seq, steps.c.said).order_by(steps.c.seq)).all():
            said = {name: one for name, one in json.loads(row.said).items() if name not in NEWER}
            forged(tx, row.seq, said=json.dumps(said, sort_keys=True, ensure_ascii=False))

    file_room.write(age)
    looked = found(file_room)
    assert looked.broken is None
    older = [
        looked.older[one]
        for one in ("rating_about", "rating_flag", "rating_default", "ledger", "attendance_entry")
    ]
    assert older == [3, 1, 2, 2, 1]
    started(file_room)
    assert found(file_room).broken is None
    assert after(file_room, rows_of(rating_flag, flag="rapid", subject="other")).broken.code == "rows.added"


def test_a_step_is_undone_with_what_it_is_about(file_room):
    def op(tx):
        trail.step(tx, "notice.put", "duty", "notice:1")
        raise _Undone

    with pytest.raises(_Undone):
        file_room.write(op)
    file_room.write(lambda tx: trail.step(tx, "notice.removed", "duty", "notice:1"))
    assert (head(file_room).seq, found(file_room).broken) == (1, None)


def test_two_servers_write_one_chain(postgres, tmp_path):
    database = postgres.database()
    servers = [Process(tmp_path, database=database) for _ in range(2)]

    def put_up(url, n):
        one = {"id": f"notice-{n:03d}", "kind": "notice", "title": {"zh": f"第 {n} 条", "en": ""}}
        one |= {"body": {"zh": "", "en": ""}, "since": "2026-11-22T00:00:00Z", "until": None}
        with http(url) as client:
            client.put(f"/notices/{one['id']}", json=one).raise_for_status()

    async def story():
        work = [asyncio.to_thread(put_up, servers[n % 2].url, n) for n in range(20)]
        await asyncio.gather(*work)

    asyncio.run(story())
    assert servers[0].kill() != 0
    assert servers[1].end() == 0
    room = Room(tmp_path, HandClock(), database)
    looked = found(room)
    count = room.store.read_now(
        lambda c: c.execute(select(func.count()).where(steps.c.kind == "notice.put")).scalar_one()
    )
    room.store.close()
    assert (looked.broken, count, looked.waiting) == (None, 20, 0)


def test_after_kill_9_the_next_start_seals_what_was_left_and_the_heads_go_on(tmp_path):
    server = Process(tmp_path)
    with http(server.url) as client:
        for n in range(5):
            client.post("/tickets", json=ticket(n)).raise_for_status()
    server.kill()
    room = Room(tmp_path, HandClock())
    started(room)
    kept = Heads(tmp_path).all()
    looked = found(room, *kept)
    kinds = room.store.read_now(
        lambda c: [kind for (kind,) in c.execute(select(steps.c.kind).order_by(steps.c.seq))]
    )
    room.store.close()
    assert (looked.broken, looked.sealed, looked.waiting) == (None, 5, 0)
    assert kinds == ["trail.begun", "hall.started", "hall.started", "feed.sealed", "hall.stopped"]
    assert [one.seq for one in kept] == [2, 4, 5]


def test_heads_of_before_a_restored_backup_are_put_aside(file_room):
    started(file_room)
    file_room.store.renew_epoch()
    started(file_room)
    folder = file_room.store.folder
    assert [one.seq for one in Heads(folder).all()] == [4, 5]
    assert len(list(folder.glob("trail-heads-before-*.txt"))) == 1


def kinds_in_code():
    """Literal kinds of steps, wherever one is written."""
    kinds = set()
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"step", "witness"}
            ):
                kinds |= {
                    one.value
                    for one in node.args
                    if isinstance(one, ast.Constant) and re.fullmatch(r"[a-z_]+\.[a-z_]+", str(one.value))
                }
    return kinds


def test_every_kind_of_step_has_words(worked):
    kinds = kinds_in_code() | {kind for rows in ALL for kind in rows.kinds}
    kinds |= set(worked.store.read_now(lambda c: c.execute(select(steps.c.kind).distinct()).scalars().all()))
    assert len(kinds) > 50
    for language in ("zh", "en"):
        words = load_texts(language, FOLDER / "console").table
        assert sorted(kind for kind in kinds if f"trail_kind.{kind}" not in words) == []
