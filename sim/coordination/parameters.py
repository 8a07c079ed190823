"""The ingredients of a coordination mode, and the resources that a comparison allows."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.core.parameter import Parameters, count, number, switch, word


class Coordination(Parameters):
    """A mode of coordination: eleven ingredients, each with one mechanism behind it (model 7)."""

    title: str = Field(min_length=1)
    team: bool = switch("B9, model 6: a task force is called, set up, and dissolved when its task ends")
    pooled: bool = switch("one desk holds the competences of the whole team; off: a desk a competence")
    dedicated: bool = switch("members do no routine; off: they serve their home desk as well")
    co_located: bool = switch("B8: members sit in one room; off: a hand-over between them is one between departments")
    parallel: bool = switch("clearances at once where precedence allows; off: one after another")
    authority: bool = switch("joint rulings are made at the desk; off: they wait for the forum")
    ownership: bool = switch("one named cadre or lead department a household; off: whoever is free goes")
    selected: bool = switch("B5: members are the best of their departments; off: whoever is on duty")
    evaluated: bool = switch("B7: monthly evaluation with consequences")
    focused: bool = switch("a limit on open matters a person")
    shared_data: bool = switch("F1: data looked up at once; off: a data request is a hand-over of its own")
    extended_hours: bool = switch("work on more than five of seven days, where the resources allow overtime")

    @model_validator(mode="after")
    def _needs_a_team(self) -> Coordination:
        """What members do needs members: refuse a bundle whose switch would be without effect."""
        if not self.team:
            for name in ("pooled", "dedicated", "co_located", "authority", "selected", "evaluated", "extended_hours"):
                if getattr(self, name):
                    raise ValueError(f"{name}: true needs team: true")
        return self


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
    ring_fence: str = word(
        ("none", "equal_routine", "equal_effort"), "model 9: what the silo sets aside for the project"
    )
    team_window: int = count(
        "day", 0, 3650, "days from the call to the return whatever happens; 0 ends the team with its task"
    )
