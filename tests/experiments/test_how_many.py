"""How many task forces, and by which way: planted curves are found, configured ones run, what is short is said."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import validate
from experiments.arms.shortage import refuse_unstaffable
from experiments.report.figures import how_many as how_many_figure
from experiments.study.executors import open_executor
from experiments.study.experiment import carry_out
from experiments.study.settings import load_study
from experiments.study.varied import places
from experiments.validation import how_many, ways
from experiments.validation.curve import bend, beside_rival, optimum_of, table_of
from sim.yaml_scan import ConfigError

NUMBERS = (0, 4, 8, 16, 32)
SMALL = [
    "scenario=city_portfolio",
    "replications=3",
    "calendar.intervention_day=30",
    "calendar.horizon_days=60",
    "executor=serial",
]


def runs_of(curve, noise=0.0, seeds=40) -> pd.DataFrame:
    """A run a seed and number: the curve, luck shared by all numbers of a seed, and some of each run's own."""
    luck = np.random.Generator(np.random.Philox(7))
    shared, own = luck.normal(0, 1, seeds), luck.normal(0, noise, (seeds, len(NUMBERS)))
    return pd.DataFrame(
        {"seed": seed, "number": number, "y": curve(number) + shared[seed] + own[seed, place], "point": 0}
        for seed in range(seeds)
        for place, number in enumerate(NUMBERS)
    )


def dip(number: int) -> float:
    """A curve that is best at 8."""
    return abs(number - 8) / 8.0


def test_a_planted_optimum_is_found_with_its_interval():
    found = optimum_of(runs_of(dip), "y", 200)
    assert (found["optimum"], found["low"], found["high"]) == (8, 8, 8)
    assert found["gain"] == pytest.approx(1.0)
    assert found["rise"] == pytest.approx(3.0)
    assert found["inner"]
    noisy = optimum_of(runs_of(dip, noise=2.0), "y", 400)
    assert noisy["low"] <= 8 <= noisy["high"]
    assert noisy["low"] < noisy["high"]


@pytest.mark.parametrize("slope", [-1.0, 1.0])
def test_a_curve_that_only_falls_or_rises_has_no_inner_optimum(slope):
    found = optimum_of(runs_of(lambda number: slope * number, noise=0.5), "y", 200)
    assert found["optimum"] == (NUMBERS[-1] if slope < 0 else 0)
    assert not found["inner"]


def test_the_bend_is_the_share_of_the_rise_that_is_gone():
    base = runs_of(dip)
    assert bend(base, base, "y", 8, 200) == pytest.approx({"bend": 0.0, "bend_low": 0.0, "bend_high": 0.0})
    assert bend(base, runs_of(lambda number: min(dip(number), 1.0) if number < 8 else 0.0), "y", 8, 200)["bend"] == 1.0
    assert bend(base, runs_of(lambda number: dip(number) / 2), "y", 8, 200)["bend"] == pytest.approx(0.5)


def test_differences_are_paired_with_none():
    curve = how_many.curve_of("city_portfolio").model_copy(update={"metric": "y", "beside": []})
    table = table_of(runs_of(dip), curve, 200).set_index("number")
    assert table["difference"].to_dict() == pytest.approx({number: dip(number) - 1.0 for number in NUMBERS})
    assert np.allclose(table["ci_high"] - table["ci_low"], 0.0)  # luck is shared, so nothing is left of it


def test_every_case_of_the_curve_can_be_run_and_leaves_the_leaders_where_they_are():
    curve = how_many.curve_of("city_portfolio")
    assert [case.kind for case in curve.cases].count("base") == 1
    studies = how_many.studies_of(curve, SMALL)
    for case in curve.cases:
        without, study = studies[curve.without], studies[curve.arm]
        _, points = how_many.points_of(curve, case, study)
        assert list(without.arms) == ["siloed"]
        assert [list(studies[rival].arms) for rival in curve.rivals] == [["best_silo"]]
        assert list(study.arms) == ["task_force"]
        assert points.values["staffing.teams"].tolist() == curve.values
    sizes = next(one.name for case in curve.cases for one in case.sets if case.id == "sizes")
    touched = {place[2] for place in places(study.model_dump(mode="json"), sizes)}
    assert touched == set(study.city.departments) - {"leaders"}


def test_two_cases_on_a_small_city_leave_both_tables(tmp_path):
    curve = how_many.curve_of("city_portfolio")
    curve = curve.model_copy(update={"values": [2, 6], "cases": [curve.cases[0], curve.cases[1]]})
    asked = how_many.Asked(curve, how_many.studies_of(curve, SMALL), 200, "none")
    with open_executor(asked.studies[curve.arm].executor) as executor:
        assert not any(carry_out(one, tmp_path, {}, executor).owed for one in how_many.experiments(asked))
    made = how_many.tables(asked, tmp_path)
    assert set(made) == {"curve.csv", "optimum.csv", "levels.csv", "patterns.csv"}
    table = made["curve.csv"]
    assert set(table["number"]) == {0, 2, 6}
    lent = table[(table["case"] == "base") & (table["metric"] == "members_mean")].set_index("number")["mean"]
    assert lent[0] == 0.0
    assert lent[6] > lent[2] > 5.0
    assert "backlog" in how_many.optima_as_text(made["optimum.csv"], curve.metric)
    rivals = made["levels.csv"]
    assert rivals[["case", "rival"]].to_numpy().tolist() == [["base", "best_silo"], ["backlog", "best_silo"]]
    line = how_many.rivals_as_text(rivals)[0].split()
    assert line[:5] == ["base", str(rivals["optimum"][0]), "beside", "best_silo,", "which"]
    assert how_many_figure.save(written(tmp_path, made)).is_file()


def written(folder: Path, made: dict[str, pd.DataFrame]) -> Path:
    """The folder, with the tables in it that a figure is drawn of."""
    for name, table in made.items():
        table.to_csv(folder / name, index=False)
    return folder


def test_a_rival_stands_beside_the_optimum_paired_by_seed():
    runs = runs_of(dip)
    level = runs[runs["number"] == 0].set_index("seed")["y"]
    assert beside_rival(runs, level, 8, "y", 200) == pytest.approx(
        {
            "level": level.mean(),
            "to_rival": -1.0,
            "to_rival_low": -1.0,
            "to_rival_high": -1.0,
            "interval_doubtful": False,
        }
    )


def test_ways_and_matchings_are_compared_pair_by_pair():
    told = ways.ways_of("open_call").model_copy(update={"ways": ["a", "b"], "matchings": ["x"]})
    runs = {
        "with": pd.DataFrame(
            {
                "seed": [seed for seed in range(9) for _ in "ab"],
                "point": [0, 1] * 9,
                "fit_mean": [1.0, 2.0, 2.0, 4.0, 3.0, 6.0] * 3,
            }
        ),
        "without": pd.DataFrame({"seed": range(9), "fit_mean": [1.0] * 9}),
    }
    first, second, alone = ways.rows_of(told, runs, "fit_mean", 200)
    assert (first["way"], first["mean"], first["to_reference"], first["to_none"]) == ("a", 2.0, 0.0, 1.0)
    assert (second["way"], second["mean"], second["to_reference"], second["to_none"]) == ("b", 4.0, 2.0, 3.0)
    assert second["to_reference_low"] <= 2.0 <= second["to_reference_high"]
    assert (alone["way"], alone["matching"], alone["mean"], alone["to_reference"]) == (
        "no team",
        "best_silo",
        1.0,
        -1.0,
    )


@pytest.mark.parametrize(("scenario", "checks"), [
    ("city_portfolio", ["patterns", "curve"]),
    ("open_call", ["patterns", "ways"]),
    ("xiaonanmen", ["patterns", "hazards"]),
    ("workbench", ["conditions"]),
])  # fmt: skip
def test_what_is_checked_of_a_scenario_is_said_in_its_file(scenario, checks):
    asked = validate.read([f"scenario={scenario}"])
    assert [check for check, _ in asked.checks] == [validate.CHECKS[name] for name in checks]


def test_a_scenario_without_a_validation_is_refused_with_those_that_have_one():
    with pytest.raises(ConfigError, match=r"^validation = xiaonanmen_from_start: unknown; known: city_portfolio, "):
        validate.main(["scenario=xiaonanmen_from_start"])


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            ["staffing.call.young_share=0.99", "staffing.call.titled_share=0.9"],
            "young_share 0.99 and titled_share 0.9 cannot be met together by 256 members, one of them must give",
        ),
        (["staffing.teams=100", "projects.team_members=60"], "seats in all, 585 persons can be sent (home_limit 0.5)"),
        (
            ["city.departments.audit.cadres=1", "city.second_share=0", "staffing.call.experienced_share=0"],
            "of audit asked for, 0 can be sent (0 of its own, 0 with it as a second field; home_limit 0.5)",
        ),
    ],
)
def test_what_task_forces_ask_for_and_cannot_have_is_refused_in_a_line(words, line):
    study = load_study(["scenario=city_portfolio", "arms=[siloed,task_force]", "resources=[closed]", *words])
    with pytest.raises(ConfigError) as refused:
        refuse_unstaffable(study)
    assert any(said.endswith(line) for said in refused.value.lines)
    assert all(said.startswith("task force 1") for said in refused.value.lines if "young_share" in said)


def test_a_task_force_without_a_client_is_refused():
    with pytest.raises(
        ConfigError, match=r"projects.per_month = 0: no project begins, so a task force would have no client"
    ):
        load_study(
            ["scenario=city_portfolio", "arms=[siloed,task_force]", "resources=[closed]", "projects.per_month=0"]
        )
