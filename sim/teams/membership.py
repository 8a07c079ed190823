"""Membership: a cadre becomes a member, is trained and set up, sits down, and goes home; a day of those away."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.cadres.skill import skill_in
from sim.cadres.state import Cadre, Post
from sim.coordination.arrange import fence, team_desk_for
from sim.core.calendar import WORKING_WEEK, is_working_day
from sim.core.compiling import compiled, internal
from sim.core.rows import Rows
from sim.desks.dispatch import is_part_time, on_duty
from sim.staffing.parameters import Staffing
from sim.staffing.selection import best_for_seat
from sim.state.regime import Regime
from sim.state.state import State
from sim.task_forces.state import STARTING, TaskForce
from sim.teams.life_line import note_move
from sim.work.re_route import give_back_own


@compiled
def days_of_setup(team: TaskForce, staffing: Staffing) -> int:
    """Days that the set-up of a team takes: fewer where its room was kept ready (S11)."""
    return min(staffing.kept_setup_days, staffing.setup_days) if team.kept else staffing.setup_days


@compiled
def enlist(now: float, state: State[Any], c: int, t: int, competence: int, regime: Regime) -> None:
    """A cadre becomes a member of team *t* for a seat in *competence*: trained first, then set up."""
    cadre = state.cadres[c]
    staffing, city = regime.staffing, state.city[0]
    if cadre.post == Post.AT_HOME:
        state.departments[cadre.department].lent += 1
        if staffing.backfill:
            stand_in(state, c)
    cadre.post = Post.IN_TRAINING if staffing.training_days > 0 else Post.SETTING_UP
    cadre.team = t
    cadre.fills = competence
    cadre.joined = now + staffing.training_days + days_of_setup(state.teams[t], staffing)
    cadre.dedicated = regime.mode.dedicated or cadre.home_desk < 0
    cadre.team_share = staffing.member_share if cadre.home_desk >= 0 else 1.0
    cadre.done_this_month = cadre.project_time = 0.0
    cadre.low_months = cadre.high_months = 0
    if is_part_time(cadre):
        fence(cadre, cadre.team_share, now, city.until + 1.0, c, 1)
    state.teams[t].members += 1
    note_move(now, state, c, False)
    city.ledger.enlisted += 1
    city.ledger.fit += skill_in(cadre, competence)
    if cadre.home_desk >= 0:
        city.ledger.lent += 1
        city.ledger.talent += cadre.skill
    city.ledger.young += cadre.age < regime.call.young_age
    city.ledger.titled += cadre.title
    city.ledger.experienced += cadre.experience


@compiled
def enlist_all(
    now: float, state: State[Any], cadres: np.ndarray, teams: np.ndarray, competences: np.ndarray, regime: Regime
) -> None:
    """Each of some *cadres* becomes a member of its team, for a seat in its competence."""
    for place in range(len(cadres)):
        enlist(now, state, cadres[place], teams[place], competences[place], regime)


@internal
def stand_in(state: State[Any], c: int) -> None:
    """Somebody from outside, as fast, takes the place of member *c* at home (a counterfactual)."""
    cadre = state.cadres[c]
    other = best_for_seat(state.city[0].seed, state.cadres, cadre.department, Post.OUTSIDE, True)
    if other >= 0:
        one = state.cadres[other]
        one.post = Post.STANDING_IN
        one.home_desk = cadre.home_desk
        one.skill = cadre.skill
        one.second = cadre.second
        one.second_skill = cadre.second_skill
        one.holds = cadre.holds
        one.stands_in_for = c


@internal
def stand_down(state: State[Any], c: int) -> None:
    """Whoever stood in for member *c* leaves again; work in hand is finished first."""
    for other in range(len(state.cadres)):
        one = state.cadres[other]
        if one.post == Post.STANDING_IN and one.stands_in_for == c:
            one.post = Post.OUTSIDE
            one.home_desk = -1
            one.stands_in_for = -1


@internal
def end_training(now: float, state: State[Any], regime: Regime) -> None:
    """Whoever has been trained is set up from today."""
    for c in range(len(state.cadres)):
        cadre = state.cadres[c]
        if cadre.post != Post.IN_TRAINING:
            continue
        if now >= cadre.joined - days_of_setup(state.teams[cadre.team], regime.staffing):
            cadre.post = Post.SETTING_UP


@internal
def sit_down(state: State[Any], cadre: Cadre, regime: Regime) -> None:
    """A member takes its place at the team's desk."""
    cadre.post = Post.IN_TEAM
    cadre.team_desk = team_desk_for(state.teams[cadre.team], cadre.fills, regime.mode)
    if regime.mode.extended_hours and regime.resources.overtime:
        cadre.days_per_week = regime.staffing.team_days_per_week


@internal
def seat_newcomers(now: float, state: State[Any], regime: Regime) -> bool:
    """Members who joined a team that is at work sit down once they are set up; whether anybody did."""
    changed = False
    for c in range(len(state.cadres)):
        cadre = state.cadres[c]
        if cadre.post == Post.SETTING_UP and now >= cadre.joined and state.teams[cadre.team].stage not in STARTING:
            sit_down(state, cadre, regime)
            changed = True
    return changed


@internal
def leave_team(now: float, state: State[Any], c: int) -> None:
    """A member goes home, or back to where it came from."""
    cadre = state.cadres[c]
    note_move(now, state, c, True)
    give_back_own(state, c)
    stand_down(state, c)
    if cadre.home_desk >= 0:
        state.departments[cadre.department].lent -= 1
        cadre.returned = now
    cadre.post = Post.AT_HOME if cadre.home_desk >= 0 else Post.OUTSIDE
    cadre.team = -1
    cadre.team_desk = -1
    cadre.dedicated = cadre.at_team = False
    cadre.team_share = cadre.duty_share = 0.0
    cadre.days_per_week = WORKING_WEEK


@internal
def live_a_day(day: int, cadres: Rows[Cadre], regime: Regime) -> None:
    """Book a day of those who are lent or ring-fenced: time charged, overtime, tiredness."""
    for c in range(len(cadres)):
        cadre = cadres[c]
        away = cadre.post == Post.IN_TEAM or cadre.post == Post.SETTING_UP or cadre.post == Post.IN_TRAINING
        lent = away and cadre.dedicated and not is_part_time(cadre)
        works = is_working_day(day, cadre.days_per_week)
        if works and (lent or on_duty(cadre, day)):
            cadre.charged += 1.0
        if works and not is_working_day(day, WORKING_WEEK):
            cadre.overtime += 1.0
            cadre.fatigue = min(1.0, cadre.fatigue + regime.staffing.tiring)
        elif not works:
            cadre.fatigue *= 1.0 - regime.staffing.recovery
