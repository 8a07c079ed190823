"""Files at rest: how long they lie, what comes back to the client, and what that adds up to."""

import numpy as np
import pytest

from sim.matters.state import MatterStage
from tests.sim.test_theory import FILE, seed_with_one_issue
from tests.stories import STILL, ends, scenario


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


def gaps(**changes) -> np.ndarray:
    """Days from a file's leaving one desk until somebody else works on it, in the silo of the workbench."""
    told = scenario("siloed", scene="workbench", resources="closed", **changes)
    _, end = ends(told)
    done = end.matters[(end.matters["stage"] == MatterStage.CLOSED) & (end.matters["filed"] > 180.0)]
    return (done["queue_time"] + done["handover_time"]) / np.maximum(done["clearances"], 1)


def test_the_same_draw_in_every_arm():
    """Common random numbers: arms that hand over alike let a file lie alike."""
    first, second = (
        one_issue(arm, work__rest_median=3.0, work__rest_sigma=1.0, work__priority_resisted=1.0)[0].queue_time
        for arm in ("siloed", "orders")
    )
    assert first == second
