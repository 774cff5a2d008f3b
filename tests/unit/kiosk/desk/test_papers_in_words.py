"""What stands on the list of one situation, and on a receipt that comes out on A4."""

import asyncio
from dataclasses import replace

from drivers.printer.forms import compose
from drivers.types import DeviceState, Status
from hall.assets import load_form
from hall.texts import load_texts
from kiosk.a4.notices import Paper, receipt
from kiosk.desk.documents import Sheet, receipt_sheet
from kiosk.desk.guide_paper import list_sheet
from kiosk.desk.receipt_paper import ReceiptPaper, receipt_rows
from kiosk.flows.filing.filing import Filing
from kiosk.flows.words import PaperEnded, PrintOutcome
from tests.support.filings import GUIDE, submission, words
from tests.support.sheets import said
from tests.unit.kiosk.desk.room import SETTINGS, application, completion, room
from tests.unit.kiosk.desk.test_guides import NOW

ITEM = next(each for each in SETTINGS.items if each.id == "residence-permit")


class OtherPrinter:
    """An A4 printer that is well, and remembers what it was given."""

    well = True

    def __init__(self):
        self.made = []

    async def run(self, job, make, **_):
        self.made.append((job, make()))
        return completion()


def data(**changed):
    asked = replace(submission(Filing(guide=GUIDE, situation="rent")), **changed)
    return receipt_sheet(SETTINGS, ITEM, "T1-20261122-K7X-0007", asked, NOW, confirmed=False)


def test_the_list_of_a_situation_says_of_each_material_what_is_to_be_minded():
    sheet = list_sheet(SETTINGS, ITEM, Filing(guide=GUIDE, situation="rent"), NOW, language="zh", large=False)
    lines = [sheet[f"line{at}"]["zh"] for at in range(1, 5)]
    assert lines[0].startswith("身份证")
    assert "15 天内补交" in lines[2]
    assert "书面承诺" in lines[3]
    assert sheet["line5"] == ""
    assert "租房合同" in repr(compose(load_form("materials"), {**sheet, "reprint": False}))
    nameless = GUIDE.materials[1].model_copy(update={"id": ""})
    many = GUIDE.model_copy(update={"materials": (nameless,) * 25})
    full = list_sheet(SETTINGS, ITEM, Filing(guide=many), NOW, language="en", large=True)
    assert full["line20"]["en"].startswith("6 more")


def test_the_list_asks_for_nothing_that_the_terminal_does_itself():
    lease = GUIDE.materials[1].model_copy(update={"originals": 1, "copies": 2})
    form = GUIDE.materials[1].model_copy(update={"id": "form", "name": words("申领表"), "scan": "filled"})
    guide = GUIDE.model_copy(update={"materials": (lease, form, *GUIDE.materials[-1:])})
    sheet = list_sheet(SETTINGS, ITEM, Filing(guide=guide, situation="rent"), NOW, language="en", large=False)
    assert sheet["line1"] == {"zh": "租房合同：原件 1 份", "en": "Lease: 1 original"}
    assert (sheet["line2"], sheet["filled"]["zh"], sheet["shared"]["zh"]) == ("", "申领表", "户口簿")
    printed = repr(compose(load_form("materials"), {**sheet, "reprint": False}))
    assert printed.count("□ Lease") == 1
    assert "My situation: 租房居住" in printed
    assert "在屏幕上填，不用带：申领表" in printed


def test_a_receipt_on_a4_has_all_of_the_small_one_and_masks_the_name(tmp_path):
    paper = Paper(SETTINGS, load_texts("zh"), link="http://127.0.0.1/c/K7XM4PQ29A")
    rows = receipt_rows(data(), load_texts("zh"))
    text = said(tmp_path, receipt(paper, rows, confirmed=False, at=NOW))
    for part in ("申请提交凭条", "T1-20261122-K7X-0007", "居住证申领", "138****0000", "查询码", "尚未上传"):
        assert part in text
    assert "张小凡" not in text


def test_a_receipt_takes_the_a4_printer_only_while_the_receipt_printer_is_down(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            other = OtherPrinter()
            here.desk._printing._other = ReceiptPaper(SETTINGS, other)
            await here.desk._filing.work(application(1))
            assert (len(here.devices.printed), other.made) == (1, [])
            assert not here.told.of(PaperEnded)[-1].a4
            here.devices.states["ticket_printer"] = Status(DeviceState.OFFLINE, "paper.out")
            await here.desk._filing.work(application(2))
            assert here.told.of(PaperEnded)[-1] == PaperEnded(
                "intent-00000002", PrintOutcome.PRINTED, a4=True
            )
            assert (len(here.devices.printed), len(other.made)) == (1, 1)
            await here.desk._printing.slip(Sheet("intent-00000003", "materials", {}))
            assert len(other.made) == 1

    asyncio.run(day())
