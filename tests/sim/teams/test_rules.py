"""Rules of teams, one by one, on rows made by hand: calls, members, months, ratings, tasks and their end."""

import pytest

from sim.cadres.state import Post
from sim.core.purposes import EXIT, RECALL
from sim.core.randomness import uniform
from sim.departments.state import DeskKind
from sim.desks import queueing, take_up
from sim.desks.state import JobKind
from sim.matters.state import ClearanceStage, MatterStage
from sim.task_forces.state import Seat, TeamStage
from sim.teams import by_task, ending, life_line, lost_competence, membership, month, rating, stages, together
from tests.hand import regime, rows, town
from tests.plain import plain

HOME, SETTING_UP, IN_TEAM, OUTSIDE, TRAINING = Post.AT_HOME, Post.SETTING_UP, Post.IN_TEAM, Post.OUTSIDE, 4
CALM = {"staffing__training_days": 0, "staffing__setup_days": 4, "staffing__backfill": False,
        "staffing__member_share": 1.0, "mode__dedicated": True, "mode__selected": True}  # fmt: skip


def told(**changes):
    return regime("task_force", **(CALM | changes))


def member(state, c, t=0, fills=0, post=IN_TEAM):
    """Cadre *c* is a member of team *t*."""
    cadre = state.cadres[c]
    cadre.post, cadre.team, cadre.fills, cadre.dedicated, cadre.team_share = post, t, fills, True, 1.0
    cadre.team_desk = state.teams[t].first_desk + fills if post == IN_TEAM else -1
    state.teams[t].members += 1
    state.departments[cadre.department].lent += 1
    return cadre


def stage_of(state):
    return state.teams["stage"].tolist()


def test_a_team_that_stands_still_ends_after_so_many_days():
    for now, began, progressed, after, ends in (
        (30.0, 10.0, 5.0, 20, True), (29.9, 10.0, 5.0, 20, False), (30.0, 5.0, 10.0, 20, True),
        (30.0, 5.0, 10.5, 20, False), (900.0, 5.0, 10.5, 0, False), (11.0, 5.0, 10.0, 1, True),
    ):  # fmt: skip
        numbers = regime(staffing__stop_after=after).staffing
        assert plain(ending.stands_still)(now, began, progressed, numbers) == ends


def test_nothing_is_handed_back_where_more_always_comes():
    for number in (0, 5):
        assert not plain(ending.hands_back)(town(teams=1), -1, regime(staffing__hand_back=number).staffing)


def test_the_record_keeps_every_stage_and_move_while_there_is_room():
    state = town(teams=2)
    state = state._replace(lives=state.lives[:1], moves=state.moves[:1])
    state.teams[1].members, state.teams[1].project = 3, 8
    member(state, 2, 1, 1)
    for day in (5.0, 6.0):
        plain(life_line.turn_to)(day, state, 1, TeamStage.WORKING)
        plain(life_line.note_move)(day, state, 2, True)
    assert (state.city[0].lived, state.city[0].moved, stage_of(state)) == (2, 2, [0, TeamStage.WORKING])
    assert state.lives[0].tolist() == (5.0, 1, 8, TeamStage.WORKING, 4)
    move = state.moves[0]
    assert [move[name] for name in ("day", "cadre", "department", "team", "project", "competence", "leaves")] == [
        5.0, 2, 2, 1, 8, 1, True
    ]  # fmt: skip


@pytest.mark.parametrize(("training", "post", "joined"), [(0, SETTING_UP, 14.0), (1, TRAINING, 15.0)])
def test_a_member_is_trained_set_up_and_booked(training, post, joined):
    state = town(cadres=2, teams=2)
    cadre = state.cadres[2]
    cadre.skill, cadre.age, cadre.title, cadre.experience = 1.5, 30.0, True, True
    cadre.low_months = cadre.high_months = 3
    cadre.done_this_month = 2.0
    plain(membership.enlist)(10.0, state, 2, 1, 1, told(staffing__training_days=training, call__young_age=30.0))
    assert (cadre.post, cadre.team, cadre.fills, cadre.joined) == (post, 1, 1, joined)
    assert (cadre.dedicated, cadre.team_share, cadre.low_months, cadre.high_months) == (True, 1.0, 0, 0)
    assert cadre.done_this_month == 0.0
    assert (state.departments["lent"].tolist(), state.teams["members"].tolist()) == ([0, 1, 0], [0, 1])
    ledger = state.city[0].ledger
    assert [ledger[n] for n in ("enlisted", "fit", "lent", "talent", "young", "titled", "experienced")] == [
        1, 1.5, 1, 1.5, 0, 1, 1
    ]  # fmt: skip
    assert (state.moves[0].leaves, state.city[0].moved, cadre.duty_share) == (False, 1, 0.0)


def test_a_guest_is_the_teams_alone_and_half_a_member_is_fenced():
    state, numbers = town(cadres=2, teams=1), told(staffing__member_share=0.5, call__young_age=40.0)
    guest, half = state.cadres[0], state.cadres[3]
    guest.post, guest.home_desk, guest.age, half.age = OUTSIDE, -1, 39.0, 41.0
    for c in (0, 3):
        plain(membership.enlist)(10.0, state, c, 0, c // 2, numbers)
    assert (guest.dedicated, guest.team_share, guest.duty_share, state.departments[0].lent) == (True, 1.0, 0.0, 0)
    assert (half.team_share, half.duty_share, half.duty_from, half.duty_until, half.duty_block) == (
        0.5, 0.5, 10.0, 1001.0, 1
    )  # fmt: skip
    assert half.duty_phase == pytest.approx(3 * 0.6180339887498949 % 1.0)
    ledger = state.city[0].ledger
    assert (ledger.enlisted, ledger.lent, ledger.young, ledger.talent) == (2, 1, 1, 1.0)
    numbers.mode.dedicated = False
    plain(membership.enlist)(10.0, state, 4, 0, 2, numbers)
    assert not state.cadres[4].dedicated
    state.cadres[5].post, state.cadres[5].home_desk = OUTSIDE, -1
    plain(membership.enlist)(10.0, state, 5, 0, 2, numbers)
    assert state.cadres[5].dedicated


def test_somebody_stands_in_and_stands_down():
    state = town(departments=2, cadres=3, teams=1)
    own, other = state.cadres[0], state.cadres[2]
    state.cadres[1].post = other.post = OUTSIDE
    state.cadres["home_desk"][1:3] = -1
    other.skill, own.skill, own.second, own.second_skill, own.holds = 3.0, 1.2, 1, 0.6, 0b11
    plain(membership.enlist)(10.0, state, 0, 0, 0, told(staffing__backfill=True))
    assert (other.post, other.home_desk, other.skill, other.second, other.second_skill, other.holds) == (
        Post.STANDING_IN, 0, 1.2, 1, 0.6, 0b11
    )  # fmt: skip
    assert (other.stands_in_for, state.cadres[1].post) == (0, OUTSIDE)
    plain(membership.stand_down)(state, 1)
    assert other.post == Post.STANDING_IN
    plain(membership.leave_team)(20.0, state, 0)
    assert (other.post, other.home_desk, other.stands_in_for) == (OUTSIDE, -1, -1)
    assert (own.post, own.returned, own.team, own.team_desk, own.dedicated) == (HOME, 20.0, -1, -1, False)
    assert (state.departments[0].lent, own.team_share, own.days_per_week) == (0, 0.0, 5)
    assert state.moves[1].leaves


def test_who_sits_down_when():
    state, numbers = town(cadres=2, teams=2), told(mode__pooled=False, staffing__team_days_per_week=6)
    state.teams["stage"] = (TeamStage.WORKING, TeamStage.SET_UP)
    for c, t in ((0, 0), (2, 0), (4, 1)):
        member(state, c, t, c // 2, SETTING_UP).joined = 10.0 + c
    assert not plain(membership.seat_newcomers)(9.0, state, numbers)
    assert plain(membership.seat_newcomers)(10.0, state, numbers)
    assert not plain(membership.seat_newcomers)(11.0, state, numbers)
    assert plain(membership.seat_newcomers)(14.0, state, numbers)  # the third waits for its team
    assert state.cadres["post"].tolist() == [IN_TEAM, HOME, IN_TEAM, HOME, SETTING_UP, HOME]
    assert state.cadres["team_desk"].tolist() == [3, -1, 4, -1, -1, -1]
    state.cadres[4].post = TRAINING
    plain(membership.end_training)(9.9, state, numbers)
    assert state.cadres[4].post == TRAINING
    plain(membership.end_training)(10.0, state, numbers)  # four days of set-up before day 14
    assert state.cadres[4].post == SETTING_UP
    for hours, overtime, days in ((True, True, 6), (True, False, 5), (False, True, 5)):
        numbers.mode.extended_hours, numbers.resources.overtime = hours, overtime
        state.cadres[4].days_per_week = 5
        plain(membership.sit_down)(state, state.cadres[4], numbers)
        assert (state.cadres[4].days_per_week, state.cadres[4].team_desk) == (days, 8)


def test_a_day_is_charged_and_tires():
    numbers = told(staffing__tiring=0.4, staffing__recovery=0.25)
    for post, fields, day, charged, overtime, fatigue in (
        (IN_TEAM, {}, 4, 1.0, 0.0, 0.8), (SETTING_UP, {}, 0, 1.0, 0.0, 0.8), (TRAINING, {}, 0, 1.0, 0.0, 0.8),
        (HOME, {}, 0, 0.0, 0.0, 0.8), (IN_TEAM, {}, 5, 0.0, 0.0, 0.6),
        (IN_TEAM, {"dedicated": False}, 0, 0.0, 0.0, 0.8),
        (IN_TEAM, {"days_per_week": 6}, 5, 1.0, 1.0, 1.0),
        (IN_TEAM, {"days_per_week": 6, "fatigue": 0.1}, 5, 1.0, 1.0, 0.5),
        (IN_TEAM, {"team_share": 0.5}, 0, 0.0, 0.0, 0.8), (HOME, {"days_per_week": 6}, 5, 0.0, 1.0, 1.0),
        (HOME, {"duty_share": 1.0, "duty_block": 1, "duty_until": 9.0}, 0, 1.0, 0.0, 0.8),
    ):  # fmt: skip
        state = town(departments=1, teams=1)
        cadre = member(state, 0)
        cadre.post, cadre.fatigue = post, 0.8
        for name, value in fields.items():
            cadre[name] = value
        plain(membership.live_a_day)(day, state.cadres, numbers)
        assert (cadre.charged, cadre.overtime, cadre.fatigue) == (charged, overtime, pytest.approx(fatigue))


def test_the_next_member_goes_to_the_next_team_of_its_block():
    state = town(departments=2, teams=5)
    state.city[0].blocks, state.departments["block"] = 2, (0, 1)
    order = []
    for _ in range(5):
        t = plain(together.next_team)(state, 1)
        order.append(t)
        state.teams[t].members += 1
    assert order == [1, 3, 1, 3, 1]
    assert plain(together.next_team)(state, 0) == 0


def test_teams_are_called_with_their_seats():
    for extra, guests in ((False, 0), (True, 1)):
        state = town(departments=2, cadres=3, teams=1)
        state.cadres["skill"] = (1.0, 2.0, 3.0, 1.0, 2.0, 3.0)
        state.cadres[2].post, state.cadres[2].home_desk = OUTSIDE, -1
        seats = rows(Seat, 2, department=(0, 1), members=(3, 1), outside=(2, 0))
        numbers = told(resources__extra_staff=extra, resources__team_window=20, staffing__training_days=3)
        plain(together.call_teams)(10.0, state, seats, numbers)
        assert state.cadres["team"].tolist() == [0, 0, guests - 1, -1, -1, 0]
        team, ledger = state.teams[0], state.city[0].ledger
        assert (team.members, team.outsiders, ledger.asked) == (3 + guests, guests, 4 + 2 * extra)
        assert (team.called, team.first_day, team.together_since, team.returns) == (10.0, 17.0, 17.0, 30.0)
        assert (state.city[0].teams_called, ledger.called, stage_of(state)) == (1, 1, [TeamStage.IN_TRAINING])
        assert state.desks["people"].tolist()[:2] == [0, 2]
        assert state.cadres["fills"].tolist() == [0, 0, 0, 0, 0, 1]


def test_lives_begin_with_a_set_up_where_there_is_no_training_and_no_window():
    state = town(teams=2)
    state.teams[1].called = 0.0
    plain(together.begin_lives)(10.0, state, told(resources__team_window=0))
    assert state.teams["called"].tolist() == [10.0, 0.0]
    assert state.teams["returns"].tolist() == [-1.0, -1.0]
    assert stage_of(state) == [TeamStage.SET_UP] * 2
    plain(together.call_for_names)(12.0, state, told(call__way=0))
    assert state.teams["called"].tolist() == [12.0, 12.0]
    assert stage_of(state) == [TeamStage.CALLED] * 2


def test_a_team_covers_the_seats_of_its_members():
    state = town(departments=3, cadres=2, teams=2)
    for c, t, post in ((0, 0, IN_TEAM), (2, 0, SETTING_UP), (4, 0, OUTSIDE), (5, 1, TRAINING)):
        member(state, c, t, c // 2, post)
    assert [plain(together.covered_by)(state.cadres, t) for t in (0, 1)] == [0b011, 0b100]
    state.cadres["holds"][:6] = (0b101, 0, 0b010, 0, 0, 0b111)
    state.cadres[4].team = -1
    assert [plain(lost_competence.held_by)(state.cadres, t, True) for t in (0, 1)] == [0b111, 0b111]
    assert [plain(lost_competence.held_by)(state.cadres, t, False) for t in (0, 1)] == [0b011, 0b100]


def test_work_begins_with_desks_routes_and_members():
    """Team 1 of two, in two places; it covers competences 0 and 2, what it does not goes home."""
    state = town(departments=3, cadres=2, teams=2, places=2)
    for c in (0, 4):
        member(state, c, 1, c // 2, SETTING_UP)
    member(state, 2, 0, 1, SETTING_UP)
    plain(together.begin_work)(20.0, state, 1, told(mode__pooled=False))
    assert (stage_of(state), state.teams[1].reported) == ([0, TeamStage.WORKING], 20.0)
    assert state.routes["desk"].tolist() == [0, 1, 2] * 4 + [6, 1, 8] * 2
    assert state.cadres["post"].tolist() == [IN_TEAM, HOME, SETTING_UP, HOME, IN_TEAM, HOME]
    assert state.desks["holds"][6:].tolist() == [1, 0, 4]


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
