"""Can this be trusted? At most five lines: simulated, enough runs, held against reality, assumed, never occurred."""

from __future__ import annotations

import math

from experiments.report.findings import NEVER, finding, spoken
from experiments.report.front.amounts import measure, places
from experiments.report.front.model import MOST_TRUST
from experiments.report.results import Results
from experiments.report.shares import METRIC
from experiments.report.speech import Two, joined, word

NAMED = 4  # measures that a line lists
COMMA = Two(", ", "、")


def trust(results: Results, arm: str) -> tuple[Two, ...]:
    """The lines of a comparison at one point."""
    many = len(results.runs.drop_duplicates(["point", "replication"]))
    start = word("trust.simulated", many=many, places=places(results.noun, many > 1), horizon=results.horizon)
    return (start, enough(results, arm), anchor(results, arm), assumed(results), *silent(results, arm))[:MOST_TRUST]


def enough(results: Results, arm: str) -> Two:
    """Whether there were as many runs as the headline needs to be known to a twentieth of its size."""
    line = results.line(METRIC, arm, results.primary)
    if math.isnan(line["runs_needed"]):
        return word("trust.enough", answer=word("trust.enough_unknown"))
    run, needed = int(line["pairs"]), int(line["runs_needed"])
    answer = word("trust.enough_yes" if run >= needed else "trust.enough_no", run=run, needed=f"{needed:,}")
    return word("trust.enough", answer=answer)


def anchor(results: Results, arm: str) -> Two:
    """The one number of the sources that an arm can be held against, where the scenario is of their case."""
    told = results.told.anchor
    rows = results.within(results.settings[-1])
    known = told and results.config.get("conditioned") and told.measure in rows
    values = rows.loc[rows["arm"] == arm, told.measure] if known and told else None
    if values is None or told is None or not len(values):
        return word("trust.anchor", said=word("trust.no_anchor"))
    quick = int((values <= told.most).sum())
    return word("trust.anchor", said=word(told.key, quick=quick, of=len(values)))


def assumed(results: Results) -> Two:
    """Under which assumed reason for the standstill it was run."""
    name = results.config["explanation"]
    if name == "none":
        return word("trust.no_stall")
    return word("trust.explanation", name=word(f"explanations.{name}"))


def silent(results: Results, arm: str) -> tuple[Two, ...]:
    """Measures of which nothing can be said, and those whose mean a few cases make."""
    found = [finding(results, name, arm) for name in spoken(results)]
    never = [measure(one.measure) for one in found if one.kind == NEVER][:NAMED]
    skewed = [measure(one.measure) for one in found if one.skewed][:NAMED]
    lines = [word("trust.skewed", list=joined(skewed, COMMA))] if skewed else []
    lines += [word("trust.never", list=joined(never, COMMA))] if never else []
    return (lines[0] + Two(" ", "") + lines[1],) if len(lines) > 1 else tuple(lines)
