"""The Mesa face: what any Mesa user expects, over the compiled engine."""

import gc
import weakref

import numpy as np
import pytest
from mesa.datacollection import DataCollector

from sim import CityModel, load_scenario, simulate
from sim.cadres.agent import Cadre
from sim.clients.relocation.agent import Household
from sim.departments.agent import Department
from sim.task_forces.agent import TaskForce
from tests.stories import SMALL, equal, scenario


def model(arm: str = "task_force", **changes) -> CityModel:
    return CityModel(scenario(arm, **(SMALL | {"calendar__intervention_day": 30} | changes)), rng=4)


def test_the_public_names_are_those_of_the_readme():
    told = load_scenario("xiaonanmen", ["coordination=task_force", "calendar.intervention_day=10"])
    city = CityModel(told, rng=1)
    city.step()
    assert {kind.__name__ for kind in city.agents_by_type} == {"Household", "Cadre", "Department", "TaskForce"}
    frame = simulate(told, seeds=range(2))
    assert list(frame["seed"]) == [0, 1]
    assert frame["restricted_days"].notna().all()


def test_steps_and_one_long_run_give_the_same_city():
    """A model stepped day by day, with somebody looking, is the compiled run bit for bit."""
    looked, unlooked = model(), model()
    for _ in range(90):
        looked.step()
        sum(household.trust for household in looked.agents_by_type[Household])
    unlooked.run_for(90)
    assert looked.time == unlooked.time == 90
    assert equal(looked.state, unlooked.state)


def test_agents_are_made_only_when_somebody_looks():
    city = model()
    city.step()
    assert not city._views
    assert len(city.agents) == 40 + len(city.state.cadres) + len(city.state.departments) + 1
    assert len(city.agents_by_type[Household]) == 40
    assert len(city.agents.select(lambda agent: isinstance(agent, Department))) == 13


def test_an_attribute_set_between_two_steps_takes_effect():
    """A household whose reservation is set out of reach does not sign; one that is given everything does."""
    plain, changed = model("siloed"), model("siloed")
    for city in (plain, changed):
        city.run_for(5)
    household = next(h for h in changed.agents_by_type[Household] if not h.signed)
    household.reservation = 50.0
    for city in (plain, changed):
        city.run_for(100)
    assert changed.state.clients.households[household.index].reservation == 50.0
    assert not household.signed
    assert plain.state.clients.households[household.index].signed


def test_a_misspelt_attribute_is_refused():
    household = next(iter(model().agents_by_type[Household]))
    with pytest.raises(AttributeError, match="Household has no 'truts'; it has: key, signed"):
        household.truts = 1.0


@pytest.mark.parametrize("changes", [
    {}, {"households__joint_share": 1.0}, {"households__joint_share": 0.5, "offer__opening": 20.0},
    {"offer__policy": "threshold", "offer__window": 100.0, "households__joint_share": 0.5},
])  # fmt: skip
def test_would_sign_is_what_the_engine_does_that_day(changes):
    """The household's own method gives, for every household and day, what the engine then does."""
    city = model("siloed", **changes)
    city.step()  # a window opens in the course of a day, which nobody knows beforehand
    households = list(city.agents_by_type[Household])
    for _ in range(60):
        said = {household.index for household in households if household.would_sign()}
        before = {household.index for household in households if household.signed}
        city.step()
        after = {household.index for household in households if household.signed}
        assert after - before == said
    assert len(after) > 5


def test_a_visit_by_the_agent_is_the_engines_visit():
    """cadre.visit(household): trust, uncertainty and count move by the relocation's rules/visit.py."""
    city = model("siloed")
    city.step()
    household = next(h for h in city.agents_by_type[Household] if not h.signed and h.issues == 0)
    cadre = next(c for c in city.agents_by_type[Cadre] if c.department == 0)
    trust, visits = household.trust, household.visits
    told = city.settings.negotiation
    face = 1.0 if household.visitor == cadre.index else told.new_face
    cadre.visit(household)
    assert household.visits == visits + 1
    assert household.visitor == cadre.index
    assert household.trust == trust + told.trust_gain * cadre.rapport * face * (1.0 - trust)


def test_a_cadre_from_outside_the_city_cannot_visit_before_it_is_called():
    city = model("siloed")
    outsider = next(cadre for cadre in city.agents_by_type[Cadre] if cadre.home_desk < 0)
    with pytest.raises(ValueError, match="sits at no desk of this city"):
        outsider.visit(next(iter(city.agents_by_type[Household])))


def test_satisfaction_is_the_measures_own():
    """The mean over the agents is the column satisfaction_mean of the same run."""
    told = scenario("siloed", **SMALL)
    city = CityModel(told, rng=3)
    city.run_for(520)
    households = city.agents_by_type[Household]
    mean = np.mean([household.satisfaction() for household in households])
    assert mean == pytest.approx(simulate(told, [3])["satisfaction_mean"][0], abs=1e-12)


def test_neighbours_are_mutual():
    city = model()
    for household in city.agents_by_type[Household]:
        assert all(household in other.neighbours() for other in household.neighbours())


def test_the_task_force_has_the_members_that_the_city_lent():
    city = model()
    city.run_for(60)
    team = next(iter(city.agents_by_type[TaskForce]))
    assert team.stage == 2
    assert len(team.people()) == team.members == 17 + team.outsiders
    assert all(cadre.is_member for cadre in team.people())


def test_a_data_collector_collects():
    class Watched(CityModel):
        def __init__(self, told, rng):
            super().__init__(told, rng=rng)
            self.datacollector = DataCollector(
                model_reporters={"left": lambda city: int(city.state.clients.book[0].left)},
                agenttype_reporters={Household: {"trust": "trust"}},
            )

        def step(self):
            super().step()
            self.datacollector.collect(self)

    city = Watched(scenario("siloed", **SMALL), rng=1)
    city.run_for(10)
    left = city.datacollector.get_model_vars_dataframe()["left"]
    assert len(left) == 10
    assert (left.diff().dropna() <= 0).all()
    assert np.isfinite(city.datacollector.get_agenttype_vars_dataframe(Household)["trust"]).all()


def test_a_finished_model_is_freed():
    city = model()
    city.step()
    assert len(city.agents) > 0
    gone = weakref.ref(city)
    del city
    gc.collect()
    assert gone() is None
