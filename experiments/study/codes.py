"""What the columns mean that no measure and no parameter declares: those of the plan, the days and the comparison."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """*unit* and *meaning* of a column, and what it means that a value is missing (*null*)."""

    unit: str
    meaning: str
    null: str


FEW = "fewer than eight pairs, or draws of cities"
NEVER = "the run in the middle never got there, or no run has the measure"

HEADS = {
    "run_id": Code("name", "identifies the run: configuration, arm, resources, point and seed", ""),
    "scenario": Code("name", "scenario that was run", ""),
    "arm": Code("name", "way of organising that was run", ""),
    "resources": Code("name", "resource setting: what is held equal between the arms", ""),
    "point": Code("number", "row of points.parquet, from 0", ""),
    "replication": Code("number", "which of the replications of its point, from 0", ""),
    "seed": Code("number", "seed of all luck in the run; arms of a replication share it", ""),
    "ring_fence": Code("share of working time", "set aside for the project by an arm without a team", "no match found"),
    "status": Code("word", "ok, or failed", ""),
    "error": Code("text", "of a failed run; empty where it is ok", ""),
    "code": Code("hash", "of the sources that computed the run", ""),
    "row_hash": Code("number", "checksum of the other values of the row", ""),
    "draw": Code("number", "plausible cities of one draw share their numbers under all explanations", ""),
    "explanation": Code("word", "explanation of the stall that holds in the city; all: every one of them", ""),
    "dummy": Code("share of its range", "an input that does nothing: what it seems to do is error", ""),
    "day": Code("day", "after the intervention; negative before", ""),
    "matters_open": Code("matters", "on file and not closed on that day", ""),
    "home_backlog": Code("working days per cadre", "routine work waiting at home on that day", ""),
    "team_size": Code("persons", "cadres away from home with a team on that day", ""),
    "signed": Code("share", "of the households, signed by that day", "there is no household"),
    "trust": Code("0..1", "mean trust of the households that are left on that day", "none is left"),
}

COMPARED = ("comparison.csv", "explanations.csv", "rivals.csv")
COMPARISON = {
    "metric": Code("name", "measure that is compared", ""),
    "unit": Code("name", "unit of the measure", ""),
    "arm": Code("name", "arm that is compared", ""),
    "baseline": Code("name", "arm that it is compared with, or before: the same arm before the intervention", ""),
    "mean": Code("unit of the measure", "of the arm, over the pairs in which both arms got there", "no such pair"),
    "baseline_mean": Code("unit of the measure", "the same of the baseline", "no such pair"),
    "difference": Code("unit of the measure", "mean less baseline_mean", "no such pair"),
    "ci_low": Code("unit of the measure", "lower end of the interval of the difference", FEW),
    "ci_high": Code("unit of the measure", "upper end of the interval of the difference", FEW),
    "superiority": Code(
        "share", "of all pairs in which the arm is better, ties half; never is worst", "no good direction"
    ),
    "runs": Code("pairs", "in which both arms got there: what means and interval rest on", ""),
    "runs_needed": Code("pairs", "for an interval of the wanted width", "not told from zero, or some never got there"),
    "variance_ratio": Code("times", "more runs that arms without pairing would need", "nothing varies, or too few"),
    "resources": Code("name", "resource setting", ""),
    "interval_doubtful": Code("True or False", "rests on fewer than 30 pairs or draws, or skewness is above 1.5", ""),
    "pairs": Code("pairs", "in which both arms have the measure or never got there", ""),
    "ahead": Code("pairs", "of these, in which the arm is better; never is worst", "no good direction"),
    "level": Code("pairs", "of these, in which both are the same, or neither ever got there", "no good direction"),
    "never": Code("runs", "of the arm in these pairs that never got there", ""),
    "baseline_never": Code("runs", "of the baseline in these pairs that never got there", ""),
    "median": Code("unit of the measure", "of the arm over all pairs, never being the worst value", NEVER),
    "baseline_median": Code("unit of the measure", "the same of the baseline", NEVER),
}
SHARES = {
    "metric": COMPARISON["metric"],
    "ingredient": Code("name", "part of the difference; total is the whole", ""),
    "value": Code("unit of the measure", "what the part adds on average over all orders", ""),
    "ci_low": Code("unit of the measure", "lower end of its interval", FEW),
    "ci_high": Code("unit of the measure", "upper end of its interval", FEW),
    "share": Code("share", "of the whole difference", "there is no difference"),
    "interval_doubtful": COMPARISON["interval_doubtful"],
    "members": Code("names", "ingredients that stand behind the part", "the total"),
    "baseline_mean": Code("unit of the measure", "level that the parts start from", ""),
    "runs": Code("replications", "in which every combination has the measure", ""),
}

BAND = "of the simulated projects lie within the band, half of the others below it"
FORECAST = {
    "day": Code("day", "of signing, 1 the first; values are those of its end", ""),
    "median": Code("share of households", "that has signed, in the middle one of the simulated projects", ""),
    **{f"low_{band}": Code("share of households", f"lower end: {band} % {BAND}", "") for band in (50, 80, 95)},
    **{f"high_{band}": Code("share of households", f"upper end: {band} % {BAND}", "") for band in (50, 80, 95)},
    **{
        f"reached_{level}": Code("share of projects", f"in which {level} % had signed at once by that day", "")
        for level in (80, 90, 100)
    },
    "reached_threshold": Code("share of projects", "in which the threshold of the case was reached by that day", ""),
    "outcome": Code("share of households", "that had signed in fact", "is not known of that day"),
}
SCORE = {
    "case": Code("name", "case that is scored; all: every point of all cases", ""),
    "day": Code("day", "of signing, 1 the first", "the totals"),
    "outcome": Code("share of households", "that had signed by the end of the day, in fact", "the totals"),
    "forecaster": Code("name", "the simulation, or one of two rivals that know no mechanism", ""),
    "median": Code("share of households", "median of the forecast", "the totals"),
    "crps": Code("share of households", "continuous ranked probability score, 0 at best; in totals the mean", ""),
    **{
        f"in_{band}": Code("0 or 1", f"whether the {band} % band holds the outcome; in totals the share", "no bands")
        for band in (50, 80, 95)
    },
    "low": Code("share of households", "lower end of the 80 % band", "no bands, or the totals"),
    "high": Code("share of households", "upper end of the 80 % band", "no bands, or the totals"),
    "width": Code("share of households", "of the 80 % band; in totals the median", "no bands"),
    "bias": Code("share of households", "median less outcome; in totals the mean", ""),
}
