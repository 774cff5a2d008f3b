"""Businesses behind the name of their office, when the hall has too many for one page."""

from dataclasses import replace

import pytest

from kiosk.flows import dispenser, terminal
from kiosk.flows import touches as t
from kiosk.flows import words as w
from tests.unit.kiosk.flows.citizen import HALL, ZHANG, Citizen, words

OFFICE = words("市场监督管理局")
INSIDE = HALL.services[0].model_copy(update={"id": "firms", "name": words("企业登记"), "category": OFFICE})
SHELVED = replace(HALL, services=(*HALL.services, INSIDE))


@pytest.fixture(params=[terminal, dispenser], ids=["terminal", "dispenser"])
def citizen(request):
    made = Citizen(request.param)
    if request.param is terminal:
        made.to_services()
    return made.hear(SHELVED)


def test_a_business_of_an_office_is_two_touches_and_the_commonest_one(citizen):
    citizen.hear(t.ChooseCategory(OFFICE.zh))
    assert citizen.page == "category"
    citizen.hear(t.ChooseService(INSIDE.id, "i1"))
    (order,) = [one for one in citizen.fresh() if isinstance(one, w.IssueTicket)]
    assert (order.service, citizen.page) == (INSIDE.id, "issuing")


def test_the_way_back_leads_to_all_of_them(citizen):
    citizen.hear(t.ChooseCategory(OFFICE.zh), t.Back())
    assert citizen.page == "services"


def test_an_office_that_the_hall_has_not_is_no_page(citizen):
    citizen.hear(t.ChooseCategory("税务局"))
    assert citizen.page == "services"


def test_a_card_laid_down_among_an_offices_businesses_stays_with_them():
    at = Citizen(dispenser).hear(SHELVED, t.ChooseCategory(OFFICE.zh), w.CardSeen(), w.CardRead(ZHANG))
    assert at.page == "category"
    assert at.visit.person == ZHANG


def test_who_goes_away_leaves_the_first_page():
    at = Citizen(dispenser).hear(SHELVED, t.ChooseCategory(OFFICE.zh), t.Finish())
    assert (at.page, at.visit) == ("services", None)
