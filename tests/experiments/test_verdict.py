"""The verdict over plausible cities, on tables whose answer can be counted by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from experiments.study.settings import load_study
from experiments.verdict.account import account_line, accounts, ended_table, rates_table
from experiments.verdict.cities import told_by_none
from experiments.verdict.comparison import compare_cities
from experiments.verdict.crossfit import OWN, best_of, crossfit_table, half
from experiments.verdict.lines import line_of
from experiments.verdict.sign_map import sign_map
from experiments.verdict.tables import BEST, verdict_tables
from sim.yaml_scan import ConfigError
from tests.experiments.plausible import JUDGEMENT, NO_CASE, asked, frames, made

ERROR = "UnstaffedError: 2 seats cannot be filled"


def against_silo(cities):
    return line_of(cities.differences("restricted_days", "task_force", "siloed"), JUDGEMENT, 1.0)


def test_sooner_level_and_later_are_counted_in_cities_not_in_villages():
    """Two villages of a city are one city: their mean difference decides, and a day more or less is level."""
    line = against_silo(
        made(
            [
                (0, "lapse", {"siloed": [100.0, 100.0], "task_force": [50.0, 90.0]}),
                (1, "lapse", {"siloed": [100.0, 100.0], "task_force": [101.0, 101.0]}),
                (2, "lapse", {"siloed": [100.0, 100.0], "task_force": [40.0, 170.0]}),
                (3, "lapse", {"siloed": [100.0, 100.0], "task_force": [103.0, 100.0]}),
            ]
        )
    )

    assert (line["sooner"], line["level"], line["later"]) == (0.25, 0.25, 0.5)
    assert line["difference"] == pytest.approx((-30 + 1 + 5 + 1.5) / 4)
    assert (line["cities"], line["missing"]) == (4, 0)


def test_every_explanation_weighs_the_same_however_many_cities_it_has():
    cities = [(draw, "lapse", {"siloed": [100.0], "task_force": [0.0]}) for draw in range(9)]
    cities += [(0, "waiting", {"siloed": [100.0], "task_force": [150.0]})]
    line = against_silo(made(cities))

    assert (line["sooner"], line["later"]) == (0.5, 0.5)
    assert line["difference"] == pytest.approx((-100 + 50) / 2)


def test_the_middle_of_the_cities_leaves_out_a_tenth_at_either_end():
    cities = [(draw, "lapse", {"siloed": [100.0], "task_force": [100.0 + draw]}) for draw in range(1, 11)]
    line = against_silo(made(cities))

    assert (line["middle_low"], line["middle_high"]) == (1.0, 9.0)


def test_cities_of_one_draw_are_drawn_together():
    """Two explanations that always agree tell as much as one: the interval is that of the draws."""
    values = [10.0, -20.0, 30.0, -5.0, 60.0, 2.0]
    once = [(draw, "lapse", {"siloed": [0.0], "task_force": [value]}) for draw, value in enumerate(values)]
    twice = once + [(draw, "waiting", arms) for draw, _, arms in once]
    one, two = against_silo(made(once)), against_silo(made(twice))

    assert (two["ci_low"], two["ci_high"]) == (one["ci_low"], one["ci_high"])


def test_what_no_draw_showed_is_not_excluded():
    """None of 20 draws was later: the exact bound of 95 % is 1 - .025^(1/20)."""
    line = against_silo(made([(draw, "lapse", {"siloed": [100.0], "task_force": [0.0]}) for draw in range(20)]))

    assert (line["later"], line["later_low"]) == (0.0, 0.0)
    assert line["later_high"] == pytest.approx(1 - 0.025 ** (1 / 20))
    assert line["sooner_low"] == pytest.approx(0.025 ** (1 / 20))


def test_chance_within_a_city_is_told_apart_from_the_spread_over_cities():
    """Differences of 0 and 10 in every city: all spread is luck; of 0 and 0, 10 and 10: none is."""
    luck = [(draw, "lapse", {"siloed": [0.0, 0.0], "task_force": [0.0, 10.0]}) for draw in range(10)]
    alike = against_silo(made(luck))
    spread = [(draw, "lapse", {"siloed": [0.0, 0.0], "task_force": [10.0 * (draw % 2)] * 2}) for draw in range(10)]
    apart = against_silo(made(spread))

    assert (alike["luck"], alike["spread"]) == (pytest.approx(math.sqrt(50)), 0.0)
    assert alike["simulation"] == pytest.approx(1.959964 * 5, rel=1e-6)  # cities share their luck: seen in the halves
    assert (apart["luck"], apart["spread"], apart["simulation"]) == (0.0, pytest.approx(5.0), 0.0)


def test_failed_cities_are_counted_apart_and_never_dropped_in_silence():
    cities = made(
        [
            (0, "lapse", {"siloed": [100.0, 100.0], "task_force": [50.0, 50.0]}),
            (1, "lapse", {"siloed": [100.0, 100.0], "task_force": [None, None]}),
            (2, "lapse", {"siloed": [100.0, 100.0], "task_force": [50.0, None]}),
            (0, "waiting", {"siloed": [100.0, 100.0], "task_force": [150.0, 150.0]}),
        ]
    )
    line = against_silo(cities)

    assert (line["cities"], line["missing"]) == (3, 1)
    assert told_by_none(cities, ("siloed", "task_force")).to_dict("records") == [
        {"explanation": "lapse", "cities": 3, "some_failed": 1, "all_failed": 1, "unstaffed": 2, "error": ERROR},
        {"explanation": "waiting", "cities": 1, "some_failed": 0, "all_failed": 0, "unstaffed": 0, "error": ""},
    ]


LUCKY = [  # on even draws orders is the best rival, on odd ones the silo; each is worse where it was not chosen
    (0, "lapse", {"siloed": [80.0], "orders": [50.0], "task_force": [60.0]}),
    (1, "lapse", {"siloed": [40.0], "orders": [90.0], "task_force": [60.0]}),
    (2, "lapse", {"siloed": [80.0], "orders": [50.0], "task_force": [60.0]}),
    (3, "lapse", {"siloed": [40.0], "orders": [90.0], "task_force": [60.0]}),
]


def test_the_best_rival_is_chosen_on_the_other_half():
    """Chosen where it is judged, each rival would beat the team; crossed over, neither does."""
    cities, rivals = made(LUCKY), ("siloed", "orders")
    assert best_of(half(cities, "even"), rivals, "restricted_days") == "orders"
    assert best_of(half(cities, "odd"), rivals, "restricted_days") == "siloed"
    table = crossfit_table(cities, "task_force", rivals, "restricted_days", JUDGEMENT, 1.0).set_index("reported_on")

    assert table.loc["odd", ["rival", "difference", "sooner"]].tolist() == ["orders", -30.0, 1.0]
    assert table.loc["even", ["rival", "difference", "sooner"]].tolist() == ["siloed", -20.0, 1.0]
    assert table.loc["both", ["rival", "difference", "sooner"]].tolist() == ["orders or siloed", -25.0, 1.0]
    assert table.loc[OWN, "cities"] == 0  # one village a city: there is no other to choose on


def test_a_citys_own_best_rival_is_chosen_on_its_other_village():
    """Orders is ahead in the first village, the silo in the second: whichever is chosen, the other village counts."""
    villages = {"siloed": [90.0, 20.0], "orders": [30.0, 80.0], "task_force": [50.0, 50.0]}
    cities = made([(0, "lapse", villages), (1, "lapse", villages)])
    table = crossfit_table(cities, "task_force", ("siloed", "orders"), "restricted_days", JUDGEMENT, 1.0)
    own = table.set_index("reported_on").loc[OWN]

    assert own["difference"] == pytest.approx(((50 - 90) + (50 - 80)) / 2)


def days_and_routine(goal, routine, **values):
    return [{"days": 1.0, "goal_days": goal, "routine_matter_days": routine} | values]


def accounted(*pairs):
    """Cities in which the team has gained and lost so much beside a silo of 100 client-days and 1,000 matter-days."""
    silo = days_and_routine(100.0, 1000.0)
    cities = [
        (draw, "lapse", {"siloed": silo, "task_force": days_and_routine(100.0 - gained, 1000.0 + lost)})
        for draw, (gained, lost) in enumerate(pairs)
    ]
    return accounts(made(cities), "task_force", "siloed", 365.0)


def test_the_rate_at_which_it_pays_is_what_is_lost_for_a_client_day():
    rows = accounted((10.0, 200.0), (10.0, 500.0), (5.0, 500.0), (0.0, 300.0), (-5.0, -100.0), (20.0, -40.0))
    line = account_line(rows, JUDGEMENT)

    assert rows["rate"].tolist() == [20.0, 50.0, 100.0, math.inf, math.inf, 0.0]
    assert (line["rate_25"], line["rate_50"], line["rate_75"]) == (20.0, 50.0, math.inf)
    assert [line[name] for name in ("never", "reversed", "always")] == pytest.approx([1 / 6] * 3)
    assert line["lost"] == pytest.approx((200 + 500 + 500 + 300 - 100 - 40) / 6)


def test_what_loses_client_days_and_saves_routine_pays_only_where_they_are_cheap():
    """5 client-days lost for 100 matter-days saved: it pays below 20, no longer above."""
    table = rates_table(accounted((-5.0, -100.0), (-5.0, -100.0)), JUDGEMENT)

    assert table.loc[table["value"] < 19.9, "share"].eq(1.0).all()
    assert table.loc[table["value"] > 20.1, "share"].eq(0.0).all()


def test_accounts_are_of_a_year():
    """Half a year is watched: what is gained and lost counts twice."""
    cities = made([(0, "lapse", {"siloed": days_and_routine(9.0, 5.0), "task_force": days_and_routine(8.0, 7.0)})])
    row = accounts(cities, "task_force", "siloed", 182.5).iloc[0]

    assert (row["gained"], row["lost"]) == (2.0, 4.0)


def test_what_clients_bear_is_counted_in_the_currency_of_their_kind():
    """Days as the kind counts them, where it says so: here the same runs gain in one measure and lose in another."""
    runs = {
        "siloed": days_and_routine(9.0, 5.0, weighted=3.0, team_ended=math.nan),
        "task_force": days_and_routine(8.0, 7.0, weighted=5.0, team_ended=1.0),
    }
    cities = made([(0, "lapse", runs)])
    for currency, gained in (("goal_days", 1.0), ("weighted", -2.0)):
        row = accounts(cities, "task_force", "siloed", 365.0, currency).iloc[0]
        assert (row["gained"], row["lost"]) == (gained, 2.0)
        assert ended_table(cities, "task_force", ["siloed"], 365.0, currency)["gained"].iloc[0] == gained


def test_costs_stand_apart_for_teams_that_ended():
    silo = days_and_routine(100.0, 0.0)
    cities = made(
        [
            (0, "lapse", {"siloed": silo, "task_force": days_and_routine(90.0, 50.0, team_ended=1.0)}),
            (1, "lapse", {"siloed": silo, "task_force": days_and_routine(80.0, 70.0, team_ended=1.0)}),
            (2, "lapse", {"siloed": silo, "task_force": days_and_routine(95.0, 900.0, team_ended=0.0)}),
        ]
    )

    assert ended_table(cities, "task_force", ["siloed"], 365.0).to_dict("records") == [
        {"against": "siloed", "ended": 1, "runs": 2, "gained": 15.0, "lost": 60.0},
        {"against": "siloed", "ended": 0, "runs": 1, "gained": 5.0, "lost": 900.0},
    ]


def test_the_sign_map_sorts_cities_by_explanation_and_backlog():
    cities = [
        (0, "lapse", {"siloed": [100.0], "task_force": [50.0]}),
        (1, "lapse", {"siloed": [100.0], "task_force": [190.0]}),
        (2, "lapse", {"siloed": [100.0], "task_force": [180.0]}),
        (0, "waiting", {"siloed": [100.0], "task_force": [100.5]}),
    ]
    made_of = made(cities)
    backlog = pd.Series([7.9, 20.0, 60.0, 8.0])
    table = sign_map(made_of.differences("restricted_days", "task_force", "siloed"), backlog, (8, 20), JUDGEMENT, 1.0)

    assert table[["explanation", "band", "cities", "sooner", "level", "later"]].to_numpy().tolist() == [
        ["lapse", "< 8", 1, 1.0, 0.0, 0.0],
        ["lapse", "≥ 20", 2, 0.0, 0.0, 1.0],
        ["waiting", "8–20", 1, 0.0, 1.0, 0.0],
    ]


def test_villages_like_the_case_are_counted_beside():
    """Of each city's two villages the one with 3 to 20 left counts; a city with none has no verdict there."""
    silo = [{"days": 100.0, "left": 9.0}, {"days": 100.0, "left": 40.0}]
    many = [{"days": 100.0, "left": 40.0}, {"days": 100.0, "left": 2.0}]
    cities = [
        (0, "lapse", {"siloed": silo, "task_force": [{"days": 150.0, "left": 9.0}, {"days": 0.0, "left": 40.0}]}),
        (1, "lapse", {"siloed": many, "task_force": [{"days": 0.0, "left": 40.0}, {"days": 0.0, "left": 2.0}]}),
    ]
    ask = asked(("siloed", "task_force"), ("siloed",), ("siloed",), NO_CASE)
    table = verdict_tables(*frames(cities), "closed", ask)["verdict.csv"].set_index(["against", "among", "explanation"])
    for other in ("siloed", BEST):
        assert table.loc[(other, "all", "all"), ["cities", "sooner", "later"]].tolist() == [2, 1.0, 0.0]
        assert table.loc[(other, "alike", "all"), ["cities", "missing", "sooner", "later"]].tolist() == [1, 1, 0.0, 1.0]


def test_the_comparison_of_measures_weighs_explanations_alike():
    cities = [(draw, "lapse", {"siloed": [100.0], "task_force": [0.0]}) for draw in range(3)]
    cities += [(0, "waiting", {"siloed": [100.0], "task_force": [160.0]})]
    table = compare_cities(made(cities), ("siloed", "task_force"), "closed", JUDGEMENT).set_index("metric")
    line = table.loc["restricted_days"]

    assert (line["mean"], line["baseline_mean"], line["difference"]) == (80.0, 100.0, -20.0)
    assert (line["arm"], line["baseline"], line["runs"], line["superiority"]) == ("task_force", "siloed", 4.0, 0.75)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["team=task_force", "against=[siloed]"], "study.headline.rivals = []: must name an arm"),
        (
            ["team=orders", "against=[siloed]", "rivals=[siloed]"],
            "study.headline.team = orders: is no arm of the study",
        ),
        (["team=task_force", "against=[lead]", "rivals=[siloed]"], "study.headline.against = lead: is no arm"),
        (["team=task_force", "against=[siloed]", "rivals=[task_force]"], "rivals = task_force: is the team itself"),
        (["team=task_force", "against=[siloed,siloed]", "rivals=[siloed]"], "an arm stands twice"),
        (["backlog_bands=[20,8]"], "study.headline.backlog_bands = [20.0, 8.0]: must be above 0 and rise"),
        (["team=task_force", "against=[siloed]", "rivals=[siloed]"], "is for a design of kind plausible"),
    ],
)
def test_a_headline_pair_that_cannot_be_judged_is_refused(words, said):
    with pytest.raises(ConfigError) as fault:
        load_study(["arms=[siloed,task_force]", *(f"study.headline.{word}" for word in words)])
    assert len(fault.value.lines) == 1
    assert said in fault.value.lines[0]


@pytest.mark.parametrize("metric", ["households_left", "goal_days", "staff_days", "home_backlog_days"])
def test_a_headline_needs_a_measure_in_days(metric):
    """A verdict says sooner and later by so many days: not of client-days, working days or households."""
    with pytest.raises(ConfigError, match=rf"study\.metric = {metric}: a headline pair needs a measure in days"):
        load_study(
            [
                f"metric={metric}", "study.headline.team=task_force", "study.headline.against=[siloed]",
                "study.headline.rivals=[siloed]",
            ]
        )  # fmt: skip


def test_the_verdict_is_the_same_each_time():
    generator = np.random.Generator(np.random.Philox(5))
    cities = [
        (draw, name, {"siloed": [100.0, 90.0], "task_force": list(generator.normal(95, 30, 2))})
        for draw in range(12)
        for name in ("lapse", "waiting")
    ]
    ask = asked(("siloed", "task_force"), ("siloed",), ("siloed",))
    one, two = (verdict_tables(*frames(cities, load=range(24)), "closed", ask) for _ in range(2))
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, two[name])
