"""Part-time members: which desk they serve on which day, and what a change from one to the other costs."""

import numpy as np
import pytest

from sim.cadres.state import Post
from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.departments.state import DeskKind
from sim.desks.dispatch import on_duty
from tests.stories import ends, numbers
from tests.workbench import BUSY, TOWN, bench


@pytest.mark.parametrize("share", [0.3, 0.5])
def test_part_time_members_serve_the_team_on_their_days_only(share):
    """Over ten weeks each gives its share of fifty days, to half a day; work is begun where the day says."""
    changes = {"calendar__intervention_day": 0, "stream__dependence": "pooled"}  # pooled: nobody carries a file on
    told = bench("task_force", staffing__member_share=share, **changes)
    records = numbers(told)
    state = initialise(told, records, 1)
    intervene(state, told, records, 0.0)
    begun = {True: 0, False: 0}
    state = live(state, records, 14.0)
    days = np.zeros(len(state.cadres))
    for day in range(14, 14 + 70):
        state = live(state, records, day + 0.999)
        for c, cadre in enumerate(state.cadres):
            if cadre["post"] != Post.IN_TEAM:
                continue
            own = bool(on_duty(cadre, day))
            days[c] += own
            if cadre["job"] >= 0 and cadre["began"] >= day and day % 7 < 5:
                job = state.jobs[cadre["job"]]
                assert (state.desks[job["desk"]]["kind"] == DeskKind.TEAM) == own
                begun[own] += 1
    members = days[state.cadres["post"] == Post.IN_TEAM]
    assert len(members) == 48
    assert np.abs(members - share * 50.0).max() <= 1.0
    assert members.mean() == pytest.approx(share * 50.0, abs=0.5)
    assert min(begun.values()) > 100


def test_a_part_time_member_loses_time_with_every_change():
    """Change-over is paid for in days given to work, and by nobody who is full-time."""
    spent = {}
    for share, lost in ((0.5, 0.0), (0.5, 0.4), (1.0, 0.0), (1.0, 0.4)):
        told = bench("task_force", **(TOWN | BUSY | {"staffing__member_share": share, "staffing__change_over": lost}))
        _, end = ends(told, 1)
        spent[share, lost] = end.departments["project_days"].sum() + end.departments["routine_days"].sum()
    assert spent[0.5, 0.4] > spent[0.5, 0.0] + 5.0
    assert spent[1.0, 0.4] == spent[1.0, 0.0]
