"""The life of task forces that begin and end together: called, set up, working, dissolved."""

from __future__ import annotations

from typing import Any

from sim.cadres.state import Cadre, Post
from sim.clients import face
from sim.coordination.arrange import furnish_homes, furnish_team, seat_everybody, team_desk_for
from sim.coordination.come_into_force import come_into_force
from sim.core.compiling import compiled, internal
from sim.core.rows import Rows
from sim.matters.route import serves_block, slot_of
from sim.staffing.calls import days_to_names
from sim.staffing.familiarity import unlearned
from sim.staffing.selection import best_for_seat
from sim.state.regime import Regime
from sim.state.state import State
from sim.task_forces.state import Seat, TeamStage
from sim.teams.ending import hands_back, stands_still
from sim.teams.life_line import turn_to
from sim.teams.membership import days_of_setup, end_training, enlist, leave_team, sit_down
from sim.work.look_anew import look_anew_at_all, wake
from sim.work.re_route import bring_home, hand_to_teams, recall_rulings, set_slots


@compiled
def call_teams(now: float, state: State[Any], seats: Rows[Seat], regime: Regime) -> None:
    """Call the teams: seats are filled from their departments, and whoever is freed leaves his desk."""
    city = state.city[0]
    begin_lives(now, state, regime)
    for s in range(len(seats)):
        d = seats[s].department
        for _ in range(seats[s].members):
            city.ledger.asked += 1
            c = best_for_seat(city.seed, state.cadres, d, Post.AT_HOME, regime.mode.selected)
            if c >= 0:
                enlist(now, state, c, next_team(state, d), state.departments[d].competence, regime)
        if regime.resources.extra_staff:
            for _ in range(seats[s].outside):
                c = best_for_seat(city.seed, state.cadres, d, Post.OUTSIDE, True)
                city.ledger.asked += 1
                if c >= 0:
                    t = next_team(state, d)
                    state.teams[t].outsiders += 1
                    enlist(now, state, c, t, state.departments[d].competence, regime)
    seat_everybody(state.cadres, state.desks)


@compiled
def begin_lives(now: float, state: State[Any], regime: Regime) -> None:
    """Every team is called: trained first where there is training, then set up, and at work from its first day."""
    city = state.city[0]
    city.teams_called = len(state.teams)
    for t in range(len(state.teams)):
        team = state.teams[t]
        if team.called < 0.0:
            team.called = now
        team.first_day = now + regime.staffing.training_days + days_of_setup(team, regime.staffing)
        team.together_since = team.first_day
        team.returns = now + regime.resources.team_window if regime.resources.team_window > 0 else -1.0
        city.ledger.called += 1
        turn_to(now, state, t, TeamStage.IN_TRAINING if regime.staffing.training_days > 0 else TeamStage.SET_UP)


@compiled
def call_for_names(now: float, state: State[Any], regime: Regime) -> None:
    """The teams are called by another way than by seats: their names will be there when that way has been gone."""
    state.city[0].teams_called = len(state.teams)
    for t in range(len(state.teams)):
        state.teams[t].called = now
        state.teams[t].names_due = now + days_to_names(regime.call)
        turn_to(now, state, t, TeamStage.CALLED)


@internal
def next_team(state: State[Any], department: int) -> int:
    """Who of the teams that serve a department's block gets its next member: in turn, so that none is left empty."""
    city = state.city[0]
    block = state.departments[department].block
    number = 0
    members = 0
    for t in range(len(state.teams)):
        if serves_block(t, len(state.teams), city.blocks, block):
            number += 1
            members += state.teams[t].members
    wanted = members % number
    for t in range(len(state.teams)):
        if serves_block(t, len(state.teams), city.blocks, block):
            if wanted == 0:
                return t
            wanted -= 1
    return 0


@internal
def covered_by(cadres: Rows[Cadre], t: int) -> int:
    """Bit mask of the competences for which team *t* has a member: those whose seats its members fill."""
    held = 0
    for c in range(len(cadres)):
        cadre = cadres[c]
        if cadre.team == t and (
            cadre.post == Post.SETTING_UP or cadre.post == Post.IN_TEAM or cadre.post == Post.IN_TRAINING
        ):
            held |= 1 << cadre.fills
    return held


@internal
def begin_work(now: float, state: State[Any], t: int, regime: Regime) -> None:
    """Team *t* begins to work: its desks are furnished, files of what it covers go there, its members sit down."""
    team = state.teams[t]
    city = state.city[0]
    turn_to(now, state, t, TeamStage.WORKING)
    team.reported = now
    held = covered_by(state.cadres, t)
    furnish_team(state.desks, state.departments, city.competences, team, held, regime.mode, regime.work)
    for place in range(city.places):
        own, home = slot_of(city, t, place), slot_of(city, -1, place)
        for competence in range(city.competences):
            covered = (held >> competence) & 1 == 1
            at_home = state.routes[home + competence].desk
            goal = team_desk_for(team, competence, regime.mode) if covered else at_home
            state.routes[own + competence].desk = goal
    for c in range(len(state.cadres)):
        if state.cadres[c].post == Post.SETTING_UP and state.cadres[c].team == t:
            sit_down(state, state.cadres[c], regime)


@internal
def open_teams(now: float, state: State[Any], regime: Regime) -> None:
    """The first working day: members sit down, files come over, owners are named, shelved files are taken up."""
    state.city[0].teams_working = len(state.teams)
    end_training(now, state, regime)
    for t in range(len(state.teams)):
        begin_work(now, state, t, regime)
    seat_everybody(state.cadres, state.desks)
    set_slots(state)
    hand_to_teams(state)
    if regime.mode.ownership:
        face.name_owner_of_each(state, Post.IN_TEAM)
    come_into_force(now, state, regime)
    look_anew_at_all(now, state, regime)
    wake(now, state, regime)


@internal
def is_over(now: float, state: State[Any], regime: Regime) -> bool:
    """Whether the teams end today.

    *Rule*: at their window's end; when nothing has moved for long, or few cases are left; when clients need none and
    every file is closed, or is left to the departments. A stream of matters never ends: teams that serve one have a
    window, or work to the horizon; so does a standing team. Without a member no team goes on.
    """
    city, first = state.city[0], state.teams[0]
    if first.returns >= 0.0 and now >= first.returns:
        return True
    if regime.staffing.tapering and nobody_left(state):
        return True
    if stands_still(now, first.first_day, city.progressed, regime.staffing) or hands_back(state, -1, regime.staffing):
        return True
    if first.returns >= 0.0 or regime.mode.standing or not face.goal_reached(state):
        return False
    return city.on_file == 0 or face.hands_over(state)


@internal
def nobody_left(state: State[Any]) -> bool:
    """Whether every member of every team has gone home."""
    for t in range(len(state.teams)):
        if state.teams[t].members > 0:
            return False
    return True


@internal
def dissolve(now: float, state: State[Any], regime: Regime) -> None:
    """The teams end: members go home, their files go back, and the old mode holds again, or what became routine."""
    city = state.city[0]
    city.teams_working = 0
    city.dissolved = now
    city.forgotten = unlearned(now - state.teams[0].first_day, regime.staffing)
    for t in range(len(state.teams)):
        turn_to(now, state, t, TeamStage.DISSOLVED)
        state.teams[t].dissolved = now
        state.teams[t].finished = face.goal_reached(state)
    set_slots(state)
    for c in range(len(state.cadres)):
        if state.cadres[c].team >= 0:
            leave_team(now, state, c)
    furnish_homes(city.seed, state.desks, state.departments, regime.mode, regime.work)
    seat_everybody(state.cadres, state.desks)
    for t in range(len(state.teams)):
        recall_rulings(now, state, t)
    for t in range(len(state.teams)):
        bring_home(state, t)
    if regime.mode.ownership:
        face.name_owner_of_each(state, Post.AT_HOME)
    look_anew_at_all(now, state, regime)
    wake(now, state, regime)
