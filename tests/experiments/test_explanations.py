"""The explanations of the stall: each fits A2, A7 stays a prediction, and the checks can fail."""

import math

import numpy as np
import pandas as pd
import pytest

from experiments import fit, validate
from experiments.arms.rivals import under
from experiments.study.explanations import default_explanation, explanations
from experiments.study.settings import load_study
from experiments.validation import patterns
from experiments.validation.relocation.hazards import counted, hazard_patterns, ratio
from sim.config import compose
from sim.config import validate as validated
from sim.core.parameter import limits
from sim.scenario import Scenario
from tests.stories import scenario


def pattern(**changes):
    words = {"id": "x", "source": "A2", "statement": "s", "arm": "task_force", "measure": "team_days_to_all",
             "span": [0.05, 0.9], "holds": 40.0, "idle": None, "of": "all"}  # fmt: skip
    return patterns.Pattern(**(words | changes))


def runs(values, left=9.0):
    return pd.DataFrame({"team_days_to_all": values, "left_at_intervention": left, "arm": "task_force", "status": "ok"})


def test_the_default_comes_first_and_the_rivals_are_four():
    assert explanations() == ["lapse", "abandoned", "no_authority", "waiting"]
    assert default_explanation() == "lapse"


def test_what_an_explanation_sets_does_not_leak_into_its_rivals():
    """An override of a fitted number belongs to the explanation it was typed for; all others apply everywhere."""
    study = under("abandoned", ["work.validity=61", "households.total=50", "scenario=xiaonanmen"], 7)
    assert study.explanation == "abandoned"
    assert study.work.validity == 100_000.0
    assert study.work.abandon_below > 0.0
    assert (study.households.total, study.study.replications) == (50, 7)


def test_never_is_infinite_and_a_pattern_can_fail():
    """40 lies within the 5th and 90th percentile, or it does not; runs that never finish stand at the far end."""
    holds = patterns.judge(pattern(holds=40.0), runs([20.0, 30.0, 50.0, 60.0, math.nan]))
    assert (holds["passed"], holds["simulated_high"], holds["never"]) == (True, math.inf, 1)
    late = patterns.judge(pattern(holds=40.0), runs([50.0, 60.0, math.nan]))
    assert (late["passed"], late["simulated_low"]) == (False, 50.0)
    early = patterns.judge(pattern(holds=40.0), runs([20.0, 30.0, 35.0]))
    assert not early["passed"]


def test_spans_and_medians_are_judged():
    values = np.arange(1.0, 11.0)
    wide = {"span": [0.1, 0.9], "holds": None}
    assert patterns.judge(pattern(span_within=[1.0, 10.0], **wide), runs(values))["passed"]
    assert not patterns.judge(pattern(span_within=[2.0, 10.0], **wide), runs(values))["passed"]
    assert patterns.judge(pattern(median_within=[5.0, 6.0], holds=None), runs(values))["passed"]
    assert not patterns.judge(pattern(median_within=[6.5, 7.0], holds=None), runs(values))["passed"]


def test_a_filter_on_the_households_left_is_kept_and_no_run_is_no_pass():
    seven = {"left_at_intervention": [7, 11]}
    found = patterns.judge(pattern(where=seven, holds=40.0), runs([40.0, 41.0], left=[3.0, 9.0]))
    assert (found["runs"], found["simulated_median"]) == (1, 41.0)
    assert not patterns.judge(pattern(where=seven), runs([40.0], left=[3.0]))["passed"]


@pytest.mark.slow
def test_xiaonanmen_holds_a2_and_a7_and_publishes_that_fewer_are_left_than_our_own_band_asks(tmp_path):
    """A7 holds, and A2's nine and its stall; that the middle 80 % of villages begin at two left is missed, and said."""
    folder = tmp_path / "validation"
    assert validate.main(["scenario=xiaonanmen", "replications=100", "workers=2", f"output={folder}"]) == 1
    table = pd.read_csv(folder / "patterns.csv")
    assert list(table.columns[:9]) == [
        "id", "source", "statement", "expected_low", "expected_high", "simulated_low", "simulated_median",
        "simulated_high", "passed",
    ]  # fmt: skip
    required = table[table["required"]]
    assert set(required.loc[~required["passed"], "id"]) == {"left_band"}
    assert set(required["id"]) >= {"left", "stall", "finish", "team_days", "finish_stays", "team_days_stays"}
    assert set(table["explanation"]) == set(explanations())
    assert not table[(table["id"] == "team_days") & (table["explanation"] != "lapse")]["required"].any()


def test_a_fit_looks_at_a2_only_and_keeps_its_table(tmp_path, capsys):
    folder = tmp_path / "fit"
    words = ["explanation=abandoned", "replications=2", "workers=1", f"output={folder}"]
    assert fit.main(words) == 0
    table = pd.read_csv(folder / "fit.csv")
    assert table["misfit"].is_monotonic_increasing
    assert len(table) == 6
    before = (folder / "fit.csv").read_bytes()
    assert fit.main(words) == 0  # the kept points are read, not simulated anew
    assert (folder / "fit.csv").read_bytes() == before
    assert "misfit" in capsys.readouterr().out


def test_a_misfit_is_zero_only_where_a2_is_met():
    told = validated(fit.Fit, compose("fit/lapse", []))
    met = fit.misfit(told, np.array([5, 9, 9, 9, 13]), np.full(5, 1000.0))
    short = fit.misfit(told, np.array([5, 9, 9, 9, 13]), np.full(5, 365.0))
    wide = fit.misfit(told, np.array([0, 9, 9, 9, 40]), np.full(5, 1000.0))
    assert met["misfit"] == 0.0
    assert short["misfit"] == pytest.approx(1.0)
    assert wide["misfit"] > 5.0


def test_fitted_values_stand_inside_the_evidence():
    """Every searched value is one that the model accepts, and its range is declared."""
    for name in explanations():
        told = validated(fit.Fit, compose(f"fit/{name}", []))
        for axis in told.design.axes:
            assert limits(Scenario.of_kind("relocation"), axis.name.split("."))
    assert scenario().work.validity <= 90.0  # model 5: 60-90 days stall


def test_hazards_are_signatures_over_days_at_risk():
    """One household signs on day 5, one never does: ten days at risk in the second window."""
    rows = np.rec.fromarrays([[True, False], [5.0, -1.0]], names="signed,signed_at")
    found = counted(rows, [(0.0, 10.0), (10.0, 20.0)])
    assert found == [(1.0, 15.0), (0.0, 10.0)]
    assert ratio(np.array([[1.0, 10.0], [3.0, 10.0], [0.0, 10.0]]), 0) == pytest.approx(3.0)
    assert ratio(np.array([[0.0, 10.0], [3.0, 10.0]]), 0) == math.inf


PAST = ["replications=20", "arms=[siloed]", "resources=[closed]", "offer.rounds=[0.0]", "calendar.intervention_day=130"]
PERSUASION = [
    "offer.bonus_scale=0", "households.adequacy_median=3", "households.attached_share=0", "issues.per_household=0",
    "negotiation.base_hazard=0.01",
]  # fmt: skip


@pytest.mark.parametrize(
    ("without", "shows"), [([], [True, True]), (["offer.bonus_scale=0"], [True, False]), (PERSUASION, [False, False])]
)
def test_the_hazard_falls_over_a_campaign_and_rises_before_a_deadline_unless_what_makes_it_is_off(without, shows):
    """Nobody looks ahead where nothing is lost; and where all gain by signing, what is left grows with visits."""
    rows = hazard_patterns(load_study([*PAST, *without]))
    assert [row["id"] for row in rows] == ["hazard_falls", "deadline_spike"]
    assert [row["passed"] for row in rows] == shows
    assert all(row["simulated_low"] <= row["simulated_median"] <= row["simulated_high"] for row in rows)


def test_no_hazard_is_read_off_a_past_that_is_too_short():
    assert hazard_patterns(load_study(["calendar.intervention_day=60", "replications=2"])) == []


def test_the_upper_end_is_one_of_those_who_finish_and_the_lower_one_of_all():
    """Four of ten never: the tenth percentile of all, the seventy-fifth of the six; where nobody does, never."""
    asked = pattern(holds=40.0, span=[0.1, 0.75], ends_among_finished=True)
    found = patterns.judge(asked, runs([30.0, 32.0, 34.0, 36.0, 45.0, 50.0, *[math.nan] * 4]))
    assert (found["simulated_low"], found["simulated_high"], found["passed"]) == (30.0, 45.0, True)
    assert patterns.judge(pattern(holds=40.0, span=[0.1, 0.75]), runs([30.0] * 6 + [math.nan] * 4))["passed"]
    assert not patterns.judge(asked, runs([30.0] * 6 + [math.nan] * 4))["passed"]
    assert not patterns.judge(asked, runs([math.nan] * 4))["passed"]


def test_a_variant_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match=r"one\.variant = 'leaves': unknown; known: stays"):
        patterns.Patterns(variants={"stays": []}, patterns=[pattern(id="one", holds=40.0, variant="leaves")])


def test_a_team_that_stays_is_run_beside_one_that_ends_and_only_where_it_is_asked_for():
    asked = patterns.read(["replications=2", "arms=[siloed,task_force]", "resources=[as_it_was]"])
    assert [one.name for one in patterns.experiments(asked)][len(asked.studies) :] == [
        f"{name}_stays" for name in asked.studies
    ]
    stays = asked.varied["lapse", "stays"]
    assert (list(stays.arms), stays.staffing.stop_after) == (["task_force"], 0)
    assert asked.study.staffing.stop_after > 0
