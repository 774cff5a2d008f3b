"""The commands for pictures: names, arguments, help and examples."""

from __future__ import annotations

from typing import Any

from hall.cli.language import Say
from hall.cli.parsing import add_command


def add_decode(verbs: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit device decode IMAGE…`."""
    parser = add_command(
        verbs,
        say,
        "decode",
        "hall.cli.decode:decode",
        ("读出图片里的码,每张图片一行 JSON", "read the codes of pictures, one line of JSON a picture"),
        examples=(
            (
                "hallkit device decode photo.jpg",
                "二维码、条形码都读;没有码时 codes 是空的",
                "reads QR codes and bar codes; codes is empty when there is none",
            ),
            (
                "hallkit device decode --symbology QRCode,EAN13 scans/*.png > codes.jsonl",
                "只找这两种;打不开的图片在自己那一行说明,别的照读",
                "only these two; a picture that cannot be opened says so in its line, the others are read",
            ),
        ),
        epilog=say(
            "一行里:path 文件,ok 打开了没有,width、height 像素,codes 每个码:\n"
            "  symbology 码制;bytes_hex 原样的字节;text 文字,不是文字时为 null;charset 按什么编码读的;\n"
            "  corners 四角 [x, y],转正后的图片的像素,从码自己的左上角起顺时针。\n"
            "动图、多页图片看前 10 页,第一页有码的算数(frame)。打不开时有 error 和 detail,退出码 2。",
            "In a line: path, ok (it could be opened), width and height in pixels, and codes, each with:\n"
            "  symbology; bytes_hex, the exact bytes; text, null when they are none; charset it was read as;\n"
            "  corners, four [x, y] in pixels of the upright picture, clockwise from the code's own top left.\n"
            "Of animations and pages the first 10, up to one with a code (frame). What cannot be opened has\n"
            "error and detail; the exit status is then 2.",
        ),
    )
    parser.needed.add_argument("image", nargs="+", metavar="IMAGE", help=say("图片文件", "a picture's file"))
    parser.options.add_argument(
        "--symbology",
        action="append",
        default=[],
        metavar="NAMES",
        help=say(
            "只找这些码制,用逗号隔开,如 QRCode,Code128;默认找大厅里用的",
            "only these symbologies, as QRCode,Code128; default: what halls use",
        ),
    )
