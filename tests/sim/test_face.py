"""What the public face refuses: days beyond the horizon, rows that are not there, what only the engine may write."""

from __future__ import annotations

import mesa
import numpy as np
import pytest
from numba import config

from sim import Cadre, CityModel, Department, Household, Project, TaskForce
from sim.city.agents import all_agents
from sim.city.loop import advance
from sim.core.compiling import compiled
from sim.core.events import push
from sim.core.rows import RowType, flag, real, whole
from sim.core.views import RowAgent, read_only
from tests.portfolio import portfolio
from tests.quarter import NO_TESTS, quarter
from tests.stories import SMALL, equal, scenario
from tests.town import town

DAYS = {"calendar__intervention_day": 10, "calendar__horizon_days": 20}
SHORT = SMALL | DAYS
SCENES = (
    "xiaonanmen",
    "xiaonanmen_from_start",
    "workbench",
    "city_portfolio",
    "open_call",
    "civilised_city",
    "earthworks",
)


def city(**changes) -> CityModel:
    return CityModel(scenario("task_force", **(SHORT | changes)), rng=4)


def short(scene: str) -> CityModel:
    """The scene over thirty days."""
    if scene == "city_portfolio":
        return CityModel(portfolio(**DAYS))
    if scene == "civilised_city":
        return CityModel(quarter("task_force", **DAYS, **NO_TESTS))
    if scene == "earthworks":
        return CityModel(town("task_force", **DAYS))
    return CityModel(scenario("task_force", "closed" if scene == "open_call" else "as_it_was", scene, **DAYS))


@pytest.mark.parametrize("scene", SCENES)
def test_the_horizon_ends_the_run_in_every_scenario(scene):
    """A run that is told to go further stops there; a step beyond it raises and changes nothing."""
    model = short(scene)
    model.run_for(700)
    assert (model.time, model.day, model.running) == (30, 30, False)
    ended = model.state.city[0].copy()
    for beyond in (model.step, lambda: model.run_for(1), lambda: model.run_until(3000), lambda: CityModel.step(model)):
        with pytest.raises(RuntimeError, match=r"^the run ended at its horizon, day 30: calendar\.horizon_days sets"):
            beyond()
    assert model.time == 30
    assert model.state.city[0] == ended


def test_a_run_of_part_of_a_day_ends_at_the_horizon_too():
    model = city()
    for _ in range(20):
        if model.running:
            model.run_for(1.75)
    assert (model.time, model.running) == (30, False)
    whole_days = city()
    whole_days.run_for(30)
    assert equal(model.state, whole_days.state)


@pytest.mark.parametrize("bad", [float("nan"), None, "x", np.arange(3), object()])
def test_a_duration_that_is_no_number_of_days_moves_nothing(bad):
    model = city()
    with pytest.raises((TypeError, ValueError)):
        model.run_for(bad)
    assert model.day == model.time == 0


@pytest.mark.parametrize("time", [float("nan"), -5.0, 12.0, 1e300, float("inf")])
def test_time_that_was_set_by_hand_is_said_and_never_lived(time):
    model = city()
    model.run_for(3)
    model.time = time
    with pytest.raises(RuntimeError, match=r"^time = \S+, but the city has lived 3 days: only step, run_for"):
        model.step()


def test_a_day_is_lived_once_whoever_calls_its_step():
    class Twice(CityModel):
        def step(self):
            super().step()
            super().step()

    class Never(CityModel):
        def step(self):
            """Forgets to let the city live."""

    with pytest.raises(RuntimeError, match=r"^day 1 is lived once, by model\.step\(\) or run_for"):
        Twice(scenario(**SHORT)).step()
    never = Never(scenario(**SHORT))
    never.step()
    with pytest.raises(RuntimeError, match=r"has lived 0 days: .* a step of a subclass calls super\(\)\.step\(\)$"):
        never.step()


ASKED = ("signing_hazard", "price_offered", "would_sign", "satisfaction", "neighbours")


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("place", [500, 40, -1, 2**63])
def test_a_place_where_nobody_is_is_named(ask, place):
    with pytest.raises(IndexError, match=rf"^household {place}: there are 40, the first is household 0$"):
        getattr(city(), ask)(place)


@pytest.mark.parametrize("ask", ASKED)
def test_what_the_model_is_asked_by_place_is_what_the_agent_says(ask):
    model = city()
    agent = model.agents_by_type[Household][7]
    assert getattr(model, ask)(np.int64(7)) == getattr(agent, {"signing_hazard": "hazard"}.get(ask, ask))()
    with pytest.raises(TypeError, match=r"^household 1\.5: the place of a household is a whole number$"):
        getattr(model, ask)(1.5)


def test_members_and_visits_are_checked_by_place_too():
    model = city()
    with pytest.raises(IndexError, match=r"^task_force 1: there are 1, the first is task_force 0$"):
        model.members(1)
    with pytest.raises(IndexError, match=r"^household 40: there are 40"):
        model.visit(0, 40)
    with pytest.raises(IndexError, match=r"^cadre -1: there are"):
        model.visit(-1, 0)
    with pytest.raises(TypeError, match=r"nobody is visited here$"):
        short("workbench").visit(0, 0)


def test_another_models_agents_are_refused():
    model, larger = city(), city(households__total=90)
    cadre = next(cadre for cadre in model.agents_by_type[Cadre] if cadre.home_desk >= 0)
    stranger = larger.agents_by_type[Household][88]
    with pytest.raises(ValueError, match=r"^household 88: belongs to another model$"):
        cadre.visit(stranger)
    with pytest.raises(ValueError, match=r"^cadre \d+: belongs to another model$"):
        stranger.be_visited(cadre)
    for nobody in (None, 3, cadre, model):
        with pytest.raises(TypeError, match=r"an agent that is visited expected$"):
            cadre.visit(nobody)
    assert model.state.city[0].ledger.contacts == larger.state.city[0].ledger.contacts == 0


POINTING = [
    (Household, "owner"), (Household, "first_tie"), (Household, "first_matter"), (Household, "slot"),
    (Household, "signed"), (Household, "open_issues"), (Household, "filed"), (Household, "key"),
    (Cadre, "job"), (Cadre, "home_desk"), (Cadre, "home_next"), (Cadre, "team"), (Cadre, "second"), (Cadre, "post"),
    (Department, "desk"), (Department, "office"), (Department, "rate"), (Department, "waiting"),
    (TaskForce, "stage"), (TaskForce, "first_desk"), (TaskForce, "members"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "field"), POINTING)
@pytest.mark.parametrize("value", [9999, -1, 0, True, None])
def test_what_points_at_rows_or_is_counted_elsewhere_is_read_only(kind, field, value):
    model = city()
    agents = model.agents_by_type[kind]
    before = agents.get(field)
    for write in (lambda: setattr(agents[0], field, value), lambda: agents.set(field, value)):
        with pytest.raises(AttributeError, match=rf"^{kind.__name__}\.{field} \(.+\) is read only, since other rows"):
            write()
    assert agents.get(field) == before


def test_no_kind_lets_one_set_what_counts_or_points_at_a_row():
    for kind in all_agents():
        stored = [kind.row_type.fields[field].dtype for field in kind.settable]
        assert set(stored) <= {np.float64, np.bool_}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -0.1, 5, 2**63, 10**400])
def test_a_number_beyond_what_is_allowed_is_refused_with_its_bounds(value):
    agents = city().agents_by_type[Household]
    before = agents.get("trust")
    with pytest.raises(ValueError, match=r"^Household\.trust = \S+: must lie between 0 and 1 \(0\.\.1\)$"):
        agents.set("trust", value)
    assert agents.get("trust") == before


@pytest.mark.parametrize("value", [None, "0.5", True, [0.5], np.array([0.5, 0.6]), np.array(0.5), 1j])
def test_a_value_that_is_no_number_is_refused(value):
    household = city().agents_by_type[Household][0]
    with pytest.raises(TypeError):
        household.trust = value
    assert 0.0 <= household.trust <= 1.0


@pytest.mark.parametrize("value", [1, None, 0.0, "yes", np.float64(1.0)])
def test_yes_or_no_takes_nothing_else(value):
    cadre = city().agents_by_type[Cadre][0]
    with pytest.raises(TypeError, match=r"^Cadre\.title = .*: True or False expected$"):
        cadre.title = value
    cadre.title = np.True_
    assert cadre.title is True


@pytest.mark.parametrize("kind", [Household, Cadre, TaskForce])
def test_agents_of_the_city_cannot_be_removed(kind):
    model = city()
    agent = model.agents_by_type[kind][0]
    for remove in (agent.remove, lambda: model.deregister_agent(agent), model.remove_all_agents):
        with pytest.raises(RuntimeError, match=r"cannot be removed: other rows of the engine point at it"):
            remove()
    assert agent in model.agents


def test_agents_of_ones_own_come_and_go():
    class Reporter(mesa.Agent):
        """Somebody whom the engine does not know."""

    model = city()
    reporter = Reporter(model)
    assert reporter in model.agents
    reporter.remove()
    assert reporter not in model.agents


@pytest.mark.parametrize("name", ["index", "model", "unique_id"])
def test_whose_view_an_agent_is_cannot_be_changed(name):
    household = city().agents_by_type[Household][3]
    with pytest.raises(AttributeError, match=rf"^Household\.{name} is read only"):
        setattr(household, name, 9999)
    assert household.key == household.row.key == 3


def test_an_agent_is_made_once_and_only_where_a_row_is():
    model = city()
    assert len(model.agents_by_type[Household]) == 40
    with pytest.raises(IndexError, match=r"^household 9999: there are 40"):
        Household(model, 9999)
    with pytest.raises(ValueError, match=r"^household 3: the model has it already"):
        Household(model, 3)
    with pytest.raises(TypeError, match=r"a CityModel expected$"):
        Household(None, 3)


def test_the_state_of_a_model_is_shown_to_be_read():
    model = city()
    state, agent = model.state, model.agents_by_type[Household][0]
    for write in (
        lambda: setattr(state.clients.households[0], "owner", 9999),
        lambda: state.cadres["job"].fill(9999),
        lambda: setattr(state.city[0].ledger, "exits", -1),
        lambda: setattr(agent.row, "first_tie", 9999),
    ):
        with pytest.raises(ValueError, match="read-only"):
            write()
    with pytest.raises(AttributeError, match="state"):
        model.state = state


@pytest.mark.parametrize("rule", [push, advance], ids=["push", "advance"])
def test_compiled_rules_refuse_rows_that_are_shown_to_be_read(rule):
    state = city().state
    given = {push: (state.heap, state.city[0], 1.0, 2, 10**12), advance: (1e9, state, state.cadres)}[rule]
    with pytest.raises((TypeError, ValueError), match=r"read[ -]only"):
        rule(*given)


@pytest.mark.parametrize(
    "name", [*ASKED, "members", "visit", "agents", "state", "run_for", "_advance_time", "settings"]
)
def test_a_model_that_overrides_what_is_no_hook_is_refused_when_the_class_is_made(name):
    with pytest.raises(TypeError, match=rf"^Mine\.{name} overrides what is no hook of CityModel: .*extend step or run"):
        type("Mine", (CityModel,), {name: lambda self: 1.0})
    with pytest.raises(TypeError, match=rf"^Mine\.{name} overrides"):  # by way of a mixin, too
        type("Mine", (type("Mixin", (), {name: 1.0}), CityModel), {})


@pytest.mark.parametrize(
    ("kind", "name"),
    [(Household, "would_sign"), (Household, "trust"), (Household, "step"), (Cadre, "visit"), (Cadre, "advance"),
     (TaskForce, "people"), (Department, "backlog"), (Project, "is_led"), (Project, "remove"), (Cadre, "settable")],
)  # fmt: skip
def test_an_agent_that_overrides_anything_is_refused_when_the_class_is_made(kind, name):
    with pytest.raises(TypeError, match=rf"^Mine\.{name} overrides what is no hook of {kind.__name__}: compiled rules"):
        type("Mine", (kind,), {name: lambda self: True})


def test_adding_methods_and_extending_hooks_is_fine():
    class Mine(CityModel):
        """A model that counts its days and knows who trusts."""

        def __init__(self, told, rng=1):
            super().__init__(told, rng=rng)
            self.lived = 0

        def step(self):
            super().step()
            self.lived += 1

        def trusting(self):
            return sum(household.trust > 0.5 for household in self.agents_by_type[Household])

    class Moody(Household):
        """A household that says how it feels."""

        def mood(self):
            return "sour" if self.satisfaction() < 0.5 else "fair"

    model = Mine(scenario(**SHORT))
    model.run_for(7)
    assert (model.lived, model.day) == (7, 7)
    assert 0 <= model.trusting() <= 40
    assert Moody(model, 3).mood() in {"sour", "fair"}


class Tree(RowType):
    """A kind of row for the kinds of agent below."""

    height: float = real("m", "height")
    felled: bool = flag("was felled")
    place: int = whole("place", "where it stands")


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (
            {"settable": {"place": (0, 9)}},
            r"^Oak\.settable: place counts or points at a row, which only rules may set$",
        ),
        ({"step": lambda self: None}, r"^Oak\.step overrides what is no hook of RowAgent"),
        ({"height": 3.0}, r"^Oak\.height overrides"),
    ],
)
def test_a_kind_of_agent_that_cannot_work_is_refused_when_it_is_declared(declared, said):
    with pytest.raises(TypeError, match=said):
        type("Oak", (RowAgent,), {"row_type": Tree, "rows": "trees"} | declared)


@compiled
def tallest(trees):
    """The height of the first."""
    return trees[0].height


@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="plain Python may read them")
def test_rows_to_be_read_stay_whole_after_a_refusal():
    trees = Tree.make(2)
    trees["height"] = [3.0, 4.0]
    assert tallest(trees) == 3.0
    for _ in range(2):
        with pytest.raises(TypeError, match=r"^these rows are to be read only"):
            tallest(read_only(trees))
    assert tallest(trees) == 3.0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"scenario": None}, r"^scenario = None: one from load_scenario expected$"),
        ({"scenario": "xiaonanmen"}, r"^scenario = 'xiaonanmen': one from load_scenario"),
        ({"ring_fence": 1.5}, r"^ring_fence = 1\.5: a share between 0 and 1 expected$"),
        ({"ring_fence": float("nan")}, r"^ring_fence = nan: a share"),
        ({"ring_fence": "x"}, r"^ring_fence = 'x': a share"),
    ],
)
def test_a_model_of_bad_parameters_is_refused_in_one_sentence(given, said):
    with pytest.raises((TypeError, ValueError), match=said):
        CityModel(**({"scenario": scenario(**SHORT)} | given))
