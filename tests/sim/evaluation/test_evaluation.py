"""The monthly evaluation: exact scores, what being watched moves, and what becomes of the poor and the good."""

from functools import lru_cache
from statistics import mean

import numpy as np
import pytest

from sim.cadres.state import Cadre
from sim.core.parameter import as_row
from sim.evaluation.effort import drain
from sim.evaluation.scoring import gap_to, member_score, team_score
from sim.matters.state import MatterStage
from sim.measures.people import by_what_is_measured
from sim.task_forces.state import AT_WORK, TaskForce
from tests.portfolio import PAST, days, kind, portfolio
from tests.stories import ends


def rules(**changes):
    """The evaluation's numbers without noise, with *changes*."""
    plain = {"score_noise": 0.0, "peer_weight": 0.5, "effort_gain": 0.5, "substitution": 0.5}
    return as_row(portfolio().evaluation.model_copy(update=plain | changes))[0]


def member(done):
    """A member who has done so many working days of effort this month."""
    row = Cadre.make(1)[0]
    row.done_this_month = done
    return row


def team(closed, target):
    """A team that closed so many of so many."""
    row = TaskForce.make(1)[0]
    row.closed_this_month, row.target = closed, target
    return row


@pytest.mark.parametrize(
    ("done", "usual", "score"), [(6.0, 4.0, 0.5), (4.0, 4.0, 0.0), (0.0, 4.0, -1.0), (6.0, 0.0, 0.0)]
)
def test_a_member_is_scored_by_what_is_usual(done, usual, score):
    assert member_score(1, member(done), 1, usual, rules()) == score


@pytest.mark.parametrize(("closed", "target", "score"), [(3, 4.0, 0.75), (0, 4.0, 0.0), (6, 4.0, 1.5), (0, 0.0, 1.0)])
def test_a_team_is_scored_by_its_target(closed, target, score):
    assert team_score(1, team(closed, target), 1, rules()) == score


@pytest.mark.parametrize(
    ("score", "better", "teams", "gap"),
    [(1.0, 0, 3, 0.0), (0.5, 0, 3, 0.25), (0.5, 1, 3, 0.5), (0.0, 2, 3, 1.0), (1.5, 2, 3, 0.5), (-2.0, 2, 3, 1.0),
     (0.25, 0, 1, 0.75), (2.0, 0, 1, 0.0)],
)  # fmt: skip
def test_a_team_is_pressed_by_its_target_and_its_peers(score, better, teams, gap):
    assert gap_to(score, better, teams, rules()) == gap


def test_noise_moves_scores_by_its_size_and_every_month_anew():
    noisy = rules(score_noise=0.3)
    scores = [member_score(1, member(4.0), month, 4.0, noisy) for month in range(2000)]
    assert np.mean(scores) == pytest.approx(0.0, abs=0.03)
    assert np.std(scores) == pytest.approx(0.3, rel=0.05)
    assert len(set(scores)) == len(scores)


@pytest.mark.parametrize(
    ("measured", "pressed", "longer"), [(True, 0.0, 1.0), (True, 1.0, 1.0 / 1.5), (False, 0.0, 2.0), (False, 1.0, 2.0)]
)
def test_what_is_measured_goes_faster_and_the_rest_slower(measured, pressed, longer):
    assert drain(measured, pressed, rules()) == longer


LOAD = {
    # teams that always have more on their desk than they can do; half of it is measured
    "staffing__teams": 2,
    "projects__per_month": 2.0,
    "projects__kinds": {
        "heavy": kind(matters=30, measured_share=0.5, effort=4.0, ruling_share=0.0, dependence="pooled")
    },
    "evaluation__false_closing": 0.0,
    "evaluation__score_noise": 0.0,
    "work__false_closing": 0.0,
}
BLIND = {"evaluation__measured_first": False, "evaluation__effort_gain": 0.0, "evaluation__substitution": 0.0}
BLIND |= {"evaluation__false_rise": 0.0}
FIRST, GAIN = {"evaluation__measured_first": True}, {"evaluation__effort_gain": 0.5}
LESS = {"evaluation__substitution": 0.5}
LONG = {"calendar__horizon_days": 240}  # pressure comes with the first evaluation only


@lru_cache
def days_open(**changes):
    """Mean days open over ten cities: of what is measured, on the official clock, and of what is not."""
    found = [by_what_is_measured(ends(portfolio(**(LOAD | BLIND | changes)), seed)[1]) for seed in range(1, 11)]
    return [mean(one[name] for one in found) for name in ("measured_closed_days", "unmeasured_days")]


@pytest.mark.parametrize(
    ("watched", "around", "official", "hidden"),
    [(FIRST, {}, -1.5, 1.5), (GAIN, LONG, -0.25, None), (LESS, {}, None, 2.0), (FIRST | GAIN | LESS, {}, -0.4, 3.0)],
    ids=["measured first", "more effort", "less in the rest", "all"],
)
def test_being_watched_moves_work_from_what_nobody_measures_to_what_is_measured(watched, around, official, hidden):
    """The same ten cities: the official clock runs faster by so many days, the rest waits so much longer."""
    measured, rest = np.subtract(days_open(**around, **watched), days_open(**around))
    assert official is None or measured < official
    assert hidden is None or rest > hidden


def test_false_closings_come_from_pressed_teams_alone():
    """With nothing but the rise that pressure brings, every false closing is of a team that was left behind."""
    closings = falsely = 0
    told = portfolio(**(LOAD | {"evaluation__false_rise": 0.5, "calendar__horizon_days": 240}))
    for seed in (1, 2, 3):
        before = None
        for _, state in days(told, seed, until=PAST + 240):
            if before is not None:
                fresh = (state.matters["stage"] == MatterStage.CLOSED) & (
                    before.matters["closed"] != state.matters["closed"]
                )
                teams = before.matters["slot"][fresh] // len(state.departments) - 1
                pressed = np.where(teams >= 0, np.maximum(before.teams["pressed"], state.teams["pressed"])[teams], 0.0)
                assert (pressed[state.matters["closed_falsely"][fresh]] > 0.0).all()
                closings += float(0.5 * pressed.sum())
                falsely += int(state.matters["closed_falsely"][fresh].sum())
            before = state.copy()
    assert falsely > 10
    assert falsely == pytest.approx(closings, rel=0.4)


def test_targets_are_a_share_of_the_measured_matters_on_the_teams_files():
    """On the day of the evaluation: half of what is open and measured, of its own project, and of nothing unfiled."""
    checked = 0
    for day, state in days(portfolio(), seed=1):
        if day == PAST or (day - PAST) % 30:
            continue
        opened = (
            (state.matters["stage"] != MatterStage.DORMANT) & state.matters["measured"] & (state.matters["filed"] < day)
        )
        opened &= (state.matters["stage"] != MatterStage.CLOSED) | (state.matters["closed"] >= day)
        for one in state.teams:
            if one.stage in AT_WORK and one.first_day < day:
                mine = opened & (state.matters["client"] == one.project)
                assert one.target == pytest.approx(0.5 * mine.sum())
                checked += 1
    assert checked >= 3


def test_the_withdrawn_never_return_and_the_promoted_are_counted_once():
    """A hard evaluation: whoever was withdrawn is in no team again, though another call would have chosen him."""
    hard = {"evaluation__withdraw_months": 1, "evaluation__withdraw_below": 0.1, "evaluation__promote_months": 1}
    hard |= {"evaluation__promote_above": 0.1, "staffing__call__pool_share": 1.0, "calendar__horizon_days": 300}
    told = portfolio(**hard)
    out: dict[int, float] = {}
    promoted = 0
    for day, state in days(told, seed=1, until=PAST + 300):
        for c in np.flatnonzero(state.cadres["withdrawn"]):
            out.setdefault(int(c), float(day))
            assert state.cadres[c].team < 0
        assert state.cadres["promoted"].sum() == state.city[0].ledger.promoted >= promoted
        assert state.cadres["withdrawn"].sum() == state.city[0].ledger.withdrawn == len(out)
        promoted = int(state.city[0].ledger.promoted)
    moves = state.moves[: state.city[0].moved]
    assert not any(not move.leaves and move.day > out.get(int(move.cadre), np.inf) for move in moves)
    assert len(out) > 8
    assert promoted > 5
