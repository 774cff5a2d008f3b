"""A CUPS of its own on 127.0.0.1 with one A4 printer that can misbehave: the document printer's twin.

Nothing of the machine's own CUPS is touched: settings, spool, socket and port are in one folder. The printer
is a backend (`cups_backend`) below the real scheduler and its real PDF filters.
"""

from __future__ import annotations

import grp
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from drivers.sim.base import Hand
from drivers.sim.processes import descendants

CUPSD: Final = Path("/usr/sbin/cupsd")
_BIN: Final = Path("/usr/lib/cups")
_READY_S: Final = 20.0
_LEAVE_S: Final = 5.0
_CONF: Final = """\
Listen 127.0.0.1:{port}
Listen {folder}/cups.sock
LogLevel info
Browsing No
DefaultShared No
WebInterface No
MaxLogSize 0
PreserveJobHistory Yes
PreserveJobFiles 86400
JobRetryInterval 1
JobRetryLimit 2
MultipleOperationTimeout 30
DefaultAuthType Basic
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues none
  SubscriptionPrivateAccess default
  SubscriptionPrivateValues none
  <Limit Pause-Printer Resume-Printer Enable-Printer Disable-Printer CUPS-Accept-Jobs CUPS-Reject-Jobs>
    Order deny,allow
  </Limit>
  <Limit Cancel-Job CUPS-Authenticate-Job Hold-Job Release-Job>
    {cancel}Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES: Final = """\
SystemGroup lpadmin
User {user}
Group {group}
ServerRoot {folder}
StateDir {folder}
CacheDir {folder}/cache
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
ServerBin {folder}/bin
DataDir /usr/share/cups
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
FileDevice Yes
Sandboxing relaxed
"""
_PRINTERS: Final = """\
<Printer {queue}>
UUID urn:uuid:7d3c7f0e-5d2b-4a52-9f55-0c1f2b3a4d5e
Info Hallkit twin
MakeModel Hallkit A4 Twin
DeviceURI hallkit-twin:/
State Idle
Accepting Yes
Shared No
JobSheets none none
OpPolicy default
ErrorPolicy {policy}
</Printer>
"""
_PPD: Final = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "HALLKIT.PPD"
*Manufacturer: "Hallkit"
*Product: "(Hallkit A4 Twin)"
*ModelName: "Hallkit A4 Twin"
*ShortNickName: "Hallkit A4 Twin"
*NickName: "Hallkit A4 Twin"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsVersion: 2.4
*cupsManualCopies: True
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*OpenUI *Duplex/Two sides: PickOne
*DefaultDuplex: None
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long edge: "<</Duplex true/Tumble false>>setpagedevice"
*CloseUI: *Duplex
*OpenUI *ColorModel/Color: PickOne
*DefaultColorModel: Gray
*ColorModel Gray/Gray: ""
*ColorModel RGB/Color: ""
*CloseUI: *ColorModel
"""


class PrintServiceError(RuntimeError):
    """CUPS did not start; the text is what it said."""


class PrintService:
    """A running CUPS in `folder` (made, 0711) for as long as the block lasts. `policy`: CUPS's ErrorPolicy.

    `everyone_cancels`: a cancel needs no name, as at a queue reached over TCP. `port` is the queue's for drivers.
    """

    def __init__(
        self,
        folder: Path,
        queue: str = "A4",
        *,
        policy: str = "retry-current-job",
        everyone_cancels: bool = True,
    ) -> None:
        self.folder = folder
        self.queue = queue
        self._policy = policy
        self._everyone_cancels = everyone_cancels
        self._process: subprocess.Popen[bytes] | None = None
        self._number = 0

    @property
    def port(self) -> str:
        """The driver's port."""
        return f"ipp://127.0.0.1:{self._number}/printers/{self.queue}"

    @property
    def socket(self) -> Path:
        """CUPS's own socket, for CUPS_SERVER."""
        return self.folder / "cups.sock"

    def __enter__(self) -> Self:
        self._furnish()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start CUPS, on the same port as before; returns when it answers."""
        self._process = subprocess.Popen(  # noqa: S603 - a fixed program
            [
                str(CUPSD),
                "-f",
                "-c",
                str(self.folder / "cupsd.conf"),
                "-s",
                str(self.folder / "cups-files.conf"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + _READY_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise PrintServiceError(self._log())
            threading.Event().wait(0.02)

    def kill(self) -> None:
        """As when the power goes: CUPS and what it started."""
        process, self._process = self._process, None
        if process is not None:
            running = descendants(process.pid)
            process.kill()
            process.wait()
            for pid in running:
                _kill(pid)

    def leave(self) -> None:
        """Ask CUPS to end, as at a shutdown."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait(_LEAVE_S)

    def set(self, **mood: object) -> None:
        """How the machine is from now on; see `cups_backend.Machine`."""
        path = self.folder / "machine" / "machine.json"
        path.with_suffix(".new").write_text(json.dumps(mood), encoding="utf-8")
        path.with_suffix(".new").rename(path)

    def papers(self) -> list[Path]:
        """The documents that came out whole, in order."""
        return sorted((self.folder / "machine" / "papers").glob("*.pdf"))

    def pages_out(self) -> int:
        """How many pages came out, of whole and of broken documents."""
        counts = (self.folder / "machine" / "papers").glob("*.count")
        return sum(int(path.read_text(encoding="ascii") or 0) for path in counts)

    def options_of(self, paper: Path) -> str:
        """What CUPS told the printer about a document."""
        return paper.with_suffix(".options").read_text(encoding="utf-8")

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at the printer."""

        def wrong(*reasons: str) -> str:
            self.set(reasons=[*reasons])
            return " ".join(reasons) or "ok"

        return {
            "empty": Hand("取走所有纸", "take all paper out", lambda _: wrong("media-empty-error")),
            "jam": Hand("卡纸", "jam the paper", lambda _: wrong("media-jam-error")),
            "cover": Hand("打开盖子", "open the cover", lambda _: wrong("cover-open-error")),
            "toner": Hand("墨粉用完", "use up the toner", lambda _: wrong("toner-empty-error")),
            "fine": Hand("恢复正常", "put everything right", lambda _: wrong()),
            "look": Hand("出来了几份", "how many papers came out", lambda _: str(len(self.papers()))),
        }

    def _furnish(self) -> None:
        """The folder: settings, the PPD, the backend, links to CUPS's own filters."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._number = probe.getsockname()[1]
        for name in ("bin/backend", "cache", "spool/tmp", "ppd", "machine/papers"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for name in ("filter", "daemon", "notifier", "monitor"):
            if (_BIN / name).exists():
                (self.folder / "bin" / name).symlink_to(_BIN / name)
        user = pwd.getpwuid(os.geteuid()).pw_name if os.geteuid() else "lp"
        group = grp.getgrgid(os.getegid()).gr_name if os.geteuid() else "lp"
        facts = {"folder": self.folder, "port": self._number, "user": user, "group": group}
        cancel = "# " if self._everyone_cancels else ""
        (self.folder / "cupsd.conf").write_text(_CONF.format(**facts, cancel=cancel), encoding="utf-8")
        (self.folder / "cups-files.conf").write_text(_FILES.format(**facts), encoding="utf-8")
        printers = _PRINTERS.format(queue=self.queue, policy=self._policy)
        (self.folder / "printers.conf").write_text(printers, encoding="utf-8")
        (self.folder / "ppd" / f"{self.queue}.ppd").write_text(_PPD, encoding="latin-1")
        self._write_backend()
        self.set()

    def _write_backend(self) -> None:
        """0700: CUPS runs such a backend as its own user, which can read this Python (backend(7))."""
        backend = self.folder / "bin" / "backend" / "hallkit-twin"
        machine = self.folder / "machine"
        lines = (
            f"#!{sys.executable} -I",
            "import sys",
            "from pathlib import Path",
            "from drivers.sim.cups_backend import main",
            f"sys.exit(main(sys.argv, Path({str(machine)!r})))",
        )
        backend.write_text("\n".join(lines) + "\n", encoding="utf-8")
        backend.chmod(0o700)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._number)) == 0

    def _log(self) -> str:
        log = self.folder / "error_log"
        return log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else "no log"


def missing() -> str:
    """What must be installed for a `PrintService`; "" when all is there."""
    if not CUPSD.exists() or shutil.which("cupsd", path="/usr/sbin") is None:
        return "cups-daemon"
    return "" if (_BIN / "filter" / "pdftopdf").exists() else "cups-filters"


def _kill(pid: int) -> None:
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        return
