"""The last step before a browser, run as a program: `browser_start.py IN OUT PARENT COMMAND…`.

Its pipe stands on descriptors 3 and 4, as Chromium wants it (--remote-debugging-pipe), and it ends with whoever
started it (prctl(2), PR_SET_PDEATHSIG).
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
ABOVE = 10


def main(argv: list[str]) -> None:
    """Become the browser; exits with 1 when the parent is gone already. Raises `OSError`."""
    reading, writing, parent = (int(each) for each in argv[1:4])
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        sys.exit(1)
    there, back = (fcntl.fcntl(each, fcntl.F_DUPFD, ABOVE) for each in (reading, writing))
    for end, own in ((there, 3), (back, 4)):
        os.dup2(end, own)
        os.close(end)
    for each in {reading, writing} - {3, 4}:
        os.close(each)
    os.execvp(argv[4], argv[4:])  # noqa: S606 - the command of the hall file


if __name__ == "__main__":
    main(sys.argv)
