"""Conditions under which task forces must lose: the judgement on planted numbers, and a tiny run of all of them."""

import math

import numpy as np
import pandas as pd
import pytest

from experiments import sweep, validate
from experiments.arms.replication import plan_of_study, study_at
from experiments.study.settings import load_study
from experiments.study.verdict import verdict_of
from experiments.validation.conditions import (
    Condition,
    Conditions,
    break_even,
    decided,
    holm,
    judge_condition,
    rivals_of,
)
from experiments.validation.shapes import Shape, judge_shape
from experiments.validation.switches import Switch, points_of_sets
from sim.config import compose
from sim.config import validate as checked
from sim.yaml_scan import ConfigError
from tests.codes import unexplained

CONDITION = Condition(
    id="x", statement="planted", sets=[Switch(name="staffing.teams", values=[4, 8, 16])],
    must=["base", "switched", "worse"], rival="siloed", metrics=["all_matters_days", "all_matters_days"],
)  # fmt: skip


def planted(ratios: list[float], villages: int = 30, noise: float = 0.3) -> pd.DataFrame:
    """Runs in which the task force stands at these ratios to the silo, point by point."""
    draws = np.random.Generator(np.random.Philox(7))
    rows = []
    for point, ratio in enumerate(ratios):
        for seed in range(villages):
            silo = 10.0 + draws.normal(0.0, 1.0)
            team = silo * ratio + draws.normal(0.0, noise)
            rows += [
                {"point": point, "seed": seed, "arm": arm, "status": "ok", "all_matters_days": value}
                for arm, value in (("siloed", silo), ("task_force", team))
            ]
    return pd.DataFrame(rows)


def test_a_planted_flip_is_found_with_its_break_even():
    row = judge_condition(CONDITION, "siloed", planted([0.8, 1.0, 1.4]), 0.02, 500)
    assert row["base"] == pytest.approx(-0.2, abs=0.02)
    assert row["switched"] == pytest.approx(0.4, abs=0.02)
    assert row["switched_low"] < row["switched"] < row["switched_high"]
    assert max(row["p_base"], row["p_switched"]) < 1e-6
    assert 7.0 < row["break_even"] < 9.0
    assert row["effect"] == pytest.approx(0.6, abs=0.02)
    assert row["effect_low"] < row["effect"] < row["effect_high"]
    assert decided(pd.DataFrame([row]))[["wins", "loses", "worse", "flips"]].all(axis=None)


def test_what_loses_as_much_before_is_not_put_down_to_the_switch():
    """A task force that is a fifth slower at both ends loses there, but the switch did nothing."""
    row = decided(pd.DataFrame([judge_condition(CONDITION, "siloed", planted([1.2, 1.2, 1.2]), 0.02, 500)])).iloc[0]
    assert (row["wins"], row["loses"], row["worse"], row["flips"]) == (False, True, False, False)
    assert verdict_of(row) == "loses, not shown to be by the switch"


def test_a_condition_is_judged_against_its_own_rival_and_each_serious_one():
    told = Conditions(margin=0.02, rivals=["best_silo", "siloed"], base_known="", conditions=[CONDITION], shapes=[])
    assert rivals_of(CONDITION, told) == ["siloed", "best_silo"]
    runs = planted([0.8, 1.0, 1.4])
    best = runs[runs["arm"] == "siloed"].assign(
        arm="best_silo", all_matters_days=lambda rows: rows["all_matters_days"] / 2
    )
    row = judge_condition(CONDITION, "best_silo", pd.concat([runs, best]), 0.02, 500)
    assert (row["rival"], row["own"], row["must"]) == ("best_silo", False, "")
    assert row["base"] == pytest.approx(0.6, abs=0.04)


@pytest.mark.parametrize(("ratios", "why"), [
    ([1.0, 1.2, 1.4], "the base does not win"),
    ([0.8, 0.9, 1.01], "it loses by less than the margin"),
    ([0.8, 0.7, 0.6], "it wins even more"),
])  # fmt: skip
def test_what_does_not_flip_is_not_called_so(ratios, why):
    row = judge_condition(CONDITION, "siloed", planted(ratios), 0.02, 500)
    assert max(row["p_base"], row["p_switched"]) > 0.05, why


def test_break_even_lies_between_the_first_two_of_different_sign():
    assert break_even([4, 8, 16], [-0.2, 0.2, 0.5]) == 6.0
    assert math.isnan(break_even([4, 8], [-0.2, -0.1]))
    assert math.isnan(break_even([False, True], [-0.2, 0.1]))


def test_holm_is_the_textbook_one():
    assert holm(np.array([0.01, 0.04, 0.03, 0.5])) == pytest.approx([0.04, 0.09, 0.09, 0.5])


@pytest.mark.parametrize(("of", "expected"), [("level", 2.0), ("ratio", 4.0), ("ratio_of_ratios", 1.5 / 0.8)])
def test_shapes_read_levels_and_ratios(of, expected):
    values = [2.0, 3.0, 10.0, 8.0]
    rows = [
        {"point": p, "seed": s, "arm": "siloed", "status": "ok", "project_days": value}
        for p, value in enumerate(values)
        for s in range(8)
    ]
    shape = Shape(id="s", source="here", statement="planted", arm="siloed", measure=["project_days"], sets=[], of=of,
                  within=[1.5, 2.5], idle=1.0, must=True)  # fmt: skip
    row = judge_shape(shape, pd.DataFrame(rows), 50)
    assert row["simulated_median"] == pytest.approx(expected)
    assert row["passed"] == (1.5 <= expected <= 2.5)


def test_a_ratio_of_measures_is_put_over_the_same_of_another_arm():
    """11 closed of 10 solved, over 21 of 20: 1.1 / 1.05."""
    rows = [
        {"point": 0, "seed": s, "arm": arm, "status": "ok", "matters_closed": closed, "matters_solved": solved}
        for arm, closed, solved in (("task_force", 11.0, 10.0), ("unrated_task_force", 21.0, 20.0))
        for s in range(8)
    ]
    shape = Shape(id="s", source="here", statement="planted", arm="task_force", over="unrated_task_force", sets=[],
                  measure=["matters_closed"], over_measure="matters_solved", of="ratio_of_ratios", within=[1.02, 1.5],
                  idle=1.0, must=True)  # fmt: skip
    row = judge_shape(shape, pd.DataFrame(rows), 50)
    assert row["simulated_median"] == pytest.approx(1.1 / 1.05)
    assert row["passed"]


def test_every_condition_of_the_workbench_can_be_run_at_every_value():
    """Eleven losing conditions, two of them in two parts; each value is one that the city allows."""
    told = checked(Conditions, compose("conditions/workbench", []))
    assert [one.id for one in told.conditions] == [
        "1", "2", "3a", "3b", "4", "5", "6", "7", "8", "9", "10", "10r", "11",
    ]  # fmt: skip
    study = load_study(["study=conditions"])
    text = study.model_dump_json()
    for one in (*told.conditions, *told.shapes):
        points = points_of_sets(one.sets, study)
        plan = plan_of_study(study, points, {}, series=False)
        for place in range(len(points.values)):
            study_at(text, plan.point(place))


def test_two_studies_with_one_configuration_never_share_values():
    """What one study varies stays out of the next that a worker runs, though both have the same text."""
    text = load_study(["study=conditions"]).model_dump_json()
    assert study_at(text, {"staffing.teams": 9}).staffing.teams == 9
    assert study_at(text, {"stream.floor": 3.0}).staffing.teams == 4


@pytest.mark.parametrize(("sets", "said"), [
    ([Switch(name="staffing.tems", values=[1])], "staffing.tems: unknown parameter; did you mean staffing.teams"),
    ([Switch(name="staffing.teams", values=[1]), Switch(name="stream.floor", values=[1.0, 2.0])], "as many values"),
])  # fmt: skip
def test_a_condition_that_cannot_be_posed_is_one_line(sets, said):
    with pytest.raises(ConfigError, match=said):
        points_of_sets(sets, load_study(["study=conditions"]))


TINY = ["calendar.intervention_day=20", "stream.load=6.0", "study.resamples=200"]


@pytest.mark.slow
def test_validate_runs_every_condition_and_shape_and_leaves_two_tables(tmp_path, capsys):
    folder = tmp_path / "v"
    words = ["scenario=workbench", "replications=2", "executor=serial", "calendar.horizon_days=60", *TINY]
    code = validate.main([*words, f"output={folder}"])
    table, patterns = (pd.read_csv(folder / name) for name in ("conditions.csv", "patterns.csv"))
    assert table.groupby("rival").size().to_dict() == {
        "siloed": 12, "redesigned_silo": 1, "best_silo": 13, "lead_agency": 13,
    }  # fmt: skip
    assert len(patterns) == 3 * 13 + 5
    assert not unexplained(folder)
    assert code == int((patterns["required"] & ~patterns["passed"]).any())
    assert (folder / "figures" / "conditions.png").stat().st_size > 10_000
    said = capsys.readouterr().out
    assert "days open of all matters" in said
    assert f"of {len(patterns) - patterns['required'].sum()} do not show" in said
    again = validate.main([*words, f"output={folder}"])
    assert again == code
    pd.testing.assert_frame_equal(pd.read_csv(folder / "conditions.csv"), table)


def test_a_two_way_sweep_draws_its_map(tmp_path):
    axes = "study.design.axes=[{name: stream.competences, values: [1, 4]}, {name: staffing.teams, values: [2, 4]}]"
    words = ["study=interdependence_and_size", axes, "replications=2", "executor=serial", "calendar.horizon_days=60"]
    assert sweep.main([*words, *TINY, f"output={tmp_path}/m"]) == 0
    assert (tmp_path / "m" / "figures" / "map_task_force.png").stat().st_size > 5_000
