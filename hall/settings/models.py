"""README's table of devices, made from `config/devices`: `python -m hall.settings.models` writes it in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from hall.rendered import Place
from hall.settings.loading import load_profiles
from hall.settings.schema import DeviceClass, Profile

PLACE = Place("README", "hall.settings.models")
CLASSES = {
    "id_card": ("身份证阅读机具", "ID card reader"),
    "smart_card": ("芯片卡读卡器", "chip-card reader"),
    "code_scanner": ("扫码器", "code scanner"),
    "document_scanner": ("扫描仪", "document scanner"),
    "document_camera": ("高拍仪", "document camera"),
    "ticket_printer": ("小票打印机", "ticket printer"),
    "document_printer": ("文件打印机", "document printer"),
    "evaluation_pad": ("评价器", "evaluation pad"),
    "caller_keypad": ("呼叫器", "caller keypad"),
    "led_window_sign": ("窗口显示屏", "LED window sign"),
    "pickup_locker": ("取件柜", "pickup locker"),
    "speaker": ("语音叫号", "speaker"),
    "staff_attendance": ("考勤机", "staff attendance"),
    "auxiliary": ("辅助设备", "auxiliary device"),
}
"""Both names of each class, in the order of the table."""
TRIED = {
    "never": ("没有试过", "never tried"),
    "twin": ("仿真", "twin"),
    "hardware": ("真机", "hardware"),
}


def table(profiles: Iterable[Profile]) -> str:
    """The table and what it amounts to, as Markdown."""
    known = list(profiles)
    real = sum(profile.verified == "hardware" for profile in known)
    sum_zh = f"在真机上试过的有 {real} 种" if real else "还没有在真机上试过任何一种"
    sum_en = (
        f"{real} of them tried on real hardware" if real else "None of them was tried on real hardware yet."
    )
    head = (
        "| 类别 class | 型号 profile | 名称 title | 试到什么程度 tried on | 页 page |\n|---|---|---|---|---|"
    )
    rows = [row for name in get_args(DeviceClass) for row in _rows(name, known)]
    return "\n".join([head, *rows, "", f"{sum_zh} · {sum_en}"])


def _rows(name: str, profiles: list[Profile]) -> Iterator[str]:
    zh, en = CLASSES[name]
    kind = f"{zh} {en} `{name}`"
    for profile in sorted((one for one in profiles if one.device_class == name), key=lambda one: one.id):
        title = f"{profile.title.zh} · {profile.title.en}"
        tried = " ".join(TRIED[profile.verified])
        page = f"[{profile.id}](docs/hardware/{profile.id}.md)"
        yield f"| {kind} | `{profile.id}` | {title} | {tried} | {page} |"
        kind = ""


def main() -> None:
    """Write the table into the page. Raises `SettingsError` for a profile that is wrong."""
    PLACE.write(table(load_profiles().values()))


if __name__ == "__main__":
    main()
