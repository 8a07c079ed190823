"""Files at rest: how long they lie, what comes back to the client, and what that adds up to."""

import numpy as np
import pytest

from sim.city.intervene import intervene
from sim.city.run import history, live
from sim.config import load_scenario
from sim.matters.state import ClearanceStage, MatterStage
from sim.scenario import Scenario
from tests.sim.test_theory import FILE, seed_with_one_issue
from tests.stories import STILL, ends, numbers, scenario


def one_issue(arm: str, **changes):
    """The only matter of a city without luck, and its clearances."""
    told = scenario(arm, **(STILL | FILE | changes))
    _, end = ends(told, seed_with_one_issue(told))
    matter = end.matters[0]
    assert matter.stage == MatterStage.CLOSED
    return matter, end.clearances[end.clearances["matter"] == 0]


@pytest.mark.parametrize("days", [0.0, 7.0])
def test_a_file_at_rest_lengthens_the_critical_path_by_so_much(days):
    """Three desks one after another, each file lying for a whole week: so many weeks more, less what a floor hides."""
    plain, _ = one_issue("siloed")
    rested, _ = one_issue("siloed", work__rest_median=days, work__rest_sigma=0.0)
    assert rested.queue_time == pytest.approx(3.0 * days, abs=1e-9)
    waited_for_floor = min(days, 7.0) if days else 0.0  # the second clearance's nine days run while its file lies
    assert rested.closed - plain.closed == pytest.approx(3.0 * days - waited_for_floor, abs=3.0)


def test_a_file_lies_shorter_where_nothing_goes_before_it_and_in_one_room():
    """Orders that are obeyed shorten every rest to their share; a room of one team by its own on top."""
    rests = {}
    for arm in ("siloed", "orders"):
        matter, _ = one_issue(
            arm,
            work__rest_median=4.0,
            work__rest_sigma=0.0,
            work__rest_undivided=0.5,
            work__priority_resisted=0.0,
        )
        rests[arm] = matter.queue_time
    assert rests["siloed"] == pytest.approx(12.0)
    assert rests["orders"] == pytest.approx(6.0)


def test_what_the_client_must_bring_is_waited_for_once_an_attempt():
    matter, clearances = one_issue("siloed", work__returned_share=0.5, work__client_median=5.0, work__client_sigma=0.0)
    assert clearances["returned"].max() == 1
    assert matter.client_time == pytest.approx(5.0 * clearances["returned"].sum(), abs=1e-9)


def gaps(told: Scenario, seed: int, days: int = 40, step: float = 0.01) -> np.ndarray:
    """Days from a file's leaving one desk until somebody works on it at another, looked at every *step* days."""
    records = numbers(told)
    state = history(told, records, seed)
    intervene(state, told, records, 0.0)
    now = float(told.calendar.intervention_day)
    left = np.full(len(state.clearances), np.nan)
    before, found = state.clearances["stage"].copy(), []
    for _ in range(int(days / step)):
        now += step
        state = live(state, records, now)
        stages = state.clearances["stage"].copy()
        for c in np.flatnonzero(stages != before):
            if stages[c] == ClearanceStage.TRANSFERRED:
                left[c] = now
            elif stages[c] == ClearanceStage.SERVED and not np.isnan(left[c]):
                found.append(now - left[c])
                left[c] = np.nan
        before = stages
    return np.array(found)


def test_the_gap_between_two_people_is_that_of_the_evidence():
    """Coordination 1: about one day median until another person works on a file, spread 1.6-1.9 (here 1.5)."""
    found = gaps(load_scenario("workbench", ["resources=closed"]), 1)
    logs = np.log(np.maximum(found, 0.01))
    assert len(found) > 500
    assert np.median(found) == pytest.approx(1.0, abs=0.25)
    assert (np.quantile(logs, 0.75) - np.quantile(logs, 0.25)) / 1.349 == pytest.approx(1.65, abs=0.2)


def test_the_same_draw_in_every_arm():
    """Common random numbers: arms that hand over alike let a file lie alike."""
    first, second = (
        one_issue(arm, work__rest_median=3.0, work__rest_sigma=1.0, work__priority_resisted=1.0)[0].queue_time
        for arm in ("siloed", "orders")
    )
    assert first == second
