"""Dates for people have one form a language; what files hold stays as it is."""

from datetime import UTC, date, datetime

import pytest

from hall.domain.dates import day_in, iso_in, minute_in, short_minute_in, slot_in

NIGHT = datetime(2026, 1, 2, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(("language", "told"), [("zh", "2026年11月2日"), ("en", "2 Nov 2026")])
def test_a_day_is_written_the_same_way_from_a_date_and_from_a_file(language, told):
    assert day_in(language, date(2026, 11, 2)) == iso_in(language, "2026-11-02") == told
    assert iso_in(language, "") == ""


def test_a_moment_is_the_halls_not_the_machines():
    assert minute_in("zh", NIGHT) == "2026年1月3日 00:05"
    assert short_minute_in("en", NIGHT) == "3 Jan 00:05"


def test_a_slot_of_another_day_says_which():
    assert slot_in("zh", "10:00-11:00") == "10:00-11:00"
    assert slot_in("en", "2026-11-23 10:00-11:00") == "23 Nov 2026 10:00-11:00"
