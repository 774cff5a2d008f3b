"""A hall file that is wrong is refused with the place, the fault and the nearest right word."""

import re

import pytest

from hall.settings import CONFIG, SettingsError, load, load_profile, load_profiles

DEMO = CONFIG / "halls" / "demo.toml"


def refused(tmp_path, *changes):
    """Load the demo hall with texts exchanged; return the lines of the error."""
    text = DEMO.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "hall.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path)
    return str(caught.value).splitlines()


def place(line):
    return tuple(int(part) for part in re.search(r"hall\.toml:(\d+):(\d+): ", line).groups())


def where(old):
    """Line and column of a text in the demo hall."""
    before = DEMO.read_text(encoding="utf-8").partition(old)[0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_the_demo_hall_is_right():
    settings = load(DEMO)
    assert [unit.id for unit in settings.units] == ["t1", "d1", "board", "w3", "p2"]
    assert settings.units[0].screen.width_mm == 268


def test_a_misspelt_name_gets_the_right_one(tmp_path):
    (line,) = refused(tmp_path, ("width_mm = 268", "width_mmm = 268"))
    assert place(line) == where("width_mm = 268")
    assert "width_mmm 不认识，是不是 width_mm？" in line
    assert "did you mean width_mm?" in line


def test_a_name_like_no_other_gets_no_guess(tmp_path):
    (line,) = refused(tmp_path, ("width_mm = 268", "width_mm = 268, zzz = 1"))
    assert line.endswith("zzz 不认识 | unknown key zzz")


def test_a_missing_name_points_at_its_table(tmp_path):
    (line,) = refused(tmp_path, ('phone = "0000-12345"\n', ""))
    assert place(line) == (3, 2)
    assert "缺少 phone" in line


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path):
    lines = refused(
        tmp_path,
        ('prefix = "D"', 'prefix = "d"'),
        ("number = 4", 'number = "4"'),
        ("promise_days = 15", "promise_days = 1500"),
        ('role = "display"', 'role = "dispaly"'),
    )
    assert len(lines) == 4
    assert [place(line)[0] for line in lines] == sorted(place(line)[0] for line in lines)
    assert "最多是 365" in lines[1]
    assert "应当是整数" in lines[2]
    assert "是不是 display？" in lines[3]


def test_faults_of_names_values_and_models_are_told_in_one_go(tmp_path):
    lines = refused(
        tmp_path,
        ("phone =", "fone ="),
        ('prefix = "A"', 'prefx = "A"'),
        ("promise_days = 15", 'promise_days = "15"'),
        ('services = ["social"]', 'services = ["socail"]'),
        ('profile = "escpos-80"', 'profile = "escpos-8"'),
    )
    says = [
        "是不是 phone？",
        "是不是 prefix？",
        "应当是整数",
        "业务 socail 不认识，是不是 social？",
        "型号 escpos-8 不认识",
    ]
    assert len(lines) == len(says)
    assert all(said in line for said, line in zip(says, lines, strict=True))


def test_one_mistake_is_not_told_as_three(tmp_path):
    (line,) = refused(tmp_path, ('id = "social"', 'idd = "social"'))
    assert "idd 不认识，是不是 id？" in line
    (line,) = refused(tmp_path, ('mark = "1"', 'mrak = "1"'))
    assert "mrak 不认识，是不是 mark？" in line


@pytest.mark.parametrize(
    "wrong",
    ["services = 1", 'units = "t1"', "[[units]]\nid = [1]\ndevices = [1]", "[[windows]]\nservices = [[]]"],
)
def test_whatever_stands_there_instead_it_is_refused_with_its_place(tmp_path, wrong):
    path = tmp_path / "hall.toml"
    path.write_text(f"{wrong}\n")
    with pytest.raises(SettingsError, match=r"hall\.toml:\d+:\d+: "):
        load(path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('service = "property"', 'service = "proprety"', "业务 proprety 不认识，是不是 property？"),
        ('services = ["social"]', 'services = ["socail"]', "业务 socail 不认识，是不是 social？"),
        ('services = ["social"]', "services = []", "2 号窗口没有业务"),
        ('id = "business"', 'id = "social"', "id social 重复了，第 1 个 services 已经用了它"),
        ('prefix = "D"', 'prefix = "A"', "prefix A 重复了"),
        ("number = 3", "number = 2", "number 2 重复了"),
        ('mark = "2"', 'mark = "1"', "mark 1 重复了"),
        ('mark = "2"', "", "d1 缺少 mark"),
        ('mark = "1"', "", "t1 缺少 mark"),
        ('id = "d1"', 'id = "t1"', "id t1 重复了"),
        ('profile = "serial-scanner"', 'profile = "serial_scanner"', "是不是 serial-scanner？"),
        ('profile = "samv"', 'profile = "escpos-80"', "escpos-80 是 ticket_printer，不能当 id_card 用"),
        ("/run/hallkit/code_scanner", "/run/hallkit/id_card", "port /run/hallkit/id_card 重复了"),
        ("/run/hallkit/code_scanner", "/dev/ttyUSB0", "/dev/ttyUSB0 重启后可能是另一台设备"),
        ('name = "code_scanner"', 'name = "id_card"', "name id_card 重复了"),
        ("[0-9A-Z]{16,64}", "[0-9A-Z{16,64}", "不是正确的正则表达式"),
    ],
)
def test_parts_that_do_not_fit_together(tmp_path, old, new, says):
    assert says in "\n".join(refused(tmp_path, (old, new)))


def test_a_fault_inside_an_inline_table_has_its_own_column(tmp_path):
    (line,) = refused(tmp_path, ('profile = "serial-scanner"', 'profile = "none-such"'))
    row, column = where('profile = "serial-scanner"')
    assert place(line) == (row, column + len("profile = "))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "yunxi"', 'id = "yunxi', "引号没有在这一行收尾"),
        ('id = "yunxi"', "id = yunxi", "值不对，文字要加双引号"),
        ('id = "yunxi"', 'id "yunxi"', "名字后面要有等号"),
        ('id = "yunxi"', 'id = "yunxi"\nid = "again"', "同一个名字写了两次"),
    ],
)
def test_a_text_that_is_not_toml(tmp_path, old, new, says):
    (line,) = refused(tmp_path, (old, new))
    assert place(line)[0] in {4, 5}
    assert says in line


def test_a_file_in_another_encoding(tmp_path):
    path = tmp_path / "hall.toml"
    path.write_bytes('[hall]\nid = "a" # 大厅'.encode("gbk"))
    with pytest.raises(SettingsError, match=r"hall\.toml:2:12: 不是 UTF-8 文字"):
        load(path)


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path):
    path = tmp_path / "hall.toml"
    path.write_bytes(b"\xef\xbb\xbf" + DEMO.read_bytes().replace(b"\n", b"\r\n"))
    assert load(path) == load(DEMO)


def test_no_such_file(tmp_path):
    with pytest.raises(SettingsError, match="没有这个文件"):
        load(tmp_path / "none.toml")


def test_every_profile_that_ships_is_right():
    assert {"samv", "serial-scanner", "escpos-80"} <= set(load_profiles())


def test_an_unknown_profile_gets_the_nearest():
    with pytest.raises(SettingsError, match=r"samvv 不认识，是不是 samv？"):
        load_profile("samvv")


def test_a_profile_of_an_unknown_class(tmp_path):
    text = (CONFIG / "devices" / "samv.toml").read_text(encoding="utf-8")
    (tmp_path / "samv.toml").write_text(text.replace('"id_card"', '"id_crad"'), encoding="utf-8")
    with pytest.raises(
        SettingsError, match=r"samv\.toml:3:16: device_class id_crad 不认识，是不是 id_card？"
    ):
        load_profile("samv", tmp_path)


def test_a_profile_whose_id_is_not_its_file_name(tmp_path):
    (tmp_path / "other.toml").write_bytes((CONFIG / "devices" / "samv.toml").read_bytes())
    with pytest.raises(SettingsError, match="id 应当和文件名一样：other"):
        load_profile("other", tmp_path)


def test_a_service_of_a_category_that_is_not_there_gets_the_right_one(tmp_path):
    office = '[[categories]]\nid = "office"\nname = { zh = "某局", en = "An office" }\n\n[[items]]\nid = "pension-check"'
    (line,) = refused(
        tmp_path,
        ('[[items]]\nid = "pension-check"', office),
        ('prefix = "C"', 'prefix = "C"\ncategory = "offise"'),
    )
    assert "category" in line
    assert "是不是 office？" in line
