"""Projects differ: the package, the pace, how many are attached and how many issues there are; in all arms alike."""

import math

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.clients.relocation.population import is_attached
from sim.clients.relocation.rules.project import adequacy_of, attached_of, issue_load_of, pace_of
from sim.core.purposes import ADEQUACY, ATTACHED, ATTACHMENT, ISSUE_LOAD, PACE
from sim.core.randomness import exponential, lognormal, normal, uniform
from tests.plain import plain
from tests.sim.clients.relocation.test_born import tables
from tests.stories import ends, numbers, scenario

SEEDS = range(1, 2001)


def told(**changes):
    """Numbers of households and of issues."""
    made = tables()
    for name, value in changes.items():
        row = made.issues[0] if name in made.issues.dtype.names else made.households[0]
        row[name] = value
    return made.households[0], made.issues[0]


def test_a_project_draws_each_of_its_traits_once():
    people, issues = told(adequacy_median=1.3, adequacy_sigma=0.2, pace_sigma=0.7, attached_share=0.04, load_sigma=0.3)
    issues.per_household = 0.5
    for seed in range(1, 30):
        drawn = {purpose: normal(seed, purpose, 0, 0, 0) for purpose in (ADEQUACY, PACE, ISSUE_LOAD)}
        assert plain(adequacy_of)(seed, people) == lognormal(1.3, 0.2, drawn[ADEQUACY])
        assert plain(pace_of)(seed, people) == lognormal(1.0, 0.7, drawn[PACE])
        assert plain(issue_load_of)(seed, issues) == lognormal(0.5, 0.3, drawn[ISSUE_LOAD])
        share = 0.04 * exponential(seed, ATTACHMENT, 0, 0, 0)
        assert plain(attached_of)(seed, people) == share
        assert plain(is_attached)(seed, 7, people) == (uniform(seed, ATTACHED, 7, 0, 0) < share)
        assert len({*drawn.values()}) == 3


def test_without_spread_all_projects_are_the_usual_one():
    people, issues = told(adequacy_median=1.3, adequacy_sigma=0.0, pace_sigma=0.0, attached_share=0.0, load_sigma=0.0)
    for seed in range(1, 10):
        assert plain(adequacy_of)(seed, people) == pytest.approx(1.3, rel=1e-15)
        assert (plain(pace_of)(seed, people), plain(attached_of)(seed, people)) == (1.0, 0.0)
        assert plain(issue_load_of)(seed, issues) == pytest.approx(issues.per_household, rel=1e-15)


def test_the_attached_are_spread_over_projects_as_an_exponential():
    """Mean and spread as declared, within 3.5 standard errors; some projects have as good as none."""
    people, _ = told(attached_share=0.035)
    shares = np.array([attached_of(seed, people) for seed in SEEDS])
    error = 0.035 / math.sqrt(len(shares))
    assert abs(shares.mean() - 0.035) < 3.5 * error
    for least in (0.005, 0.035, 0.1):
        chance = math.exp(-least / 0.035)
        assert abs((shares > least).mean() - chance) < 3.5 * math.sqrt(chance * (1.0 - chance) / len(shares))
    assert 0.0 <= shares.min() < 1e-4


def test_medians_and_spreads_over_projects_are_those_declared():
    people, issues = told(adequacy_median=1.3, adequacy_sigma=0.2, pace_sigma=0.66, load_sigma=0.3)
    for rule, row, median, sigma in (
        (adequacy_of, people, 1.3, 0.2), (pace_of, people, 1.0, 0.66),
        (issue_load_of, issues, issues.per_household, 0.3),
    ):  # fmt: skip
        logs = np.log([rule(seed, row) for seed in SEEDS])
        assert abs(logs.mean() - math.log(median)) < 3.5 * sigma / math.sqrt(len(logs))
        assert logs.std() == pytest.approx(sigma, rel=0.06)


def test_a_project_is_the_same_in_every_arm():
    villages = {}
    for arm, resources in (("siloed", "closed"), ("task_force", "as_it_was"), ("lead_agency", "closed")):
        one = scenario(arm, resources, "relocation", calendar__horizon_days=30)
        villages[arm] = [ends(one, seed)[1].clients for seed in (1, 2)]
    first = villages.pop("siloed")
    for others in villages.values():
        for mine, its in zip(first, others, strict=True):
            assert mine.book[0].pace == its.book[0].pace
            for name in ("reservation", "ask", "attached", "joint", "issues", "first_matter", "block", "value"):
                assert np.array_equal(mine.households[name], its.households[name]), name
    assert first[0].book[0].pace != first[1].book[0].pace
    assert np.median(first[0].households["reservation"]) != np.median(first[1].households["reservation"])


def test_what_is_known_of_xiaonanmen_is_not_drawn():
    for seed in range(1, 6):
        village = initialise(scenario(), numbers(scenario()), seed).clients
        assert village.book[0].pace == 1.0
        usual = village.households["reservation"][~village.households["attached"]]
        assert np.median(usual) == pytest.approx(1.025 / 1.75, rel=0.1)
    assert set(scenario().conditioned) == {
        "households.reservation_sigma", "households.adequacy_median", "households.adequacy_sigma",
        "households.pace_sigma", "households.attached_share", "issues.load_sigma",
    }  # fmt: skip
    assert scenario(scene="relocation").conditioned == []
