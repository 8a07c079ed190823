"""What can be concluded from a comparison, and what cannot: sentences that follow the tables."""

from __future__ import annotations

import math

import pandas as pd

from experiments.report.results import Results
from experiments.report.shares import METRIC, before_after, interval, percent, short, table_of, total_of
from experiments.report.words import CANNOT, EXPLANATIONS, days, is_clear, sentence, whole_city
from experiments.study.never import is_partial, may_never, way_out

LEADING = 2  # shares that are named


def spoken_of(results: Results) -> str:
    """The arm that conclusions are about: the one whose difference was divided, else the last."""
    return str(total_of(results)["arm"]) if len(results.shares) else results.arms[-1]


def explanation(results: Results) -> str:
    """Under which explanation of the stall replications were run, as a clause; empty where nothing stalls."""
    under = results.config["study"]["design"].get("sets", {})
    if len(under) > 1:
        return f", as many under each of {len(under)} explanations of the stall"
    name = next(iter(under), results.config["explanation"])
    return "" if name == "none" else f", if {EXPLANATIONS.get(name, name)}".replace("\n", " ")


def can(results: Results) -> list[str]:
    """What the tables bear: the fair difference, how it stands to the others, the largest parts."""
    arm = spoken_of(results)
    fair = results.line(METRIC, arm, results.primary)
    if math.isnan(fair["difference"]):
        return [sentence(results, arm, results.primary)]
    who, silo = results.arm_title(arm), results.arm_title(results.baseline)
    where = f"On these {fair['runs']:.0f} simulated {results.places}{explanation(results)}"
    start = f"{where}: at {results.setting_title(results.primary)}, the {who}"
    if math.isnan(fair["ci_low"]):
        said = f"{start} cannot be told from the {silo}: {interval(fair)}."
        return [said, *_leading(results)]
    if not is_clear(fair):
        said = f"{start} makes no clear difference to the {silo} ({interval(fair)})."
        return [said, *whole_city(results, arm), *_leading(results)]
    side = "ahead of" if fair["difference"] < 0 else "behind"
    said = f"{start} is {abs(fair['difference']):.0f} days {side} the {silo} ({interval(fair)})."
    return [said, *whole_city(results, arm), *_beside(results, arm), *_leading(results)]


def _beside(results: Results, arm: str) -> list[str]:
    """The clear fair difference beside those as it was and naive; nothing is divided by what is not clear."""
    fair = results.line(METRIC, arm, results.primary)
    others = []
    if len(results.shares) and total_of(results)["resources"] != results.primary:
        others.append(("the as-it-was difference", results.line(METRIC, arm, total_of(results)["resources"])))
    naive = before_after(results, arm)
    if naive is not None:
        others.append(("what a before–after look claims", naive))
    sentences = []
    for name, line in others:
        value = f"{name} ({days(line['difference'])} days)"
        if not is_clear(line):
            sentences.append(f"The fair difference cannot be set against {value}, which is not clear itself.")
        elif (line["difference"] < 0) != (fair["difference"] < 0):
            sentences.append(f"The fair difference points the other way than {value}.")
        else:
            share = float(fair["difference"] / line["difference"])
            sentences.append(f"The fair difference is {percent(share)}, or {part_of(share)}, of {value}.")
    return [*sentences, *_why_smaller(results, fair)]


def part_of(share: float) -> str:
    """A share as one of so many: 1/2.1."""
    return f"1/{1 / share:.1f}" if share < 1 else f"{share:.1f} times"


def _why_smaller(results: Results, fair: pd.Series) -> list[str]:
    """Why what coordination and authority add as it was can be more than the fair difference."""
    if not len(results.shares) or not results.within(results.primary)["ring_fence"].gt(0).any():
        return []
    whole = total_of(results)
    was = results.line(METRIC, whole["arm"], whole["resources"])
    if fair["baseline_mean"] >= was["baseline_mean"]:
        return []
    freed = any("dedicated" in members.split("+") for members in results.shares["members"].fillna(""))
    counted = " As it was it sets none aside, and the time that members are freed for counts as coordination."
    said = (
        f"The fair comparison is not one of the parts: there the {results.arm_title(results.baseline)} set working "
        f"time aside for the project, too, and need {fair['baseline_mean']:.0f} days instead of "
        f"{was['baseline_mean']:.0f}.{counted if freed else ''}"
    )
    return [said]


def _leading(results: Results) -> list[str]:
    """The largest clear parts of a clear difference, and those that cannot be told from nothing."""
    if not len(results.shares):
        return []
    if not is_clear(total_of(results)):
        where = f"In the {results.places} that were divided"
        return [f"{where} the as-it-was difference is not clear: no largest part can be named."]
    lines = [line for _, line in table_of(results).iterrows()]
    clear = [line for line in lines if is_clear(line)]
    unclear = [short(line["ingredient"]) for line in lines if not is_clear(line)]
    if not clear:
        return ["No single part of the as-it-was difference is clear."]
    named = [f"{short(line['ingredient'])} ({percent(line['share'])})" for line in clear[:LEADING]]
    rest = f", then {named[1]}" if len(named) > 1 else ""
    more = f" No clear part: {', '.join(unclear)}." if unclear else ""
    return [f"The largest clear part of the as-it-was difference is {named[0]}{rest}.{more}"]


def cannot(results: Results) -> list[str]:
    """What the tables do not bear."""
    sentences = [CANNOT[0], *results.told.cannot, *_never(results), CANNOT[-1]]
    arm = spoken_of(results)
    if len(results.rivals):
        sentences[1] = f"{sentences[1]} {_rivals(results, arm)}"
    if len(results.shares):
        sentences.insert(
            1,
            "What one part would do alone. Each part is an average over all orders in which the parts can be put in "
            "place, authority and freed members always after coordination (Shapley's convention); parts help or hinder "
            "each other, and another convention would divide the same difference otherwise. If the "
            f"{results.noun} had stalled for another reason, the parts would be others.",
        )
    return sentences


def _never(results: Results) -> list[str]:
    """That a mean over those who got there says nothing of the others, where the measure of the study has any."""
    metric = results.config["study"]["metric"]
    table = results.comparison[results.comparison["metric"] == metric]
    if not may_never(metric) or not any(is_partial(line) for line in table.to_dict("records")):
        return []
    said = (
        f"How large a difference in {metric} is over all {results.places}: some never get there, and means and "
        f"interval are of those in which both arms do. How often an arm is ahead counts them all; for a mean, {metric} "
        f"{way_out(metric)}."
    )
    return [said]


def _rivals(results: Results, arm: str) -> str:
    """Where the explanations lead for one arm."""
    table = results.rivals
    rows = table[(table["metric"] == METRIC) & (table["arm"] == arm)]
    if not len(rows):  # the measure is missing in every run
        return ""
    helped = [is_clear(row) and row["difference"] < 0 for _, row in rows.iterrows()]
    who = results.arm_title(arm)
    ends = f"from {days(rows['difference'].min())} to {days(rows['difference'].max())} days"
    if all(helped):
        return f"All of them have the {who} ahead, but by how much is open: the difference goes {ends}."
    return (
        f"They do disagree here: the {who} is clearly ahead under {sum(helped)} of {len(helped)}; the difference goes "
        f"{ends}."
    )
