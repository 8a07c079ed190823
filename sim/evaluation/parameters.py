"""The numbers of evaluation: what being watched moves, for good and ill."""

from __future__ import annotations

from sim.core.parameter import Parameters, number


class Evaluation(Parameters):
    """Monthly evaluation raises effort in what is measured and false closing with it (model 6)."""

    visit_interval: float = number(
        "day",
        1,
        30,
        "coordination 1: effort in what is measured rises; signatures are measured, so watched teams come back sooner",
    )
    measured_share: float = number("share of matters", 0, 1, "model 9: goals that are not measured; assumed 1")
    substitution: float = number("share of effort", 0, 0.8, "coordination 1: substitution out of unmeasured work .2-.8")
    false_closing: float = number(
        "probability",
        0,
        0.5,
        "coordination 3: claims near 100 % beside far lower satisfaction; added where a team is evaluated, assumed",
    )
