"""`hallkit device capture`: names, arguments, help and examples."""

from __future__ import annotations

from typing import Any

from hall.cli.language import Say
from hall.cli.parsing import add_command, number_from


def add_capture(verbs: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit device capture --port PORT -o OUT`."""
    parser = add_command(
        verbs,
        say,
        "capture",
        "hall.cli.capture:capture",
        (
            "用高拍仪拍一页:等纸放稳了自己拍,裁好摆正,存成文件",
            "capture one page with a document camera: waits until it lies still, cuts it out, writes a file",
        ),
        examples=(
            (
                "hallkit device capture --port /dev/v4l/by-id/usb-… -o page.pdf",
                "放上纸,手拿开,自己拍",
                "put a sheet down, take the hand away: it is captured by itself",
            ),
            (
                "hallkit device capture --port video:desk.avi -o card.jpg --what card --json",
                "录像代替摄像头;身份证的一面",
                "a recording instead of a camera; one side of an ID card",
            ),
        ),
    )
    parser.set_defaults(device_class="document_camera")
    parser.needed.add_argument(
        "--port",
        required=True,
        metavar="PORT",
        help=say(
            "端口:/dev/v4l/by-id/…、video:http://主机:端口/路径 或 video:录像",
            "port: /dev/v4l/by-id/…, video:http://HOST:PORT/PATH or video:RECORDING",
        ),
    )
    parser.needed.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help=say("写到哪里:.jpg 或 .pdf", "where to: .jpg or .pdf"),
    )
    more = parser.options.add_argument
    more(
        "--what",
        choices=("page", "card", "cards", "picture"),
        default="page",
        help=say(
            "一页纸、证件的一面、并排的两面,或整个画面;默认一页纸",
            "a sheet, one side of a card, both sides side by side, or all that is seen; default: a sheet",
        ),
    )
    more(
        "--now", action="store_true", help=say("马上拍,不等放稳", "at once, not waiting until it lies still")
    )
    more("--overwrite", action="store_true", help=say("OUT 已有时覆盖", "replace OUT when it exists"))
    more(
        "--profile",
        default="document-camera",
        metavar="P",
        help=say("型号,默认 document-camera", "model, default document-camera"),
    )
    more("--json", action="store_true", help=say("标准输出只有一个 JSON 对象", "stdout is one JSON object"))
    more(
        "--timeout",
        type=number_from(1, 86_400),
        default=30,
        metavar="S",
        help=say("最多等几秒,默认 30", "wait at most S seconds, default 30"),
    )
