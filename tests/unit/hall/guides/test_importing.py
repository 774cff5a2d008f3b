"""An item directory taken in: a workbook as offices keep it, a platform's JSON; faults with sheet, row and column."""

import json
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from hall.guides.columns import ITEMS
from hall.guides.importing import read_directory
from hall.guides.lacking import lacks
from hall.guides.template import workbook
from hall.guides.topics import fee_of, summary, time_of, topics
from hall.settings import SettingsError
from hall.texts import load_texts

TEXTS = load_texts("zh")

ITEM = {
    "代号": "tree-felling",
    "事项名称": "林木采伐许可",
    "英文名称": "Felling permit",
    "别名": "砍树；伐木",
    "版本": "2026.1",
    "公布日期": datetime(2026, 7, 1),  # noqa: DTZ001 - as a spreadsheet keeps it
    "有效期至": "2027/12/31",
    "实施主体": "云溪县林业局",
    "服务对象": "自然人、法人",
    "办件类型": "承诺件",
    "办理形式": "窗口办理;网上办理",
    "受理条件": "有林权证\n面积不超过限额",
    "承诺办结时限": "10个工作日",
    "法定办结时限": 20.0,
    "结果名称": "采伐许可证",
    "送达方式": "窗口领取、邮寄",
    "办理地点": "大厅二楼",
    "窗口": "6、7",
    "办理时间": "工作日",
    "咨询方式": "0000-1",
    "监督投诉方式": "0000-2",
}
MATERIALS = [
    {"事项": "tree-felling", "材料名称": "林权证", "原件份数": 1, "复印件份数": 2, "容缺天数": 5},
    {
        "事项": "林木采伐许可",
        "材料名称": "采伐申请表",
        "表格名称": "采伐申请表",
        "常见错误": "漏写面积;没有签字",
    },
]
STEPS = [
    {"事项": "tree-felling", "环节": "受理", "工作日": 0},
    {"事项": "tree-felling", "环节": "现场查验", "特别环节": "是"},
]


def book(path, **sheets):
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        heads = list(dict.fromkeys(head for row in rows for head in row))
        sheet.append(heads)
        for row in rows:
            sheet.append([row.get(head) for head in heads])
    made.save(path)
    return path


def refused(path):
    with pytest.raises(SettingsError) as told:
        read_directory(path)
    return str(told.value)


def test_a_workbook_becomes_guides(tmp_path):
    themes = [{"代号": "wood", "名称": "种树一件事", "事项": "林木采伐许可"}]
    found = read_directory(book(tmp_path / "i.xlsx", 事项=[ITEM], 材料=MATERIALS, 流程=STEPS, 主题=themes))
    (guide,) = found.shelf.guides
    assert (guide.id, guide.name.en, guide.expires.isoformat()) == (
        "tree-felling",
        "Felling permit",
        "2027-12-31",
    )
    assert [each.zh for each in guide.aliases] == ["砍树", "伐木"]
    assert (guide.promised.days, guide.statutory.days, guide.places[0].windows) == (10, 20, (6, 7))
    assert [each.zh for each in guide.conditions.accept] == ["有林权证", "面积不超过限额"]
    assert [(each.copies, each.promised_days) for each in guide.materials] == [(2, 5), (None, 0)]
    assert [each.zh for each in guide.materials[1].form.mistakes] == ["漏写面积", "没有签字"]
    assert [each.name.zh for each in guide.steps] == ["受理"]
    assert [each.name.zh for each in guide.special] == ["现场查验"]
    assert found.shelf.themes[0].guides == ("tree-felling",)
    assert not found.ignored


def test_every_fault_is_told_with_sheet_row_and_column(tmp_path):
    item = ITEM | {"公布日期": "七月", "办件类型": "快办件", "办理地点": None, "承诺办结时限": "尽快"}
    material = {"事项": "tree-feling", "材料名称": "林权证"}
    told = refused(
        book(tmp_path / "i.xlsx", 事项=[item], 材料=[material, {"事项": "tree-felling", "原件份数": 1}])
    )
    assert "事项!F2(公布日期): “七月” 不是日期，写成 2026-11-22" in told
    assert "事项!J2(办件类型): “快办件” 应当是其中一个：即收即办件" in told
    assert "材料!A2: 没有事项 tree-feling，是不是 tree-felling？" in told
    told = refused(book(tmp_path / "i.xlsx", 事项=[ITEM | {"办理地点": None, "结果名称": None}]))
    assert "事项!2: 办理地点 没有填，请填上" in told
    assert told.count("\n") == 1
    assert "事项!2: 结果名称 没有填，请填上" in told


def test_a_material_without_its_name_names_its_row(tmp_path):
    told = refused(book(tmp_path / "i.xlsx", 事项=[ITEM], 材料=[{"事项": "tree-felling", "原件份数": 1}]))
    assert "材料!2: 材料名称 没有填" in told


def test_a_column_nobody_knows_is_told_and_the_rest_taken_in(tmp_path):
    found = read_directory(book(tmp_path / "i.xlsx", 事项=[ITEM | {"办件类形": "x", "备用": "y"}]))
    told = [zh for _, zh, _ in found.ignored]
    assert told == ["不认识这一列：办件类形，是不是 办件类型？", "不认识这一列：备用"]


def test_the_same_code_twice_is_refused(tmp_path):
    assert "代号 tree-felling 重复了" in refused(book(tmp_path / "i.xlsx", 事项=[ITEM, ITEM]))


def test_a_workbook_without_the_sheet_says_which_it_has(tmp_path):
    assert "没有名为 事项 的工作表(现有：Sheet1)" in refused(book(tmp_path / "i.xlsx", Sheet1=[ITEM]))


def test_what_is_no_workbook_says_what_to_do(tmp_path):
    (tmp_path / "i.xlsx").write_bytes(b"no workbook")
    assert "另存为 .xlsx" in refused(tmp_path / "i.xlsx")
    assert "读不了" in refused(tmp_path / "nowhere.xlsx")


RECORD = {
    "task_name": "居住证申领",
    "task_code": "11990001MB000000143000199001001",
    "task_version": "3",
    "published": "2026-07-01",
    "dept_name": "云溪县公安局",
    "project_type": "即办件",
    "promise_day": 15,
    "result_name": "居住证",
    "transact_addr": "大厅",
    "transact_time": "工作日",
    "accept_condition": ["住满半年", "有住所"],
}


def test_a_platforms_records_are_taken_in(tmp_path):
    path = tmp_path / "i.json"
    path.write_text(json.dumps([RECORD]), encoding="utf-8")
    (guide,) = read_directory(path).shelf.guides
    assert guide.id == "11990001mb000000143000199001001"
    assert [each.zh for each in guide.conditions.accept] == ["住满半年", "有住所"]
    path.write_text(json.dumps([RECORD | {"promise_day": "soon"}]), encoding="utf-8")
    assert "[0].promise_day(承诺办结时限)" in refused(path)


LEAST = {
    name: ITEM[name]
    for name in (
        "代号",
        "事项名称",
        "版本",
        "公布日期",
        "实施主体",
        "办件类型",
        "承诺办结时限",
        "结果名称",
        "办理地点",
        "办理时间",
    )
}


def only(path):
    (guide,) = read_directory(path).shelf.guides
    return guide


def test_what_the_directory_does_not_say_is_said_nowhere(tmp_path):
    guide = only(
        book(tmp_path / "i.xlsx", 事项=[LEAST], 材料=[{"事项": "tree-felling", "材料名称": "林权证"}])
    )
    shown = "\n".join(line for each in topics(guide, TEXTS) for line in each.lines)
    for word in ("不收费", "办理方式", "跑", "窗口领取", "原件", "限时办结件"):
        assert word not in shown
    assert {"承诺件", "收费请咨询"} <= set(shown.splitlines())
    assert summary(guide, TEXTS)[-1] == "收费请咨询"
    assert {"ways", "visits", "fees", "delivery", "counts", "audience"} <= set(lacks(guide))
    bare = only(book(tmp_path / "i.xlsx", 事项=[LEAST]))
    assert next(each for each in topics(bare, TEXTS) if each.key == "bring").brief == ""
    said = only(book(tmp_path / "i.xlsx", 事项=[LEAST | {"是否收费": "否", "不用带材料": "是"}]))
    assert (fee_of(said, TEXTS), topics(said, TEXTS)[0].brief) == ("不收费", "不用带材料")
    assert not {"fees", "materials"} & set(lacks(said))


@pytest.mark.parametrize(
    ("cell", "limit"),
    [
        ("15", "15 个工作日"),
        ("20天", "20 天"),
        ("3个月", "3 个月"),
        ("当场", "当场办好"),
        ("7个工作日", "7 个工作日"),
    ],
)
def test_a_time_limit_keeps_what_it_counts(tmp_path, cell, limit):
    assert (
        time_of(only(book(tmp_path / "i.xlsx", 事项=[LEAST | {"承诺办结时限": cell}])).promised, TEXTS)
        == limit
    )


def test_every_fault_of_a_file_is_told_at_once(tmp_path):
    told = refused(
        book(
            tmp_path / "i.xlsx",
            事项=[LEAST | {"公布日期": "七月", "结果名称": None, "实施编码": "不是编码"}],
            材料=[
                {"事项": "tree-felling", "材料名称": "林权证", "情形": "ownn", "原件份数": "两份"},
                {"事项": "tree-felling", "原件份数": 1, "告知承诺": "是"},
            ],
            情形=SITUATIONS,
            填写=[QUESTIONS[1] | {"选项": None}, QUESTIONS[2] | {"类型": "随便", "最大数": 3}],
            主题=[{"代号": "wood", "名称": "种树一件事", "事项": "林木采伐许可；砍竹子"}, {"代号": "t"}],
        )
    )
    for part in (
        "事项!D2(公布日期): “七月” 不是日期",
        "事项!2: 结果名称 没有填",
        "(实施编码)",
        "材料!D2(原件份数): “两份” 应当是整数",
        "材料!C2(情形): 情形 ownn 不认识，是不是 own？",
        "材料!3: 材料名称 没有填",
        "(告知承诺): 可以书面承诺代替，却没有承诺书",
        "填写!2: 选项 没有填",
        "(类型): “随便” 应当是其中一个",
        "(事项): 事项 砍竹子 不认识",
        "主题!3: 名称 没有填",
    ):
        assert part in told
    assert "最大数" not in told


def test_every_fault_of_json_is_told_at_once(tmp_path):
    guide = {
        "id": "x",
        "name": "居住证",
        "charged": False,
        "fees": [{"name": "工本费", "amount": "20 元"}],
        "materials": [{"name": "合同", "situations": ["rant"], "copies": "two"}],
        "apply": {"situations": [{"id": "rent", "name": "租房"}]},
    }
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps({"guides": [guide], "themes": [{"id": "t", "name": "一件事", "guides": ["x", "y"]}]}),
        encoding="utf-8",
    )
    told = refused(path)
    for part in (
        "materials[0](合同).copies",
        "materials[0](合同).situations: 情形 rant 不认识，是不是 rent？",
        "缺少 version",
        "(居住证).charged: 写了不收费，又写了收费项目",
        "themes[0](一件事).guides[1]: 事项 y 不认识",
    ):
        assert part in told


@pytest.mark.parametrize("content", ["{}", "[]", '{"guides": []}'])
def test_a_file_without_any_item_is_refused_and_says_what_is_expected(tmp_path, content):
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    assert "里面一个事项也没有" in refused(tmp_path / "a.json")
    assert "里面一个事项也没有" in refused(book(tmp_path / "i.xlsx", 事项=[{"事项名称": None}]))


SITUATIONS = [
    {"事项": "tree-felling", "情形代号": "own", "情形名称": "自家的树", "说明": "房前屋后"},
    {"事项": "tree-felling", "情形代号": "forest", "情形名称": "林地里的树"},
]
QUESTIONS = [
    {
        "事项": "tree-felling",
        "填写代号": "trees",
        "问题": "砍几棵？",
        "类型": "数字",
        "最多字数": 3,
        "最小数": 1,
        "最大数": 200,
    },
    {
        "事项": "tree-felling",
        "填写代号": "kind",
        "问题": "什么树？",
        "类型": "选择",
        "选项": "pine=松树\nfir=杉树",
        "可以不知道": "是",
        "情形": "forest",
    },
    {"事项": "tree-felling", "填写代号": "home", "问题": "住址", "身份证读取": "住址"},
]
PAPERS = [
    {
        "事项": "tree-felling",
        "材料名称": "林权证",
        "材料代号": "deed",
        "情形": "forest",
        "终端收取": "证件正反面",
        "电子证照": "forest-right",
    },
    {"事项": "tree-felling", "材料名称": "村里的证明", "情形": "own、forest", "告知承诺": "是"},
]


def test_how_one_applies_is_taken_in(tmp_path):
    item = ITEM | {"可以代办": "是", "承诺书": "本人承诺属实"}
    path = book(tmp_path / "i.xlsx", 事项=[item], 材料=PAPERS, 情形=SITUATIONS, 填写=QUESTIONS)
    (guide,) = read_directory(path).shelf.guides
    assert (guide.apply.agents, guide.apply.commitment.zh) == (True, "本人承诺属实")
    assert [(each.id, each.name.zh) for each in guide.apply.situations] == [
        ("own", "自家的树"),
        ("forest", "林地里的树"),
    ]
    trees, kind, home = guide.apply.questions
    assert (trees.kind, trees.most, home.card) == ("number", 3, "address")
    assert (trees.smallest, trees.largest) == (1, 200)
    assert [(each.id, each.name.zh) for each in kind.choices] == [("pine", "松树"), ("fir", "杉树")]
    assert (kind.unsure, kind.situations) == (True, ("forest",))
    deed, note = guide.materials
    assert (deed.id, deed.scan, deed.licence, deed.situations) == (
        "deed",
        "card",
        "forest-right",
        ("forest",),
    )
    assert (note.situations, note.commitment) == (("own", "forest"), True)


@pytest.mark.parametrize(
    ("cell", "bound"),
    [
        ("今天", "today"),
        ("今天-120年", "today-120y"),
        ("今天 + 6 个月", "today+6m"),
        ("今天+30天", "today+30d"),
        ("today-1y", "today-1y"),
        ("2026年1月5日", "2026-01-05"),
        (date(2026, 1, 5), "2026-01-05"),
    ],
)
def test_a_day_that_bounds_an_answer_is_written_as_people_say_it(tmp_path, cell, bound):
    asked = {"事项": "tree-felling", "填写代号": "when", "问题": "哪天？", "类型": "日期", "最晚日期": cell}
    (guide,) = read_directory(book(tmp_path / "i.xlsx", 事项=[ITEM], 填写=[asked])).shelf.guides
    assert guide.apply.questions[0].latest == bound
    wrong = [
        asked | {"最晚日期": "明年"},
        asked | {"填写代号": "b", "最早日期": "今天", "最晚日期": "今天-3天"},
    ]
    told = refused(book(tmp_path / "w.xlsx", 事项=[ITEM], 填写=wrong[:1]))
    assert "“明年” 不是日期" in told
    told = refused(book(tmp_path / "w.xlsx", 事项=[ITEM], 填写=wrong[1:]))
    assert "(最晚日期): 两头的范围之间没有能填的答案" in told


def test_what_does_not_fit_together_is_told_with_its_cell(tmp_path):
    wrong = [
        QUESTIONS[0] | {"情形": "forrest"},
        QUESTIONS[1] | {"选项": None},
        QUESTIONS[2] | {"填写代号": "trees"},
    ]
    told = refused(book(tmp_path / "i.xlsx", 事项=[ITEM], 材料=PAPERS, 情形=SITUATIONS, 填写=wrong))
    assert "材料!G3(告知承诺): 可以书面承诺代替，却没有承诺书" in told
    assert "(情形): 情形 forrest 不认识，是不是 forest？" in told
    assert "填写!3: 选项 没有填，请填上" in told
    assert "填写!B4(填写代号): 代号 trees 重复了" in told
    told = refused(book(tmp_path / "i.xlsx", 事项=[ITEM], 情形=[{"事项": "tree-felling", "情形代号": "own"}]))
    assert "情形!2: 情形名称 没有填，请填上" in told


def test_the_template_has_every_column_and_can_be_filled_in(tmp_path):
    path = tmp_path / "t.xlsx"
    workbook(path)
    sheet = load_workbook(path)["事项"]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [column.names[0] for column in ITEMS]
    assert set(ITEM) <= set(heads)
    assert {"情形", "填写"} <= set(load_workbook(path).sheetnames)
