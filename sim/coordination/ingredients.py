"""The ingredients that a comparison can take apart: which places each one sets, and what it needs to have an effect."""

from __future__ import annotations

from typing import NamedTuple


class Ingredient(NamedTuple):
    """One switch or number of an arm: *places* it sets (dotted), what it *requires*, and whether it is a resource."""

    name: str
    places: tuple[str, ...]
    requires: tuple[str, ...]
    resource: bool
    meaning: str


INGREDIENTS: tuple[Ingredient, ...] = (
    Ingredient("team", ("coordination.team",), (), False, "a team is called, set up and dissolved"),
    Ingredient("pooled", ("coordination.pooled",), (), False, "one desk for the competences of an office or team"),
    Ingredient("dedicated", ("coordination.dedicated",), ("team",), False, "members do no routine"),
    Ingredient("co_located", ("coordination.co_located",), (), False, "all sit in one house"),
    Ingredient("parallel", ("coordination.parallel",), (), False, "clearances at once where precedence allows"),
    Ingredient("authority", ("coordination.authority",), ("pooled",), False, "joint rulings at a desk that holds all"),
    Ingredient("ownership", ("coordination.ownership",), (), False, "one named cadre a client"),
    Ingredient("selected", ("coordination.selected",), ("team",), False, "members are the best of their departments"),
    Ingredient("evaluated", ("coordination.evaluated",), ("team",), False, "monthly evaluation with consequences"),
    Ingredient("focused", ("coordination.focused",), (), False, "a limit on open matters a person"),
    Ingredient("shared_data", ("coordination.shared_data",), (), False, "data looked up at once"),
    Ingredient("routinised", ("coordination.routinised",), ("team",), False, "departments keep what needs no team"),
    Ingredient("meeting", ("coordination.meeting_days",), (), False, "how often the joint meeting is held"),
    Ingredient("files_first", ("coordination.files_first",), (), False, "project files before routine at home"),
    Ingredient("delegated", ("coordination.delegated",), (), False, "the department that keeps a file rules for all"),
    Ingredient("committed_price", ("coordination.committed_price",), (), False, "visitors may state a final price"),
    Ingredient("contact", ("coordination.visit_days",), (), False, "how often clients are called on"),
    Ingredient("all_visit", ("coordination.all_visit",), ("team", "pooled"), False, "every member calls on clients"),
    Ingredient(
        "focused_home", ("coordination.focused_home",), ("team",), False, "a limit on open matters at home, too"
    ),
    Ingredient("far_presence", ("coordination.far_presence",), (), False, "members travel to desks outside the city"),
    Ingredient("standing", ("coordination.standing",), ("team",), False, "the team stays when its goal is reached"),
    Ingredient("platform", ("coordination.platform",), (), False, "all see what is offered and needed"),
    Ingredient("forecasts", ("coordination.forecasts",), (), False, "plans ahead are known"),
    Ingredient("stores", ("coordination.stores",), (), False, "temporary stores are everybody's"),
    Ingredient("optimiser", ("coordination.optimiser",), (), False, "one plan for all that costs least"),
    Ingredient("order_power", ("coordination.order_power",), (), False, "what is planned binds"),
    Ingredient(
        "hours", ("coordination.extended_hours", "resources.overtime"), (), True, "more than five days of seven"
    ),
    Ingredient("staff", ("resources.extra_staff",), (), True, "people from outside the city"),
    Ingredient("money", ("resources.care_package", "resources.extra_price"), (), True, "more money for clients"),
    Ingredient("offer", ("resources.offer_policy",), (), True, "another way of making offers"),
)
BY_NAME: dict[str, Ingredient] = {one.name: one for one in INGREDIENTS}
