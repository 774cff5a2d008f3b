"""Children that misbehave as a damaged library does. Run as `python -m`, with the two numbers that `Zbar` gives."""

import os
import signal
import socket
import sys
import threading

if __name__ == "__main__":
    line = socket.socket(fileno=int(sys.argv[1]))
    line.recv(12, socket.MSG_WAITALL)
    match os.environ.get("CHILD", sys.argv[0].rsplit("_", 1)[-1]):
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            threading.Event().wait()
        case "nonsense":
            line.sendall(b"\x05\x00\x00\x00[1,2]")
        case "endless":
            line.sendall(b"\xff\xff\xff\xff")
