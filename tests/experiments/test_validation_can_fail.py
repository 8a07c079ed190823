"""No check is passed by doing nothing: each is tried with runs in which nothing happens, with luck and without."""

import numpy as np
import pandas as pd
import pytest

from experiments import validate
from experiments.arms.experiment import experiment_of
from experiments.study.executors import open_executor
from experiments.study.experiment import carry_out
from experiments.study.settings import load_study
from experiments.validation.conditions import Conditions, decided, judge_condition
from experiments.validation.curve import optimum_of
from experiments.validation.how_many import curve_of, pattern_of
from experiments.validation.idle import passed_idly, shows
from experiments.validation.must_lose import MUST_LOSE
from experiments.validation.patterns import Pattern, Patterns, judge
from experiments.validation.relocation.hazards import IDLE, SHAPES, row_of
from experiments.validation.shapes import Shape, judge_shape
from sim.config import CONFIGS, compose
from sim.config import validate as checked
from sim.yaml_scan import ConfigError

SCENARIOS = sorted(path.stem for path in (CONFIGS / "patterns").glob("*.yaml"))
PATTERNS = [one for name in SCENARIOS for one in checked(Patterns, compose(f"patterns/{name}", [])).patterns]
TOLD = checked(Conditions, compose("conditions/workbench", []))
LUCK = np.random.Generator(np.random.Philox(7)).normal(1.0, 0.02, (4, 4, 30))  # by arm and measure, point, seed


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: f"{one.id}-{one.source}")
@pytest.mark.parametrize("noise", [0.0, 1.0])
def test_no_pattern_is_passed_by_runs_in_which_nothing_happens(pattern, noise):
    idle = np.nan if pattern.idle is None else pattern.idle * (1.0 + noise * (LUCK[0, 0] - 1.0))
    runs = pd.DataFrame(
        {pattern.measure: idle, "seed": range(30)} | {name: least for name, (least, _) in pattern.where.items()}
    )
    row = judge(pattern, runs)
    assert not row["passed"]
    assert row["runs"] == 30


def planted(shape: Shape, luck: np.ndarray) -> pd.DataFrame:
    """Runs in which a shape's number is its idle value, with luck of each arm, measure and point."""
    points = max([len(one.values) for one in shape.sets], default=1)
    by_point = {1.5: [1.0, 2.0, 3.0, 4.0]}.get(shape.idle, [1.0] * points)  # 1.5: each adds as much as the one before
    level = 0.0 if shape.of == "level" else 1.0
    rows = [
        {"arm": arm, "point": point, "seed": seed, "status": "ok"}
        | dict.fromkeys(shape.measure, level * by_point[point] * luck[place * 2, point, seed])
        | ({shape.over_measure: luck[place * 2 + 1, point, seed]} if shape.over_measure else {})
        for place, arm in enumerate(filter(None, [shape.arm, shape.over]))
        for point in range(points)
        for seed in range(30)
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize("shape", TOLD.shapes, ids=lambda one: one.id)
@pytest.mark.parametrize("luck", [np.ones_like(LUCK), LUCK], ids=["exact", "luck"])
def test_no_shape_is_passed_by_runs_in_which_nothing_happens(shape, luck):
    row = judge_shape(shape, planted(shape, luck), 200)
    assert row["simulated_median"] == pytest.approx(shape.idle, abs=0.03)
    assert not row["passed"]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda one: one.id)
def test_no_hazard_shape_is_passed_where_the_hazard_stays_or_nobody_signs(shape):
    flat = np.tile([4.0, 100.0], (30, 4, 1))
    row = row_of(shape, flat)
    assert (row["simulated_median"], row["passed"]) == (IDLE, False)
    assert not row_of(shape, flat * [0.0, 1.0])["passed"]
    assert not passed_idly(lambda value: shape.within[0] <= value <= shape.within[1], IDLE)


@pytest.mark.parametrize("condition", TOLD.conditions, ids=lambda one: one.id)
def test_no_condition_is_passed_where_arms_are_alike_or_the_switch_changes_nothing(condition):
    """Alike: nothing is claimed. Worse everywhere by a tenth: it loses, but not by the switch."""
    many = len(condition.sets[0].values)
    for factor, loses in ((1.0, False), (1.1, True)):
        rows = [
            {"point": point, "seed": seed, "arm": arm, "status": "ok"}
            | dict.fromkeys(set(condition.metrics), times * LUCK[place, point, seed])
            for point in range(many)
            for seed in range(30)
            for place, (arm, times) in enumerate([(condition.rival, 1.0), ("task_force", factor)])
        ]
        row = judge_condition(condition, condition.rival, pd.DataFrame(rows), TOLD.margin, 1000)
        found = decided(pd.DataFrame([row])).iloc[0]
        assert [bool(found[claim]) for claim in ("wins", "loses", "worse", "flips")] == [False, loses, False, False]


def test_a_flat_curve_has_no_inner_optimum_and_does_not_pass():
    runs = pd.DataFrame(
        {"seed": seed, "number": number, "all_matters_days": LUCK[0, place, seed]}
        for place, number in enumerate([0, 4, 8])
        for seed in range(30)
    )
    found = optimum_of(runs.assign(all_matters_days=1.0), "all_matters_days", 200)
    assert not found["inner"]
    curve = curve_of("city_portfolio")
    table = pd.DataFrame([found | {"kind": "base"}])
    made = {"optimum.csv": table, "curve.csv": pd.DataFrame({"number": [0, 4, 8]})}
    assert not pattern_of(made, curve, "none")["passed"]


def test_a_range_that_nothing_would_pass_is_refused_in_a_line():
    words = TOLD.shapes[2].model_dump()
    for within in ([0.2, 1.0], [0.2, 0.995]):
        with pytest.raises(ConfigError, match=r"focus.within = \[0.2, .*\]: contains 1 or comes within 1% of it"):
            checked(Shape, words | {"within": within})
    stall = next(one for one in PATTERNS if one.id == "stall").model_dump()
    with pytest.raises(ConfigError, match=r"stall.within = \[730, 20000\]: contains 4634"):
        checked(Pattern, stall | {"median_within": [730.0, 20000.0]})
    with pytest.raises(ConfigError, match="stall: needs one of holds, span_within, median_within"):
        checked(Pattern, stall | {"median_within": None})


def test_a_number_shows_only_where_it_is_told_from_nothing():
    assert shows((0.8, 0.9, 0.95), (0.2, 0.98), 1.0)
    assert not shows((0.8, 0.9, 1.05), (0.2, 0.98), 1.0)
    assert not shows((0.1, 0.15, 0.3), (0.2, 0.98), 1.0)
    assert not shows((np.nan, np.nan, np.nan), (0.2, 0.98), 1.0)


def test_what_is_missed_is_told_with_its_reason_once():
    table = pd.DataFrame(
        {"id": ["a", "b", "c", "d"], "passed": [False, False, True, False], "known": ["why", "why", "", ""]}
    )
    assert validate.misses(table, "published") == [
        "published: 3 of 4 do not show", "  a, b: why", "  d: why is not known",
    ]  # fmt: skip
    assert validate.misses(table[:0], "required") == []


def test_conditions_are_run_with_their_rivals_and_a_team_is_no_rival():
    asked = MUST_LOSE.read(["study=conditions"])
    arms = {one.id: list(study.arms) for one, study, _ in asked.each}
    assert arms["1"] == ["siloed", "best_silo", "lead_agency", "task_force"]
    assert arms["11"] == ["redesigned_silo", "best_silo", "lead_agency", "task_force"]
    assert list(load_study(["study=conditions"]).arms) == arms["1"]


@pytest.mark.parametrize(("scenario", "nobody_chooses"), [
    ("open_call", ["staffing.call.young_share=0"]),
    ("city_portfolio", ["staffing.call.matching=random", "staffing.call.pool_share=1"]),
])  # fmt: skip
def test_the_share_of_the_young_that_is_called_idle_is_what_comes_about_where_nobody_chooses(
    scenario, nobody_chooses, tmp_path
):
    words = ["arms=[task_force]", "resources=[as_it_was]", "replications=4", "executor=serial"]
    short = ["calendar.intervention_day=5", "calendar.horizon_days=60"]
    study = load_study([f"scenario={scenario}", *words, *short, *nobody_chooses])
    with open_executor(study.executor) as executor:
        assert not carry_out(experiment_of(study, "x"), tmp_path, {}, executor).owed
    runs = pd.read_parquet(tmp_path / "x" / "runs.parquet")
    told = checked(Patterns, compose(f"patterns/{scenario}", [])).patterns
    young = next(one for one in told if one.id == "young")
    assert young.idle is not None
    assert runs["young_share"].mean() == pytest.approx(young.idle, abs=0.04)
    assert not judge(young, runs)["passed"]


@pytest.mark.parametrize(("name", "off"), [("focus", "work.juggling_loss=0"), ("closed", "evaluation.false_closing=0")])
def test_a_shape_fails_in_a_city_in_which_what_makes_it_is_switched_off(name, off, tmp_path):
    words = ["study=conditions", "scenario=workbench", "replications=4", "executor=serial", "study.resamples=200"]
    asked = MUST_LOSE.read([*words, "calendar.intervention_day=30", "calendar.horizon_days=90", off])
    shape, study, points = next(each for each in asked.each if each[0].id == name)
    with open_executor(study.executor) as executor:
        assert not carry_out(experiment_of(study, "x", points=points), tmp_path, {}, executor).owed
    row = judge_shape(shape, pd.read_parquet(tmp_path / "x" / "runs.parquet"), 200)
    assert row["simulated_median"] == pytest.approx(shape.idle, abs=0.01)
    assert not row["passed"]
