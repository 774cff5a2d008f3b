"""The commands for pictures: names, arguments, help and examples."""

from __future__ import annotations

from typing import Final

from hall.cli.parsing import number_from
from hall.cli.verbs import JSON, OVERWRITE, Flag, Verb, flag, needed

_DECODE: Final = Verb(
    "decode",
    "hall.cli.decode:decode",
    ("读出图片里的码，每张图片一行 JSON", "read the codes of pictures, one line of JSON a picture"),
    (
        needed("image", ("图片文件", "a picture's file"), nargs="+", metavar="IMAGE"),
        flag(
            "--symbology",
            (
                "只找这些码制，用逗号隔开，如 QRCode,Code128；默认找大厅里用的",
                "only these symbologies, as QRCode,Code128; default: what halls use",
            ),
            action="append",
            default=[],
            metavar="NAMES",
        ),
    ),
    examples=(
        (
            "hallkit device decode photo.jpg",
            "二维码、条形码都读；没有码时 codes 是空的",
            "reads QR codes and bar codes; codes is empty when there is none",
        ),
        (
            "hallkit device decode --symbology QRCode,EAN13 scans/*.png > codes.jsonl",
            "只找这两种；打不开的图片在自己那一行说明，别的照读",
            "only these two; a picture that cannot be opened says so in its line, the others are read",
        ),
    ),
    epilog=(
        (
            "一行里：path 文件，ok 打开了没有，width、height 像素，codes 每个码：\n"
            "  symbology 码制；bytes_hex 原样的字节；text 文字，不是文字时为 null;charset 按什么编码读的；\n"
            "  corners 四角 [x, y]，转正后的图片的像素，从码自己的左上角起顺时针。\n"
            "动图、多页图片看前 10 页，第一页有码的算数(frame)。打不开时有 error 和 detail，退出码 2。"
        ),
        (
            "In a line: path, ok (it could be opened), width and height in pixels, and codes, each with:\n"
            "  symbology; bytes_hex, the exact bytes; text, null when they are none; charset it was read as;\n"
            "  corners, four [x, y] in pixels of the upright picture, clockwise from the code's own top left.\n"
            "Of animations and pages the first 10, up to one with a code (frame). What cannot be opened has\n"
            "error and detail; the exit status is then 2."
        ),
    ),
)
_SWITCH: Final = {"action": "store_true"}
_PAGE: Final = Verb(
    "page",
    "hall.cli.page:page",
    (
        "从照片或扫描件里裁出一页：摆正、判断好坏，输出一行 JSON",
        "cut one page out of a photo or scan: straight, judged; prints one line of JSON",
    ),
    (
        needed("image", ("图片文件", "a picture's file"), metavar="IMAGE"),
        needed(
            "-o --output", ("写到哪里：.png、.jpg 或 .pdf", "where to: .png, .jpg or .pdf"), metavar="OUT"
        ),
        Flag(
            "--scan",
            ("整张图就是一页，只摆平", "the whole picture is the page: only level it"),
            either="what",
            rest=_SWITCH,
        ),
        Flag(
            "--cards",
            ("图里是证件的正反两面", "the picture shows both sides of a card"),
            either="what",
            rest=_SWITCH,
        ),
        Flag(
            "--clean",
            ("去掉阴影和底色，红章还是红的", "no shadows, white paper; red seals stay red"),
            either="look",
            rest=_SWITCH,
        ),
        Flag("--black-white", ("变成黑白", "black on white"), either="look", rest=_SWITCH),
        flag(
            "--dpi",
            (
                "裁出的一页每英寸几点，默认和照片一样细；--scan 时是扫描的分辨率",
                "dots per inch of the page made, default: as fine as seen; with --scan the scan's own",
            ),
            type=number_from(50, 1200),
            metavar="N",
        ),
        OVERWRITE,
        flag(
            "--json",
            ("可以不写：标准输出总是一个 JSON 对象", "not needed: stdout is one JSON object anyway"),
            action="store_true",
            default=True,
        ),
    ),
    examples=(
        (
            "hallkit device page desk.jpg -o page.pdf",
            "高拍仪或手机拍的桌面：找到纸张，拉正，存成 A4 的 PDF",
            "a desk seen by a camera: finds the sheet, makes it flat, writes a PDF of its size",
        ),
        (
            "hallkit device page scan.png -o level.png --scan --clean",
            "扫描件整张就是一页：按文字摆平，去掉阴影和底色",
            "a scan that is all page: levels it by its text, removes shadows and the paper's tint",
        ),
        (
            "hallkit device page cards.jpg -o copy.pdf --cards",
            "身份证正反面放到一张 A4 上，大小和原件一样",
            "both sides of an ID card on one A4, at their true size",
        ),
    ),
    epilog=(
        (
            "JSON 里：corners 纸的四角 [x, y]，转正后的图片的像素，从左上角起顺时针；skew_degrees 纸顺时针歪了几度；\n"
            "  size_mm、size_px 裁出的一页；orientation_certain 上下分不分得清；judgements 每项的值、限值和 ok;\n"
            "  problems 不合格项的代码(page.blurred 模糊、page.dark 太暗、page.overexposed 太亮、page.glare 反光、\n"
            "  page.shadow 阴影、page.cutOff 没拍全、page.skewed 放歪、page.blank 空白)。\n"
            "没有找到纸张时不猜：退出码 10，什么也不写，reason 说明原因。"
        ),
        (
            "In the JSON: corners, four [x, y] in pixels of the upright picture, clockwise from the top left;\n"
            "  skew_degrees, how far the sheet is turned clockwise; size_mm and size_px of the page made;\n"
            "  orientation_certain, whether top and bottom are known; judgements, each with value, limit and ok;\n"
            "  problems, codes of what is not good enough (page.blurred, page.dark, page.overexposed, page.glare,\n"
            "  page.shadow, page.cutOff, page.skewed, page.blank).\n"
            "Without a sheet nothing is guessed: exit status 10, nothing is written, reason says why."
        ),
    ),
)
_PDF: Final = Verb(
    "pdf",
    "hall.cli.pdf_file:make",
    (
        "把扫描的几面装进一个 PDF，每面按文字摆平",
        "put scanned sides into one PDF, each turned level by its text",
    ),
    (
        needed("image", ("图片文件，一面一个", "a picture's file a side"), nargs="+", metavar="IMAGE"),
        needed("-o --output", ("写到哪里：.pdf", "where to: .pdf"), metavar="OUT"),
        flag("--as-is", ("不摆平，原样装进去", "turn nothing, as they are"), action="store_true"),
        flag(
            "--dpi",
            (
                "扫描的分辨率，默认用图片里写的，没写是 300",
                "the scan's own, default: as the picture says, else 300",
            ),
            type=number_from(50, 1200),
            metavar="N",
        ),
        OVERWRITE,
        JSON,
    ),
    examples=(
        (
            "hallkit device pdf scans/page-*.png -o case.pdf",
            "扫描的几面装成一份；已经平的 JPEG 原样装进去，不再压一遍",
            "bind what was scanned; a JPEG that is level goes in as it is, not packed again",
        ),
    ),
)
VERBS: Final = (_DECODE, _PAGE, _PDF)
