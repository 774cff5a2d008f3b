"""`hallkit guides` as a technician uses it."""

import json

from openpyxl import load_workbook

from hall.guides.book import SAMPLES
from hall.settings import CONFIG
from tests.unit.cli.running import hallkit, told
from tests.unit.hall.guides.test_importing import ITEM, MATERIALS, RECORD, book


def test_a_filled_in_template_is_imported_checked_and_found_by_its_letters(tmp_path):
    made = tmp_path / "items.xlsx"
    assert hallkit("guides", "template", "-o", made).returncode == 0
    sheets = load_workbook(made)
    for name, rows in (("事项", [ITEM]), ("材料", MATERIALS)):
        heads = [cell.value for cell in sheets[name][1]]
        for row in rows:
            sheets[name].append([row.get(head) for head in heads])
    sheets.save(made)
    data = tmp_path / "hall"
    data.mkdir()
    answer = told(hallkit("guides", "import", made, "--data", data, "--json"))
    assert (answer["guides"], answer["ignored"]) == (["tree-felling"], [])
    again = hallkit("guides", "import", made, "--data", data)
    assert again.returncode == 2
    assert "--overwrite" in again.stderr
    shown = hallkit("guides", "show", "lmcf", "--data", data)
    assert "林木采伐许可 (tree-felling)" in shown.stdout
    assert "采伐申请表" in shown.stdout
    checked = hallkit("guides", "check", "--data", data)
    assert checked.returncode == 0
    assert "还缺 设定依据" in checked.stdout


def test_a_fault_says_where_and_what_and_takes_nothing_in(tmp_path):
    made = book(tmp_path / "items.xlsx", 事项=[ITEM | {"公布日期": "soon"}])
    ended = hallkit("guides", "import", made, "--data", tmp_path)
    assert ended.returncode == 2
    assert "事项!F2(公布日期): “soon” 不是日期" in ended.stderr
    assert "事项目录有误" in ended.stderr
    assert not (tmp_path / "guides").exists()


def test_what_is_wrong_in_a_folder_ends_the_check(tmp_path):
    (tmp_path / "guides").mkdir()
    text = (SAMPLES / "residence-permit.toml").read_text(encoding="utf-8")
    (tmp_path / "guides" / "a.toml").write_text(text, encoding="utf-8")
    ended = hallkit("guides", "check", "--data", tmp_path, "--json")
    assert ended.returncode == 2
    assert "residence-form.png" in told(ended)["detail"]


def test_without_a_folder_the_invented_ones_are_shown(tmp_path):
    assert "居住证申领" in hallkit("guides", "show").stdout
    nothing = hallkit("guides", "show", "xqxq")
    assert nothing.returncode == 2
    assert "没有找到 xqxq" in nothing.stderr


def test_an_import_tells_what_is_missing_over_and_counted_otherwise_in_the_hall(tmp_path):
    demo = (
        (CONFIG / "halls" / "demo.toml")
        .read_text(encoding="utf-8")
        .replace("samples = true", "samples = false")
    )
    (tmp_path / "hall.toml").write_text(demo, encoding="utf-8")
    item = ITEM | {"代号": "residence-permit", "有效期至": "2026-01-31", "法定办结时限": "15天"}
    form = {"事项": "residence-permit", "材料名称": "申请表", "表格名称": "申请表", "样表": "gone.png"}
    made = book(tmp_path / "items.xlsx", 事项=[item], 材料=[form])
    ended = hallkit("guides", "import", made, "--data", tmp_path)
    assert ended.returncode == 0
    for part in (
        "还缺 设定依据",
        "2026-01-31 已到期",
        "没有图片 pictures/gone.png",
        "指南写承诺 10 个工作日，hall.toml 的 promise_days 是 15",
        "指南写法定 15 天，hall.toml 的 statutory_days 是 15",
    ):
        assert part in ended.stderr
    (tmp_path / "guides" / "pictures").mkdir()
    (tmp_path / "guides" / "pictures" / "gone.png").write_bytes(b"a picture")
    checked = told(hallkit("guides", "check", "--data", tmp_path, "--json"))
    assert (checked["over"], checked["pictures"]) == (["residence-permit"], {})
    assert len(checked["days"]["residence-permit"]) == 2


def test_an_empty_file_is_refused_and_replaces_nothing(tmp_path):
    made = tmp_path / "items.json"
    made.write_text(json.dumps([RECORD]), encoding="utf-8")
    assert hallkit("guides", "import", made, "--data", tmp_path).returncode == 0
    full = (tmp_path / "guides" / "items.json").read_text(encoding="utf-8")
    made.write_text("{}", encoding="utf-8")
    ended = hallkit("guides", "import", made, "--data", tmp_path, "--overwrite")
    assert ended.returncode == 2
    assert "里面一个事项也没有" in ended.stderr
    assert (tmp_path / "guides" / "items.json").read_text(encoding="utf-8") == full


def test_a_theme_may_name_an_item_of_another_file_of_the_hall_and_none_that_is_nowhere(tmp_path):
    first = book(tmp_path / "items.xlsx", 事项=[ITEM])
    assert hallkit("guides", "import", first, "--data", tmp_path).returncode == 0
    themes = tmp_path / "themes.json"
    theme = {"id": "wood", "name": "种树一件事", "guides": ["tree-felling"]}
    themes.write_text(json.dumps({"themes": [theme]}), encoding="utf-8")
    assert hallkit("guides", "import", themes, "--data", tmp_path).returncode == 0
    themes.write_text(json.dumps({"themes": [theme | {"guides": ["tree-feling"]}]}), encoding="utf-8")
    ended = hallkit("guides", "import", themes, "--data", tmp_path, "--overwrite")
    assert ended.returncode == 2
    assert "tree-feling 不认识，是不是 tree-felling？" in ended.stderr


def test_the_demo_halls_items_and_its_guides_promise_the_same_days(tmp_path):
    (tmp_path / "hall.toml").write_bytes((CONFIG / "halls" / "demo.toml").read_bytes())
    checked = told(hallkit("guides", "check", "--data", tmp_path, "--json"))
    assert (checked["guides"], checked["days"], checked["lacking"]) == (5, {}, {})
