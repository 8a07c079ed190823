"""The report's sentences: what was found, in plain words, and never more than the intervals allow."""

from __future__ import annotations

import math

import pandas as pd

from experiments.report.digits import tidy
from experiments.report.doubt import wins
from experiments.report.results import Results

EXPLANATIONS = {
    "lapse": "clearances lapse before a\nslow sequence is through",
    "no_authority": "nobody in the silo may\ngrant the exception",
    "abandoned": "files were dropped when\nfew were left",
    "waiting": "some wait for a late rise",
    "none": "nothing has stalled",
}
HELD_EQUAL = {
    "equal_routine": """cadres, hours, arrivals and money are the same in every arm, and the arms without a team set
    aside as much of their working time as costs the city the same routine work""",
    "equal_effort": """cadres, hours, arrivals and money are the same in every arm, and the arms without a team set
    aside, for the project only, as many people of each competence as the team has, for as long""",
    "equal_staff": """cadres, hours, arrivals and money are the same in every arm, and the arms without a team set aside
    as much of their working time as charges the same staff-days over the whole horizon""",
    "none": """the task force has what it was given, and the arms without a team get nothing beside it; what differs
    between the arms is more than how they are organised""",
    "closed": """cadres, hours, arrivals and money are the same in every arm, and nobody sets working time aside; people
    whom a team takes are missing at home""",
}
DOUBTFUL = {True: ", doubtful", False: ""}
MEANINGFUL = 0.1  # of the baseline: smaller shares of it are called a small difference


def outcome(results: Results) -> str:
    """What the headline counts."""
    return results.told.outcome


def over_whom(results: Results) -> str:
    """Over whom it is a mean."""
    return results.told.over


def is_clear(line: pd.Series) -> bool:
    """Whether the interval of a difference leaves out zero."""
    return bool(line["ci_low"] > 0 or line["ci_high"] < 0)


def sentence(results: Results, arm: str, setting: str) -> str:
    """One arm against the baseline in one sentence; "no clear difference" where the interval holds zero."""
    line = results.line("restricted_days", arm, setting)
    who = f"At {results.setting_title(setting)}, the {results.arm_title(arm)}"
    if math.isnan(line["difference"]):
        return f"{who} cannot be compared: no run has anybody whose {outcome(results)} could be counted."
    if math.isnan(line["ci_low"]):
        return f"{who}: too few {results.places} to tell it from the {results.arm_title(results.baseline)}."
    interval = (
        f"(95 % interval {days(line['ci_low'])} to {days(line['ci_high'])}{DOUBTFUL[bool(line['interval_doubtful'])]})"
    )
    if not is_clear(line):
        return f"{who} made no clear difference to the {results.arm_title(results.baseline)} {interval}."
    size = abs(float(line["difference"]))
    word = "sooner" if line["difference"] < 0 else "later"
    small = " – a small difference" if size < MEANINGFUL * abs(line["baseline_mean"]) else ""
    return (
        f"{who} had {results.told.done} {size:.0f} days {word} than the "
        f"{results.arm_title(results.baseline)} {interval}{small}; it was {wins(line, results.places)}."
    )


def whole_city(results: Results, arm: str) -> list[str]:
    """What all matters of a city say, routine included, so that a team that is quick is not the whole story."""
    if not results.told.goes_on:
        return []
    line = results.line("all_matters_days", arm, results.primary)
    who = results.arm_title(arm)
    if not is_clear(line):
        return [f"For all matters of the city together, routine included, the {who} made no clear difference."]
    if line["baseline_mean"] == 0.0:
        return [f"All matters stood open for no day without the {who}: what it adds is no share of that."]
    share = abs(float(line["difference"] / line["baseline_mean"]))
    low, high = (tidy(f"{line[end] / line['baseline_mean']:+.0%}") for end in ("ci_low", "ci_high"))
    start, word, side = ("But all", "longer", "worse") if line["difference"] > 0 else ("All", "shorter", "better")
    said = (
        f"{start} matters of the city together, routine included, stood open {share:.0%} {word} with the {who} "
        f"(95 % interval {low} to {high}): for the city as a whole it is {side}."
    )
    return [said]


def days(value: float) -> str:
    """Signed whole days."""
    return tidy(f"{value:+.0f}")


def held_equal(results: Results) -> str:
    """What the primary setting holds equal."""
    setting = results.config["resources"][results.primary]
    extras = any(setting[name] for name in ("overtime", "extra_staff", "care_package", "extra_price"))
    return HELD_EQUAL["closed" if setting["ring_fence"] == "none" and not extras else setting["ring_fence"]]


def set_aside(results: Results) -> str:
    """How much of its working time each arm without a team set aside in the primary setting; empty when none did."""
    shares = results.within(results.primary).groupby("arm")["ring_fence"].mean()
    said = [f"{100 * shares[arm]:.0f} % by the {results.arm_title(arm)}" for arm in results.arms if shares[arm] > 0]
    return f"Working time set aside for the project: {' and '.join(said)}, used or not." if said else ""


def disagreements(results: Results) -> list[str]:
    """What the explanations of the stall agree on, and where the answer hangs on which is true."""
    lines = results.rivals[results.rivals["metric"] == "restricted_days"]
    sentences = []
    for arm in results.arms[1:]:
        rows = lines[lines["arm"] == arm]
        if not len(rows):  # the measure is missing in every run
            continue
        helped = [row["explanation"] for _, row in rows.iterrows() if is_clear(row) and row["difference"] < 0]
        not_helped = [name for name in rows["explanation"] if name not in helped]
        title = results.arm_title(arm)
        if rows["ci_low"].isna().any():
            sentences.append(f"Too few {results.places} were run under each explanation to tell what the {title} does.")
        elif not not_helped:
            low, high = rows["difference"].min(), rows["difference"].max()
            sentences.append(
                f"All explanations agree that the {title} brings signatures sooner (by {-high:.0f} to {-low:.0f} days)."
            )
        elif not helped:
            sentences.append(f"Under no explanation does the {title} bring signatures clearly sooner.")
        else:
            sentences.append(
                f"They disagree on the {title}: it brings signatures sooner if {either(helped)}, but not if "
                f"{either(not_helped)}."
            )
    return sentences


def either(names: list[str]) -> str:
    """Explanations as a clause."""
    clauses = [EXPLANATIONS.get(name, name).replace("\n", " ") for name in names]
    return " or if ".join(clauses)


CANNOT = (  # before and after what a kind of client has of its own
    """How large the effect is in any real city. The numbers behind the mechanisms are ranges from the literature or
    assumptions, each marked as such; the sources report successes only.""",
    """Anything about a measure that is marked unclear: its interval holds zero, which is not the same as no effect.""",
)
