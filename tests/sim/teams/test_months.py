"""Teams at work, on rows made by hand: who leaves, reports and is rated, month by month, and when it ends."""

import pytest

from sim.core.purposes import EXIT, RECALL
from sim.core.randomness import uniform
from sim.departments.state import DeskKind
from sim.desks import queueing, take_up
from sim.desks.state import JobKind
from sim.matters.state import ClearanceStage, MatterStage
from sim.task_forces.state import TeamStage
from sim.teams import by_task, lost_competence, month, rating, stages, together
from tests.hand import town
from tests.plain import plain
from tests.sim.teams.test_rules import HOME, IN_TEAM, SETTING_UP, member, stage_of, told


def test_when_teams_that_end_together_are_over():
    for returns, now, stop_after, over in (
        (30.0, 30.0, 0, True), (30.0, 29.9, 0, False), (0.0, 5.0, 0, True), (-1.0, 30.0, 0, False),
        (-1.0, 30.0, 10, True), (-1.0, 30.0, 11, False), (90.0, 30.0, 10, True),
    ):  # fmt: skip
        state = town(teams=1)
        state.teams[0].returns, state.teams[0].first_day, state.city[0].progressed = returns, 5.0, 20.0
        numbers = told(staffing__stop_after=stop_after, staffing__hand_back=0)
        assert plain(together.is_over)(now, state, numbers) == over


def test_dissolved_teams_leave_everything_as_it_was():
    state = town(departments=2, cadres=2, teams=1)
    member(state, 0)
    state.teams[0].stage, state.teams[0].first_day, state.city[0].teams_working = TeamStage.WORKING, 10.0, 1
    state.matters[0].team, state.matters[0].slot, state.matters[0].stage = 0, 2, MatterStage.CLOSED
    numbers = told(staffing__forget_days=20.0, staffing__familiarity_start=0.5, mode__team=False, mode__pooled=False)
    plain(together.dissolve)(30.0, state, numbers)
    city, team = state.city[0], state.teams[0]
    assert (city.teams_working, city.dissolved, team.dissolved, team.finished) == (0, 30.0, 30.0, False)
    assert city.forgotten == pytest.approx(0.5 * (1.0 - 0.36787944117144233))
    assert (state.matters[0].team, state.matters[0].slot, state.cadres[0].team) == (-1, 0, -1)
    assert (stage_of(state), state.desks["people"].tolist()) == ([TeamStage.DISSOLVED], [2, 2, 0, 0])


def test_members_leave_by_a_draw_a_month_and_are_replaced():
    for exit_draw, leaves in ((0.0, False), (1e-9, True)):
        state = town(departments=2, cadres=2, teams=1)
        cadre = member(state, 0)
        cadre.joined, state.teams[0].together_since = 20.0, 0.0
        rate = uniform(1, EXIT, 0, 3, 0) + exit_draw
        numbers = told(staffing__exit_rate=rate, staffing__recall_rate=0.0, staffing__familiarity_start=0.5)
        assert not plain(month.turn_over)(20.0, state, 3, numbers)  # it sat down today
        assert plain(month.turn_over)(20.5, state, 3, numbers) == leaves
        assert state.cadres["post"].tolist() == ([HOME, SETTING_UP] if leaves else [IN_TEAM, HOME]) + [HOME] * 2
        ledger = state.city[0].ledger
        assert (ledger.exits, ledger.asked, state.teams[0].members) == (int(leaves), int(leaves), 1)
        assert (state.teams[0].together_since > 0.0) == leaves
    state.cadres[2].post, state.cadres[2].joined, state.cadres[2].home_desk = IN_TEAM, 0.0, -1
    assert not plain(month.turn_over)(20.5, state, 4, told(staffing__exit_rate=1.0, staffing__recall_rate=0.0))


def test_departments_in_need_call_back():
    draw = uniform(1, RECALL, 0, 3, 0)
    for rate, waiting, home in ((draw, 6.0, False), (draw + 1e-9, 6.0, True), (1.0, 5.9, False)):
        state = town(departments=2, cadres=4, teams=1)
        member(state, 0)
        state.departments["waiting"] = waiting
        numbers = told(staffing__exit_rate=0.0, staffing__recall_rate=rate, staffing__recall_above=2.0)
        assert plain(month.turn_over)(20.5, state, 3, numbers) == home
        assert (state.cadres[0].post == HOME) == home
        assert (state.city[0].ledger.recalled, state.teams[0].members) == (int(home), 1 - int(home))
    assert plain(month.in_need)(state, state.cadres[0]) == pytest.approx(5.9 / 3)
    state.departments[0].lent = 4
    assert plain(month.in_need)(state, state.cadres[0]) == 5.9
    numbers = told(staffing__exit_rate=0.0, staffing__recall_rate=0.0)
    assert not plain(month.turn_over)(20.5, state, 3, numbers)


def test_nobody_follows_where_nobody_is_left():
    state = town(departments=2, cadres=1, teams=1)
    member(state, 0)
    state.teams[0].together_since = 1.0
    plain(month.replace)(20.0, state, 0, told())
    assert (state.teams[0].members, state.city[0].ledger.asked, state.teams[0].together_since) == (0, 0, 1.0)


def test_teams_report_once_in_so_many_days():
    for days, reported, asking, stage, asks in (
        (7, 13.0, False, TeamStage.WORKING, True), (7, 13.1, False, TeamStage.WORKING, False),
        (7, 1.0, True, TeamStage.WORKING, False), (7, 1.0, False, TeamStage.SET_UP, False),
        (0, 1.0, False, TeamStage.WORKING, False), (1, 1.0, False, TeamStage.TAPERING, True),
    ):  # fmt: skip
        state = town(cadres=0, teams=1)
        state.city[0].leaders = 2
        team = state.teams[0]
        team.reported, team.asking, team.stage = reported, asking, stage
        plain(month.report_to_leaders)(20.0, state, told(staffing__report_days=days, staffing__report_effort=0.3))
        assert state.desks["waiting"].tolist() == [0, 0, int(asks), 0, 0, 0]
        assert (team.asking, team.reported) == (asking or asks, 20.0 if asks else reported)
        if asks:
            job = state.jobs[0]
            assert (job.kind, job.ref, job.competence, job.effort, job.owner) == (JobKind.OVERSIGHT, 0, 2, 0.3, -1)


NOISELESS = {"evaluation__score_noise": 0.0, "evaluation__withdraw_below": 0.5, "evaluation__promote_above": 0.5}


def test_members_are_rated_against_the_usual_and_bear_the_consequences():
    """Efforts 1, 4 and 4 of a mean of 3: scores -2/3, 1/3, 1/3; the newcomer of today is left out."""
    state = town(departments=2, cadres=4, teams=1)
    for c in range(4):
        member(state, c).done_this_month = (1.0, 4.0, 4.0, 99.0)[c]
    state.cadres[3].joined = 30.0
    assert plain(rating.usual_work)(30.0, state) == 3.0
    assert plain(rating.usual_work)(0.0, state) == 0.0
    state.cadres["low_months"][:3], state.cadres["high_months"][:3] = (1, 4, 0), (5, 0, 1)
    numbers = told(evaluation__withdraw_months=3, evaluation__promote_months=2, **NOISELESS)
    assert not plain(rating.rate_members)(30.0, state, 1, numbers)
    assert state.cadres["low_months"][:4].tolist() == [2, 0, 0, 0]
    assert state.cadres["high_months"][:4].tolist() == [0, 0, 0, 0]
    assert state.cadres["done_this_month"][:4].tolist() == [0.0, 0.0, 0.0, 99.0]
    state.cadres["done_this_month"][:3] = (1.0, 1.0, 7.0)
    state.cadres[2].high_months = 1
    assert plain(rating.rate_members)(30.0, state, 2, numbers)
    ledger = state.city[0].ledger
    assert (ledger.withdrawn, ledger.promoted) == (1, 1)
    assert state.cadres["withdrawn"][:4].tolist() == [True, False, False, False]
    assert state.cadres["promoted"][:4].tolist() == [False, False, True, False]
    assert state.cadres[0].post == HOME
    state.cadres["done_this_month"][1:3] = (1.0, 9.0)
    assert not plain(rating.rate_members)(30.0, state, 3, told(
        evaluation__withdraw_months=0, evaluation__promote_months=0, **NOISELESS))  # fmt: skip
    assert (ledger.withdrawn, ledger.promoted, state.cadres[2].high_months) == (1, 1, 3)


def test_teams_are_pressed_by_target_and_peers():
    """Reached 1/2, 3/4 and all: short by 1/2, 1/4 and 0; two, one and none are better."""
    state = town(teams=4)
    state.teams["stage"] = (TeamStage.WORKING, TeamStage.TAPERING, TeamStage.WORKING, TeamStage.SET_UP)
    state.teams["target"], state.teams["closed_this_month"] = (4.0, 4.0, 0.0, 4.0), (2, 3, 0, 9)
    plain(rating.rank_teams)(state, 1, told(evaluation__score_noise=0.0, evaluation__peer_weight=0.4))
    assert state.teams["pressed"].tolist() == pytest.approx([0.3 + 0.4, 0.15 + 0.2, 0.0, 0.0])
    state = town(teams=1, matters=6)
    state.matters["team"], state.matters["measured"] = (0, 0, 0, 0, 0, -1), (True, True, True, False, True, True)
    state.matters["stage"] = (MatterStage.OPEN, MatterStage.CLOSED, MatterStage.DORMANT, 1, 3, 1)
    state.teams["closed_this_month"], state.teams["target"] = 5, 9.0
    plain(rating.set_targets)(state, told(evaluation__target_share=0.25))
    assert (state.teams[0].target, state.teams[0].closed_this_month) == (0.5, 0)


def test_a_month_turns_over_and_rates():
    for days, evaluated, rated in ((29, True, False), (30, True, True), (60, True, True), (0, True, False),
                                   (30, False, False)):  # fmt: skip
        state = town(departments=2, cadres=1, teams=1)
        member(state, 0).done_this_month = 3.0
        numbers = told(mode__evaluated=evaluated, staffing__exit_rate=0.0, staffing__recall_rate=0.0, **NOISELESS)
        plain(stages.live_on)(100.0, days, state, False, numbers)
        assert (state.cadres[0].done_this_month == 0.0) == rated


def test_a_competence_that_nobody_holds_goes_home():
    state = town(departments=2, cadres=1, teams=1, matters=1)
    state.teams[0].stage = TeamStage.WORKING
    state.routes["desk"][2:] = (2, 2)
    state.desks[2].holds = 0b11
    state.matters["team"], state.matters["slot"], state.matters["queued"] = 0, 2, 1
    row = plain(take_up.new_job)(0.0, state, JobKind.CLEARANCE, 1, 1, 2, 1.0, -1)
    plain(queueing.join)(state.queues[plain(queueing.queue_of)(2, 1, 1, 2)], state.jobs, row)
    state.desks[2].waiting = 1
    member(state, 0)
    for _ in range(2):
        plain(lost_competence.mind_cover)(20.0, state, told(mode__pooled=True))
        assert state.routes["desk"].tolist() == [0, 1, 2, 1]
        assert state.desks["holds"].tolist() == [1, 2, 1, 2]
        assert state.desks["waiting"].tolist() == [0, 1, 0, 0]
        assert state.jobs[row].desk == 1


def test_stages_turn_on_their_day():
    for called, working, stage, now, expected in (
        (0, 0, TeamStage.SET_UP, 99.0, TeamStage.SET_UP), (1, 0, TeamStage.SET_UP, 9.9, TeamStage.SET_UP),
        (1, 0, TeamStage.SET_UP, 10.0, TeamStage.WORKING), (1, 0, TeamStage.IN_TRAINING, 10.0, TeamStage.WORKING),
        (1, 1, TeamStage.WORKING, 29.0, TeamStage.WORKING), (1, 1, TeamStage.WORKING, 30.0, TeamStage.DISSOLVED),
    ):  # fmt: skip
        state, numbers = town(teams=1), told(staffing__stop_after=0)
        city, team = state.city[0], state.teams[0]
        city.teams_called, city.teams_working, team.stage = called, working, stage
        team.first_day, team.returns = 10.0, 30.0
        plain(stages.turn_stage)(now, state, [numbers] * 3)
        assert team.stage == expected
        assert city.mode == {TeamStage.WORKING: int(stage != expected), TeamStage.DISSOLVED: 2}.get(expected, 0)
        assert city.teams_working == (expected == TeamStage.WORKING)


def test_names_are_wanted_when_they_are_due():
    state = town(teams=2)
    state.city[0].teams_called = 2
    state.teams["stage"], state.teams["names_due"] = TeamStage.CALLED, (12.0, 15.0)
    for now, wanted in ((11.9, False), (12.0, True)):
        plain(stages.turn_stage)(now, state, [told()] * 3)
        assert state.city[0].calling == plain(by_task.names_wanted)(now, state) == wanted
    state.teams["stage"] = TeamStage.SET_UP
    assert not plain(by_task.names_wanted)(99.0, state)


def test_a_team_with_its_names_prepares_and_newcomers_cost_familiarity():
    """Half of the familiarity is lost to one newcomer of two; the first team is as new as its first day."""
    state, numbers = town(cadres=2, teams=1), told(staffing__training_days=2)
    member(state, 0, post=SETTING_UP).joined = 5.0
    member(state, 2, post=SETTING_UP).joined = 26.0
    team = state.teams[0]
    team.called, team.together_since = 12.0, -1.0
    plain(by_task.prepare)(20.0, state, 0, numbers)
    assert (team.first_day, team.together_since, stage_of(state)) == (26.0, 26.0, [TeamStage.IN_TRAINING])
    assert state.cadres["joined"].tolist() == [26.0, 0.0, 26.0, 0.0, 0.0, 0.0]
    assert (state.city[0].ledger.staffed, state.city[0].ledger.to_staff) == (1, 8.0)
    team.together_since, state.cadres[0].joined = 0.0, 5.0
    plain(by_task.prepare)(20.0, state, 0, told())
    assert 0.0 < team.together_since < 20.0
    assert stage_of(state) == [TeamStage.SET_UP]


def test_a_team_without_a_task_is_left_alone_by_the_end_of_tasks():
    state = town(teams=1)
    state.teams[0].stage = TeamStage.WORKING
    assert not plain(by_task.end_tasks)(20.0, state, told())
    assert state.desks[3].kind == DeskKind.TEAM
    assert state.clearances["stage"].tolist() == [ClearanceStage.WAITING] * 2


def test_a_ruling_that_nobody_can_make_any_more_is_asked_for_anew():
    """Files of the team that are shelved are taken up; those of others, and those that are open, stay as they are."""
    state = town(departments=2, cadres=0, teams=2, matters=3)
    state.matters["team"], state.matters["stage"] = (0, 1, 0), (MatterStage.SHELVED, MatterStage.SHELVED, 1)
    state.clearances["stage"] = ClearanceStage.DONE
    state.clearances["valid_until"] = 99.0
    plain(lost_competence.give_up_competence)(20.0, state, 0, 1, told(mode__pooled=True))
    assert state.matters["stage"].tolist() == [MatterStage.CLOSED, MatterStage.SHELVED, MatterStage.OPEN]
