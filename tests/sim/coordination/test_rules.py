"""Rules of coordination, one by one, on rows made by hand: what a mode makes of a desk, and what it orders."""

import pytest

from sim.cadres.state import Post
from sim.coordination import arrange, come_into_force
from sim.core.event_kinds import EventKind
from sim.core.purposes import PRIORITY
from sim.core.randomness import uniform
from sim.departments.state import DeskKind
from sim.desks import queueing, take_up
from sim.desks.state import JobKind
from sim.work import meeting
from tests.hand import regime, town
from tests.plain import plain
from tests.stories import agenda

HOME, TEAM = DeskKind.HOME, DeskKind.TEAM
NUMBERS = {"work__open_limit": 2.0, "work__juggling_most": 6.0, "work__team_passing": 0.2, "work__buck_passing": 0.3}


def furnished(kind, **changes):
    """A desk as a mode furnishes it."""
    state, told = town(teams=1), regime(**(NUMBERS | changes))
    desk = state.desks[0]
    desk.files_first = desk.undivided = desk.authority = desk.delegated = desk.commits = desk.watched = True
    plain(arrange.furnish)(desk, kind, 0b110, 4, 7, told.mode, told.work)
    assert (desk.kind, desk.holds, desk.room, desk.team, desk.files_first) == (kind, 0b110, 4, 7, False)
    return desk


def test_a_desk_is_what_the_ingredients_say():
    for kind in (HOME, TEAM):
        assert furnished(kind, mode__focused=True).open_limit == 2.0
        assert furnished(kind, mode__focused=False).open_limit == 6.0
        for on in (False, True):
            assert furnished(kind, mode__shared_data=on).shared == on
            assert furnished(kind, mode__ownership=on).owns == on
            assert furnished(kind, mode__evaluated=on).watched == (on and kind == TEAM)
            assert furnished(kind, mode__dedicated=on).undivided == (on and kind == TEAM)
    for name, power in (("authority", "authority"), ("delegated", "delegated"), ("committed_price", "commits")):
        for on, team, kind, has in (
            (True, True, TEAM, True), (True, True, HOME, False), (True, False, HOME, True), (False, False, HOME, False),
            (False, True, TEAM, False),
        ):  # fmt: skip
            assert furnished(kind, **{f"mode__{name}": on, "mode__team": team})[power] == has
    for kind, owns, passing in ((HOME, False, 0.3), (HOME, True, 0.0), (TEAM, False, 0.3), (TEAM, True, 0.2)):
        assert furnished(kind, mode__ownership=owns).passing == passing
    assert furnished(TEAM, mode__ownership=False, work__buck_passing=0.1).passing == 0.2


def test_heads_obey_by_a_draw_of_their_department():
    draw = uniform(1, PRIORITY, 2, 0, 0)
    for resisted, obeyed in ((draw, True), (draw + 1e-12, False), (0.0, True), (1.0, False)):
        assert plain(arrange.obeys)(1, 2, regime(work__priority_resisted=resisted).work) == obeyed
        state = town(departments=3)
        told = regime(mode__files_first=True, mode__focused_home=False, work__priority_resisted=resisted)
        plain(arrange.give_orders)(1, state.desks, state.departments, told.mode, told.work)
        assert state.desks[2].files_first == state.desks[2].undivided == obeyed
    for files_first, focused_home in ((False, True), (True, False)):
        state = town(departments=3)
        state.departments["desk"] = (0, 0, 2)
        told = regime(
            mode__files_first=files_first, mode__focused_home=focused_home, work__open_limit=3.0,
            work__priority_resisted=0.0,
        )  # fmt: skip
        plain(arrange.give_orders)(1, state.desks, state.departments, told.mode, told.work)
        assert state.desks["files_first"].tolist() == [files_first, False, files_first]
        assert state.desks["open_limit"].tolist() == [3.0 if focused_home else 1.0, 1.0, 3.0 if focused_home else 1.0]


def test_homes_hold_what_their_departments_hold_in_one_house_or_each_in_its_own():
    for together, team, room in ((True, False, 0), (True, True, -1), (False, False, -1)):
        state, told = town(departments=3, teams=1), regime(mode__co_located=together, mode__team=team)
        state.departments["desk"] = (0, 0, 2)
        plain(arrange.furnish_homes)(1, state.desks, state.departments, told.mode, told.work)
        assert state.desks["holds"][:3].tolist() == [0b011, 0, 0b100]
        assert state.desks["room"][:3].tolist() == [room] * 3
        assert state.desks["team"][:3].tolist() == [-1] * 3
        assert state.desks["kind"].tolist() == [HOME] * 3 + [TEAM] * 3


def test_a_team_has_one_desk_or_one_a_competence():
    for pooled, holds, desks in ((True, [0b101, 0b010, 0b100], 1), (False, [0b001, 0, 0b100], 3)):
        for together in (True, False):
            state, told = town(departments=3, teams=2), regime(mode__pooled=pooled, mode__co_located=together)
            team = state.teams[1]
            plain(arrange.furnish_team)(state.desks, state.departments, 3, team, 0b101, told.mode, told.work)
            assert (team.first_desk, team.desks) == (6, desks)
            assert state.desks["holds"][6:].tolist() == holds
            assert state.desks["room"][6 : 6 + desks].tolist() == [2 if together else -1] * desks
            assert [plain(arrange.team_desk_for)(team, k, told.mode) for k in range(3)] == (
                [6, 6, 6] if pooled else [6, 7, 8]
            )


def test_a_fence_takes_its_share_in_blocks_from_places_spread_evenly():
    cadre = town().cadres[0]
    for place, phase in ((0, 0.0), (1, 0.6180339887498949), (2, 0.2360679774997898), (5, 0.0901699437494745)):
        plain(arrange.fence)(cadre, 0.25, 10.0, 90.0, place, 3)
        assert cadre.duty_phase == pytest.approx(phase, abs=1e-12)
    assert [cadre[f"duty_{name}"] for name in ("share", "from", "until", "block")] == [0.25, 10.0, 90.0, 3]


def test_who_sits_where():
    """At home by right or in somebody's place; members at the team's desk, and at home unless they left it whole."""
    state = town(departments=2, cadres=4, teams=1)
    cadres = state.cadres
    state.desks["people"] = 9
    cadres["post"] = (Post.AT_HOME, Post.STANDING_IN, Post.IN_TEAM, Post.IN_TEAM, Post.IN_TEAM, Post.SETTING_UP, 3, 3)
    cadres["dedicated"] = (False, False, False, True, True, True, False, False)
    cadres["team_share"] = (0.0, 0.0, 1.0, 1.0, 0.5, 1.0, 0.0, 0.0)
    cadres["team_desk"] = (-1, -1, 2, 2, 2, 2, -1, -1)
    cadres["home_desk"][6:] = (-1, 1)
    plain(arrange.seat_everybody)(cadres, state.desks)
    assert cadres["home_seat"].tolist() == [0, 0, 0, -1, 1, -1, -1, 1]
    assert cadres["team_seat"].tolist() == [-1, -1, 2, 2, 2, -1, -1, -1]
    assert state.desks["people"].tolist() == [3, 2, 3, 0]
    assert state.desks["first"].tolist() == [0, 4, 2, -1]


def test_offices_merge_with_everything_that_waits():
    state = town(departments=3, cadres=1, places=2)
    state.departments["office"] = (0, 0, 2)
    state.routes["department"] = (0, 1, 2, 0, 1, 2)
    for klass in (0, 1, 1):
        row = plain(take_up.new_job)(0.0, state, JobKind.CLEARANCE, 0, 1, 1, 1.0, -1)
        plain(queueing.join)(state.queues[plain(queueing.queue_of)(1, 1, klass, 3)], state.jobs, row)
        state.desks[1].waiting += 1
    plain(come_into_force.merge_offices)(state)
    assert state.departments["desk"].tolist() == [0, 0, 2]
    assert state.routes["desk"].tolist() == [0, 0, 2, 0, 0, 2]
    assert state.cadres["home_desk"].tolist() == [0, 0, 2]
    assert state.desks["people"].tolist() == [2, 0, 1]
    assert state.desks["waiting"].tolist() == [3, 0, 0]
    queue = state.queues[plain(queueing.queue_of)(0, 1, 1, 3)]
    assert (queue.waiting, queue.first, state.jobs[1].next) == (2, 1, 2)
    assert state.queues[plain(queueing.queue_of)(0, 1, 0, 3)].first == 0
    assert state.jobs["desk"][:3].tolist() == [0, 0, 0]


def test_a_mode_that_comes_into_force_again_calls_no_second_meeting():
    """Teams are called again while the next meeting of their mode is due, or after that chain has ended."""
    held, none = regime(mode__meeting_days=7), regime(mode__meeting_days=0)
    state = town()
    plain(come_into_force.come_into_force)(5.0, state, held)
    plain(come_into_force.come_into_force)(8.0, state, held)
    assert agenda(state.heap, state.city[0]) == [(12.0, EventKind.MEETING, 1)]
    plain(meeting.assemble)(
        12.0, state, 1, none, [none] * 3
    )  # the team was gone then: nothing is held, nothing follows
    plain(come_into_force.come_into_force)(20.0, state, held)
    assert agenda(state.heap, state.city[0]) == [(12.0, EventKind.MEETING, 1), (27.0, EventKind.MEETING, 1)]


def test_a_mode_calls_its_own_meeting():
    for days, events in ((0, []), (1, [(6.0, EventKind.MEETING, 1)]), (7, [(12.0, EventKind.MEETING, 1)])):
        state = town()
        plain(come_into_force.come_into_force)(5.0, state, regime(mode__meeting_days=days))
        assert agenda(state.heap, state.city[0]) == events
