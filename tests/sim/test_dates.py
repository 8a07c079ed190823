"""Dates: day 0 is a real Monday, every day of the record has its date, and what is no date is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sim import CityModel, load_scenario
from sim.config import CONFIGS, options
from sim.core.calendar import is_working_day
from sim.core.dates import date_of
from sim.yaml_scan import ConfigError
from tests.stories import SMALL, scenario

DAYS = SMALL | {"calendar__intervention_day": 31, "calendar__horizon_days": 20}
NO_DATE = r": must be a date YYYY-MM-DD that there is, from 1900-01-01 to 2100-12-31$"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2015-13-01", NO_DATE),
        ("2015-02-29", NO_DATE),
        ("2015-6-1", NO_DATE),
        ("20150601", NO_DATE),
        ("1899-12-25", NO_DATE),
        ("2101-01-03", NO_DATE),
        ("soon", NO_DATE),
        ("3", NO_DATE),
        ("null", NO_DATE),
        ("2015-06-03", r": must be a Monday, since day 0 begins a working week: 2015-06-01 or 2015-06-08$"),
    ],
)
def test_what_is_no_monday_is_refused_in_one_line(given, said):
    with pytest.raises(ConfigError, match=rf"^calendar\.start = {given}{said}") as caught:
        load_scenario("xiaonanmen", [f"calendar.start={given}"])
    assert len(caught.value.lines) == 1


def test_the_scenarios_begin_on_mondays():
    for name in options(CONFIGS, "scenario"):
        assert load_scenario(name).calendar.start.weekday() == 0


def test_the_model_and_its_record_tell_dates_and_weekends_are_real():
    told = scenario("task_force", **DAYS).replace(**{"calendar.start": "2015-06-01"})
    model = CityModel(told)
    assert model.date == date(2015, 6, 1)
    model.run_for(40)
    assert model.date == date(2015, 7, 11)
    frame = model.datacollector.get_model_vars_dataframe()
    start = date(2015, 6, 1) + timedelta(days=31)
    assert list(frame["date"]) == [start + timedelta(days=day) for day in frame["day"]]
    other = CityModel(told.replace(**{"calendar.start": "2016-02-29"}))
    assert other.date == date(2016, 2, 29)
    for day in range(500):
        assert is_working_day(day, 5) == (date_of(told.calendar.start, day).weekday() < 5)


def test_part_of_a_day_is_the_same_date():
    assert date_of(date(2020, 2, 24), 5.9) == date(2020, 2, 29)


def test_the_tables_of_people_have_dates(closed_portfolio):
    """Each row's date is its day, counted from the intervention day of the calendar."""
    for name in ("lives.csv", "moves.csv"):
        table, calendar = closed_portfolio[name], closed_portfolio["calendar"]
        assert len(table)
        for row in table.itertuples():
            assert row.date == date_of(calendar.start, calendar.intervention_day + row.day)


@pytest.fixture(scope="module")
def closed_portfolio():
    """The tables of people of a small city, and its calendar."""
    import pandas as pd

    from experiments.arms.first_city import FILES, tables_of
    from tests.portfolio import portfolio
    from tests.stories import ends

    told = portfolio()
    _, end = ends(told)
    made = tables_of(end, told)
    return {"calendar": told.calendar} | {
        name: pd.DataFrame(made[name], columns=list(FILES[name][1:])) for name in ("lives.csv", "moves.csv")
    }
