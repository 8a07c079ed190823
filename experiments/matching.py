"""Matching at equal routine: what share of time must a silo set aside to cost the same routine work as a team?"""

from __future__ import annotations

import json
from pathlib import Path

from experiments.study.progress import Meter
from experiments.study.settings import Study
from experiments.study.store import write_whole
from experiments.units import Fences
from sim.city.numbers import Numbers, numbers_of
from sim.city.run import branch, history
from sim.city.state import State
from sim.scenario import Scenario

TOLERANCE = 0.001  # of the routine work solved; model 9 asks for 1 %
HALVINGS = 12
MOST = 0.95  # nobody's whole time is set aside


def matched(study: Study, folder: Path) -> Fences:
    """The ring-fences at equal routine: found once, then kept in the folder."""
    path = folder / "ring_fence.json"
    if path.exists():
        return dict(json.loads(path.read_text(encoding="utf-8")))
    fences = match(study)
    write_whole(path, json.dumps(fences, indent=2).encode())
    return fences


def match(study: Study) -> Fences:
    """For every setting of equal routine and every arm without a team: the share of working days to set aside.

    Found by bisection on the mean over the first villages of the study, each history simulated once; 0 where
    the task force costs no routine work at all, or where no arm has a team to match.
    """
    settings = [name for name, setting in study.resources.items() if setting.ring_fence == "equal_routine"]
    with_team = [name for name, arm in study.arms.items() if arm.team]
    without = [name for name, arm in study.arms.items() if not arm.team]
    if not settings or not with_team or not without:
        return {}
    seeds = range(study.study.seed, study.study.seed + min(study.study.matching_seeds, study.study.replications))
    some = study.scenario(without[0], settings[0])
    numbers = numbers_of(some)
    fences: Fences = {}
    with Meter("matching routine work", len(seeds) + len(settings) * (1 + len(without) * (HALVINGS + 1))) as meter:
        pasts = []
        for seed in seeds:
            pasts.append(history(some, numbers, seed))
            meter.advance(1)
        for setting in settings:
            target = solved(study.scenario(with_team[0], setting), pasts, 0.0)
            meter.advance(1)
            fences[setting] = {arm: bisect(study.scenario(arm, setting), pasts, target, meter) for arm in without}
    return fences


def solved(scenario: Scenario, pasts: list[State], share: float) -> float:
    """Mean routine work (working days) solved after the intervention when *share* of the working days is set aside."""
    numbers = numbers_of(scenario)
    return sum(_solved_one(past, scenario, numbers, share) for past in pasts) / len(pasts)


def _solved_one(past: State, scenario: Scenario, numbers: Numbers, share: float) -> float:
    """Routine work solved after the intervention in one village, in working days of its effort."""
    end = branch(past, scenario, numbers, share)
    return float((end.departments["solved_effort"] - past.departments["solved_effort"]).sum())


def bisect(scenario: Scenario, pasts: list[State], target: float, meter: Meter) -> float:
    """The share at which routine work solved equals *target*; 0 when it is below already without any."""
    low, high = 0.0, MOST
    share = 0.0
    if solved(scenario, pasts, 0.0) > target:
        for _ in range(HALVINGS):
            share = (low + high) / 2.0
            gap = solved(scenario, pasts, share) - target
            if abs(gap) <= TOLERANCE * target:
                break
            low, high = (share, high) if gap > 0.0 else (low, share)
    meter.advance(HALVINGS + 1)
    return share
