"""Teams of the workbench: who sits in which, turnover, and reports to the leaders."""

import numpy as np
import pytest

from sim.cadres.state import Post
from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.matters.route import serves_block
from sim.staffing.familiarity import team_speed
from tests.sim.test_conservation import check_people
from tests.stories import STILL, ends, numbers, office
from tests.workbench import bench, city_of


def test_turnover_loses_nobody_and_makes_the_team_less_familiar():
    """Every day: at home, setting up and in the team are all; a change of member sets familiarity back."""
    told = bench("task_force", staffing__exit_rate=0.3, calendar__intervention_day=0)
    records = numbers(told)
    staffing = records.regimes[1].staffing
    state = initialise(told, records, 2)
    intervene(state, told, records, 0.0)
    people, exits, waited_for = len(state.cadres), 0, 0
    for day in range(150):
        before = state.teams.copy()
        state = live(state, records, day + 0.5)
        posts = state.cadres["post"]
        away = (posts == Post.IN_TEAM) | (posts == Post.SETTING_UP)
        assert (posts == Post.AT_HOME).sum() + away.sum() == people
        assert state.departments["lent"].sum() == away.sum() == state.teams["members"].sum()
        for t, team in enumerate(state.teams):
            assert (away & (state.cadres["team"] == t)).sum() == team["members"]
            moved = team["together_since"] - before["together_since"][t]
            assert moved >= 0.0
            if moved > 0.0:
                assert (day - 14) % 30 == 0
                assert team_speed(day - team["together_since"], staffing) < team_speed(
                    day - before["together_since"][t], staffing
                )
        gone = int(state.city[0].ledger.exits) - exits
        assert gone == 0 or (day > 14 and (day - 14) % 30 == 0)
        exits += gone
        waited_for += int((posts == Post.SETTING_UP).sum()) if day > 14 else 0
        check_people(state)
    assert exits > 30
    assert waited_for == 14 * exits  # each follower is set up for a fortnight; the last are through by day 148


def test_reports_take_the_leaders_time():
    """Four teams, once in so many days, a tenth of a day each: that is what the leaders give; their own work waits."""
    given, waited = {}, {}
    for period in (0, 7, 1):
        changes = STILL | {"staffing__report_days": period, "calendar__intervention_day": 0}
        changes |= {"stream__ruling_share": 0.0, "calendar__horizon_days": 364}
        _, end = ends(bench("task_force", **changes), 1)
        leaders = end.departments[end.city[0].leaders]
        given[period] = float(leaders.project_days)
        waited[period] = float(leaders.waited / leaders.begun)
    assert given[0] == 0.0
    assert given[7] == pytest.approx(4 * 49 * 0.1, abs=1e-9)  # the first a week after day 14, the last on day 357
    assert given[1] > 3.0 * given[7]
    assert waited[0] < waited[7] < waited[1]


@pytest.mark.parametrize("teams", [1, 2, 4, 7, 40])
def test_every_seat_is_in_exactly_one_team(teams):
    """Teams share the seats of their blocks evenly, and every matter finds the team of its block."""
    told = bench("task_force", staffing__teams=teams, calendar__intervention_day=0)
    records = numbers(told)
    state = initialise(told, records, 1)
    intervene(state, told, records, 0.0)
    state = live(state, records, 20.0)
    members = state.cadres[state.cadres["post"] == Post.IN_TEAM]
    assert len(members) == 48 == state.teams["members"].sum()
    assert np.array_equal(np.bincount(members["team"], minlength=teams), state.teams["members"])
    for cadre in members:
        assert serves_block(int(cadre["team"]), teams, 4, int(state.departments["block"][cadre["department"]]))
        assert state.desks["team"][cadre["team_desk"]] == cadre["team"]
    for block in range(4):
        sizes = [team["members"] for t, team in enumerate(state.teams) if serves_block(t, teams, 4, block)]
        assert sizes
        if teams >= 4:
            assert max(sizes) - min(sizes) <= 1
            assert sum(sizes) == 12
    slots = state.matters["slot"] // len(state.departments) - 1
    assert all(serves_block(int(t), teams, 4, int(b)) for t, b in zip(slots, state.matters["block"], strict=True))
    assert set(slots) == set(range(teams))


def test_seats_in_any_order_leave_no_team_empty():
    """Two blocks, two departments each, four teams: every team has a member, whatever the order of the seats."""
    rows = {name: office(3, 0.3, 1.0) for name in ("a1", "b1", "a2", "b2")}
    rows = {name: rows[name] for name in ("a1", "a2", "b1", "b2")} | {"top": office(1, 0.0, 0.25, clears=False)}
    for order in (("a1", "a2", "b1", "b2"), ("a1", "b1", "a2", "b2"), ("b2", "a1", "b1", "a2")):
        told = city_of(rows) | {"staffing__seats": {name: {"members": 1, "outside": 0} for name in order}}
        told |= {"city__blocks": 2, "stream__competences": 2, "staffing__teams": 4, "calendar__intervention_day": 0}
        scenario = bench("task_force", **told)
        records = numbers(scenario)
        state = initialise(scenario, records, 1)
        intervene(state, scenario, records, 0.0)
        assert state.teams["members"].tolist() == [1, 1, 1, 1]
