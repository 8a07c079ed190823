"""The arms of a study as an experiment: what compare, sweep and validate have in common."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.arms.equal_routine import FIRST, HALVINGS, SECANTS, ring_fences, search_plan
from experiments.arms.replication import plan_of_study
from experiments.arms.shortage import refuse_unstaffable
from experiments.study.design import PLAUSIBLE, Points
from experiments.study.experiment import HERE, Before, Experiment, Known
from experiments.study.plan import Plan
from experiments.study.settings import Study, study_points

BELOW = "villages"  # kind of a folder that holds runs and nothing that was made of them


def experiment_of(
    study: Study, name: str = HERE, kind: str = BELOW, points: Points | None = None, series: bool = True, said: str = ""
) -> Experiment:
    """Every arm of *study* in every resource setting, at its points or at *points* of the caller's."""
    at = study_points(study) if points is None else points
    return Experiment(
        name=name,
        known=known_of(study, kind, at),
        configured=study,
        plan=lambda code, fences: plan_of_study(study, at, fences, code, series),
        said=said or cities_told(study, at),
        points=at,
        refuse=lambda: refuse_unstaffable(study),
        before=Before(
            fences=lambda executor, folder, code: ring_fences(executor, study, at, folder, code),
            seconds=lambda plan, each: search_seconds(study, at, plan, each),
        ),
        study=study,
    )


def cities_told(study: Study, points: Points) -> str:
    """What plausible cities draw, in a line; empty for other designs."""
    design = study.study.design
    if design.kind != PLAUSIBLE:
        return ""
    under = ", ".join(design.sets)
    told = f"{design.points} draws of {len(points.unit.columns)} numbers, each under {under}"
    return told + (f"; held: {', '.join(design.hold)}" if design.hold else "")


def known_of(study: Study, kind: str, points: Points | None = None) -> Known:
    """What the folder of a study is known by."""
    at = study_points(study) if points is None else points
    return Known(kind, study.canonical(at), study.study.seed, at.values)


def search_seconds(study: Study, points: Points, plan: Plan, each: float) -> float:
    """At most so long for the search of ring-fences: a branch for every replication and step of it."""
    searches = len(search_plan(study, points, ""))
    replications = min(study.study.matching_seeds, study.study.replications)
    branches = HALVINGS * min(FIRST, replications) + (SECANTS + 2) * replications
    return searches * branches * each / (1 + sum(map(len, plan.groups)))


def words_without(arguments: Sequence[str], *keys: str) -> list[str]:
    """The words of a command line but those that set one of *keys*."""
    return [word for word in arguments if word.partition("=")[0] not in keys]
