"""Many displays and window consoles that follow the feed: python -m bench.queue.followers PORT COUNT [N…].

Each line of its input is the seq of a call; it answers with the time (monotonic ns) at which the last of them had it.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time

_ID = re.compile(rb"(?m)^id: (\d+)$")


class Followers:
    """`COUNT` connections; `last[seq]`: how many have it and when the latest did."""

    def __init__(self) -> None:
        self.last: dict[int, tuple[int, int]] = {}
        self._news = asyncio.Condition()

    async def follow(self, port: int) -> None:
        """One connection, until the server ends."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /v1/feed?after=0 HTTP/1.1\r\nHost: h\r\n\r\n")
        while data := await reader.read(65536):
            now = time.monotonic_ns()
            for found in _ID.findall(data):
                count, _ = self.last.get(int(found), (0, 0))
                self.last[int(found)] = count + 1, now
            async with self._news:
                self._news.notify_all()

    async def all_have(self, seq: int, count: int) -> int:
        """When the last of `count` had it."""
        async with self._news:
            await self._news.wait_for(lambda: self.last.get(seq, (0, 0))[0] >= count)
        return self.last[seq][1]


async def main(port: int, count: int) -> None:
    """Follow, and answer once for each seq asked for, when all have it."""
    followers = Followers()
    async with asyncio.TaskGroup() as group:
        following = [group.create_task(followers.follow(port)) for _ in range(count)]
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            seq = int(line)
            print(await followers.all_have(seq, count), flush=True)
        for one in following:
            one.cancel()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
