"""Rules of teams, one by one, on rows made by hand: calls, members, months, ratings, tasks and their end."""

import pytest

from sim.cadres.state import Post
from sim.task_forces.state import Seat, TeamStage
from sim.teams import ending, life_line, lost_competence, membership, together
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
