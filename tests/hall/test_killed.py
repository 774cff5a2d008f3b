"""kill -9 in the middle of the load: what was acknowledged is there, nothing is there twice."""

import asyncio

import httpx

from tests.hall.house import Process, async_http, http, ticket

ROUNDS = 5


async def load_and_kill(server, round_, acked, enough):
    """Eight dispensers until the server is gone. Returns the requests that got no answer."""
    reached = asyncio.Event()

    async def dispense(client, k):
        for n in range(1000):
            body = ticket(round_ * 100_000 + k * 1000 + n)
            try:
                answer = await client.post("/tickets", json=body)
            except httpx.HTTPError:
                return body
            acked[body["event_id"]] = answer.raise_for_status().json()["number"]
            if len(acked) >= enough:
                reached.set()
        raise AssertionError

    async with async_http(server.url) as client:
        running = [asyncio.create_task(dispense(client, k)) for k in range(8)]
        async with asyncio.timeout(30):
            await reached.wait()
        server.kill()
        return await asyncio.gather(*running)


def test_no_acknowledged_ticket_is_lost_and_none_is_doubled(tmp_path):
    acked = {}
    server = Process(tmp_path)
    for round_ in range(ROUNDS):
        unanswered = asyncio.run(load_and_kill(server, round_, acked, len(acked) + 25))
        server = Process(tmp_path, server.port)
        with http(server.url) as client:
            for body in unanswered:  # nobody knows: the same id again
                acked[body["event_id"]] = (
                    client.post("/tickets", json=body).raise_for_status().json()["number"]
                )
    with http(server.url) as client:
        kept = {one["event_id"]: one["number"] for one in client.get("/tickets").json()["tickets"]}
        seqs = client.get("/board").json()["last_seq"]
    assert server.end() == 0
    assert kept == acked
    assert sorted(kept.values()) == [f"A{n:03d}" for n in range(1, len(kept) + 1)]
    assert seqs == len(kept), "one feed event each"
