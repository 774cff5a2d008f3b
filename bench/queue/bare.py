"""The least that gives durable numbers over HTTP: http.server and SQLite. What `bench.queue` measures against."""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def main() -> None:
    """Serve on a free port until ended."""
    path, lock = sys.argv[1], threading.Lock()
    db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE ticket (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, service TEXT)")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one write

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                done = db.execute(
                    "INSERT INTO ticket (id, service) VALUES (?, ?)", (asked["event_id"], asked["service"])
                )
            body = json.dumps({"number": f"A{done.lastrowid:03d}"}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
