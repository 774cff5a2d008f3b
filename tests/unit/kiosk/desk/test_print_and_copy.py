"""Copies, forms and notices on a real print queue: once, whole, and nothing of them left on the terminal."""

import asyncio

import numpy as np
import simplejpeg

from drivers.scanner import pdf
from hall.client import HallError, HallReason
from kiosk.a4.marks import HIGH, WIDE
from kiosk.a4.pdf import write
from kiosk.a4.pictures import copied
from kiosk.a4.type import MM
from kiosk.flows.case_words import PrintNotice
from kiosk.flows.copy_words import LookAtPrinter, PrintCopies, PrinterSeen, PrintForm
from kiosk.flows.words import PaperEnded, PrintOutcome
from tests.support.cases import progress_of
from tests.support.copy_pages import sheet
from tests.support.copying import copy_desk, read

CASE = progress_of("T1-20261116-K7X-0004", "yellow", todo=True).model_copy(update={"code": "K7XM4PQ29A"})


class NoSeal:
    """A hall without a picture of its seal."""

    asked = ()

    async def seal_picture(self, name="hall"):
        self.asked = (*self.asked, name)
        raise HallError(HallReason.REFUSED, "seal.noPicture")


def test_what_lay_in_the_feeder_comes_out_twice_on_both_sides_and_stays_nowhere(tmp_path):
    async def day():
        async with copy_desk(tmp_path, sheets=3) as here:
            await here.copying.work(LookAtPrinter())
            assert here.told[-1] == PrinterSeen(two_sided=True)
            pages = await here.scan()
            assert len(pages) == 3
            assert here.rest() == []
            ended = await here.do(PrintCopies("copy-1", pages, copies=2, duplex=True))
            assert ended == PaperEnded("copy-1", PrintOutcome.PRINTED)
            (paper,) = here.came_out()
            assert paper.read_bytes().count(b"/DCTDecode") == 3
            options = here.service.options_of(paper)
            assert "sides=two-sided-long-edge" in options
            assert here.service.pages_out() in (
                6,
                8,
            )  # a filter may fill the last sheet up with an empty side
            again = await here.do(PrintCopies("copy-1", pages, copies=2, duplex=True))
            assert again.outcome is PrintOutcome.PRINTED
            assert len(here.came_out()) == 1
            here.pages.forget()
            gone = await here.do(PrintCopies("copy-2", pages, copies=1, duplex=False))
            assert (gone.outcome, gone.problem) == (PrintOutcome.NOT_PRINTED, "copy.gone")

    asyncio.run(day())


def test_without_paper_it_says_so_and_nothing_comes_out_later_by_itself(tmp_path):
    async def day():
        async with copy_desk(tmp_path) as here:
            here.service.set(reasons=["media-empty-error"])
            ended = await here.do(PrintForm("form-1", "flexible-insured", "sample", 2, False, "zh"))
            assert ended.outcome is not PrintOutcome.PRINTED
            assert ended.problem == "tray.empty"
            here.service.set()
            fine = await here.do(PrintForm("form-2", "flexible-insured", "guide", 0, False, "zh"))
            assert fine.outcome is PrintOutcome.PRINTED
            assert len(here.came_out()) == 1
            missing = await here.do(PrintForm("form-3", "flexible-insured", "blank", 1, False, "zh"))
            assert (missing.outcome, missing.problem) == (PrintOutcome.NOT_PRINTED, "document.unreadable")

    asyncio.run(day())


def test_a_notice_has_the_place_of_the_seal_and_masks_the_name(tmp_path):
    async def day():
        client = NoSeal()
        async with copy_desk(tmp_path, client=client) as here:
            wanted = PrintNotice("notice-1", CASE, 1, large=False, language="zh", a4=True)
            await here.progress.print(wanted)
            assert here.told[-1] == PaperEnded("notice-1", PrintOutcome.PRINTED)
            (paper,) = here.came_out()
            said = read(paper).replace(" ", "")
            for words in ("补正告知书", CASE.number, "张*凡", "户口簿复印件", "（盖章处）", "第1页，共1页"):
                assert words in said
            assert "张小凡" not in said
            assert client.asked == ("hall",)

    asyncio.run(day())


def test_a_page_keeps_its_true_size_and_one_that_lies_across_is_turned():
    assert pdf.read_head(sheet()).width == 452
    ((small,), (across,)) = copied([sheet(), turned()], 200)
    assert (round(small.wide / MM), round(small.high / MM), small.turned) == (57, 81, False)
    assert across.turned
    assert (round(across.wide), round(across.high)) == (round(WIDE), round(HIGH))
    assert write([(small,), (across,)]).count(b"/Type/Page/") == 2


def turned():
    return bytes(simplejpeg.encode_jpeg(np.full((1654, 2339, 1), 200, np.uint8), 75, "GRAY", "Gray"))
