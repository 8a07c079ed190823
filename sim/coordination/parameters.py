"""The ingredients of a coordination mode, and the resources that a comparison allows."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.coordination.ingredients import BY_NAME, INGREDIENTS
from sim.core.parameter import Parameters, count, number, switch, word
from sim.core.words import Word


class Coordination(Parameters):
    """A mode of coordination: its ingredients, each with one mechanism behind it (model 7)."""

    title: str = Field(min_length=1)
    team: bool = switch("B9, model 6: a task force is called, set up, and dissolved when its task ends")
    pooled: bool = switch("one desk holds the competences of the office (E1), or of the team; off: a desk a competence")
    dedicated: bool = switch("members do no routine; off: they serve their home desk as well")
    co_located: bool = switch("B8: all sit in one house; off: a hand-over between them is one between departments")
    parallel: bool = switch("clearances at once where precedence allows; off: one after another")
    authority: bool = switch("joint rulings are made at a pooled desk that holds all it takes; off: at the forum")
    ownership: bool = switch("one named cadre or lead department a client; off: whoever is free goes")
    selected: bool = switch("B5: members are the best of their departments; off: whoever is on duty")
    evaluated: bool = switch("B7: monthly evaluation with consequences")
    focused: bool = switch("a limit on open matters a person")
    shared_data: bool = switch("F1: data looked up at once; off: a data request is a hand-over of its own")
    extended_hours: bool = switch("work on more than five of seven days, where the resources allow overtime")
    routinised: bool = switch(
        "model 6: after a team is dissolved, departments keep what needs none; off: the old arrangement returns"
    )
    meeting_days: int = count(
        "day", 0, 30, "coordination 1: P 7-30; how often this mode holds the joint meeting; 0: as the city does"
    )
    files_first: bool = switch(
        "Cobham 1954: project files go first at home desks whose heads obey (work.priority_resisted); what is in hand "
        "is finished"
    )
    delegated: bool = switch(
        "coordination 2: the department that keeps a file rules for all, exceptions included, within "
        "work.delegated_share; it consults the others, who may refuse"
    )
    committed_price: bool = switch("relocation 5: whoever calls may state a final price; off: nobody believes it")
    visit_days: float = number(
        "day", 0, 90, "coordination 1: how often this mode calls on a client; 0: as the city does"
    )
    all_visit: bool = switch("A3, relocation 3.6: every member calls on clients; off: visitors by trade")
    focused_home: bool = switch("the limit on open matters at home desks, too, while a team works")
    far_presence: bool = switch(
        "C1: members take what is ready to desks outside the city and answer questions there, each trip for days of "
        "their own; off: it goes by post"
    )
    standing: bool = switch("G2: the team stays when its goal is reached, to its window's end or the horizon")
    platform: bool = switch("D2: everybody sees what everybody offers and needs; off: only those found by themselves")
    forecasts: bool = switch(
        "D2: data-based estimates, as far ahead as is asked for; off: what lies there and next week"
    )
    stores: bool = switch("D2: planned temporary stores are everybody's; off: a store is for whoever opened it")
    optimiser: bool = switch("systems 9: one plan a week for all, that costs least; off: everybody looks for himself")
    order_power: bool = switch("D1: what is planned binds, nobody refuses; off: both sides must want it")

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Coordination:
        """Refuse a bundle whose switch would be without effect: members need a team, authority a pooled desk."""
        for one in INGREDIENTS:
            for needed in one.requires:
                if getattr(self, one.name, False) and not getattr(self, needed):
                    raise ValueError(f"{one.name}: true needs {needed}: true ({BY_NAME[needed].meaning})")
        return self


class ArmOffer(Word):
    """What an arm changes in the offers to clients; a kind that makes none reads nothing of it."""

    AS_IT_IS = 0
    ONE_PRICE = 1
    CONCESSION = 2
    THRESHOLD = 3
    SIGN_FIRST = 4


class RingFence(Word):
    """What an arm without a team sets aside for the project.

    Nothing; what costs as much routine; as many people for as long; what charges as many staff-days over the horizon.
    """

    NONE = 0
    EQUAL_ROUTINE = 1
    EQUAL_EFFORT = 2
    EQUAL_STAFF = 3


class Resources(Parameters):
    """What a comparison holds equal (model 9)."""

    title: str = Field(min_length=1)
    overtime: bool = switch("model 9: a closed city has none")
    extra_staff: bool = switch("A3: city and district working as one; a closed city has none")
    care_package: float = number(
        "assessed value",
        0,
        0.3,
        "A6: care policies, paid by the team on top of the offer; entitlements are equal in a closed city, so 0 there",
    )
    extra_price: float = number(
        "assessed value",
        0,
        0.5,
        "relocation 4.1: late premiums paid elsewhere; on top of every offer, 0 in a closed city",
    )
    offer_policy: ArmOffer = word(ArmOffer, "model 5: the arm's way of making offers; as_it_is: the city's")
    extras_without_team: bool = switch(
        "people, hours and money also where no team is called, to tell resources from coordination"
    )
    ring_fence: RingFence = word(RingFence, "model 9: what the silo sets aside for the project")
    fence_block: int = count(
        "working days",
        1,
        120,
        "assumed: days set aside come so many in a row; after a single day work in hand leaks in",
    )
    team_window: int = count(
        "day", 0, 3650, "days from the call to the return whatever happens; 0 ends the team with its task"
    )
