"""Attribution: the mathematics on games small enough to count by hand, a small real question, and what is refused."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import explain, status, verify
from experiments.attribution.game import game_of
from experiments.attribution.orders import Orders, drawn, exact, interaction, marginals
from experiments.attribution.players import NOBODY, gap_of
from experiments.attribution.question import load
from experiments.attribution.shares import Values, attribution, interactions
from experiments.study.intervals import Judgement
from experiments.study.manifest import read_manifest
from experiments.study.resampling import pigeonhole_interval
from sim.coordination.ingredients import INGREDIENTS, Ingredient
from sim.measures.goal_days import done_share, restricted_mean, restricted_to_all
from sim.yaml_scan import ConfigError
from tests.stories import SMALL, scenario

JUDGEMENT = Judgement(0.95, 400, 1.0)


def game(players, needs=None, groups=()):
    """Orders of that many players; *needs* by player."""
    first = [sum(1 << other for other in (needs or {}).get(player, ())) for player in range(players)]
    masks = tuple(sum(1 << player for player in group) for group in groups)
    return Orders(tuple(1 << player for player in range(players)), tuple(first), masks)


def shares(orders, value):
    """Values of the steps when a coalition is worth value(set of players)."""
    table = [value({player for player in range(16) if coalition >> player & 1}) for coalition in orders.coalitions]
    return exact(orders, orders.coalitions) @ np.array(table, float)


def by_enumeration(players, value, needs=None, groups=()):
    """The same by going through every order of the players and leaving out those that are not admissible."""
    total, count = np.zeros(players), 0
    for order in permutations(range(players)):
        at = {player: place for place, player in enumerate(order)}
        kept = all(at[other] < at[player] for player, first in (needs or {}).items() for other in first)
        together = all(max(at[p] for p in group) - min(at[p] for p in group) == len(group) - 1 for group in groups)
        if kept and together:
            count += 1
            for place, player in enumerate(order):
                total[player] += value(set(order[: place + 1])) - value(set(order[:place]))
    return total / count, count


def random_game(players):
    """Any value for every coalition."""
    table = np.random.Generator(np.random.Philox(7)).standard_normal(2**players)
    return lambda coalition: table[sum(1 << player for player in coalition)]


def glove(coalition):
    """Player 0 has a left glove, 1 and 2 a right one; a pair is worth 1."""
    return float(0 in coalition and bool(coalition & {1, 2}))


def test_in_an_additive_game_everybody_gets_what_he_brings():
    worth = [3.0, -1.0, 0.5, 2.0]
    assert shares(game(4), lambda s: sum(worth[p] for p in s)) == pytest.approx(worth, abs=1e-12)


def test_the_glove_game():
    assert shares(game(3), glove) == pytest.approx([4 / 6, 1 / 6, 1 / 6], abs=1e-12)


def test_who_does_nothing_gets_nothing_and_equals_get_the_same():
    found = shares(game(4), glove)
    assert found[3] == pytest.approx(0.0, abs=1e-15)
    assert found[1] == pytest.approx(found[2], abs=1e-12)


@pytest.mark.parametrize(
    ("needs", "groups"),
    [
        ({}, ()),
        ({1: [0], 2: [0], 5: [4]}, ()),
        ({1: [0], 2: [1], 3: [0]}, ()),
        ({}, [(0, 1, 2), (3, 4)]),
        ({1: [0], 4: [3]}, [(0, 1), (2, 3, 4)]),
        ({3: [0]}, [(0, 1), (2, 3)]),
    ],
)
def test_precedence_and_groups_against_every_order(needs, groups):
    """Values, the number of orders and the sum agree with going through all orders of six players."""
    value = random_game(6)
    orders = game(6, needs, groups)
    expected, count = by_enumeration(6, value, needs, groups)
    found = shares(orders, value)
    assert orders.count == count
    assert found == pytest.approx(expected, abs=1e-10)
    assert found.sum() == pytest.approx(value(set(range(6))) - value(set()), abs=1e-9)


def test_only_what_is_admissible_is_run():
    assert set(game(3, {1: [0]}).coalitions) == {0b000, 0b001, 0b100, 0b011, 0b101, 0b111}
    assert len(game(4, groups=[(0, 1), (2, 3)]).coalitions) == 2**4 - 4  # two halves of groups never stand together


def test_a_group_that_a_need_tears_apart_has_no_order():
    assert game(4, {1: [0], 2: [3]}, [(0, 2), (1, 3)]).count == 0


def test_owen_gives_a_group_what_it_would_get_as_one_player():
    """Owen (1977): the members of a group share the Shapley value of the group in the game of groups."""
    value = random_game(4)
    found = shares(game(4, groups=[(0, 1)]), value)
    names = [{0, 1}, {2}, {3}]
    merged, _ = by_enumeration(3, lambda s: value(set().union(*(names[place] for place in s))))
    assert found[:2].sum() == pytest.approx(merged[0], abs=1e-12)


def test_a_fused_pair_is_one_player():
    value = random_game(4)
    together = game(4, {1: [0]}).fused(0b0011)
    found = exact(together, together.coalitions) @ [
        value({player for player in range(4) if coalition >> player & 1}) for coalition in together.coalitions
    ]
    names = [{2}, {3}, {0, 1}]
    expected, _ = by_enumeration(3, lambda s: value(set().union(*(names[place] for place in s))))
    assert found == pytest.approx(expected, abs=1e-12)


def test_interaction_of_gloves_and_of_those_that_never_meet():
    """Grabisch and Roubens (1999): left and right complement each other, the two right gloves replace each other."""
    orders = game(3)
    values = np.array([glove({p for p in range(3) if s >> p & 1}) for s in orders.coalitions])
    for pair, expected in (((0, 1), 0.5), ((1, 2), -0.5)):
        weights, used, possible = interaction(orders, *pair, orders.coalitions)
        assert weights @ values == pytest.approx(expected)
        assert used == possible == 2
    assert interaction(game(3, {1: [0]}), 0, 1, game(3, {1: [0]}).coalitions) == (None, 0, 0)


def test_drawn_orders_come_near_the_exact_value_and_their_interval_holds_it():
    value = random_game(6)
    orders = game(6, {1: [0], 3: [2]})
    one = [value({p for p in range(6) if s >> p & 1}) for s in orders.coalitions]
    table = np.array([one] * 8)  # of fewer replications there is no interval
    some = drawn(orders, 400, 3)
    assert some[:10] == drawn(orders, 10, 3)
    parts = marginals(orders, some, orders.coalitions, table)
    low, high = pigeonhole_interval(parts, 0.999, 400, 1)
    right = shares(orders, value)
    assert ((low <= right) & (right <= high)).all()
    assert parts.mean(axis=(1, 2)) == pytest.approx(right, abs=0.3)
    assert parts.sum(axis=0) == pytest.approx(np.full((400, 8), table[0, -1] - table[0, 0]), abs=1e-9)


def test_every_admissible_order_is_drawn_as_often_as_any_other():
    orders = game(4, {1: [0], 2: [0]})
    counts = pd.Series(drawn(orders, 4000, 1)).value_counts()
    assert len(counts) == orders.count == 8
    assert counts.between(420, 580).all()


TABLE = (
    Ingredient("team", ("coordination.team",), (), False, "a"),
    Ingredient("pooled", ("coordination.pooled",), ("team",), False, "b"),
    Ingredient("authority", ("coordination.authority",), ("pooled",), False, "c"),
    Ingredient("hours", ("coordination.extended_hours", "resources.overtime"), (), True, "d"),
)


def trees(**switches):
    """A siloed tree and one with the *switches* on."""
    off = {"title": "", "team": False, "pooled": False, "authority": False, "extended_hours": False}
    on = off | {name: value for name, value in switches.items() if name in off}
    overtime = switches.get("overtime", False)
    return (
        {"coordination": dict(off), "resources": {"title": "", "overtime": False, "extras_without_team": False}},
        {"coordination": on, "resources": {"title": "", "overtime": overtime, "extras_without_team": False}},
    )


def test_who_plays():
    """What is not chosen is one player; hours are there only where the resources allow them; extras count alone."""
    everything = {"team": True, "pooled": True, "authority": True, "extended_hours": True}
    gap = gap_of(*trees(**everything), chosen=["authority"], table=TABLE)
    assert gap.members == {"authority": ("authority",), "rest": ("team", "pooled")}
    assert gap.orders.needs == (0b10, 0)
    assert [gap.arm(coalition) for coalition in gap.orders.coalitions] == [NOBODY, "rest", "authority+rest"]
    assert gap.baseline["resources"]["extras_without_team"]
    assert "hours" in gap_of(*trees(**everything, overtime=True), table=TABLE).members


def test_taken_away_what_needs_goes_before_what_is_needed():
    off, on = trees(team=True, pooled=True)
    assert gap_of(on, off, table=TABLE).orders.coalitions == (0b00, 0b10, 0b11)


def test_a_rest_that_cannot_stand_as_one_player_is_refused():
    with pytest.raises(ConfigError, match="pooled needs team of it, and authority of it needs pooled"):
        gap_of(*trees(team=True, pooled=True, authority=True), chosen=["pooled"], table=TABLE)
    off, on = trees(team=True, authority=True)
    with pytest.raises(ConfigError, match="treatment: has authority without pooled, which it needs"):
        gap_of(off, on, table=TABLE)


def test_ingredients_that_are_fused_are_one_player():
    """Those that do not differ are left out of it; it can be chosen, and stands in a group, by its name."""
    off, on = trees(team=True, pooled=True, authority=True)
    fuse = {"coordination": ["team", "pooled", "hours"]}
    gap = gap_of(off, on, table=TABLE, fuse=fuse)
    assert gap.members == {"coordination": ("team", "pooled"), "authority": ("authority",)}
    assert gap.orders.coalitions == (0b00, 0b01, 0b11)
    assert gap_of(off, on, ["coordination"], table=TABLE, fuse=fuse).members["rest"] == ("authority",)
    assert gap_of(off, on, groups={"all": ["coordination"]}, table=TABLE, fuse=fuse).orders.groups == (0b01,)
    with pytest.raises(ConfigError, match="ingredients = pooled: is part of coordination; name coordination"):
        gap_of(off, on, ["pooled"], table=TABLE, fuse=fuse)


def test_six_parts_hold_every_ingredient():
    """A new ingredient of coordination must be named in configs/explain/resources.yaml, too."""
    explain, city = load(["explain=resources"])
    fused = [name for part in ("coordination", "freed", "authority") for name in explain.fuse[part]]
    assert set(fused) == {one.name for one in INGREDIENTS if not one.resource}
    asked = game_of(explain, city)
    assert set(asked.gap.members) == {"coordination", "freed", "authority", "hours", "staff", "money"}
    assert len(asked.coalitions) == 8 * 5  # neither authority nor freed members without coordination


def test_tables_sum_to_the_whole_in_every_way():
    """Exact or drawn, grouped or not: parts sum to the total, groups to their members, and the total is the last."""
    for groups in (None, {"desk": ["pooled", "authority"]}):
        gap = gap_of(*trees(team=True, pooled=True, authority=True), groups=groups, table=TABLE[:1] + LOOSE)
        coalitions = gap.orders.coalitions
        draws = np.random.Generator(np.random.Philox(8))
        values = Values("restricted_days", coalitions, draws.standard_normal((9, len(coalitions))) + 10.0)
        for some in (None, drawn(gap.orders, 20, 1)):
            table, together = attribution(gap, values, some, JUDGEMENT, 1)
            assert table["ingredient"].iloc[-1] == "total"
            assert table["value"].iloc[:-1].sum() == pytest.approx(values.difference.mean(), abs=1e-9)
            assert table["share"].iloc[:-1].sum() == pytest.approx(1.0)
            assert (table["ci_low"] <= table["ci_high"]).all()
            if groups:
                by_name = table.set_index("ingredient")["value"]
                whole = together.set_index("ingredient")["value"]["group:desk"]
                assert whole == pytest.approx(by_name["pooled"] + by_name["authority"], abs=1e-9)
        assert len(interactions(gap, values, JUDGEMENT)) == 3


LOOSE = tuple(one._replace(requires=()) for one in TABLE[1:3])

TINY = [
    "households.total=20", "calendar.intervention_day=60", "calendar.horizon_days=60", "issues.per_household=0.9",
    "ingredients=[pooled,authority,staff]", "replications=3", "resamples=200", "executor=serial",
]  # fmt: skip


@pytest.fixture(scope="module")
def answered(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("explain") / "answer"
    assert explain.main([*TINY, f"output={folder}"]) == 0
    return folder


def test_the_parts_of_a_real_difference_sum_to_it(answered):
    """The whole is the difference of the two arms themselves, simulated by the engine without any coalition."""
    from sim import simulate
    from sim.config import load_scenario

    city = TINY[:4]
    arms = [("siloed", "closed"), ("task_force", "as_it_was")]
    ends = [
        simulate(load_scenario("xiaonanmen", [f"coordination={arm}", f"resources={allowed}", *city]), seeds=(1, 2, 3))
        for arm, allowed in arms
    ]
    table = pd.read_csv(answered / "attribution.csv").set_index("ingredient")
    whole = ends[1]["restricted_days"].mean() - ends[0]["restricted_days"].mean()
    assert list(table.index) == ["pooled", "authority", "staff", "rest", "total"]
    assert table.loc["total", "value"] == pytest.approx(whole, abs=1e-9)
    assert table["value"].iloc[:-1].sum() == pytest.approx(whole, abs=1e-8)
    assert whole != 0.0
    fused = pd.read_csv(answered / "fused.csv")
    assert list(fused["ingredient"]) == ["fused:authority+pooled", "fused:rest+pooled"]  # all_visit needs a pooled desk
    runs = pd.read_parquet(answered / "runs.parquet")
    assert len(runs) == 3 * 10
    assert not runs[["restricted_to_all", "done_share_90", "restricted_days_180"]].isna().any().any()
    assert (answered / "figures" / "attribution.svg").is_file()
    assert (answered / "figures" / "attribution.png").is_file()


def test_resumed_it_gives_the_same_tables(answered, tmp_path):
    first = {name: (answered / name).read_bytes() for name in ("attribution.csv", "fused.csv", "interactions.csv")}
    for part in sorted((answered / "parts").rglob("*.parquet"))[:1]:
        part.unlink()
    assert explain.main([*TINY, f"output={answered}"]) == 0
    assert {name: (answered / name).read_bytes() for name in first} == first
    assert read_manifest(answered)["kind"] == "explanation of a difference"
    assert verify.main([str(answered), "sample=2"]) == 0
    for shard in ("1/2", "2/2"):
        shared = [word for word in TINY if word != "executor=serial"]
        assert explain.main([*shared, "workers=1", f"shard={shard}", f"output={tmp_path}/shared"]) == 0
    assert {name: (tmp_path / "shared" / name).read_bytes() for name in first} == first


def test_status_says_one_line_of_all_combinations(answered, capsys):
    assert status.main([str(answered)]) == 0
    said = capsys.readouterr().out
    assert "10 combinations; of everything together against nothing:" in said
    assert said.count("restricted_days") == 1


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    assert explain.main([*TINY, f"output={tmp_path}/dry", "dry_run=true"]) == 0
    assert "30 runs = 3 villages x 10 arms" in capsys.readouterr().out
    assert not (tmp_path / "dry").exists()


def test_more_coalitions_than_wanted_are_drawn(tmp_path):
    words = [word for word in TINY if not word.startswith("ingredients")]
    assert explain.main([*words, "permutations=3", f"output={tmp_path}/drawn"]) == 0
    table = pd.read_csv(tmp_path / "drawn" / "attribution.csv")
    assert table["value"].iloc[:-1].sum() == pytest.approx(table["value"].iloc[-1], abs=1e-8)
    assert len(table) == 18
    assert not len(pd.read_csv(tmp_path / "drawn" / "fused.csv"))


BAD = [
    ("ingredients=[polled]", "ingredients = polled: unknown ingredient; did you mean pooled?"),
    ("ingredients=[offer]", "ingredients = offer: does not differ between the arms; those that do: team, "),
    ("ingredients=[team,team]", "ingredients = [team,team]: team stands twice"),
    ("ingredients=3", "ingredients = 3: must be a list"),
    ("coordination.pooled=false", "coordination.authority: true needs pooled: true"),
    ("resources=equal_routine", "resources = equal_routine: sets working time aside"),
    ("resources=nothing", "resources = nothing: unknown; known: as_it_was, closed"),
    ("baseline=silo", "baseline = silo: unknown; known: "),
    ("treatment=silo", "treatment = silo: unknown; known: "),
    ("metric=days_to_all", "metric = days_to_all: is missing in runs that never finish; use restricted_to_all"),
    ("metric=team_days_to_all", "metric = team_days_to_all: is missing in runs that never finish; use "),
    ("metric=stall_days", "metric = stall_days: is the same in every arm"),
    ("metric=speed", "metric = speed: must be one of restricted_days"),
    ("groups={a:[team],b:[team]}", "groups.b = [team]: team stands in a already"),
    ("groups={a:[]}", "groups.a = []: must not be empty"),
    ("groups={a:[tame]}", "groups.a = tame: unknown ingredient; did you mean team?"),
    ("groups={a:[team,authority],b:[pooled,dedicated]}", "no order keeps every group together"),
    ("budget=100", "budget = 100: 807 combinations x 100 villages are 80700 runs; name fewer ingredients"),
    ("budget=0", "budget = 0: must be a whole number between 1 and"),
    ("resources.team_window=5", "resources.team_window = 5: differs between the arms, and no ingredient sets it"),
    ("replication=3", "replication = 3: unknown parameter; did you mean replications?"),
    ("work.validty=3", "work.validty = 3: unknown parameter; did you mean work.validity?"),
    ("explain=all", "explain = all: unknown; known: grouped, ingredients, plausible, resources"),
    ("coordination=siloed", "coordination = siloed: a question has two arms; name them as baseline=... treatment=..."),
    ("fuse={desk:[pooled,polled]}", "fuse.desk = polled: unknown ingredient; did you mean pooled?"),
    ("fuse={a:[team],b:[team]}", "fuse.b = [team]: team stands in a already"),
    ("fuse={team:[pooled]}", "fuse.team: cannot be the name of a player"),
    ("fuse={rest:[pooled]}", "fuse.rest: cannot be the name of a player"),
    ("fuse={a:[pooled,selected],b:[team,authority]}", "a cannot stand as one player: authority needs pooled of it"),
]


@pytest.mark.parametrize(("word", "said"), BAD)
def test_bad_input_is_one_line(word, said):
    with pytest.raises(ConfigError) as caught:
        game_of(*load([word]))
    assert len(caught.value.lines) == 1
    assert said in caught.value.lines[0]


def test_nothing_to_explain_is_refused():
    with pytest.raises(ConfigError, match="treatment: does not differ from the baseline"):
        game_of(*load(["treatment=siloed", "resources=closed"]))


def test_in_a_closed_city_coordination_alone_plays():
    """Hours need the resources' leave: without it they are nobody, and leaving them out changes no run."""
    asked = game_of(*load(["resources=closed", "ingredients=[team]"]))
    assert not {"hours", "staff", "money", "rest"} & set(asked.gap.members) - {"rest"}
    assert "hours" not in asked.gap.members["rest"]
    from sim import simulate

    on, off = (
        simulate(scenario("task_force", "closed", coordination__extended_hours=hours, **SMALL), seeds=(1, 2))
        for hours in (True, False)
    )
    assert on.equals(off)


def test_measures_that_every_run_has():
    """Nobody left is done at once; a window cuts what comes after it; who never signs counts as the window."""
    days = np.array([10.0, 100.0, np.inf])
    assert restricted_mean(days, 90.0) == pytest.approx((10 + 90 + 90) / 3)
    assert (restricted_to_all(days, 365.0), restricted_to_all(days[:2], 365.0)) == (365.0, 100.0)
    assert done_share(days, 90.0) == pytest.approx(1 / 3)
    nobody = np.array([])
    assert (restricted_to_all(nobody, 90.0), done_share(nobody, 90.0)) == (0.0, 1.0)
