"""A small server on 127.0.0.1 that speaks the board's part of the contract, and can be cut, lie and come back."""

import asyncio
import re

from hall.contract.screens import Acks, Coming


class Server:
    """`board()` gives the snapshot; `log` is what the feed has. `silent` events stay out of the feed."""

    def __init__(self, board, log):
        self.board, self.log = board, log
        self.snapshots = 0
        self.acks, self.takes_acks = [], True
        self.coming, self.asked = [], 0
        self.skip = set()
        self.port = 0
        self._server = None
        self._tasks = set()
        self._grown = asyncio.Condition()

    async def start(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self):
        """Away at once, as when a cable is pulled or the process is killed."""
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def add(self, *events):
        async with self._grown:
            self.log += events
            self._grown.notify_all()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self, reader, writer):
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                head = request.decode()
                length = re.search(r"(?i)content-length: *(\d+)", head)
                body = await reader.readexactly(int(length[1])) if length else b""
                await self._answer(head, writer, body)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._tasks.discard(task)
            writer.transport.abort()

    async def _answer(self, request, writer, content):
        path = request.split(" ", 2)[1]
        if path.startswith("/v1/feed"):
            await self._feed(request, writer)
            return
        body = b"{}"
        status = "404 Not Found"
        if path.startswith("/v1/board/next"):
            self.asked += 1
            found = Coming(window=int(path.partition("=")[2]), numbers=self.coming)
            body, status = found.model_dump_json().encode(), "200 OK"
        elif path.startswith("/v1/board"):
            self.snapshots += 1
            body, status = self.board().model_dump_json().encode(), "200 OK"
        if path == "/v1/acks":
            self.acks.append(Acks.model_validate_json(content))
            status = "200 OK" if self.takes_acks else status
        head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    async def _feed(self, request, writer):
        found = re.search(r"(?i)last-event-id: *(\d+)", request) or re.search(r"after=(\d+)", request)
        sent = int(found[1]) if found else 0
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n: here\n\n"
        )
        await writer.drain()
        while True:
            async with self._grown:
                await self._grown.wait_for(lambda sent=sent: any(event.seq > sent for event in self.log))
                news = [event for event in self.log if event.seq > sent]
            for event in news:
                sent = event.seq
                if event.seq not in self.skip:
                    text = f"id: {event.seq}\nevent: {event.kind}\ndata: {event.model_dump_json()}\n\n"
                    writer.write(text.encode())
            await writer.drain()
