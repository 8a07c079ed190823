"""Teams with tasks of their own, on rows made by hand: who gets which, who tapers, who is renewed, what is given up."""

import numpy as np

from sim.cadres.state import Post
from sim.clients.projects.state import Project, Projects
from sim.matters.state import ClearanceStage, MatterStage
from sim.state.regime import InForce
from sim.task_forces.state import TeamStage
from sim.teams import by_task, stages
from tests.hand import regime, rows, town
from tests.plain import plain
from tests.sim.teams.test_rules import CALM, member, stage_of

WORKING, DISSOLVED, CALLED, SET_UP = TeamStage.WORKING, TeamStage.DISSOLVED, TeamStage.CALLED, TeamStage.SET_UP


def told(**changes):
    """No luck, no reports, nobody leaves."""
    usual = {"staffing__report_days": 0, "mode__evaluated": False, "call__way": 0, "mode__pooled": False}
    usual |= {"staffing__tapering": False, "staffing__renewal": False, "staffing__backbone": False}
    usual |= {"staffing__stop_after": 0, "staffing__hand_back": 0, "mode__parallel": False}
    return regime("task_force", **(CALM | usual | changes))


def projects(count=2, teams=1, each=2, cadres=2):
    """Projects of two matters each, which need competences 0 and 1 of three."""
    state = town(cadres=cadres, teams=teams, matters=2 * count)
    state.matters["client"] = np.repeat(np.arange(count), 2)
    state.city[0].mandates = True
    known = rows(Project, count, key=np.arange(count), matters=2, competences=0b011, team=-1, ended=-1.0, done=-1.0)
    return state._replace(clients=Projects(known))


def at_work(state, t=0, project=0):
    """Team *t* works on a project."""
    team = state.teams[t]
    team.stage, team.project, team.first_day, state.city[0].teams_working = WORKING, project, 10.0, 1
    state.clients.projects[project].team = t
    return team


def test_free_teams_are_called_for_what_has_most_left():
    state = projects(count=3, teams=2)
    known = state.clients.projects
    known["matters"], known["start"] = (2, 5, 9), (0.0, 0.0, 99.0)
    state.teams["stage"] = (TeamStage.NONE, DISSOLVED)
    state.teams["pressed"], state.teams["together_since"], state.teams["target"] = 0.5, 3.0, 2.0
    plain(by_task.call_for_tasks)(20.0, state, told())
    assert state.teams["project"].tolist() == [1, 0]
    assert known["team"].tolist() == [1, 0, -1]
    assert stage_of(state) == [CALLED, CALLED]
    for name, value in (("called", 20.0), ("first_day", -1.0), ("dissolved", -1.0), ("together_since", -1.0),
                        ("pressed", 0.0), ("target", 0.0), ("closed_this_month", 0)):  # fmt: skip
        assert state.teams[name].tolist() == [value] * 2, name
    assert state.city[0].ledger.called == 2
    state.teams["stage"] = DISSOLVED
    plain(by_task.call_for_tasks)(21.0, state, told())  # nothing waits
    assert stage_of(state) == [DISSOLVED] * 2


def test_a_task_begins_on_its_day_and_counts_its_cover():
    state, numbers = projects(), told(staffing__setup_days=4)
    member(state, 0, post=Post.SETTING_UP).joined = 20.0
    team = state.teams[0]
    team.stage, team.project, team.first_day, state.clients.projects[0].team = TeamStage.IN_TRAINING, 0, 20.0, 0
    for now, stage in ((15.9, TeamStage.IN_TRAINING), (16.0, SET_UP), (19.9, SET_UP), (20.0, WORKING)):
        changed = plain(by_task.mind_mandates)(now, state, numbers)
        assert (team.stage, changed) == (stage, stage == WORKING)
    assert (state.city[0].teams_working, state.clients.projects[0].led) == (1, True)
    assert (state.city[0].ledger.needed, state.city[0].ledger.covered) == (2, 1)
    assert state.matters["team"].tolist() == [0, 0, -1, -1]
    assert state.cadres[0].post == Post.IN_TEAM
    assert state.desks["people"].tolist()[:4] == [1, 2, 2, 1]
    assert state.city[0].pending == 2  # its files have set out


def test_a_task_that_is_done_ends_its_team_and_what_is_given_up_as_well():
    for closed, stop_after, progressed, changed, finished in (
        (2, 0, 0.0, True, True), (1, 0, 0.0, False, False), (1, 10, 10.0, True, False), (1, 11, 10.0, False, False),
        (1, 10, 10.5, False, False),
    ):  # fmt: skip
        state = projects()
        team = at_work(state)
        member(state, 0)
        team.progressed, state.clients.projects[0].closed = progressed, closed
        assert plain(by_task.end_tasks)(20.0, state, told(staffing__stop_after=stop_after)) == changed
        assert team.stage == (DISSOLVED if changed else WORKING)
        assert (team.finished, team.project) == (finished, -1 if changed else 0)
        assert state.city[0].teams_working == (not changed)
        assert (team.members, team.dissolved) == ((0, 20.0) if changed else (1, -1.0))
        assert state.clients.projects[0].given_up == (changed and not finished)
        assert state.clients.projects[0].team == (-1 if changed else 0)


def test_few_that_are_left_are_handed_back():
    for number, changed in ((0, False), (1, True)):
        state = projects()
        at_work(state)
        state.clients.projects[0].closed = 1
        assert plain(by_task.end_tasks)(20.0, state, told(staffing__hand_back=number)) == changed
    state = projects()
    team = at_work(state)
    team.stage, state.city[0].teams_working = CALLED, 0  # departments were quicker: it never begins
    state.clients.projects[0].closed = 2
    assert plain(by_task.end_tasks)(20.0, state, told(staffing__renewal=True))
    assert (team.stage, state.city[0].teams_working, state.city[0].ledger.renewed) == (DISSOLVED, 0, 0)


def test_a_team_is_renewed_with_whom_the_next_task_needs():
    state = projects()
    team = at_work(state)
    for c in (0, 2, 4):
        member(state, c, fills=c // 2)
    state.cadres["days_per_week"] = 6
    state.clients.projects["closed"] = (2, 0)
    assert plain(by_task.end_tasks)(20.0, state, told(staffing__renewal=True))
    assert (team.stage, team.project, team.members, state.city[0].teams_working) == (CALLED, 1, 2, 0)
    assert state.cadres["post"].tolist() == [Post.SETTING_UP, 0, Post.SETTING_UP, 0, 0, 0]
    assert state.cadres["days_per_week"].tolist() == [5, 6, 5, 6, 5, 6]
    assert (state.city[0].ledger.renewed, state.city[0].ledger.called) == (1, 1)
    assert state.lives["stage"][:2].tolist() == [TeamStage.RENEWED, CALLED]


def test_idle_members_who_are_needed_no_more_go_home_once_a_week():
    """Competence 1 is still needed, 0 and 2 are not; whoever has work in hand or no home stays."""
    state, numbers = projects(), told(staffing__tapering=True)
    team = at_work(state)
    for c in (0, 1, 2, 4):
        member(state, c, fills=c // 2)
    state.cadres[1].job, state.cadres[4].home_desk = 0, -1
    state.clearances["stage"] = ClearanceStage.DONE
    state.clearances["stage"][1] = ClearanceStage.QUEUED
    for now in (15.0, 17.0):
        assert not plain(by_task.mind_mandates)(now, state, numbers)
    assert plain(by_task.mind_mandates)(16.0, state, numbers)  # the seventh day
    assert state.cadres["team"].tolist() == [-1, 0, 0, -1, 0, -1]
    assert (team.members, team.stage, state.city[0].ledger.tapered) == (3, TeamStage.TAPERING, 1)
    assert not plain(by_task.mind_mandates)(23.0, state, numbers)
    state.cadres[1].job = -1
    assert plain(by_task.mind_mandates)(30.0, state, numbers)
    assert (state.city[0].ledger.tapered, team.stage) == (2, TeamStage.TAPERING)


def test_somebody_from_outside_takes_the_place_where_there_is_a_backbone():
    for backbone in (False, True):
        state = projects()
        team = at_work(state)
        member(state, 0)
        state.cadres[1].post, state.cadres[1].home_desk = Post.OUTSIDE, -1
        state.matters["stage"] = MatterStage.CLOSED
        assert plain(by_task.taper)(16.0, state, 0, told(staffing__backbone=backbone))
        assert state.cadres["team"].tolist() == [-1, 0 if backbone else -1, -1, -1, -1, -1]
        assert team.members == team.outsiders == state.city[0].ledger.asked == int(backbone)
        assert state.city[0].ledger.tapered == 1


def test_the_arm_begins_with_its_tasks():
    state = projects()
    state.city[0].mandates = False
    plain(by_task.begin_mandates)(20.0, state, told(mode__meeting_days=0))
    city = state.city[0]
    assert (city.mandates, city.mode, city.teams_called, stage_of(state)) == (True, InForce.ARM, 1, [CALLED])
    city.intervention = 20.0
    plain(stages.turn_stage)(20.0, state, [told()] * 3)
    assert city.calling == (state.teams[0].names_due <= 20.0)


def test_members_leave_at_the_end_of_a_month_after_the_intervention():
    for now, left in ((49.0, False), (50.0, True), (20.0, False)):
        state = projects()
        at_work(state)
        member(state, 0)
        state.city[0].teams_called, state.city[0].intervention = 1, 20.0
        numbers = told(staffing__exit_rate=1.0, staffing__recall_rate=0.0)
        plain(stages.turn_stage)(now, state, [numbers] * 3)
        assert state.city[0].ledger.exits == int(left)
    state = projects()
    team = at_work(state)
    state.city[0].mandates, state.city[0].teams_called, team.returns = False, 1, -1.0
    member(state, 0)
    for now, exits in ((20.0, 0), (39.0, 0), (40.0, 1)):  # teams that began together on day 10
        numbers = told(staffing__exit_rate=1.0, staffing__recall_rate=0.0)
        plain(stages.turn_stage)(now, state, [numbers] * 3)
        assert state.city[0].ledger.exits == exits
