"""Teams that are called again: for a later round of what clients need, and to a room that was kept ready."""

import pytest

from sim.task_forces.state import TeamStage
from sim.teams import again, by_task, membership
from tests.hand import town
from tests.plain import plain
from tests.sim.teams.test_rules import stage_of, told


@pytest.mark.parametrize(
    ("kept", "ready", "usual", "days"), [(True, 8, 14, 8), (False, 8, 14, 14), (True, 20, 14, 14), (True, 0, 14, 0)]
)
def test_set_up_is_shorter_where_the_room_was_kept_and_never_longer(kept, ready, usual, days):
    state = town(teams=1)
    state.teams[0].kept = kept
    staffing = told(staffing__kept_setup_days=ready, staffing__setup_days=usual).staffing
    assert plain(membership.days_of_setup)(state.teams[0], staffing) == days


def test_teams_that_ended_are_called_for_a_later_round_once():
    """Here the only round is number 0: who served one before it is called, who served it is not."""
    for stage, renewal, served, called in (
        (TeamStage.DISSOLVED, True, -1, True), (TeamStage.DISSOLVED, True, 0, False),
        (TeamStage.DISSOLVED, False, -1, False), (TeamStage.WORKING, True, -1, False),
    ):  # fmt: skip
        state = town(teams=2)
        state.teams["stage"], state.teams["round_served"] = stage, served
        state.teams["first_day"], state.teams["dissolved"], state.teams["before"] = 10.0, 25.0, 3.0
        state.teams["members"] = state.teams["outsiders"] = 4
        numbers = told(staffing__renewal=renewal, staffing__room_kept=True)
        assert plain(again.mind_renewal)(40.0, state, numbers) == called
        if not called:
            assert stage_of(state) == [stage] * 2
            continue
        assert stage_of(state) == [TeamStage.CALLED] * 2
        for team in state.teams:
            assert (team.called, team.first_day, team.dissolved, team.before) == (40.0, -1.0, -1.0, 18.0)
            assert (team.members, team.outsiders, team.kept, team.round_served) == (0, 0, True, 0)
        assert not plain(again.mind_renewal)(41.0, state, numbers)


def test_a_team_with_a_task_of_its_own_finds_its_room_kept_from_its_second_task_on():
    for first_day, room, kept in ((-1.0, True, False), (12.0, True, True), (12.0, False, False)):
        state = town(teams=1)
        state.teams[0].first_day = first_day
        plain(by_task.call_for)(30.0, state, 0, 0, told(staffing__room_kept=room))
        assert (state.teams[0].kept, state.teams[0].first_day) == (kept, -1.0)
