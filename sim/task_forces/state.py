"""What is known of a task force, and of the seats that it fills: one row each."""

from __future__ import annotations

from sim.core.rows import RowType, flag, real, whole

NO_TEAM = 0
SET_UP = 1
WORKING = 2
DISSOLVED = 3
CALLED = 4
TRAINED = 5
TAPERING = 6
RENEWED = 7

STAGES = ("none", "set up", "working", "dissolved", "called", "in training", "tapering", "renewed")
NEXT = {  # every transition that there is
    NO_TEAM: (CALLED, TRAINED, SET_UP),
    CALLED: (TRAINED, SET_UP, DISSOLVED),
    TRAINED: (SET_UP, DISSOLVED),
    SET_UP: (WORKING, DISSOLVED),
    WORKING: (TAPERING, RENEWED, DISSOLVED),
    TAPERING: (RENEWED, DISSOLVED),
    RENEWED: (CALLED,),
    DISSOLVED: (CALLED,),
}
STARTING = (CALLED, TRAINED, SET_UP)  # called, and not yet at work
AT_WORK = (WORKING, TAPERING)


class TaskForce(RowType):
    """A team: its task, the stage of its life, its desks."""

    key: int = whole("id", "its own row")
    stage: int = whole(
        "stage", "0 none, 1 set up, 2 working, 3 dissolved, 4 called, 5 in training, 6 tapering, 7 renewed"
    )
    project: int = whole("project", "its own task, -1 where it serves whatever comes")
    names_due: float = real("day", "when a called team will have its names")
    called: float = real("day", "when it was called, -1 for never")
    first_day: float = real("day", "its first working day, -1 before")
    dissolved: float = real("day", "when it was dissolved, -1 before")
    together_since: float = real("day", "first day of a team as familiar as this one that never changed a member")
    reported: float = real("day", "when it last asked the leaders for direction")
    asking: bool = flag("its report lies with the leaders")
    returns: float = real("day", "when members return whatever happens; -1 when the task decides")
    members: int = whole("persons", "members, those from outside included")
    outsiders: int = whole("persons", "members from outside the closed city")
    first_desk: int = whole("desk", "its first desk")
    desks: int = whole("desks", "how many desks it has")
    closed_this_month: int = whole("matters", "measured matters closed since the last evaluation")
    target: float = real("matters", "that it was to close in the month")
    pressed: float = real("0..1", "how far the last evaluation left it behind target and peers")
    finished: bool = flag("was dissolved because its task had ended")


class Seat(RowType):
    """How many members are taken from one department."""

    department: int = whole("department", "whom the member is taken from")
    members: int = whole("persons", "from inside the city")
    outside: int = whole("persons", "from outside, where extra staff is allowed")
