"""A site of somebody else on this machine, and what was asked of it."""

import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

CHROMIUM = ["chromium", *(["--no-sandbox"] if os.getuid() == 0 else [])]
NEEDED = pytest.mark.skipif(shutil.which("chromium") is None, reason="there is no chromium")


class Site(ThreadingHTTPServer):
    """One page on two addresses of this machine. `asked`: whom it was taken for, and what for."""

    daemon_threads = True

    def __init__(self, page):
        """`page`: with {port} in it."""
        super().__init__(("127.0.0.1", 0), Answer)
        self.page, self.asked = page, []
        self.foreign = ThreadingHTTPServer(("127.0.0.2", self.server_port), Answer)
        self.foreign.page, self.foreign.asked = page, self.asked
        for each in (self, self.foreign):
            threading.Thread(target=each.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/"

    def paths(self):
        return [path for _, path in self.asked]

    def end(self):
        for each in (self, self.foreign):
            each.shutdown()
            each.server_close()


class Answer(BaseHTTPRequestHandler):
    """Every path is the page; /file is to be saved."""

    def do_GET(self):
        self.server.asked.append((self.headers["Host"].partition(":")[0], self.path))
        self.send_response(200)
        if self.path == "/file":
            self.send_header("Content-Disposition", "attachment; filename=some.bin")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.server.page.replace("{port}", str(self.server.server_port)).encode())

    def log_message(self, *words):
        pass
