"""Queues at desks: exact limits, where a closed form exists, and Little's law."""

import math

import numpy as np
import pytest
from scipy.stats import t as student

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.matters.state import ClearanceStage, MatterStage
from sim.measures.openness import openness, until_now
from sim.state.state import State
from tests.stories import STILL, ends, numbers, office
from tests.workbench import bench, city_of, worked


def covers(values: list[float], exact: float, tolerance: float) -> None:
    """The mean over seeds is within the tolerance, and its 99.9 % interval, not much wider, holds the exact value."""
    mean, error = np.mean(values), np.std(values, ddof=1) / math.sqrt(len(values))
    half = student.ppf(0.9995, len(values) - 1) * error
    assert half < 2.0 * tolerance * exact
    assert mean == pytest.approx(exact, rel=tolerance)
    assert abs(mean - exact) < half


ALONE = STILL | {"stream__load": 0.0, "city__blocks": 1, "stream__competences": 1}
ALONE |= {"calendar__intervention_day": 350, "calendar__horizon_days": 3650}


@pytest.mark.parametrize(
    ("law", "cv2", "load"),
    [("fixed", 0.0, 0.8), ("exponential", 1.0, 0.7), ("lognormal", 0.5, 0.8), ("lognormal", 2.0, 0.7)],
)
def test_one_clerk_waits_as_pollaczek_and_khinchine_say(law, cv2, load):
    """M/G/1, juggling off: mean wait = load x effort x (1 + cv2) / 2 / (1 - load), in working time."""
    effort = 0.02
    told = bench(
        **(ALONE | city_of({"desk": office(1, load, effort)})), city__routine_law=law, city__routine_cv2=cv2 or 2.0
    )
    waits = []
    for seed in range(1, 17):
        past, end = ends(told, seed)
        before, after = past.departments[0], end.departments[0]
        waits.append((after.waited - before.waited) / (after.begun - before.begun))
    covers(waits, load * effort * (1.0 + cv2) / 2.0 / (1.0 - load), 0.03)


TWO = STILL | city_of({"first": office(1, 0.0, 1.0), "second": office(1, 0.0, 1.0)})
TWO |= {"city__blocks": 1, "stream__competences": 2, "stream__dependence": "pooled", "stream__floor": 0.0}
TWO |= {"stream__effort_law": "exponential", "calendar__intervention_day": 0, "calendar__horizon_days": 2500}
WARM, MOST = 250.0, 12


def stays(load: float, rate: float, seed: int) -> tuple[list[np.ndarray], np.ndarray, float]:
    """When each stage and each whole matter began and ended, and the end of it all, in working days."""
    told = bench(**TWO, stream__load=2.0 * load, stream__effort=2.0 * load / rate)
    records = numbers(told)
    end = live(initialise(told, records, seed), records, 2500.0)
    given = end.clearances[end.clearances["stage"] == ClearanceStage.DONE]
    stages = [given[given["competence"] == d] for d in (0, 1)]
    closed = end.matters[end.matters["stage"] == MatterStage.CLOSED]
    spans = [np.array([worked(one["filed"]), worked(one["given"])]) for one in stages]
    return spans, np.array([worked(closed["filed"]), worked(closed["closed"])]), float(worked(np.array(2500.0)))


def shares(span: np.ndarray, start: float, end: float) -> np.ndarray:
    """Share of the time from *start* to *end* during which so many (0, 1, ...) are there."""
    times = np.concatenate(span)
    order = np.argsort(times, kind="stable")
    inside = np.cumsum(np.where(order < span.shape[1], 1, -1))
    moments = np.clip(times[order], start, end)
    return np.bincount(inside[:-1], np.diff(moments), MOST)[:MOST] / (end - start)


@pytest.mark.parametrize("load", [0.5, 0.7])
def test_two_stages_are_the_product_of_two_single_queues(load):
    """Jackson 1957, exponential efforts, from first to second and from second to first by the matter's start.

    Each stage is M/M/1: stays of mean effort / (1 - load), so many there with chance (1 - load) load^n, independent of
    the other stage; a matter's whole stay is the sum of two.
    """
    rate = 20.0
    effort = load / rate
    exact = (1.0 - load) * load ** np.arange(MOST)
    whole, busy, law, alone = [], [], [], [[], []]
    for seed in range(1, 11):
        stages, matters, end = stays(load, rate, seed)
        start = float(worked(np.array(WARM)))
        after = matters[:, (matters[0] >= start) & (matters[0] < end - 20.0)]
        whole.append(float((after[1] - after[0]).mean()))
        for d, span in enumerate(stages):
            alone[d].append(float((span[1] - span[0])[span[0] >= start].mean()))
            law.append(shares(span, start, end - 20.0))
            busy.append(1.0 - law[-1][0])
    covers(whole, 2.0 * effort / (1.0 - load), 0.02)
    for stage in alone:
        covers(stage, effort / (1.0 - load), 0.03)
    assert np.mean(busy) == pytest.approx(load, abs=0.005)
    assert np.mean(law, axis=0) == pytest.approx(exact, abs=0.006)


def test_littles_law_holds_for_matters_and_for_routine():
    """Numbers counted at day breaks against days open, summed: within 1 %; the books agree with the rows exactly."""
    told = bench(calendar__horizon_days=600, work__false_closing=0.0)  # closed falsely is still open to the client
    records = numbers(told)
    state = live(initialise(told, records, 2), records, 180.0)
    past = state.copy()
    intervene(state, told, records, 0.0)
    routine = []
    for day in range(180, 780):
        routine.append(int(state.departments["open_routine"].sum()))
        state = live(state, records, day + 1.0)
    values = openness(past, state)
    project = state.series[: state.city[0].sampled]["matters_open"][-600:]
    assert values["project_days"] * values["project_matters"] / 600.0 == pytest.approx(np.mean(project), rel=0.01)
    area = float((until_now(state.departments, 780.0) - until_now(past.departments, 180.0)).sum())
    assert area / 600.0 == pytest.approx(np.mean(routine), rel=0.01)
    rows = state.departments
    assert np.array_equal(rows["arrived"], rows["solved"] + rows["open_routine"])
    assert np.array_equal(rows["arrived"], rows["begun"] + waiting_routine(state))


def waiting_routine(state: State) -> np.ndarray:
    """Routine jobs in the queues of each department."""
    kinds = len(state.departments)
    home = state.queues["waiting"][: kinds * kinds * 2].reshape(kinds, kinds, 2)
    return np.array([home[d, d, 0] for d in range(kinds)])
