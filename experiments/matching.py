"""Matching at equal routine: what share of time must a silo set aside to cost the same routine work as a team?"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

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
SECANTS = 6
STEP = 0.03  # first step of the refinement, as a share of working days
MOST = 0.95  # nobody's whole time is set aside
FIRST = 40  # villages of the rough search; all are used for the refinement


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

    Found by bisection on the first villages of the study, then refined by secants on all of them (at most
    ``matching_seeds``), each history simulated once; 0 where the task force costs no routine work at all, or
    where no arm has a team to match.
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
    with Meter("matching routine work", len(seeds) + len(settings) * (1 + 2 * len(without))) as meter:
        pasts = []
        for seed in seeds:
            pasts.append(history(some, numbers, seed))
            meter.advance(1)
        for setting in settings:
            targets = solved(study.scenario(with_team[0], setting), pasts, 0.0)
            meter.advance(1)
            fences[setting] = {}
            for arm in without:
                scenario = study.scenario(arm, setting)
                rough = bisect(scenario, pasts[:FIRST], float(np.mean(targets[:FIRST])))
                meter.advance(1)
                fences[setting][arm] = refine(scenario, pasts, float(np.mean(targets)), rough)
                meter.advance(1)
    return fences


def solved(scenario: Scenario, pasts: list[State], share: float) -> np.ndarray:
    """Routine work (working days) solved after the intervention in each village, *share* of the days set aside."""
    numbers = numbers_of(scenario)
    return np.array([_solved_one(past, scenario, numbers, share) for past in pasts])


def _solved_one(past: State, scenario: Scenario, numbers: Numbers, share: float) -> float:
    """Routine work solved after the intervention in one village, in working days of its effort."""
    end = branch(past, scenario, numbers, share)
    return float((end.departments["solved_effort"] - past.departments["solved_effort"]).sum())


def bisect(scenario: Scenario, pasts: list[State], target: float) -> float:
    """The share at which mean routine work solved equals *target*; 0 when it is below already without any."""
    low, high = 0.0, MOST
    share = 0.0
    if solved(scenario, pasts, 0.0).mean() > target:
        for _ in range(HALVINGS):
            share = (low + high) / 2.0
            gap = solved(scenario, pasts, share).mean() - target
            if abs(gap) <= TOLERANCE * target:
                break
            low, high = (share, high) if gap > 0.0 else (low, share)
    return share


def refine(scenario: Scenario, pasts: list[State], target: float, start: float) -> float:
    """The same share on more villages, by secants from a good first guess *start*; the best that was tried."""
    tried = {start: float(solved(scenario, pasts, start).mean()) - target}
    last = start
    step = STEP if tried[start] > 0.0 else -STEP  # more set aside, less routine solved
    for _ in range(SECANTS):
        if min(abs(gap) for gap in tried.values()) <= TOLERANCE * target:
            break
        share = min(MOST, max(0.0, last + step))
        if share in tried:
            break
        tried[share] = float(solved(scenario, pasts, share).mean()) - target
        rise = tried[share] - tried[last]
        if rise == 0.0:
            break
        step = -tried[share] * (share - last) / rise
        last = share
    return min(tried, key=lambda share: abs(tried[share]))
