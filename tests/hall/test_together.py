"""Sixteen clients at once: every number once and dense, every ticket called once, retries change nothing."""

import asyncio
import json
import random

from tests.hall.house import async_http, house, ticket, verb

CLIENTS, EACH = 16, 6


def test_sixteen_dispensers_and_windows_at_once(tmp_path):
    async def story(url):
        async with async_http(url) as client:

            async def dispense(k):
                got = []
                for n in range(EACH):
                    body = ticket(k * 1000 + n, ("social", "business")[n % 2])
                    asked = [client.post("/tickets", json=body) for _ in range(1 + n % 2)]  # double taps
                    answers = [a.raise_for_status().json() for a in await asyncio.gather(*asked)]
                    assert len({answer["number"] for answer in answers}) == 1
                    got.append(answers[0]["number"])
                return got

            async def serve(k):
                called = []
                for n in range(EACH * 2):
                    press = verb(k * 1000 + n)
                    asked = [client.post(f"/windows/{k % 4 + 1}/call", json=press) for _ in range(1 + n % 2)]
                    answers = [a.raise_for_status().json() for a in await asyncio.gather(*asked)]
                    called += {answer["ticket"]["number"] for answer in answers if answer["ticket"]}
                return called

            numbers = [n for got in await asyncio.gather(*map(dispense, range(CLIENTS))) for n in got]
            called = [n for got in await asyncio.gather(*map(serve, range(CLIENTS))) for n in got]
            events = (await client.get("/tickets")).json()["tickets"]
            return numbers, called, events

    with house(tmp_path) as hall:
        numbers, called, kept = asyncio.run(story(hall.url))
    half = CLIENTS * EACH // 2
    assert sorted(numbers) == [f"{prefix}{n:03d}" for prefix in "AC" for n in range(1, half + 1)]
    assert sorted(called) == sorted(numbers), "each called, and by one window only"
    assert {one["number"] for one in kept} == set(numbers)


def test_units_online_and_offline_never_share_a_number(tmp_path):
    async def story(url):
        async with async_http(url) as client:

            async def unit(k):
                lease = {"unit": f"u{k}", "mark": str(k), "service": "social"}
                block = (await client.post("/leases", json=lease)).raise_for_status().json()["leases"][0]
                printed = [f"A{k}-{n:03d}" for n in range(block["first"], block["first"] + 5)]
                items = [offline(k, n, number, block["lease_id"]) for n, number in enumerate(printed)]
                random.Random(k).shuffle(items)
                for batch in (items[:3], items, items[1:]):  # lost answers, repeats, other orders
                    await client.post("/transactions", json={"unit": f"u{k}", "items": batch})
                online = (await client.post("/tickets", json=ticket(k))).json()["number"]
                return [*printed, online]

            told = [n for got in await asyncio.gather(*map(unit, range(3, 11))) for n in got]
            return told, (await client.get("/tickets")).json()["tickets"]

    with house(tmp_path) as hall:
        told, kept = asyncio.run(story(hall.url))
    assert len(set(told)) == len(told)
    assert sorted(one["number"] for one in kept) == sorted(told)


def offline(k, n, number, lease_id):
    return {
        "event_id": f"offline-{k:03d}-{n:03d}",
        "kind": "ticket.issued",
        "stream": f"u{k}:{n}",
        "occurred_at": "2026-11-22T03:00:00Z",
        "body": {
            "number": number,
            "service": "social",
            "date": "2026-11-22",
            "issued_at": "2026-11-22T03:00:00Z",
            "lease_id": lease_id,
            "paper": "printed",
        },
    }


def test_one_poison_item_in_a_batch_delays_nobody(tmp_path):
    items = [offline(3, n, f"A3-{n + 1:03d}", "x") for n in range(40)]
    items[7]["body"]["paper"] = "eaten"
    items[8]["body"]["extra"] = "\ud800"
    items[9] |= {"kind": "locker.opened", "body": {"n": 1e308 * 10}}
    with house(tmp_path) as hall:

        async def story():
            async with async_http(hall.url) as client:
                content = json.dumps({"unit": "u3", "items": items})
                answer = await client.post(
                    "/transactions", content=content, headers={"Content-Type": "application/json"}
                )
                return answer.raise_for_status().json()["items"]

        outcomes = [item["outcome"] for item in asyncio.run(story())]
    assert [n for n, outcome in enumerate(outcomes) if outcome == "quarantined"] == [7, 8, 9]
    assert outcomes.count("accepted") == 37
