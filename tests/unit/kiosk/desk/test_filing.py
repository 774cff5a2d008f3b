"""A whole application on the terminal: kept, found by the same person, handed in once and whole, or gone."""

import asyncio
import hashlib
import io
import json
from dataclasses import fields

import cv2
import numpy as np
import pytest
from PIL import Image

from hall.contract.filing import How
from hall.contract.licences import Licence
from hall.domain.clock import CHINA
from kiosk.desk.filing.drafts_text import _Text, from_bytes, to_bytes
from kiosk.flows.filing.filing import Filing, Given, Scan
from kiosk.flows.filing.words import (
    DraftFound,
    DraftKept,
    DropDraft,
    FindDraft,
    FindLicences,
    KeepDraft,
    LicencesFound,
)
from kiosk.flows.words import CaseSaved, EndVisit, PaperEnded, Refused
from kiosk.outbox.schema import event
from tests.support.filings import AGENT, APPLICANT, ME, OTHER, draft, filing, submission
from tests.unit.kiosk.desk.room import Room, room


async def scanned(here, count=2):
    """Pages at rest, as the scanner leaves them."""
    pages = here.desk._filing._pages
    return [Scan((await pages.keep(jpeg(n))).sha256, jpeg(n)) for n in range(count)]


def jpeg(n):
    return cv2.imencode(".jpg", np.full((1200, 850, 3), 40 + n, np.uint8))[1].tobytes()


def files(here):
    return {path.name for path in (here.outbox.folder / "blob").glob("*/*")}


async def kept(here, what, count=1):
    here.desk.perform(KeepDraft(ME, draft(what)))
    said = await here.told.until(DraftKept, count)
    assert said.problem == ""


async def found(here, identity=ME, count=1):
    here.desk.perform(FindDraft(identity))
    return (await here.told.until(DraftFound, count)).draft


@pytest.mark.parametrize("principal", [None, APPLICANT])
def test_a_draft_comes_back_as_it_was(principal):
    what = filing(
        [Scan("1" * 64, b"picture", ("page.dark",))], principal=principal, agent=bool(principal), at="lease"
    )
    back = from_bytes(to_bytes(draft(what)))
    assert back.filing.given["lease"].scans == (Scan("1" * 64, b"", ("page.dark",)),)
    given = {**what.given, "lease": back.filing.given["lease"]}
    assert back == draft(filing(given=given, principal=principal, agent=bool(principal), at="lease"))


def test_nothing_of_an_application_is_left_out_of_its_draft():
    assert {each.name for each in fields(Filing)} - {"licences", "coded"} <= {*_Text.model_fields}


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"\xff", b'{"item": 1}'])
def test_what_is_no_draft_is_refused(body):
    with pytest.raises(ValueError):  # noqa: PT011 - pydantic says much, and the values with it
        from_bytes(body)


def test_the_same_person_goes_on_after_a_restart_and_another_finds_nothing(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await kept(here, filing(await scanned(here)))
            await here.die()
            again = Room(tmp_path / "t1", here.hall, here.clock)
            try:
                assert await found(again, OTHER) is None
                back = await found(again, count=2)
                scans = back.filing.given["lease"].scans
                assert len(scans) == 2
                for scan in scans:
                    assert cv2.imdecode(np.frombuffer(scan.picture, np.uint8), 1).shape[0] == 900
                again.desk.perform(submission(back.filing))
                await again.told.until(PaperEnded)
                assert len(again.hall.files) == 4
            finally:
                await again.close()

    asyncio.run(day())


def test_an_application_arrives_whole_and_its_draft_is_gone(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            scans = await scanned(here)
            what = filing(scans)
            await kept(here, what)
            here.desk.perform(submission(what))
            here.desk.perform(EndVisit())
            saved = await here.told.until(CaseSaved)
            await here.sent()
            assert await found(here) is None
            [case] = here.hall.cases()
            assert (case.number, case.missing) == (saved.number, [])
            assert all(
                hashlib.sha256(content).hexdigest() == name for name, content in here.hall.files.items()
            )
            text = next(
                content for content in here.hall.files.values() if content.startswith("办件编号".encode())
            )
            signature = next(
                content for content in here.hall.files.values() if content.startswith(b"\x89PNG")
            )
            lines = text.decode().splitlines()
            assert "情形: 租房居住" in lines
            assert "为什么来这里: 工作" in lines
            assert "和几个人同住: 3" in lines
            assert f"材料 租房合同: 已扫描 2 页 {scans[0].sha256} {scans[1].sha256}" in lines
            assert "材料 近期照片: 容缺，最迟 2026年12月7日 补交" in lines
            assert "材料 工作证明: 以书面承诺代替" in lines
            assert "材料 户口簿: 数据共享，免提交" in lines
            assert "材料 身份证: 已出示，由读卡器读取" in lines
            assert "声明: 我承诺已有工作单位" in lines
            assert f"签名: sha256 {hashlib.sha256(signature).hexdigest()}" in lines
            assert Image.open(io.BytesIO(signature)).convert("L").getextrema() == (0, 255)
            body = sent_body(here)
            assert body["signed"] == hashlib.sha256(text).hexdigest()
            assert body["guide_version"] == "2026-3"
            assert [(each["material"], each["how"]) for each in body["materials"]] == [
                ("card", "shown"),
                ("lease", "scanned"),
                ("photo", "promised"),
                ("work", "committed"),
                ("book", "shared"),
            ]

    asyncio.run(day())


def sent_body(here):
    with here.outbox.read() as db:
        row = db.execute(event.select().where(event.c.kind == "application.submitted")).one()
        plain = here.outbox.vault.open(
            row.body_enc, row.wrapped_key, here.outbox.events._context(row.event_id)
        )
    return json.loads(plain)


def test_whoever_comes_back_within_a_day_is_told_the_number_they_have_and_then_it_is_forgotten(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(submission(filing(await scanned(here))))
            saved = await here.told.until(CaseSaved)
            await here.told.until(PaperEnded)
            here.desk.perform(FindDraft(ME))
            told = await here.told.until(DraftFound)
            [one] = told.handed
            assert (told.draft, one.number, one.item) == (None, saved.number, "residence-permit")
            here.desk.perform(FindDraft(OTHER))
            assert (await here.told.until(DraftFound, 2)).handed == ()
            here.clock.pass_(hours=24, seconds=1)
            here.desk.perform(FindDraft(ME))
            assert (await here.told.until(DraftFound, 3)).handed == ()
            with here.outbox.read() as db:
                assert here.outbox.intents.find(db, submission(filing([])).intent).identity == ""

    asyncio.run(day())


def test_a_card_that_signs_leaves_the_text_and_no_picture(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(submission(filing(strokes=(), by_card=True)))
            await here.told.until(PaperEnded)
            body = sent_body(here)
            [text] = here.hall.files.values()
            assert (body["signature"], body["signed"]) == ("", hashlib.sha256(text).hexdigest())
            assert "声明: 我承诺已有工作单位" in text.decode().splitlines()

    asyncio.run(day())


def test_an_agent_stands_beside_the_one_whose_matter_it_is(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            what = filing(await scanned(here), principal=APPLICANT, agent=True)
            here.desk.perform(submission(what))
            await here.told.until(PaperEnded)
            body = sent_body(here)
            assert (body["applicant"]["name"], body["agent"]["name"]) == ("张小凡", AGENT.name.reveal())
            [receipt] = here.devices.printed
            assert (receipt["applicant"], receipt["agent"]) == ("张*凡", "李*遥")

    asyncio.run(day())


def test_the_receipt_says_what_is_still_to_be_brought_and_by_when(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(submission(filing(await scanned(here))))
            await here.told.until(PaperEnded)
            [receipt] = here.devices.printed
            assert receipt["bring1"] == {"zh": "近期照片", "en": "Photo"}
            assert (receipt["until1"]["zh"], receipt["bring2"], receipt["bring_more"]) == (
                "2026年12月7日",
                "",
                0,
            )

    asyncio.run(day())


def test_a_page_that_nobody_has_is_no_application(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(submission(filing([Scan("0" * 64)])))
            assert (await here.told.until(Refused)).problem == "attachment.lost"
            here.desk.perform(KeepDraft(ME, draft(filing([Scan("0" * 64)]))))
            assert (await here.told.until(DraftKept)).problem == "attachment.lost"
            assert files(here) == set()

    asyncio.run(day())


def test_pages_of_a_citizen_who_went_are_gone_but_those_of_the_draft_stay(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            one, two = await scanned(here)
            await kept(here, filing([one]))
            here.desk.perform(EndVisit())
            await here.until(lambda: files(here) == {one.sha256})
            here.desk.perform(DropDraft(ME))
            await here.until(lambda: files(here) == set())
            assert two.sha256 != one.sha256

    asyncio.run(day())


@pytest.mark.logs
def test_a_material_whose_page_is_damaged_is_asked_for_again(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            scans = await scanned(here)
            await kept(here, filing(scans))
            path = next((here.outbox.folder / "blob").glob(f"*/{scans[1].sha256}"))
            path.write_bytes(b"not what was sealed")
            back = await found(here)
            assert "lease" not in back.filing.given
            assert back.filing.given["photo"] == Given(How.PROMISED, until="2026-12-07")

    asyncio.run(day())


def test_a_draft_says_at_what_time_it_was_kept(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            at = here.clock.now().astimezone(CHINA)
            await kept(here, filing(await scanned(here)))
            here.clock.pass_(hours=0.5)
            assert (await found(here)).since == f"{at:%H:%M}"

    asyncio.run(day())


def test_an_old_draft_is_not_found_and_leaves_no_page(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await kept(here, filing(await scanned(here)))
            here.clock.pass_(hours=2)
            assert await found(here) is None
            assert files(here) == set()

    asyncio.run(day())


def test_a_licence_replaces_a_paper_and_a_hall_that_is_away_says_so(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            number = APPLICANT.id_number.reveal()
            here.hall.licences = {number: {"MARRIAGE": Licence(number="L-1", name="结婚证")}}
            wanted = FindLicences(APPLICANT.id_number, {"lease": "LEASE", "book": "MARRIAGE"})
            here.desk.perform(wanted)
            assert await here.told.until(LicencesFound) == LicencesFound({"book": "L-1"})
            here.hall.mode = "away"
            here.desk.perform(wanted)
            assert (await here.told.until(LicencesFound, 2)).problem == "licence.away"

    asyncio.run(day())
