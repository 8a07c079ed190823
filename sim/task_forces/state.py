"""What is known of a task force, and of the seats that it fills: one row each."""

from __future__ import annotations

from sim.core.rows import Kind, flag, real, whole

NO_TEAM = 0
SET_UP = 1
WORKING = 2
DISSOLVED = 3

TASK_FORCE = Kind(
    "task_force",
    key=whole("id", "its own row"),
    stage=whole("stage", "0 none, 1 called and setting up, 2 working, 3 dissolved"),
    called=real("day", "when it was called, -1 for never"),
    first_day=real("day", "its first working day, -1 before"),
    dissolved=real("day", "when it was dissolved, -1 before"),
    together_since=real("day", "first day of a team as familiar as this one that never changed a member"),
    reported=real("day", "when it last asked the leaders for direction"),
    asking=flag("its report lies with the leaders"),
    returns=real("day", "when members return whatever happens; -1 when the task decides"),
    members=whole("persons", "members, those from outside included"),
    outsiders=whole("persons", "members from outside the closed city"),
    first_desk=whole("desk", "its first desk"),
    desks=whole("desks", "how many desks it has"),
    finished=flag("was dissolved because its task had ended"),
)

SEAT = Kind(
    "seat",
    department=whole("department", "whom the member is taken from"),
    members=whole("persons", "from inside the city"),
    outside=whole("persons", "from outside, where extra staff is allowed"),
)
