"""The rota: which days of a cadre are ring-fenced for the project."""

import pytest

from sim.cadres.state import Cadre
from sim.desks.dispatch import is_part_time, on_duty
from sim.measures.values import measure
from tests.stories import ends, numbers, scenario


def cadre(**traits):
    row = Cadre.make(1)[0]
    for name, value in ({"days_per_week": 5, "duty_share": 1.0, "duty_from": 7.0, "duty_until": 21.0} | traits).items():
        row[name] = value
    return row


def days(**traits) -> list[int]:
    return [day for day in range(30) if on_duty(cadre(**traits), day)]


def test_the_fence_holds_from_its_first_day_to_the_day_before_its_last():
    """A whole share, from Monday the 7th on: every working day of two weeks, and no other."""
    assert days() == [7, 8, 9, 10, 11, 14, 15, 16, 17, 18]
    assert days(duty_until=18.0) == [7, 8, 9, 10, 11, 14, 15, 16, 17]
    assert days(duty_from=8.0)[0] == 8
    assert days(duty_share=0.0) == []


def test_a_share_is_spread_evenly_and_colleagues_start_at_different_places():
    """Two days of five: of ten working days four, never two in a row; half a day further on in the rota, others."""
    assert days(duty_share=0.4) == [9, 11, 16, 18]
    assert days(duty_share=0.4, duty_phase=0.5) == [8, 10, 15, 17]
    assert days(duty_share=0.4, duty_phase=0.7) == [7, 10, 14, 17]
    assert days(duty_share=0.5, days_per_week=7) == [7, 9, 11, 13, 15, 17, 19]


@pytest.mark.parametrize(("dedicated", "share", "part"), [(True, 0.5, True), (True, 1.0, False), (False, 0.5, False)])
def test_part_time_is_who_is_freed_for_some_days_only(dedicated, share, part):
    assert is_part_time(cadre(dedicated=dedicated, team_share=share)) == part


def test_days_set_aside_in_blocks_bind_and_single_ones_leak():
    """A quarter of all days: work in hand fills single days, so little routine is lost; weeks it cannot fill."""
    lost = {}
    for block in (1, 20):
        told = scenario("siloed", "equal_routine", resources__fence_block=block)
        past, end = ends(told, ring_fence=0.25)
        lost[block] = measure(past, end, numbers(told).arm, 14.0)["lost_routine"]
    assert lost[20] > lost[1] + 200.0
