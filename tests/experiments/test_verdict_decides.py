"""What decides the sign: numbers that go with it, and a small tree, on cities whose rule was planted."""

import numpy as np
import pytest

from experiments.verdict.deciding import correlations, deciding, features
from experiments.verdict.tree import tree_table
from tests.experiments.plausible import JUDGEMENT, made

DRAWS = 60
LOAD = np.tile([0.5, 0.7, 0.9], DRAWS // 3)  # a third of all draws each, of the odd and of the even ones, too


def planted(difference, **numbers):
    """Cities of 60 draws under two explanations; *difference* of explanation, draw and load is the team's."""
    cities, each = [], {name: [] for name in numbers}
    for draw in range(DRAWS):
        for explanation in ("lapse", "no_authority"):
            days = 500.0 + difference(explanation, draw, LOAD[draw])
            cities.append((draw, explanation, {"siloed": [500.0], "task_force": [days]}))
            for name, value in numbers.items():
                each[name].append(value(explanation, draw))
    table = made(cities, **each)
    return table.differences("restricted_days", "task_force", "siloed"), features(table.points, table.backlog())


def by_rule(explanation, _, load):
    """Sooner by 95 where nobody may decide; else later by 60 where people are busy, level where they are not."""
    if explanation == "no_authority":
        return -95.0
    return 60.0 if load > 0.8 else 0.0


def load_of(_, draw):
    return LOAD[draw]


def noise(_, draw):
    return float((draw * 37) % 61)


def test_the_tree_finds_the_planted_rule_and_counts_it_on_cities_it_never_saw():
    differences, numbers = planted(by_rule, load=load_of, noise=noise)
    table = tree_table(differences, numbers, JUDGEMENT, 1.0)
    boxes = {}
    for row in table.to_dict("records"):
        steps = [(row["question_0"], bool(row["above_0"]))]
        steps += [(row["question_1"], bool(row["above_1"]))] if row["question_1"] else []
        outcome = row["fitted"], row["cities"], row["sooner"], row["level"], row["later"], row["difference"]
        boxes[tuple(steps)] = outcome
    first = table["question_0"].iloc[0]
    lapse = first == "explanation = lapse"

    assert first in {"explanation = lapse", "explanation = no_authority"}
    assert table["gain_low"].iloc[0] > 0
    assert boxes == {
        ((first, not lapse),): (30, 30, 1.0, 0.0, 0.0, -95.0),
        ((first, lapse), ("load", True)): (10, 10, 0.0, 0.0, 1.0, 60.0),
        ((first, lapse), ("load", False)): (20, 20, 0.0, 1.0, 0.0, 0.0),
    }


def test_boxes_are_counted_on_the_other_half_only():
    """Odd draws are later under heavy load, even draws the other way round: the boxes tell of the even ones."""
    differences, numbers = planted(
        lambda _, draw, load: (40.0 if load > 0.8 else -40.0) * (1 if draw % 2 else -1), load=load_of
    )
    table = tree_table(differences, numbers, JUDGEMENT, 1.0)
    heavy = table[(table["question_0"] == "load") & (table["above_0"] == 1)]

    assert heavy[["sooner", "later", "difference"]].to_numpy().tolist() == [[1.0, 0.0, -40.0]] * len(heavy)
    assert len(heavy) > 0
    assert table["gain_low"].iloc[0] < 0  # it foretells worse than no question at all


def test_a_number_that_only_one_explanation_draws_asks_for_that_explanation():
    """Where nothing but the explanation parts the cities, its own number is as good a question: it is said as such."""
    differences, numbers = planted(
        lambda explanation, *_: -95.0 if explanation == "no_authority" else 60.0,
        validity=lambda explanation, draw: float(60 + draw) if explanation == "lapse" else np.nan,
    )
    table = tree_table(differences, numbers, JUDGEMENT, 1.0)

    assert set(table["question_0"]) <= {"explanation = lapse", "explanation = no_authority"}
    assert sorted(table["difference"]) == [-95.0, 60.0]


def test_no_leaf_holds_less_than_a_twentieth_of_the_cities():
    """One odd draw in thirty is later: too few for a rule, so no question parts it off."""
    differences, numbers = planted(lambda _, draw, __: 300.0 if draw == 1 else -10.0, index=lambda _, draw: float(draw))
    table = tree_table(differences, numbers, JUDGEMENT, 1.0)

    assert (table["fitted"] >= 3).all()


def test_where_all_cities_come_out_alike_there_is_no_tree():
    differences, numbers = planted(lambda *_: -50.0, load=load_of)
    assert tree_table(differences, numbers, JUDGEMENT, 1.0).empty


def test_the_number_that_decides_is_named_and_noise_is_not():
    """The difference is the load itself under one explanation, and falls with it under the other."""
    differences, numbers = planted(
        lambda explanation, _, load: load if explanation == "lapse" else -load, load=load_of, noise=noise
    )
    table = deciding(differences, numbers, JUDGEMENT).set_index(["explanation", "number"])

    assert table.loc[("lapse", "load"), "correlation"] == pytest.approx(1.0)
    assert table.loc[("no_authority", "load"), "correlation"] == pytest.approx(-1.0)
    assert table.loc[("all", "load"), "correlation"] == pytest.approx(0.0, abs=1e-12)
    strong = table[table["correlation"].abs() > table["chance"]]
    assert set(strong.index) == {("lapse", "load"), ("no_authority", "load")}


def test_a_number_is_left_out_where_it_is_not_drawn():
    differences, numbers = planted(
        lambda _, draw, __: float(draw),
        validity=lambda explanation, draw: float(draw) if explanation == "lapse" else np.nan,
    )
    table = deciding(differences, numbers, JUDGEMENT)
    of_it = table[table["number"] == "validity"].set_index("explanation")["correlation"]

    assert of_it.to_dict() == pytest.approx({"lapse": 1.0})


def test_ranks_are_compared_not_values():
    numbers = np.array([[1.0], [2.0], [3.0], [4.0]])
    assert correlations(numbers, np.array([1.0, 10.0, 100.0, 1000.0])) == pytest.approx([1.0])
    assert correlations(numbers, np.array([10.0, 1.0, 1000.0, 100.0])) == pytest.approx([0.6])
