"""The numbers of a stream of matters: what arrives, and what each one takes."""

from __future__ import annotations

from sim.core.parameter import Parameters, count, number, word


class Stream(Parameters):
    """Clients who bring matters by themselves, without households: what arrives, and what each one takes."""

    load: float = number(
        "working days per working day",
        0,
        10_000,
        "model 8: median effort that arrives; load over effort matters a day; 0: none",
    )
    blocks: int = count("blocks", 1, 20, "assumed: groups of departments whose matters go together")
    competences: int = count("competences", 1, 12, "Herbsleb and Mockus 2003: two units are slower than one")
    effort: float = number("working days", 0.01, 400, "assumed: median effort of a matter, shared by its clearances")
    effort_law: str = word(
        ("lognormal", "exponential", "fixed"),
        "model 4: log-normal; the others, of mean `effort`, only for exact limits",
    )
    effort_sigma: float = number("log", 0, 2, "model 4: log-normal effort; assumed")
    dependence: str = word(
        ("pooled", "sequential", "reciprocal"), "model 4: independent, ordered, or one's result can reopen another's"
    )
    rework: float = number("probability", 0, 0.6, "coordination 2: exceptions .05-.10, .2 and more runs away; assumed")
    rework_effort: float = number("share of the first effort", 0, 1, "assumed: going through a file again takes less")
    rework_most: int = count("times", 0, 10, "assumed: a clearance is not reopened more often")
    floor: float = number("day", 0, 3650, "model 4; coordination 1: statutory minimum 30-60 % of elapsed time")
    ruling_share: float = number("share of matters", 0, 1, "assumed: reciprocal matters that need a joint ruling")
    escalated_share: float = number(
        "share of rulings", 0, 1, "model 4: leaders' attention is shared by all that is escalated; assumed"
    )
