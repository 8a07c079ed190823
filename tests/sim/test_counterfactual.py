"""One household more: nobody else's luck changes, and no history where nothing is shared."""

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.scenario import Scenario
from tests.stories import ends, numbers, scenario

TRAITS = ["key", "area", "value", "reservation", "ask", "trust", "uncertainty", "belief", "issues", "attached", "joint"]
TRAITS += ["block", "open_issues", "worries"]
DRAWN = {  # what is not drawn for Xiaonanmen: the package, the pace, who is attached, the load of issues, blocks
    "households__adequacy_sigma": 0.3,
    "households__pace_sigma": 0.66,
    "households__attached_share": 0.05,
    "households__joint_share": 0.5,
    "issues__load_sigma": 0.5,
}


@pytest.mark.parametrize("seed", range(1, 6))
def test_one_household_more_changes_no_other_households_draws(seed):
    """Traits, issues, efforts of clearances, cadres and routine streams are those of the smaller village."""
    both = scenario(**DRAWN), scenario(**DRAWN, households__total=227)
    small, large = (initialise(told, numbers(told), seed) for told in both)
    assert small.clients.book[0].pace == large.clients.book[0].pace != 1.0
    for name in TRAITS:
        assert np.array_equal(small.clients.households[name], large.clients.households[name][:226]), name
    matters = len(small.matters)
    for name in ("key", "kind", "clearances", "competences", "ruling", "exception"):
        assert np.array_equal(small.matters[name], large.matters[name][:matters]), name
    assert np.array_equal(small.clearances["competence"], large.clearances["competence"][: len(small.clearances)])
    for name in small.cadres.dtype.names:
        assert np.array_equal(small.cadres[name], large.cadres[name]), name
    assert np.array_equal(small.departments["arrival_effort"], large.departments["arrival_effort"])


APART = {
    # every household has a named cadre of its own who does nothing else, and no tie; whoever has an issue meets it
    # alone: nobody shares a cadre, a ruling, a budget or a tie with the newcomer
    "calendar__intervention_day": 0,
    "calendar__horizon_days": 300,
    "households__kin_share": 0.0,
    "households__near_ties": 0,
    "issues__per_household": 0.3,
    "work__juggling_loss": 0.0,
    # lasting tastes that change, blocks of five that wait for each other, papers fetched at the door
    "households__adequacy_median": 1.2,
    "households__count_per_block": 5,
    "negotiation__taste_days": 60.0,
    "negotiation__fetch_share": 0.5,
    "work__client_median": 10.0,
    "work__returned_share": 0.3,
    "offer__ceiling": 1000.0,
} | DRAWN


def apart(total: int) -> Scenario:
    """A village of *total* households in which nothing is shared."""
    city = scenario().city.model_dump()
    city["departments"]["township"] |= {"cadres": 40, "utilisation": 0.0}
    return scenario("redesigned_silo", households__total=total, city=city, **APART)


def test_one_household_more_changes_no_history_where_nothing_is_shared():
    """Draws are keyed to matter, stage and attempt, not to a running count: other histories stay bit for bit."""
    one, more = apart(20), apart(21)
    quiet = [seed for seed in range(1, 40) if initialise(more, numbers(more), seed).clients.households[20].issues == 0]
    assert len(quiet) > 15  # a newcomer with an issue would share the clearing departments
    for seed in quiet:
        _, small = ends(one, seed)
        _, large = ends(more, seed)
        for name in small.clients.households.dtype.names:
            assert np.array_equal(small.clients.households[name], large.clients.households[name][:20]), (seed, name)
        for name in ("stage", "closed", "solved", "attempt", "work_time", "queue_time", "handover_time"):
            assert np.array_equal(small.matters[name], large.matters[name][: len(small.matters)]), (seed, name)
        assert small.matters["solved"].any() or len(small.matters) == 0
        assert small.clients.households["signed"].any()


def test_arms_share_arrivals_and_efforts():
    """Common random numbers: routine that arrived is the same in every arm, to the last day of effort."""
    pasts, arrived = [], []
    for arm in ("siloed", "task_force"):
        past, end = ends(scenario(arm, calendar__intervention_day=300))
        pasts.append(past)
        arrived.append(end.departments[["arrived", "arrived_effort"]].tolist())
    assert arrived[0] == arrived[1]
    assert np.array_equal(pasts[0].clients.households, pasts[1].clients.households)
