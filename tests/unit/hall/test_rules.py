"""Blocks of offline numbers, and where an offline ticket joins the queue."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hall.domain.clock import service_date
from hall.domain.leases import BLOCK, REFILL_AT, Block, next_block
from hall.domain.numbers import MAX_SERIAL
from hall.domain.queue.joining import joined_at

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_the_first_block_begins_at_one():
    assert next_block([], 0, 0) == Block(1, BLOCK)


def test_more_than_twenty_left_gets_nothing_new():
    assert next_block([Block(1, 50)], 50, 50 - REFILL_AT - 1) is None
    assert next_block([Block(1, 50)], 50, 50 - REFILL_AT) == Block(51, 100)


def test_a_restored_server_never_leases_what_was_printed():
    assert next_block([], 0, 73) == Block(74, 123)


def test_a_series_ends():
    assert next_block([], MAX_SERIAL - 3, 0) == Block(MAX_SERIAL - 2, MAX_SERIAL)
    assert next_block([], MAX_SERIAL, 0) is None


@given(st.lists(st.integers(0, 60), max_size=30))
def test_blocks_of_one_series_never_overlap(steps):
    held, counter, used, given_out = [], 0, 0, set()
    for step in steps:
        used = min(used + step, counter)
        block = next_block([one for one in held if one.last > used], counter, used)
        if block is None:
            continue
        serials = set(range(block.first, block.last + 1))
        assert not serials & given_out
        given_out |= serials
        held.append(block)
        counter = block.last


def test_a_right_clock_is_believed():
    claimed = NOW - timedelta(minutes=7)
    assert joined_at(claimed, "2026-11-22", NOW) == claimed


def test_a_clock_in_the_future_wins_nothing():
    assert joined_at(NOW + timedelta(hours=3), "2026-11-22", NOW) == NOW


@given(st.integers(-400_000, 600_000).map(lambda hours: NOW + timedelta(hours=hours)))
def test_no_clock_gets_before_the_days_first_moment(claimed):
    joined = joined_at(claimed, "2026-11-22", NOW)
    assert joined <= NOW
    assert service_date(joined) == "2026-11-22"
