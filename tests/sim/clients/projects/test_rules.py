"""How projects come about and what is asked of them, worked out anew from draws and on rows made by hand."""

import pytest

from sim.clients.projects import population, tasks
from sim.clients.projects.state import KindOfProject, Project, ProjectFiling, Projects
from sim.core import purposes
from sim.core.randomness import exponential, uniform
from sim.matters.state import Clearance, ClearanceStage, Dependence, Matter, MatterStage
from sim.task_forces.state import TeamStage
from tests.hand import row, rows, town
from tests.plain import plain

SEED = 3


def draw(name, key, when=0):
    return uniform(SEED, getattr(purposes, name), key, when, 0)


def starts(number):
    """The days on which so many projects begin, six a month of thirty days."""
    days = [0.0]
    for p in range(number):
        days.append(days[-1] + exponential(SEED, purposes.PROJECT_GAP, p, 0, 0) * 30.0 / 6.0)
    return days[1:]


def kinds():
    """Two kinds of project."""
    return rows(
        KindOfProject, 2, weight=(0.4, 1.0), competences=(2, 3), matters=(2, 3), matter_competences=(2, 1),
        effort=(3.0, 4.0), spread=(10.0, 20.0), ruling_share=0.5, escalated_share=0.5, measured_share=0.5,
        dependence=(Dependence.RECIPROCAL, Dependence.RECIPROCAL),
    )  # fmt: skip


def test_projects_are_counted_until_the_day():
    days = starts(20)
    for n in (0, 1, 19):
        assert plain(population.count_projects)(SEED, days[n], 6.0, 30.0) == n
        assert plain(population.count_projects)(SEED, days[n] + 1e-9, 6.0, 30.0) == n + 1
    assert plain(population.count_projects)(SEED, 99.0, 0.0, 30.0) == 0


def test_a_project_concerns_the_first_free_departments_from_keyed_starts():
    departments, known = town(departments=5).departments, Project.make(40)
    departments["clears"][3] = False
    plain(population.begin_all)(SEED, known, kinds(), departments, 6.0, 30.0)
    assert known["start"].tolist() == pytest.approx(starts(40))
    for p, project in enumerate(known):
        kind = int(draw("PROJECT_KIND_DRAW", p) >= 0.4)
        held: list[int] = []
        for place in range((2, 3)[kind]):
            start = int(draw("PROJECT_COMPETENCE", p, place) * 5)
            held.append(next(d % 5 for d in range(start, start + 5) if d % 5 not in [3, *held]))
        assert (project.key, project.kind, project.matters) == (p, kind, (2, 3)[kind])
        assert project.competences == sum(1 << d for d in held)
        assert (project.team, project.done, project.ended) == (-1, -1.0, -1.0)
    assert set(known["kind"]) == {0, 1}
    assert plain(population.one_more)(SEED, 1, 0, 0b10111, departments) == -1


def test_matters_of_a_project_take_their_share_of_its_departments():
    told, known = kinds(), rows(Project, 2, key=(0, 1), kind=(1, 0), start=(5.0, 9.0), matters=(3, 2))
    known["competences"] = (0b10110, 0b01001)
    filings = ProjectFiling.make(5)
    plain(population.file_all)(SEED, known, told, 1000, filings)
    keys = [0, 1, 2, 1000, 1001]
    assert filings["project"].tolist() == [0, 0, 0, 1, 1]
    assert filings["ordinal"].tolist() == [0, 1, 2, 0, 1]
    late = [draw("PROJECT_FILING", key) for key in keys]
    days = [5.0 + 20.0 * one for one in late[:3]] + [9.0 + 10.0 * one for one in late[3:]]
    assert filings["day"].tolist() == pytest.approx(days)
    matters, clearances = Matter.make(5), Clearance.make(7)
    plain(population.write_all)(SEED, matters, clearances, known, told, filings, 1000, 0.3)
    assert matters["first"].tolist() == [0, 1, 2, 3, 5]
    assert matters["filed"].tolist() == filings["day"].tolist()
    for m, key in enumerate(keys):
        matter, size = matters[m], 1 if m < 3 else 2
        held = ((1, 2, 4), (0, 3))[m >= 3]
        start = int(draw("PROJECT_MATTER", key) * len(held))
        mine = [held[(start + k) % len(held)] for k in range(size)]
        own = clearances[matter.first : matter.first + size]
        assert (own["competence"].tolist(), own["ordinal"].tolist()) == (mine, list(range(size)))
        assert own["matter"].tolist() == [m] * size
        ruling = size > 1 and draw("STREAM_RULING", key) < 0.5
        assert (matter.key, matter.client, matter.next, matter.clearances) == (key, int(m >= 3), -1, size)
        assert (matter.effort, matter.effort_sigma) == ((4.0, 1.5)[m >= 3], 0.3)
        assert (matter.ruling, matter.escalated) == (ruling, ruling and draw("ESCALATED", key) < 0.5)
        assert matter.measured == (draw("MEASURED", key) < 0.5)
        assert matter.competences == sum(1 << k for k in mine)
    rulings = {}
    for key in range(60):  # the first two share of two, so that both sides of each draw are seen
        matter = row(Matter)
        plain(population.write_matter)(SEED, matter, Clearance.make(2), known[1], told[0], key, 0.3)
        ruling = draw("STREAM_RULING", key) < 0.5
        rulings[key] = (bool(matter.ruling), bool(matter.escalated))
        assert rulings[key] == (ruling, ruling and draw("ESCALATED", key) < 0.5)
    assert set(rulings.values()) == {(False, False), (True, False), (True, True)}


def city(count=3):
    """A city with projects of two matters each and two teams."""
    state = town(teams=2, matters=2 * count)
    state.matters["client"] = [p for p in range(count) for _ in range(2)]
    known = rows(Project, count, key=range(count), matters=2, team=-1, ended=-1.0, done=-1.0, competences=0b011)
    return state._replace(clients=Projects(known))


def test_a_project_ends_with_its_last_matter_and_is_done_when_all_are_solved():
    state = city()
    project = state.clients.projects[1]
    for now, m, solved, expected in ((5.0, 2, True, (1, 1, -1.0, -1.0)), (6.0, 3, False, (2, 1, 6.0, -1.0))):
        state.matters[m].solved = solved
        plain(tasks.closed)(state, now, state.matters[m])
        assert (project.closed, project.solved, project.ended, project.done) == expected
    plain(tasks.reopened)(state, state.matters[3])
    assert (project.closed, project.solved) == (1, 1)
    state.matters[3].solved = True
    plain(tasks.closed)(state, 8.0, state.matters[3])
    assert (project.closed, project.solved, project.ended, project.done) == (2, 2, 6.0, 8.0)
    assert state.clients.projects["closed"].tolist() == [0, 2, 0]


def test_the_next_task_has_begun_waits_and_has_most_left():
    state = city(5)
    known = state.clients.projects
    known["matters"], known["closed"], known["start"] = (2, 5, 4, 9, 9), (0, 3, 0, 0, 0), (0, 0, 7.0, 8.0, 0)
    known[4].team = 0
    for now, expected in ((6.9, 0), (7.0, 2), (7.9, 2), (8.0, 3)):
        assert plain(tasks.next_task)(state, now) == expected
    known[3].given_up, known[2].ended = True, 0.0
    assert plain(tasks.next_task)(state, 9.0) == 0
    known["closed"] = known["matters"]
    assert plain(tasks.next_task)(state, 9.0) == -1


def test_what_teams_ask_of_a_project():
    state = city()
    project, matter = state.clients.projects[1], state.matters[2]
    for stage, t, serves in ((TeamStage.WORKING, 1, 1), (TeamStage.TAPERING, 1, 1), (TeamStage.SET_UP, 1, -1),
                             (TeamStage.WORKING, 0, 0), (TeamStage.WORKING, -1, -1)):  # fmt: skip
        state.teams["stage"], project.team = stage, t
        assert plain(tasks.team_of)(state, matter) == serves
    for closed, over, few in ((0, False, False), (1, False, True), (2, True, True), (3, True, True)):
        project.closed = closed
        assert plain(tasks.task_is_over)(state, 1) == over
        assert plain(tasks.few_left)(state, 1, 1) == few
    assert not plain(tasks.few_left)(state, -1, 99)
    for closed, t, given_up in ((2, -1, False), (1, 0, False), (1, -1, True)):
        project.closed = closed
        plain(tasks.give_task)(state, 1, t)
        assert (project.team, project.given_up) == (t, given_up)
    plain(tasks.task_begins)(state, 1)
    assert state.clients.projects["led"].tolist() == [False, True, False]
    assert plain(tasks.needs_of_task)(state, 1) == 0b011
    state.clearances["stage"] = ClearanceStage.DONE
    assert plain(tasks.open_needs_of_task)(state, 1) == 0
    state.clearances["stage"][5] = ClearanceStage.QUEUED
    assert plain(tasks.open_needs_of_task)(state, 1) == 0b010
    matter.ruling = True
    assert plain(tasks.open_needs_of_task)(state, 1) == 0b011
    matter.stage = MatterStage.CLOSED
    assert plain(tasks.open_needs_of_task)(state, 1) == 0
