"""Far desks: post or trips, what a trip carries, who is away for it, and that no order reaches those elsewhere."""

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import history, live
from sim.core.event_kinds import EventKind
from sim.desks.state import JobKind
from tests.sim.test_conservation import check_jobs, check_matters, check_people
from tests.stories import agenda, ends, numbers
from tests.undertaking import city, review, undertaking, whole

FAR = {"one": review([], ["a", "ministry"], effort=2.0)}
TRIPS = {"approvals__trip_days": 2.0}


def closed(reviews, arm, **changes):
    """Working days, in the first week, from the start to the closing of each review."""
    _, end = ends(undertaking(reviews, arm, **changes))
    return end, (end.matters["first_closed"] - end.clients.approvals[0].start).tolist()


def test_a_file_goes_by_post_or_is_there_half_way_through_a_trip():
    """Three days of post and one of work; or one of a trip's two days and one of work. The member is away for both."""
    end, days = closed(FAR, "lead_agency")
    assert days == [4.0]
    assert (end.clients.spots[0].posted, end.clients.travellers["trips"].sum()) == (1, 0)
    end, days = closed(FAR, "lead_agency_far", **TRIPS)
    assert days == [2.0]
    assert (end.clients.spots[0].posted, end.clients.spots[0].carried) == (0, 1)
    assert (end.clients.travellers["trips"].sum(), end.clients.travellers["days"].sum()) == (1, 2.0)


def test_a_trip_carries_all_that_is_ready_for_the_place_and_the_next_one_what_comes_later():
    """Three files of one morning go on one trip; what is ready while its carrier is away goes on another."""
    reviews = {name: review([], [name, "ministry"], effort=2.0) for name in ("a", "b", "c")}
    end, days = closed(reviews, "lead_agency_far", **TRIPS)
    assert (end.clients.spots[0].trips, end.clients.spots[0].carried, days) == (1, 3, [2.0, 2.0, 2.0])
    end, _ = closed(reviews | {"d": review([], ["d", "ministry"], draft=1.0)}, "lead_agency_far", **TRIPS)
    assert (end.clients.spots[0].trips, end.clients.spots[0].carried) == (2, 4)


def test_who_travels_does_nothing_else_and_whatever_waits_for_him_goes_along():
    """An office of one: while its only member is away the second file waits, and sets out on the day of the return."""
    reviews = {
        "a": review([], ["a", "ministry"], effort=2.0),
        "b": review([], ["b", "ministry"], effort=2.0, draft=1.0),
    }
    lonely = city()
    lonely["city__departments"] = lonely["city__departments"] | {
        "office": lonely["city__departments"]["office"] | {"cadres": 1}
    }
    lonely["staffing__seats"] = {"a": {"members": 1, "outside": 0}}
    _, days = closed(reviews, "lead_agency_far", **lonely, **TRIPS)
    assert days == [2.0, 4.0]  # ready on day 1, off on day 2, there on day 3


def test_on_a_trip_what_is_asked_is_answered_at_once_and_by_post_it_is_a_letter_more():
    """By post: three days, one for the answer, three days again, one of work; with a weekend between."""
    ask = {"work__data_request_share": 1.0, "work__data_effort": 1.0, "coordination__shared_data": False}
    reviews = {"one": review([], ["a", "ministry"], effort=2.0)}
    _, by_post = closed(reviews, "best_silo", **ask)
    _, by_trip = closed(reviews, "best_silo", **ask, **TRIPS, coordination__far_presence=True)
    assert by_post == [3.0 + 1.0 + 3.0 + 1.0 + 2.0]
    assert by_trip == [2.0]


def test_far_presence_may_be_given_to_any_arm_at_the_same_days_of_members():
    """Who travels is away for as long, however able, in every arm."""
    for arm in ("siloed", "redesigned_silo", "orders", "best_silo", "lead_agency", "task_force"):
        told = undertaking(FAR, arm, coordination__far_presence=True, city__skill_sigma=0.5, **TRIPS)
        _, end = ends(told)
        assert (end.clients.travellers["trips"].sum(), end.clients.travellers["days"].sum()) == (1, 2.0)


def test_desks_elsewhere_are_as_they_were_under_every_arm():
    """Orders, redesigns and teams end at the city's border, also after a team has gone home."""
    for arm in ("orders", "redesigned_silo", "best_silo", "lead_agency_far", "task_force_far"):
        past, end = ends(undertaking(FAR, arm))
        for field in ("files_first", "undivided", "open_limit", "owns", "passing", "shared", "delegated", "holds"):
            elsewhere = past.departments["far"] > 0
            assert elsewhere.sum() == 1
            assert np.array_equal(
                past.desks[: len(elsewhere)][elsewhere][field], end.desks[: len(elsewhere)][elsewhere][field]
            )


def test_trips_are_the_absences_of_members_that_happened():
    """Counted by stepping through days: whoever has a trip in hand is away, and no trip is written down otherwise."""
    told = whole(approvals__lots=2, calendar__horizon_days=700)
    records = numbers(told)
    state = history(told, records, 5).copy()
    intervene(state, told, records, 0.0)
    seen: set[tuple[int, float]] = set()
    for half_day in range(2 * 182, 2 * 882):
        state = live(state, records, half_day / 2)
        jobs = state.cadres["job"]
        away = np.flatnonzero((jobs >= 0) & (state.jobs["kind"][jobs] == JobKind.TRIP))
        seen |= {(int(c), float(state.cadres["began"][c])) for c in away}
        if half_day % 100 == 0:
            check_jobs(state)
            check_people(state)
            check_matters(state)
    travellers = state.clients.travellers
    assert len(seen) == travellers["trips"].sum() == state.clients.spots["trips"].sum() > 20
    assert [sum(c == who for c, _ in seen) for who in range(len(travellers))] == travellers["trips"].tolist()
    back = travellers["back"].sum()
    assert travellers["days"].sum() == back * told.approvals.trip_days
    parcels, spots = state.clients.parcels, state.clients.spots
    assert parcels["times"].sum() == spots["carried"].sum() + spots["posted"].sum()
    assert not (parcels["waits"] & (parcels["place"] == 0)).any()


def test_nothing_is_on_the_agenda_of_a_city_at_rest():
    """Approvals begin with the arm: in the past nobody drafts, travels or meets."""
    told = undertaking(FAR)
    state = initialise(told, numbers(told), 1)
    assert all(kind in (EventKind.TICK, EventKind.MEETING) for _, kind, _ in agenda(state.heap, state.city[0]))
    assert (history(told, numbers(told), 1).clients.reviews["released"] == -1.0).all()


@pytest.mark.parametrize("arm", ["siloed", "lead_agency_far", "task_force", "task_force_far"])
def test_nothing_is_lost_at_the_end(arm):
    for state in ends(whole(arm, "sports_centre"), 4):
        check_jobs(state)
        check_people(state)
        check_matters(state)
    reviews, matters = state.clients.reviews, state.matters
    assert (reviews["waits_for"] >= 0).all()
    assert (reviews["waits_in_line"] >= 0).all()
    assert state.clients.approvals["solved"].sum() == matters["solved"].sum()
    assert (reviews["first_closing"] == (matters["first_closed"] >= 0.0)).all()
