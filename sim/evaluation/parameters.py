"""The numbers of evaluation: what being watched moves, for good and ill."""

from __future__ import annotations

from sim.core.parameter import Parameters, count, number, switch
from sim.core.plausible import Plausible


class Evaluation(Parameters):
    """Monthly evaluation raises effort in what is measured and false closing with it (model 6)."""

    measured_share: float = number("share of matters", 0, 1, "model 9: goals that are not measured; assumed 1")
    substitution: float = number(
        "share of effort",
        0,
        0.8,
        "coordination 1: substitution out of unmeasured work .2-.8",
        plausible=Plausible(0.2, 0.8, basis="evidence"),
    )
    measured_first: bool = switch(
        "coordination 1: substitution out of unmeasured work; a watched team takes up what is measured first; assumed"
    )
    effort_gain: float = number(
        "share of speed", 0, 0.5, "coordination 1: effort e0 + beta x rank gap; in measured work, at the largest gap"
    )
    score_noise: float = number("share", 0, 1, "coordination 1, 3: ranking error; a monthly ranking is a noisy signal")
    target_share: float = number("share a month", 0, 1, "assumed: of a team's open measured matters, to be closed")
    peer_weight: float = number("share", 0, 1, "B7: against target and peers; assumed weight of the peers")
    withdraw_below: float = number(
        "share of the mean", 0, 5, "B7: 34 withdrawn since 2017; how far below the others is poor; assumed"
    )
    withdraw_months: int = count("months in a row", 0, 24, "model 6: 3-10 % a year leave, assumed; 0: nobody does")
    promote_above: float = number("share of the mean", 0, 5, "B7: outstanding ones promoted; assumed")
    promote_months: int = count("months in a row", 0, 24, "B7; assumed; 0: nobody is")
    false_rise: float = number(
        "probability", 0, 0.5, "coordination 1: false closing rises with pressure; added at the largest gap, assumed"
    )
    false_closing: float = number(
        "probability",
        0,
        0.5,
        "coordination 3: claims near 100 % beside far lower satisfaction; added where a team is evaluated, assumed",
        plausible=Plausible(0.01, 0.1, basis="assumed"),
    )
