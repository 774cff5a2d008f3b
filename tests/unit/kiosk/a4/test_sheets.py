"""Papers on A4 as they come out: text that can be read and searched, lines by Chinese rules, seal and code in place."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from drivers.scanner.pdf import PdfError
from hall.domain.cases.case import Result
from hall.guides.book import SAMPLES, load
from hall.settings import CONFIG
from hall.settings import load as load_hall
from hall.texts import load_texts
from kiosk.a4.closing import Seal
from kiosk.a4.flow import OFFICIAL, paragraph
from kiosk.a4.guides import guide_pages
from kiosk.a4.marks import WIDE, Words
from kiosk.a4.notices import Paper, notice
from kiosk.a4.pdf import write
from kiosk.a4.pictures import pictured
from kiosk.a4.type import Type, measure
from tests.support.cases import progress_of
from tests.support.sheets import codes, ink, printed, red, said

SETTINGS = load_hall(CONFIG / "halls" / "demo.toml")
LINK = "http://127.0.0.1:8710/c/K7XM4PQ29A"
PAPER = Paper(SETTINGS, load_texts("zh"), link=LINK)
CASE = progress_of("T1-20261116-K7X-0004", "yellow", todo=True)
ACCEPTED, CORRECTIONS = CASE.notices
REJECTED = CORRECTIONS.model_copy(
    update={"kind": "rejected", "what": [], "until": None, "reason": "户口不在本县", "number": "T1-0004-3"}
)
REFUSED = REJECTED.model_copy(update={"kind": "finished", "result": Result.REFUSED})
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
CLOSING = "，。、；：？！）》”"


def star():
    picture = Image.new("RGBA", (240, 240), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((4, 4, 236, 236), outline=(200, 20, 20, 255), width=10)
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def texts_of(pages):
    return [mark for page in pages for mark in page if isinstance(mark, Words)]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (ACCEPTED, ["受理通知书", "现予受理", "15个工作日", "2026年12月7日"]),
        (CORRECTIONS, ["补正告知书", "1.户口簿复印件", "2.近期一寸照片两张", "2026年11月25日"]),
        (REJECTED, ["不予受理通知书", "T1-0004-3", "理由：户口不在本县", "六十日内", "六个月内"]),
        (REFUSED, ["办结通知书", "不予许可", "行政复议"]),
    ],
)
def test_a_notice_says_what_it_has_to_and_its_code_leads_to_the_case(tmp_path, one, words):
    pages = notice(PAPER, CASE, one)
    text = said(tmp_path, pages)
    assert [
        each for each in (*words, CASE.number, "张*凡", "（盖章处）", "0000-12345") if each not in text
    ] == []
    (picture,) = printed(tmp_path, pages)
    assert codes(picture) == [LINK]
    left, top, right, bottom = ink(picture)
    assert min(left, top, 1 - right, 1 - bottom) > 0.06


def test_the_halls_seal_stands_over_the_date_at_the_lower_right_and_takes_the_place_of_the_empty_frame(
    tmp_path,
):
    sealed = replace(PAPER, seal=Seal(star(), "SEAL-0917"))
    pages = notice(sealed, CASE, ACCEPTED)
    text = said(tmp_path, pages)
    assert "（盖章处）" not in text
    assert "SEAL-0917" in text
    left, top, right, bottom = red(printed(tmp_path, pages)[0])
    assert left > 0.5
    assert 0.3 < top < bottom < 0.9
    assert 0.17 < right - left < 0.2
    dates = [mark for mark in texts_of(pages) if mark.text == "2026年11月16日"]
    assert dates[-1].x / WIDE > left - 0.02
    assert red(printed(tmp_path, notice(PAPER, CASE, ACCEPTED))[0]) is None


def test_no_line_begins_with_a_comma_or_leaves_the_paper_and_lines_end_at_the_edge():
    kind, room = Type(16), OFFICIAL.room
    text = "申请人户口不在本省，且未持有“本省居住证”（有效期内）；请先到居住地派出所办理。" * 6
    lines = [strip.marks[0] for strip in paragraph(text, kind, room, indent=True)]
    assert [line.text for line in lines if line.text[0] in CLOSING] == []
    assert "".join(line.text for line in lines) == text
    ends = [line.x + measure(line.text, kind) + line.spread * (len(line.text) - 1) for line in lines]
    assert all(abs(end - room) < 1 for end in ends[:-1])
    assert ends[-1] <= room
    assert lines[0].x > 1.9 * kind.points


def test_twelve_corrections_take_two_pages_that_are_counted_and_the_seal_is_not_alone(tmp_path):
    long = CORRECTIONS.model_copy(update={"what": ["近期一寸免冠白底照片两张，背面写姓名和证件号码"] * 12})
    pages = notice(PAPER, CASE, long)
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        assert f"第{number}页，共2页" in said(tmp_path, [page])
    assert "咨询电话" in said(tmp_path, [pages[1]])


def test_a_rare_character_and_the_other_language_are_there_too(tmp_path):
    case = CASE.model_copy(update={"applicant": "䶮*𠮷"})
    pages = notice(replace(PAPER, texts=load_texts("en")), case, ACCEPTED)
    text = said(tmp_path, pages)
    assert "Noticeofacceptance" in text
    assert "䶮*𠮷" in text
    assert all(mark.spread == 0 for mark in texts_of(pages))


def test_a_guide_lists_what_to_bring_and_a_sample_fills_its_paper(tmp_path):
    book = load([SAMPLES])
    guide = book.by_id["flexible-insured"]
    link = "http://127.0.0.1:8710/g/flexible-insured"
    pages = guide_pages("云溪县政务服务大厅", guide, load_texts("zh"), AT, link=link, large=False)
    text = said(tmp_path, pages)
    for words in (
        "灵活就业人员参保登记",
        "2.灵活就业登记表",
        "怎么办",
        "2027年6月30日",
        "打印时间：2026年11月22日10:00",
    ):
        assert words in text
    sample = pictured(book.pictures["flexible-form.png"].read_bytes(), "样表：灵活就业登记表")
    (mark, *_) = sample
    assert mark.wide / WIDE > 0.85
    assert "样表：灵活就业登记表" in said(tmp_path, [sample])
    assert codes(printed(tmp_path, pages[-1:])[0]) == [link]


def test_what_is_no_picture_and_no_page_is_refused():
    with pytest.raises(PdfError):
        pictured(b"GIF89a")
    with pytest.raises(PdfError):
        write([])
