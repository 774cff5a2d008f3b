"""`hallkit device capture`: names, arguments, help and examples."""

from __future__ import annotations

from typing import Final

from hall.cli.verbs import JSON, OPTION, OVERWRITE, Verb, flag, needed, profile, time_out

_CAPTURE: Final = Verb(
    "capture",
    "hall.cli.capture:capture",
    (
        "用高拍仪拍一页：等纸放稳了自己拍，裁好摆正，存成文件",
        "capture one page with a document camera: waits until it lies still, cuts it out, writes a file",
    ),
    (
        needed(
            "--port",
            (
                "端口：/dev/v4l/by-id/…、video:http://主机:端口/路径 或 video:录像",
                "port: /dev/v4l/by-id/…, video:http://HOST:PORT/PATH or video:RECORDING",
            ),
            metavar="PORT",
        ),
        needed("-o --output", ("写到哪里：.jpg 或 .pdf", "where to: .jpg or .pdf"), metavar="OUT"),
        flag(
            "--what",
            (
                "一页纸、证件的一面、并排的两面，或整个画面；默认一页纸",
                "a sheet, one side of a card, both sides side by side, or all that is seen; default: a sheet",
            ),
            choices=("page", "card", "cards", "picture"),
            default="page",
        ),
        flag(
            "--now",
            ("马上拍，不等放稳", "at once, not waiting until it lies still"),
            action="store_true",
        ),
        OVERWRITE,
        profile("document-camera"),
        OPTION,
        JSON,
        time_out(30, 1),
    ),
    (
        (
            "hallkit device capture --port /dev/v4l/by-id/usb-… -o page.pdf",
            "放上纸，手拿开，自己拍",
            "put a sheet down, take the hand away: it is captured by itself",
        ),
        (
            "hallkit device capture --port video:desk.avi -o card.jpg --what card --json",
            "录像代替摄像头；身份证的一面",
            "a recording instead of a camera; one side of an ID card",
        ),
    ),
    defaults={"device_class": "document_camera"},
)
VERBS: Final = (_CAPTURE,)
