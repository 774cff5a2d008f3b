"""What happened, why, and what a technician does about it. Codes not listed here have the citizens' text."""

from __future__ import annotations

from drivers.types import CompletionCode
from hall.cli.language import Say
from hall.texts import TextsError, load_texts

Both = tuple[str, str]
Advice = tuple[Both, Both, Both]
"""What, why, what to do; each in Chinese and English."""

_BY_CODE: dict[str, Advice] = {
    "bus.notFound": (
        ("没有这个端口", "there is no such port"),
        ("端口名写错了,或设备没有接上", "its name is wrong, or the device is not connected"),
        (
            "接好设备,用 hallkit device list 看端口名",
            "connect the device; hallkit device list shows the names",
        ),
    ),
    "bus.busy": (
        ("端口被别的程序占用", "another program holds the port"),
        (
            "终端程序或另一条 hallkit 命令正在用它",
            "the terminal's program or another hallkit command uses it",
        ),
        ("先停掉那个程序(fuser 端口 可以看到是谁)", "stop that program first (fuser PORT names it)"),
    ),
    "bus.gone": (
        ("设备断开了", "the device went away"),
        ("线被拔掉,或设备断电、重启", "its plug was pulled, or it lost power or restarted"),
        ("查线和电源,再试一次", "check cable and power, then try again"),
    ),
    "bus.stalled": (
        ("设备不收数据", "the device takes no bytes"),
        ("流控设置不对,或设备卡死", "wrong flow control, or the device hangs"),
        ("查设备的流控设置;关电十秒再开", "check its flow control; power it off for ten seconds"),
    ),
    "permission.denied": (
        ("没有权限用这个端口", "no permission for this port"),
        (
            "当前用户不在 dialout(串口)或 lp(打印机)组",
            "you are not in the group dialout (serial) or lp (printer)",
        ),
        ("sudo adduser 用户名 dialout,然后重新登录", "sudo adduser USER dialout, then log in again"),
    ),
    "config.invalid": (
        ("设置有误", "a setting is wrong"),
        ("端口、波特率或型号里的某一项不能用", "something of port, baud rate or profile cannot be used"),
        ("对照该型号的硬件页(docs/hardware)改正", "compare with the model's page in docs/hardware"),
    ),
    "protocol": (
        ("设备的回答听不懂", "the device's answer makes no sense"),
        ("波特率不对、线路有干扰,或不是这种设备", "wrong baud rate, a noisy line, or another kind of device"),
        ("核对波特率和型号,换一根线", "check baud rate and model, try another cable"),
    ),
    "protocol.noAnswer": (
        ("设备不回答", "the device does not answer"),
        ("没有通电、波特率不对,或不是这种设备", "no power, wrong baud rate, or another kind of device"),
        (
            "查电源;核对 --profile 里的波特率和设备的设置",
            "check power; compare the profile's baud rate with the device",
        ),
    ),
    "driver": (
        ("驱动程序崩溃或卡死", "the driver crashed or hung"),
        ("这是 hallkit 的毛病,不是设备的", "this is a fault of hallkit, not of the device"),
        ("再试一次;还这样请报告,附上本屏内容", "try again; if it stays, report it with these lines"),
    ),
    "paper.out": (
        ("打印机没有纸", "the printer has no paper"),
        ("纸卷用完或没有装好", "the roll is empty or not in place"),
        ("换一卷纸,盖好盖子", "put in a new roll and close the cover"),
    ),
    "paper.jam": (
        ("打印机卡纸", "paper jam"),
        ("切刀或出纸口有纸", "there is paper in the cutter or the mouth"),
        (
            "打开盖子取出纸,盖好,再查一次状态",
            "open it, take the paper out, close it, ask for the status again",
        ),
    ),
    "cover": (
        ("打印机的盖子开着", "the printer's cover is open"),
        ("盖子没有压到位", "it was not pressed home"),
        ("盖好盖子", "close the cover"),
    ),
    "sam": (
        ("读卡机具的安全模块不工作", "the reader's security module does not work"),
        ("自检失败或没有授权", "its self-test failed or it is not authorised"),
        ("断电十秒再试;还不行就送修", "power it off for ten seconds; if it stays, have it repaired"),
    ),
    "data.invalid": (
        ("要打印的数据有误,什么也没有打", "the data to print is wrong; nothing was printed"),
        ("数据和所要的样式不一致", "it is not what this kind of paper needs"),
        ("用 --example 看正确的样子", "see --example for how it should look"),
    ),
    "font": (
        ("没有中文字体", "there is no Chinese font"),
        ("生僻字要用本机字体画成点阵", "rare characters are drawn with a font of this machine"),
        (
            "安装 fonts-noto-cjk(./install.sh install 会装)",
            "install fonts-noto-cjk (./install.sh install does)",
        ),
    ),
    "form": (
        ("票面样式文件有误", "the form's file is wrong"),
        ("assets/receipts 里的文件被改坏", "a file of assets/receipts was changed wrongly"),
        (
            "恢复这个文件,或照 drivers/printer/forms.py 的说明改正",
            "restore it, or follow drivers/printer/forms.py",
        ),
    ),
}
_BY_COMPLETION: dict[CompletionCode, Advice] = {
    CompletionCode.OUTCOME_UNKNOWN: (
        ("结果不明", "the outcome is unknown"),
        (
            "开始之后线路断了或设备不再回答,纸可能已经出来",
            "it broke off after the start; paper may have come out",
        ),
        (
            "看出纸口;确实没有才重打",
            "look at the mouth of the printer; print again only when nothing is there",
        ),
    ),
    CompletionCode.TIME_OUT: (
        ("等到了时限", "the time was up"),
        (
            "在 --timeout 之内没有放卡、没有出示码,或设备没做完",
            "no card or code was presented, or the device was not done in time",
        ),
        ("再来一次,或把 --timeout 加大", "try again, or give a longer --timeout"),
    ),
    CompletionCode.CANCELED: (
        ("已取消", "canceled"),
        ("有人按了 Ctrl-C", "somebody pressed Ctrl-C"),
        ("没有做完的事要再来一次", "what was not done has to be done again"),
    ),
    CompletionCode.UNSUPPORTED_COMMAND: (
        ("这个型号不会做这件事", "this model cannot do that"),
        ("驱动没有这条命令", "its driver has no such command"),
        ("换一个 --profile", "use another --profile"),
    ),
}


def lines(say: Say, code: CompletionCode, error: str) -> list[str]:
    """The three lines for stderr; the first names the code."""
    found = _find(code, error)
    if found is not None:
        what, why, do = (say(*part) for part in found)
    else:
        what, why, do = _citizens_text(say, error or code.value)
    return [
        f"hallkit: {what}({error or code.value})"
        if say.language == "zh"
        else f"hallkit: {what} ({error or code.value})",
        f"  {say('原因', 'why')}: {why}",
        f"  {say('怎么办', 'do')}: {do}",
    ]


def _find(code: CompletionCode, error: str) -> Advice | None:
    if code in _BY_COMPLETION:
        return _BY_COMPLETION[code]
    return _BY_CODE.get(error) or _BY_CODE.get(error.partition(".")[0])


def _citizens_text(say: Say, code: str) -> tuple[str, str, str]:
    try:
        text = load_texts(say.language).problem(code)
    except TextsError as missing:
        why = say("没有这个代码的说明", "there is no text for this code")
        return code, why, say(f"请报告:{missing}", f"please report: {missing}")
    return text.what, text.why, text.do
