"""`hallkit device list` names ports as they are called after the next reboot too."""

import json

from hall.cli import devices
from hall.cli.devices import stable_ports
from hall.cli.main import main


def test_ports_by_id_come_before_ports_by_path(tmp_path):
    device = tmp_path / "ttyUSB3"
    device.touch()
    for kind, name in (("by-path", "pci-0000:00:14.0-usb-0:2:1.0"), ("by-id", "usb-Maker_Reader_0001-if00")):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / name).symlink_to(device)
    names = [(name.rsplit("/", 1)[1], today) for name, today in stable_ports(tmp_path)]
    assert names == [
        ("usb-Maker_Reader_0001-if00", str(device)),
        ("pci-0000:00:14.0-usb-0:2:1.0", str(device)),
    ]


def test_a_machine_without_serial_ports_has_an_empty_list(tmp_path):
    assert not list(stable_ports(tmp_path))


def test_the_list_for_people(capsys):
    assert main(["--lang", "zh", "device", "list"]) == 0
    out = capsys.readouterr().out
    assert "身份证阅读机具" in out
    assert "samv" in out
    assert "只在仿真上试过" in out


def test_the_list_for_programs(capsys):
    assert main(["device", "list", "--json"]) == 0
    out = capsys.readouterr().out
    told = json.loads(out)
    assert out.count("\n") == 1
    assert told["ok"] is True
    assert {profile["id"] for profile in told["profiles"]} >= {"samv", "serial-scanner", "escpos-80"}


def test_one_wrong_profile_is_named_and_the_others_are_listed(tmp_path, monkeypatch, capsys):
    samv = (devices.PROFILES / "samv.toml").read_text(encoding="utf-8")
    long = "a-reader-with-quite-a-long-name"
    (tmp_path / "samv.toml").write_text(samv, encoding="utf-8")
    (tmp_path / f"{long}.toml").write_text(samv.replace('id = "samv"', f'id = "{long}"'), encoding="utf-8")
    (tmp_path / "broken.toml").write_text("id = broken\n", encoding="utf-8")
    monkeypatch.setattr(devices, "PROFILES", tmp_path)
    assert main(["--lang", "en", "device", "list"]) == 2
    people = capsys.readouterr()
    assert f"    {'samv':<{len(long)}}  Second-generation" in people.out
    assert f"    {long}  Second-generation" in people.out
    assert "this profile is wrong and not listed" in people.err
    assert "broken.toml:1" in people.err
    assert main(["--lang", "en", "device", "list", "--json"]) == 2
    programs = json.loads(capsys.readouterr().out)
    assert programs["ok"] is False
    assert {profile["id"] for profile in programs["profiles"]} == {"samv", long}
    assert ["broken.toml:1" in why for why in programs["wrong"]] == [True]
