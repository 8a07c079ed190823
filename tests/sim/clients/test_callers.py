"""Named cadres: one for each client, in turn, from the team that serves it, whatever the kind of client."""

import numpy as np
import pytest

from sim.cadres.state import Post
from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.matters.route import team_for
from tests.quarter import NO_TESTS, quarter
from tests.stories import SMALL, numbers, scenario


def blocks_on(day):
    """The quarter under two teams of three on the morning after a *day*."""
    seats = {"staffing__seats": {name: {"members": 2, "outside": 0} for name in ("a", "b", "street")}}
    told = quarter("task_force", staffing__teams=2, **NO_TESTS, **seats)
    return state_on(told, day).clients.blocks, state_on(told, day)


def households_on(day):
    """A village under two teams."""
    told = scenario(
        "task_force",
        "closed",
        **SMALL | {"staffing__teams": 2, "households__total": 150, "calendar__intervention_day": 20},
    )
    state = state_on(told, day)
    return state.clients.households, state


def state_on(told, day):
    records = numbers(told)
    state = live(initialise(told, records, 3), records, float(told.calendar.intervention_day))
    intervene(state, told, records, 0.0)
    return live(state, records, float(day))


DAY = {blocks_on: 90, households_on: 36}  # some mornings after the teams have opened


@pytest.mark.parametrize("clients_on", [blocks_on, households_on], ids=["blocks", "households"])
def test_named_cadres_sit_in_the_team_that_serves_and_take_turns(clients_on):
    clients, state = clients_on(DAY[clients_on])
    city = state.city[0]
    assert city.teams_working == 2
    named = clients["owner"] >= 0
    assert named.sum() > 15
    for client in clients[named]:
        owner = state.cadres[client.owner]
        assert owner.post == Post.IN_TEAM
        assert owner.team == team_for(2, city.blocks, 0, client.key)
    for t in range(2):
        served = [team_for(2, city.blocks, 0, int(key)) == t for key in clients["key"]]
        each = np.unique(clients["owner"][np.array(served) & named], return_counts=True)[1]
        assert len(each) > 1
        assert each.max() - each.min() <= max(1, int((~named).sum()))
