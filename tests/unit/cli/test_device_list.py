"""`hallkit device list` names ports as they are called after the next reboot too."""

import json

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
