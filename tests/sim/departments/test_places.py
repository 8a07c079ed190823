"""Competence apart from department: who clears what at which place, and that work of a place goes to its own people."""

import numpy as np
import pytest

from sim.city.initialise import initialise, routes_of
from sim.city.intervene import intervene
from sim.city.run import live
from sim.departments.population import open_departments, serving
from sim.matters.route import home_route, slot_of
from tests.stories import STILL, numbers, office, scenario

LEADERS = office(1, 0.0, 0.25, clears=False)
CITY = {  # land is cleared in each county, tax by a county bureau for both, and by the city's
    "land_east": office(3, 0.0, 1.0) | {"competence": "land", "place": "east", "level": "county"},
    "land_west": office(3, 0.0, 1.0) | {"competence": "land", "place": "west", "level": "county"},
    "tax_city": office(2, 0.0, 1.0) | {"competence": "tax"},
    "tax_county": office(2, 0.0, 1.0) | {"competence": "tax", "level": "county"},
    "leaders": LEADERS,
}
TOLD = STILL | {
    "city__departments": CITY,
    "city__visit_department": "land_east",
    "city__plot_department": "land_east",
    "city__blocks": 1,
    "stream__load": 1.0,
    "stream__competences": 2,
    "stream__effort": 2.0,
    "stream__effort_law": "fixed",
    "stream__dependence": "pooled",
    "stream__ruling_share": 0.0,
    "staffing__seats": {"land_east": {"members": 1, "outside": 0}, "tax_county": {"members": 1, "outside": 0}},
    "calendar__intervention_day": 20,
    "calendar__horizon_days": 40,
}


def city(arm: str = "siloed", **changes):
    """The two counties as a stream's city."""
    return scenario(arm, "closed", "workbench", **(TOLD | changes))


def test_a_competence_is_counted_once_however_many_departments_hold_it():
    told = city().city
    assert told.competences == ["land", "tax", "leaders"]
    assert told.places == ["east", "west"]
    rows = open_departments(told, 1)
    assert rows["competence"].tolist() == [0, 0, 1, 1, 2]
    assert rows["place"].tolist() == [0, 1, -1, -1, -1]


def test_a_place_turns_to_its_own_department_else_to_the_lowest_above():
    rows = open_departments(city().city, 1)
    names = list(CITY)
    served = {(k, p): names[serving(rows, k, p)] for k in range(3) for p in range(2)}
    assert served == {
        (0, 0): "land_east", (0, 1): "land_west", (1, 0): "tax_county", (1, 1): "tax_county",
        (2, 0): "leaders", (2, 1): "leaders",
    }  # fmt: skip


def test_routes_are_laid_out_by_team_place_and_competence():
    rows = open_departments(city().city, 1)
    routes = routes_of(rows, 3, 2, teams=2)
    assert len(routes) == 3 * 2 * 3
    assert routes["department"].tolist() == [0, 3, 4, 1, 3, 4] * 3
    told = city()
    state = initialise(told, numbers(told), 1)
    assert [slot_of(state.city[0], t, p) for t in (-1, 0) for p in (0, 1)] == [0, 3, 6, 9]
    matter = state.matters[0]
    matter.place = 1
    assert home_route(state.city[0], matter, 1) == 4


@pytest.mark.parametrize("arm", ["siloed", "task_force"])
def test_work_of_a_place_goes_to_its_own_people(arm):
    """All matters are the west's: the east clears none of them at home, in the silo and beside a team alike."""
    told = city(arm)
    records = numbers(told)
    state = initialise(told, records, 3)
    state.matters["place"] = 1
    state.matters["slot"] = slot_of(state.city[0], -1, 1)
    state = live(state, records, 20.0)
    assert state.departments["project_days"][0] == 0.0
    assert state.departments["project_days"][1] > 0.0
    assert state.departments["project_days"][3] > 0.0
    intervene(state, told, records, 0.0)
    state = live(state, records, 60.0)
    solved = state.matters["solved"] & (state.matters["filed"] < 40.0)
    assert solved.sum() >= 0.9 * (state.matters["filed"] < 40.0).sum() > 0
    east = (state.cadres["department"] == 0) & (state.cadres["team"] < 0)
    assert state.cadres["charged"][east].sum() == 0.0
    if arm == "siloed":
        assert state.departments["project_days"][0] == 0.0


def test_more_competences_than_a_mask_holds_are_refused():
    many = {f"d{n}": office(1, 0.0, 1.0) for n in range(63)} | {"leaders": LEADERS}
    with pytest.raises(ValueError, match="64 competences; must not exceed 62"):
        city(city__departments=many, city__visit_department="d0", city__plot_department="d0",
             staffing__seats={"d0": {"members": 1, "outside": 0}})  # fmt: skip
    shared = {name: one | {"competence": "all" if name != "leaders" else ""} for name, one in many.items()}
    told = city(city__departments=shared, city__visit_department="d0", city__plot_department="d0",
                stream__competences=1, staffing__seats={"d0": {"members": 1, "outside": 0}})  # fmt: skip
    assert len(told.city.competences) == 2
    assert np.isfinite(initialise(told, numbers(told), 1).cadres["skill"]).all()
