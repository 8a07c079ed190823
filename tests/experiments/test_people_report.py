"""The section on people: tables of who went where, drawn and read as they are, and nothing of it without projects."""

import json
import re
import shutil
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from experiments import compare, verify
from experiments.arms.first_city import FILES
from experiments.report import people
from experiments.report.figures import life_lines
from experiments.report.figures.flow import away_at_most, members_ever
from experiments.report.figures.life_lines import stretches
from experiments.report.page import build_report
from experiments.report.results import read_results
from experiments.study.store import file_hash
from tests.pages import unclean

SMALL = [
    "study=one_point",
    "scenario=city_portfolio",
    "resources=[closed]",
    "staffing.teams=3",
    "projects.per_month=4",
    "calendar.intervention_day=20",
    "calendar.horizon_days=60",
    "study.resamples=200",
    "executor=serial",
]
SWITCHES = ("team", "pooled", "dedicated", "co_located", "parallel", "authority", "ownership", "selected", "focused",
            "shared_data", "extended_hours", "committed_price", "all_visit")  # fmt: skip
UNWATCHED = [f"arms.redesigned_silo.{name}=true" for name in SWITCHES]
UNWATCHED += ["arms.redesigned_silo.title=unrated teams", "arms.redesigned_silo.visit_days=3.0"]
CLOCKS = people.CLOCKS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small city: departments alone, teams that nobody rates, and teams that are rated."""
    path = tmp_path_factory.mktemp("people") / "study"
    arms = ["arms=[siloed,redesigned_silo,task_force]", *UNWATCHED]
    assert compare.main([*SMALL, *arms, "replications=2", f"output={path}"]) == 0
    return path


@pytest.fixture
def results(folder):
    return read_results(folder)


def test_the_tables_are_there_for_every_arm_with_a_team_and_are_vouched_for(folder, results):
    outputs = json.loads((folder / "manifest.json").read_text())["outputs"]
    for name, columns in FILES.items():
        table = pd.read_csv(folder / name)
        assert tuple(table.columns) == columns
        assert set(table["arm"]) == {"redesigned_silo", "task_force"}
        assert outputs[name] == file_hash(folder / name)
    assert verify.main([str(folder), "sample=1"]) == 0
    assert set(results.lives["stage"]) <= {"called", "set up", "working", "tapering", "dissolved"}
    assert set(results.lives["kind"]) <= set(results.kinds)


def test_a_table_that_was_touched_is_found(folder, tmp_path, capsys):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    text = (copy / "moves.csv").read_text()
    (copy / "moves.csv").write_text(text.replace("joins", "leaves", 1))
    assert verify.main([str(copy), "sample=0"]) == 1
    assert "moves.csv" in capsys.readouterr().out


def test_the_tables_tell_what_the_run_counted(results):
    """Members who joined by then less those who left are the members of the life line, and of the seats counted."""
    for arm in results.arms_with_teams:
        run = results.runs[(results.runs["arm"] == arm) & (results.runs["replication"] == 0)].iloc[0]
        moves, lives = (table[table["arm"] == arm] for table in (results.moves, results.lives))
        assert (lives["stage"] == "called").sum() == run["teams_called"]
        begun = lives[lives["stage"] == "working"]
        assert len(begun)
        seats = results.coverage[results.coverage["arm"] == arm]
        for row in begun.to_dict("records"):
            until = moves[(moves["team"] == row["team"]) & (moves["day"] <= row["day"])]
            net = (until["move"] == "joins").sum() - (until["move"] == "leaves").sum()
            held = seats[(seats["team"] == row["team"]) & (seats["project"] == row["project"])]
            assert net == row["members"] == held["members"].sum()
        needed = seats[seats["needed"] == "yes"]
        assert (needed["members"] > 0).mean() == pytest.approx(run["coverage"])


def test_the_share_away_is_of_the_departments_own_people(results):
    told = [(5, 1, "joins"), (9, 2, "joins"), (20, 1, "leaves"), (20, 3, "joins"), (30, 1, "joins")]
    rows = [("task_force", day, "2020-01-06", cadre, "audit", 1, 1, "audit", move, "yes") for day, cadre, move in told]
    rows.append(("task_force", 6, "2020-01-06", 9, "audit", 1, 1, "audit", "joins", "no"))
    object.__setattr__(results, "moves", pd.DataFrame(rows, columns=list(FILES["moves.csv"])))
    assert away_at_most(results, "task_force")["audit"] == pytest.approx(3 / 22)
    assert members_ever(results, "task_force").loc["audit"].sum() == 3  # nobody twice, nobody from outside


def test_life_lines_have_no_holes_and_mark_each_new_project():
    days = [("called", 0, 1), ("set up", 5, 1), ("working", 19, 1), ("dissolved", 40, 1), ("called", 45, 2)]
    lives = pd.DataFrame([{"team": 1, "day": d, "stage": s, "project": p, "kind": "reform"} for s, d, p in days])
    drawn = list(stretches(lives, 60))
    assert [one[1:4] for one in drawn] == [
        (0, 5, "called"), (5, 19, "set up"), (19, 40, "working"), (40, 45, "dissolved"), (45, 60, "called"),
    ]  # fmt: skip
    assert [one[1] for one in drawn if one[5]] == [0, 45]


def test_the_axis_of_life_lines_has_real_dates(results):
    axes = life_lines.draw(results, results.arms_with_teams[-1]).axes[0]
    labels = [label.get_text().splitlines() for label in axes.get_xticklabels()]
    calendar = results.config["calendar"]
    begins = date.fromisoformat(calendar["start"]) + timedelta(days=calendar["intervention_day"])
    assert len(labels) > 2
    assert labels == [[day, str(begins + timedelta(days=int(day)))] for day, _ in labels]


def test_the_page_shows_people_and_says_nothing_of_households(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    section = page[page.index("<h3>People</h3>") : page.index("<h3>Where the time went</h3>")]
    assert section.count("<svg") == 6
    for name in ("members_mean", "seats_filled", "talent_premium", "measured_days", "unmeasured_days"):
        assert name in section
    assert "withdrawn" not in section  # nobody was: a row of zeros says nothing
    assert "部门" in page[page.index('lang="zh-Hans"') :]
    assert not re.search(r"\bnan\b", page, re.IGNORECASE)
    seen = re.sub(r"<[^>]*>", "", page[page.index("<body>") : page.index("<h3>What the measures mean</h3>")])
    assert not re.search("household|village|sign(ed|ature)", seen)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    figures = {path.stem for path in (folder / "figures").iterdir()}
    arms = ("redesigned_silo", "task_force")
    wanted = {"flow", "backlog"} | {f"{name}_{arm}" for name in ("coverage", "lives") for arm in arms}
    assert wanted <= figures
    assert "signing" not in figures


def test_no_word_is_missing_and_no_number_is_none(folder):
    assert unclean((folder / "report.html").read_text(encoding="utf-8")) == []


def test_the_same_tables_give_the_same_page(folder, tmp_path):
    again = tmp_path / folder.name
    shutil.copytree(folder, again)
    build_report(again)
    assert (again / "report.html").read_bytes() == (folder / "report.html").read_bytes()


@pytest.mark.slow
def test_a_page_without_a_first_working_day_is_a_page_all_the_same(tmp_path):
    """Watched for ten days only, teams are called, and nobody has begun; watched for three, they have no names."""
    for days in (10, 3):
        words = [word for word in SMALL if "horizon" not in word] + [f"calendar.horizon_days={days}", "replications=1"]
        assert compare.main([*words, "arms=[siloed,task_force]", f"output={tmp_path}/{days}"]) == 0
        assert not len(pd.read_csv(tmp_path / str(days) / "coverage.csv"))
        assert "<h3>People</h3>" in (tmp_path / str(days) / "report.html").read_text(encoding="utf-8")


def planted(results, closed, solved, unseen):
    """What is said where evaluation moves the three clocks by so much, in eight cities."""
    rows = []
    for k in range(8):
        for arm, step in (("redesigned_silo", 0.0), ("task_force", 1.0)):
            moved = {
                name: 50.0 + k + step * (by + 0.1 * (k % 2))
                for name, by in zip(CLOCKS, (closed, solved, unseen), strict=True)
            }
            rows.append({"arm": arm, "replication": k, "point": 0, "resources": "closed", "status": "ok"} | moved)
    object.__setattr__(results, "runs", pd.DataFrame(rows))
    return " ".join(told for told, _ in people.evaluation(results))


def test_what_evaluation_does_follows_the_numbers(results):
    said = planted(results, -5.0, -3.0, 4.0)
    assert "The task force and the unrated teams differ in the monthly evaluation alone" in said
    assert "closed for the first time 4.9 days sooner" in said
    assert "what it does not see was solved 4.1 days later" in said
    assert "What is counted gains, and what nobody counts waits longer for it." in said
    assert "The official clock shows a gain that real solutions do not show." in planted(results, -5.0, 0.0, 0.0)
    assert "What nobody counts gains as well." in planted(results, -5.0, -3.0, -4.0)
    assert "None of this can be told from chance." in planted(results, -0.05, -0.05, -0.05)
    assert "None of this" not in planted(results, 2.0, 2.0, 0.0)
    assert people.evaluation(results)[0][1].startswith("两种做法只差“月度考核”一项")


def test_nothing_is_said_of_evaluation_where_more_differs(results):
    results.config["arms"]["redesigned_silo"]["parallel"] = False
    assert people.evaluation(results) == [people.NO_TWINS]


def test_clocks_that_no_run_has_are_left_out(results):
    said = planted(results, -5.0, np.nan, 4.0)
    assert "really solved" not in said
