"""Task forces with a task of their own: called for a client, staffed, at work, tapering, dissolved or renewed."""

from __future__ import annotations

from typing import Any

from sim.cadres.state import Post
from sim.clients import face
from sim.coordination.arrange import seat_everybody
from sim.coordination.come_into_force import come_into_force
from sim.core.calendar import WEEK, WORKING_WEEK
from sim.core.compiling import compiled, internal
from sim.staffing.calls import days_to_names
from sim.staffing.familiarity import since_after_change
from sim.state.regime import InForce, Regime
from sim.state.state import State
from sim.task_forces.state import AT_WORK, TeamStage
from sim.teams.ending import hands_back, stands_still
from sim.teams.life_line import turn_to
from sim.teams.membership import days_of_setup, end_training, seat_newcomers
from sim.teams.month import let_go
from sim.teams.tapering import note_tapering, send_home
from sim.teams.together import begin_work
from sim.work.look_anew import look_anew_at_client
from sim.work.re_route import bring_home, hand_to_teams, recall_rulings, set_slots


@compiled
def begin_mandates(now: float, state: State[Any], regime: Regime) -> None:
    """The arm begins: from now on every client may become a task of its own."""
    city = state.city[0]
    city.mandates = True
    city.mode = InForce.ARM
    city.teams_called = len(state.teams)
    come_into_force(now, state, regime)
    call_for_tasks(now, state, regime)


@internal
def mind_mandates(now: float, state: State[Any], regime: Regime) -> bool:
    """A day in the lives of teams with a task of their own; whether who sits where has changed."""
    end_training(now, state, regime)
    changed = end_tasks(now, state, regime)
    for t in range(len(state.teams)):
        team = state.teams[t]
        if team.stage == TeamStage.IN_TRAINING and now >= team.first_day - days_of_setup(team, regime.staffing):
            turn_to(now, state, t, TeamStage.SET_UP)
        if team.stage == TeamStage.SET_UP and now >= team.first_day:
            begin_task(now, state, t, regime)
            changed = True
        elif regime.staffing.tapering and team.stage in AT_WORK and int(now - team.first_day) % WEEK == WEEK - 1:
            changed = taper(now, state, t, regime) or changed
    call_for_tasks(now, state, regime)
    return seat_newcomers(now, state, regime) or changed


@internal
def begin_task(now: float, state: State[Any], t: int, regime: Regime) -> None:
    """Team *t* begins its task: the files of its project come over."""
    team = state.teams[t]
    begin_work(now, state, t, regime)
    state.city[0].teams_working += 1
    face.task_begins(state, team.project)
    seat_everybody(state.cadres, state.desks)
    set_slots(state)
    hand_to_teams(state)
    count_cover(state, t)
    look_anew_at_client(now, state, team.project, regime)


@internal
def count_cover(state: State[Any], t: int) -> None:
    """Book how many of the competences that the task needs have a member."""
    team = state.teams[t]
    city = state.city[0]
    held = state.desks[team.first_desk].holds
    for d in range(team.first_desk, team.first_desk + team.desks):
        held |= state.desks[d].holds
    needed = face.needs_of_task(state, team.project)
    for competence in range(city.competences):
        if (needed >> competence) & 1:
            city.ledger.needed += 1
            city.ledger.covered += (held >> competence) & 1


@internal
def end_tasks(now: float, state: State[Any], regime: Regime) -> bool:
    """Teams whose project stands closed are dissolved (B9), or given the next one (G2); whether there were any."""
    changed = False
    for t in range(len(state.teams)):
        team = state.teams[t]
        if team.project < 0:
            continue
        at_work = team.stage in AT_WORK  # else departments were quicker, and it never begins
        over = face.task_is_over(state, team.project)
        if not over and not (at_work and gives_up(now, state, t, regime)):
            continue
        face.give_task(state, team.project, -1)
        following = face.next_task(state, now) if at_work and regime.staffing.renewal else -1
        if following >= 0:
            renew(now, state, t, following, regime)
        else:
            dissolve_one(now, state, t, over)
        changed = True
    return changed


@internal
def gives_up(now: float, state: State[Any], t: int, regime: Regime) -> bool:
    """Whether team *t* leaves what is left of its task to the departments: it stands still, or is nearly done."""
    team, staffing = state.teams[t], regime.staffing
    return stands_still(now, team.first_day, team.progressed, staffing) or hands_back(state, team.project, staffing)


@internal
def hand_back(now: float, state: State[Any], t: int) -> None:
    """What still lies with team *t* goes back to the departments."""
    state.city[0].teams_working -= 1
    set_slots(state)
    recall_rulings(now, state, t)
    bring_home(state, t)


@internal
def dissolve_one(now: float, state: State[Any], t: int, finished: bool) -> None:
    """Team *t* is dissolved, its task *finished* or given up: its members go home."""
    team = state.teams[t]
    at_work = team.stage in AT_WORK
    turn_to(now, state, t, TeamStage.DISSOLVED)
    team.dissolved = now
    team.finished = finished
    for c in range(len(state.cadres)):
        if state.cadres[c].team == t:
            let_go(now, state, c)
    if at_work:
        hand_back(now, state, t)
    team.project = -1


@internal
def renew(now: float, state: State[Any], t: int, project: int, regime: Regime) -> None:
    """Team *t* gets a new task: whoever is of no use for it goes home, the others stay and wait for the rest (G2)."""
    turn_to(now, state, t, TeamStage.RENEWED)
    state.city[0].ledger.renewed += 1
    for c in range(len(state.cadres)):
        cadre = state.cadres[c]
        if cadre.team == t:
            if (face.needs_of_task(state, project) >> cadre.fills) & 1:
                cadre.post = Post.SETTING_UP
                cadre.days_per_week = WORKING_WEEK
            else:
                let_go(now, state, c)
    hand_back(now, state, t)
    call_for(now, state, t, project, regime)


@internal
def call_for_tasks(now: float, state: State[Any], regime: Regime) -> None:
    """Every free place for a task force is used for the project that has most left, if one waits."""
    for t in range(len(state.teams)):
        if state.teams[t].stage == TeamStage.NONE or state.teams[t].stage == TeamStage.DISSOLVED:
            project = face.next_task(state, now)
            if project < 0:
                return
            state.teams[t].together_since = -1.0
            call_for(now, state, t, project, regime)


@internal
def call_for(now: float, state: State[Any], t: int, project: int, regime: Regime) -> None:
    """Team *t* is called for *project*; its names will be there when the way into the team has been gone."""
    team = state.teams[t]
    team.project = project
    face.give_task(state, project, t)
    team.called = now
    team.kept = regime.staffing.room_kept and team.first_day >= 0.0
    team.first_day = team.dissolved = -1.0
    team.pressed = 0.0
    team.closed_this_month = 0
    team.target = 0.0
    team.names_due = now + days_to_names(regime.call)
    state.city[0].ledger.called += 1
    turn_to(now, state, t, TeamStage.CALLED)


@internal
def names_wanted(now: float, state: State[Any]) -> bool:
    """Whether a called team is to have its names today."""
    for t in range(len(state.teams)):
        if state.teams[t].stage == TeamStage.CALLED and now >= state.teams[t].names_due:
            return True
    return False


@compiled
def prepare(now: float, state: State[Any], t: int, regime: Regime) -> None:
    """Team *t* has its names: training and set-up begin, for those who stayed from an earlier task as well."""
    team = state.teams[t]
    begins = now + regime.staffing.training_days + days_of_setup(team, regime.staffing)
    team.first_day = begins
    if team.together_since < 0.0:
        team.together_since = begins
    for c in range(len(state.cadres)):
        if state.cadres[c].team == t:
            if state.cadres[c].joined > now >= team.together_since:  # a newcomer among those who stayed
                team.together_since = since_after_change(now, team.together_since, team.members, regime.staffing)
            state.cadres[c].joined = begins
    state.city[0].ledger.staffed += 1
    state.city[0].ledger.to_staff += now - team.called
    turn_to(now, state, t, TeamStage.IN_TRAINING if regime.staffing.training_days > 0 else TeamStage.SET_UP)
    seat_everybody(state.cadres, state.desks)


@internal
def taper(now: float, state: State[Any], t: int, regime: Regime) -> bool:
    """Idle members of team *t* whose competence is no longer needed go home; county backbone may take their place."""
    team = state.teams[t]
    needed = face.open_needs_of_task(state, team.project)
    changed = False
    for c in range(len(state.cadres)):
        cadre = state.cadres[c]
        idle = cadre.team == t and cadre.post == Post.IN_TEAM and cadre.job < 0
        if idle and cadre.holds & needed == 0 and cadre.home_desk >= 0:
            send_home(now, state, c, regime)
            changed = True
    if changed:
        note_tapering(now, state, t)
    return changed
