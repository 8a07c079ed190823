"""Cases: what they say becomes a city that can be, and what cannot have been so is refused in a line."""

from __future__ import annotations

import json

import pytest
import yaml

from experiments import forecast, score
from experiments.forecasting.asked import forecast_of
from experiments.forecasting.case import names, read_case
from experiments.forecasting.setting import (
    apportioned,
    people,
    staffed,
    usual_visitors,
)
from experiments.study.settings import Study
from experiments.study.varied import varied
from sim.yaml_scan import ConfigError
from tests.experiments.tiny_case import FEW, TINY, case, written


def test_seats_are_apportioned_by_largest_remainders():
    assert apportioned(6, {"a": 4, "b": 2, "c": 1}) == {"a": 3, "b": 2, "c": 1}
    assert apportioned(1, {"a": 1, "b": 1}) == {"a": 1, "b": 0}
    assert apportioned(0, {"a": 3, "b": 1}) == {"a": 0, "b": 0}
    for whole in range(40):
        assert sum(apportioned(whole, people()[1]).values()) == whole


def test_departments_have_the_people_whom_a_team_takes():
    cadres, seats = people()
    words = staffed(case(households=10_000), 400, cadres, seats)
    for name, members in apportioned(400, seats).items():
        assert words[f"staffing.seats.{name}.members"] == members
        assert words[f"city.departments.{name}.cadres"] >= members
    assert words["city.departments.township.cadres"] >= 400
    assert staffed(case(), 3, cadres, seats)["city.departments.housing.cadres"] == cadres["housing"]


@pytest.mark.parametrize(("changes", "most"), [({"households": 10_000}, 4_000), ({"visitors": 4_000}, 4_000)])
def test_whatever_a_case_may_say_and_leave_open_is_a_city_that_can_be(changes, most):
    """The seats of the most visitors and of the fewest lie within their bounds."""
    asked = forecast_of(case(**changes), {"study.design.points": "2"})
    tree = json.loads(asked.study.model_dump_json())
    for visitors in (1, most):
        study = Study.model_validate(varied(tree, staffed(asked.case, visitors, *people())))
        assert sum(seat.members for seat in study.staffing.seats.values()) == visitors
    assert usual_visitors(asked.case, 0.0) <= most


def test_cases_that_are_shipped_are_read_and_have_outcomes():
    assert names() == ["hangzhou_east", "hong_kong", "huasu", "qianlong", "qiaojia"]
    assert sum(len(read_case(name).known) for name in names()) == 6
    assert [one.name for one in score.cases_of("")] == names()


@pytest.mark.parametrize(("changes", "line"), [
    ({"treshold": 0.8}, r"treshold = 0\.8: unknown parameter; did you mean threshold\?"),
    ({"threshold": 1.2}, r"threshold = 1\.2: must be less than or equal to 1"),
    ({"threshold": 0.8, "window": None}, r"window = null: a threshold needs a window of 1 to 100 days"),
    ({"threshold": 0.8, "window": 120, "horizon": 200}, r"window = 120: a threshold needs a window"),
    ({"window": 0}, r"window = 0: must be greater than or equal to 1"),
    ({"window": 31}, r"window = 31: must end within the horizon of 30 days"),
    ({"window": None, "bonus": 0.1}, r"bonus = 0\.1: needs a window"),
    ({"bonus": 30}, r"bonus = 30: must be less than or equal to 0\.3"),
    ({"blocked": 21}, r"blocked = 21: must not exceed the 20 households"),
    ({"households": 3}, r"households = 3: must be a whole number between 5 and 10000"),
    ({"households": "twenty"}, r"households = twenty: must be a whole number"),
    ({"prework": 2001}, r"prework = 2001: must be a whole number between 0 and 2000"),
    ({"prework": 2000, "horizon": 2000}, r"horizon = 2000: with prework at most 3650 days"),
    ({"known": [{"day": 31, "share": 0.5}]}, r"known: day 31: must lie within the horizon of 30 days"),
    ({"known": [{"day": 0, "share": 0.5}]}, r"known\[0\]\.day = 0: must be a whole number between 1 and 3650"),
    ({"known": [{"day": 3, "share": 66.7}]}, r"known\[0\]\.share = 66\.7: must be a number between 0 and 1"),
    ({"known": [{"day": 3, "share": 0.5}, {"day": 3, "share": 0.6}]}, r"known: day 3 after day 3: must be in "),
    ({"known": [{"day": 3, "share": 0.5}, {"day": 4, "share": 0.4}]}, r"known: share 0\.4 on day 4 .* must not fall"),
    ({"arm": "taskforce"}, r"arm = taskforce: unknown; known: .*task_force"),
    ({"land": "private"}, r"land = private: must be one of state, collective"),
    ({"name": "../up"}, r"name = \.\./up: must be"),
    ({"title": "red \x1b[31m"}, r"title: must be one line of printable letters"),
    ({"sounded": "maybe"}, r"sounded = maybe: must be true or false"),
])  # fmt: skip
def test_a_case_that_cannot_have_been_so_is_refused_in_a_line(tmp_path, changes, line):
    path = written(tmp_path, **{"name": "tiny"} | {key: value for key, value in changes.items() if key != "name"})
    path.write_text(yaml.safe_dump(TINY | changes))
    with pytest.raises(ConfigError, match=rf"^tiny\.yaml: {line}") as refused:
        forecast.main([f"case={path}", *FEW, f"output={tmp_path}/none"])
    assert len(refused.value.lines) == 1
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("text", "line"), [
    ("", "name: is missing"),
    ("- a", "must hold `name: value` lines"),
    ("name: &a tiny", "anchors and aliases are not allowed"),
    ("name: a\nname: b", "the key name stands twice"),
    ("name: !!python/object:os.system x", "the tag .* is not allowed"),
    ("households: 010", "another base"),
])  # fmt: skip
def test_a_file_that_is_no_plain_data_is_refused(tmp_path, text, line):
    path = tmp_path / "tiny.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=line):
        read_case(str(path))


@pytest.mark.parametrize(("words", "line"), [
    ([], "case: is missing; name a .yaml file, or one of hangzhou_east"),
    (["case=nowhere"], "case = nowhere: must be a .yaml file, or one of hangzhou_east"),
    (["case=nowhere.yaml"], "nowhere.yaml: not a file"),
    (["case=huasu", "points=1"], "points = 1: must be 2 or more"),
    (["case=huasu", "points=0"], "points = 0: must be 2 or more"),
    (["case=huasu", "study.design.width=0"], "width = 0: must be above 0"),
    (["case=huasu", "study.design.width=0.01"], "width = 0.01: must be between 0.1 and 1; bands that show little but"),
    (["case=huasu", "study.design.kind=none", "points=0"], "kind = none: must be plausible"),
    (["case=huasu", "scenario=workbench"], "scenario = workbench: a forecast is of scenario relocation"),
    (["case=huasu", "study=screening"], "study = screening: a forecast is study forecast"),
    (["case=huasu", "arms=[siloed,orders]"], r"arms = \[siloed,orders\]: write it in the case, as arm"),
    (["case=huasu", "households.total=9"], "households.total = 9: write it in the case, as households"),
    (["case=huasu", "calendar.horizon_days=9"], "calendar.horizon_days = 9: write it in the case, as horizon"),
    (["case=huasu", "offer.opening=900"], "offer.opening = 900: write it in the case, as prework"),
    (["case=huasu", "resources=[closed,as_it_was]"], "resources = closed, as_it_was: a forecast has one setting"),
    (["case=huasu", "offer.bonus_steps=[{until:10,bonus:0.01},{until:20,bonus:0.02}]"],
     "bonus_steps: until 20, bonus 0.02: must be later than 10, and pay no more than 0.01"),
    (["case=huasu", "no.such=1"], "no.such = 1: unknown parameter"),
])  # fmt: skip
def test_words_that_a_forecast_cannot_follow_are_refused(tmp_path, words, line):
    with pytest.raises(ConfigError, match=line):
        forecast.main([*words, f"output={tmp_path}/none"])
    assert not (tmp_path / "none").exists()


def test_a_score_refuses_cases_without_an_outcome_and_of_one_name(tmp_path):
    silent, again = written(tmp_path, name="silent", known=[]), written(tmp_path, name="huasu")
    with pytest.raises(ConfigError, match="silent has no outcome") as refused:
        score.main([f"cases=[{silent},huasu,{again}]", f"output={tmp_path}/none"])
    assert refused.value.lines[1:] == ("cases: huasu stands twice; give each case a name of its own",)
    with pytest.raises(ConfigError, match=r"cases = \[\]: at least one"):
        score.main(["cases=[]", f"output={tmp_path}/none"])
    assert not (tmp_path / "none").exists()
