"""The numbers that make a city's departments and the cadres in them."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.core.laws import EffortLaw
from sim.core.parameter import Parameters, count, in_order, number, switch, word
from sim.core.plausible import Plausible

MASK_BITS = 62  # a set of competences is one whole number


class DepartmentNumbers(Parameters):
    """One department: its competence, its people and the routine work that keeps them busy."""

    cadres: int = count(
        "persons",
        1,
        100_000,
        "assumed: the section that handles such files, two to eight persons; establishment is not reported",
    )
    utilisation: float = number(
        "share",
        0,
        0.99,
        "coordination 1: departments run at 0.75-0.9",
        plausible=Plausible(0.75, 0.9, basis="evidence"),
    )
    effort_mean: float = number("working days", 0.01, 20, "assumed: effort of one routine matter")
    floor: float = number(
        "day",
        0,
        90,
        "model 4: statutory minimum; public notice of titles and land takes days that no coordination compresses",
    )
    clears: bool = switch("relocation 3.5: whether its clearance may be part of a client's matter")
    competence: str = Field("", description="what it clears; a competence of its own where empty")
    place: str = Field("", description="where it is; the whole city where empty")
    far: str = Field(
        "", description="C1: a place outside the city, which its orders do not reach; in the city where empty"
    )
    level: str = Field(
        "city",
        pattern="^(city|county|township)$",
        description="H3: places without a department of their own turn to the lowest that is tied to none",
    )


class City(Parameters):
    """The administration: departments, the people in them, and how people differ."""

    routine_law: EffortLaw = word(EffortLaw, "assumed: log-normal; the others only for exact limits")
    load_is_busy: bool = switch(
        "coordination 1: people are busy .75-.9 of their time; on: utilisation is after juggling; off: before, so that "
        "they are busier than declared, as exact limits want it"
    )
    routine_cv2: float = number(
        "squared coefficient of variation",
        0,
        8,
        "coordination 1: c_s2 1-4",
        plausible=Plausible(1, 4, basis="evidence"),
    )
    skill_sigma: float = number(
        "log",
        0,
        0.6,
        "coordination 1: ability premium of the best 10-40 %",
        plausible=Plausible(0.1, 0.3, basis="evidence"),
    )
    second_share: float = number(
        "share of cadres",
        0,
        1,
        "B6: over a third have worked in another field",
        plausible=Plausible(0.2, 0.5, basis="assumed"),
    )
    second_skill: float = number(
        "share of own skill",
        0.1,
        1,
        "assumed: slower outside the own field",
        plausible=Plausible(0.5, 0.9, basis="assumed"),
    )
    age_low: float = number("year", 18, 40, "assumed: age is uniform between the two")
    age_high: float = number("year", 40, 65, "assumed: retirement at about 60")
    title_share: float = number(
        "share of cadres", 0, 1, "B6: over a third of those chosen hold a professional title; assumed for all"
    )
    rapport_low: float = number("0..1", 0, 1, "assumed: rapport with clients is uniform between the two")
    rapport_high: float = number("0..1", 0, 1, "assumed")
    township_rapport: float = number(
        "0..1", 0, 1, "A3: 'experienced township cadres' know people; added to the others' rapport, assumed"
    )
    visit_department: str = Field(min_length=1)
    plot_department: str = Field(min_length=1)
    leaders_department: str = Field(min_length=1)
    blocks: int = count("blocks", 1, 20, "assumed: groups of departments whose matters go together")
    offices: dict[str, list[str]] = Field(max_length=62)
    departments: dict[str, DepartmentNumbers] = Field(min_length=1, max_length=1_000)

    @property
    def competences(self) -> list[str]:
        """Every competence once, in the order in which departments hold them."""
        return list(dict.fromkeys(one.competence or name for name, one in self.departments.items()))

    @property
    def places(self) -> list[str]:
        """Every place once; one, without a name, where the city is all one."""
        return list(dict.fromkeys(one.place for one in self.departments.values() if one.place)) or [""]

    @property
    def far_places(self) -> list[str]:
        """Every place outside the city once."""
        return list(dict.fromkeys(one.far for one in self.departments.values() if one.far))

    @model_validator(mode="after")
    def _ranges_are_in_order(self) -> City:
        """A low end must not lie above its high end; a department belongs to one office at most."""
        in_order(self, "age", "rapport")
        if len(self.competences) > MASK_BITS:
            raise ValueError(f"departments: {len(self.competences)} competences; must not exceed {MASK_BITS}")
        members = [name for office in self.offices.values() for name in office]
        for name in members:
            if name not in self.departments:
                raise ValueError(f"offices: no department {name!r}; known: {', '.join(sorted(self.departments))}")
            if members.count(name) > 1:
                raise ValueError(f"offices: {name} stands in two offices")
            if self.departments[name].far:
                raise ValueError(f"offices: {name} is in {self.departments[name].far}; an office is in the city")
        return self
