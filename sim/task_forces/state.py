"""What is known of a task force, of the stages of its life, and of the seats that it fills: one row each."""

from __future__ import annotations

from enum import IntEnum

from sim.core.rows import RowType, flag, real, whole, word


class TeamStage(IntEnum):
    """The stages in the life of a task force."""

    NONE = 0
    SET_UP = 1
    WORKING = 2
    DISSOLVED = 3
    CALLED = 4
    IN_TRAINING = 5
    TAPERING = 6
    RENEWED = 7

    @property
    def label(self) -> str:
        """As tables name it."""
        return self.name.lower().replace("_", " ")


NEXT = {  # every transition that there is
    TeamStage.NONE: (TeamStage.CALLED, TeamStage.IN_TRAINING, TeamStage.SET_UP),
    TeamStage.CALLED: (TeamStage.IN_TRAINING, TeamStage.SET_UP, TeamStage.DISSOLVED),
    TeamStage.IN_TRAINING: (TeamStage.SET_UP, TeamStage.DISSOLVED),
    TeamStage.SET_UP: (TeamStage.WORKING, TeamStage.DISSOLVED),
    TeamStage.WORKING: (TeamStage.TAPERING, TeamStage.RENEWED, TeamStage.DISSOLVED),
    TeamStage.TAPERING: (TeamStage.RENEWED, TeamStage.DISSOLVED),
    TeamStage.RENEWED: (TeamStage.CALLED,),
    TeamStage.DISSOLVED: (TeamStage.CALLED,),
}
STARTING = (TeamStage.CALLED, TeamStage.IN_TRAINING, TeamStage.SET_UP)  # called, and not yet at work
AT_WORK = (TeamStage.WORKING, TeamStage.TAPERING)


class TaskForce(RowType):
    """A team: its task, the stage of its life, its desks."""

    key: int = whole("id", "its own row")
    stage: TeamStage = word(TeamStage, "stage of its life")
    project: int = whole("project", "its own task, -1 where it serves whatever comes")
    names_due: float = real("day", "when a called team will have its names")
    called: float = real("day", "when it was called, -1 for never")
    first_day: float = real("day", "its first working day, -1 before")
    dissolved: float = real("day", "when it was dissolved, -1 before")
    together_since: float = real("day", "first day of a team as familiar as this one that never changed a member")
    reported: float = real("day", "when it last asked the leaders for direction")
    asking: bool = flag("its report lies with the leaders")
    progressed: float = real("day", "when a matter of its was last closed")
    returns: float = real("day", "when members return whatever happens; -1 when the task decides")
    members: int = whole("persons", "members, those from outside included")
    outsiders: int = whole("persons", "members from outside the closed city")
    first_desk: int = whole("desk", "its first desk")
    desks: int = whole("desks", "how many desks it has")
    closed_this_month: int = whole("matters", "measured matters closed since the last evaluation")
    target: float = real("matters", "that it was to close in the month")
    kept: bool = flag("finds its room ready, as it left it")
    round_served: int = whole("round", "of what clients need, for which it was called last")
    before: float = real("day", "at work when it was called before")
    pressed: float = real("0..1", "how far the last evaluation left it behind target and peers")
    finished: bool = flag("was dissolved because its task had ended")


class Seat(RowType):
    """How many members are taken from one department."""

    department: int = whole("department", "whom the member is taken from")
    members: int = whole("persons", "from inside the city")
    outside: int = whole("persons", "from outside, where extra staff is allowed")


class Life(RowType):
    """One stage in the life of a team."""

    day: float = real("day", "when it happened")
    team: int = whole("team", "whose life it is")
    project: int = whole("project", "its task, -1 where it has none of its own")
    stage: TeamStage = word(TeamStage, "the stage that begins")
    members: int = whole("persons", "members then")
