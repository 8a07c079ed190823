"""What the verdict rests on, and what it leaves out: ranges, weights, chance, cities that failed, the horizon."""

from __future__ import annotations

import math

from experiments.report.plausible.said import amount, signed
from experiments.report.plausible.verdict import BEST, Verdict
from experiments.report.tail import conditioned


def rests_on(verdict: Verdict) -> list[str]:
    """Ranges, equal weights, chance, and what failed."""
    results = verdict.results
    cities = verdict.tables["cities"]
    draws, explanations = cities["draw"].nunique(), len(verdict.explanations)
    each = results.runs["replication"].nunique()
    under = f", each under {explanations} explanations of why things had stalled" if explanations > 1 else ""
    first = (
        f"“Plausible cities” are {len(cities)} cities: {draws} draws of the numbers from the ranges declared for them, "
        f"on evidence or assumed{under}, with {each} {results.noun if each == 1 else results.places} in each. The "
        "shares hang on the width of the ranges."
    )
    second = (
        f"The {explanations} explanations weigh the same. Nobody has counted how often each is true; a reader who "
        "believes in one should read its row."
    )
    return [
        first,
        *conditioned(results),
        *([second] if explanations > 1 else []),
        *_chance(verdict),
        *_two_states(verdict),
        *unfinished(verdict),
    ]


def _chance(verdict: Verdict) -> list[str]:
    """What the luck of few replications adds, apart from the spread over cities."""
    said = []
    for head in verdict.heads:
        line = verdict.line(head)
        if line is not None and not math.isnan(line["simulation"]):
            said.append(
                f"against {verdict.title(head)} cities spread by {amount(line['spread'])} days, the luck of a single "
                f"{verdict.results.noun} by {amount(line['luck'])}, and what it leaves in the mean is "
                f"± {amount(line['simulation'])} days"
            )
    start = "Intervals are over draws of plausible cities; chance of simulation stands apart: "
    return [f"{start}{'; '.join(said)}."] if said else []


def _two_states(verdict: Verdict) -> list[str]:
    """In how many cities some departments could not live with the load that was drawn for them."""
    first = verdict.results.runs.drop_duplicates("point")
    if "two_states" not in first:  # a folder of an older model
        return []
    many, there = int((first["two_states"] > 0.0).sum()), int(first["two_states"].notna().sum())
    if not many:
        return []
    mean = first.loc[first["two_states"] > 0.0, "two_states"].mean()
    said = (
        f"In {many} of {there} cities some departments ({mean:.0f} on average) would never recover from a backlog at "
        "the load that was drawn: the more they have open the slower they are. As they have lived through years of it, "
        "as much arrives there as they can work off."
    )
    return [said]


def unfinished(verdict: Verdict) -> list[str]:
    """Cities in which runs failed: counted apart, never dropped in silence."""
    table = verdict.tables["unfinished"]
    names = ("cities", "some_failed", "all_failed", "unstaffed")
    whole, some, none, unstaffed = (int(table[name].sum()) for name in names)
    if not some and not none:
        return [f"In none of the {whole} cities did a run fail."]
    errors = [str(one).splitlines()[0] for one in table["error"].dropna()]
    first = f" The first error: {errors[0]}" if errors else ""
    said = (
        f"In {none} of {whole} cities no {verdict.results.noun} was finished by all arms, in {some} more only "
        f"some were; {unstaffed} could not be staffed. Cities without a finished pair are in none of the shares.{first}"
    )
    return [said]


def cut_off(verdict: Verdict) -> list[str]:
    """What is still open at the horizon, which nobody follows."""
    results = verdict.results
    said = []
    for rival in _rivals(verdict):
        line = verdict.account(verdict.team, rival)
        if line is not None:
            said.append(
                f"{_more(line['routine_open'], 'routine matters')} open and {_more(line['clients_left'], 'clients')} "
                f"not at their goal than the {results.arm_title(rival)}"
            )
    start = f"What is open on day {results.horizon} is not followed: the {results.arm_title(verdict.team)} then has "
    return [f"{start}{'; '.join(said)}."] if said else []


def ended(verdict: Verdict) -> list[str]:
    """What runs cost in which the team ended before the horizon, and those in which it did not."""
    table, said = verdict.tables["ended"], []
    for rival in _rivals(verdict):
        parts = []
        for how, word in ((1, "ended before the horizon"), (0, "did not")):
            rows = table[(table["against"] == rival) & (table["ended"] == how) & (table["runs"] > 0)]
            for row in rows.to_dict("records"):
                parts.append(f"{signed(row['lost'])} matter-days of routine where it {word} ({row['runs']:.0f} runs)")
        if parts:
            said.append(f"beside the {verdict.results.arm_title(rival)} {' and '.join(parts)}")
    return [f"A team costs as long as it lasts: {'; '.join(said)}, a city and year."] if said else []


def _more(value: float, what: str) -> str:
    return f"{amount(value)} {'more' if value >= 0 else 'fewer'} {what}"


def _rivals(verdict: Verdict) -> list[str]:
    """The arms of the headline pairs."""
    named = [*verdict.heads, *verdict.chosen.values()]
    return [arm for arm in dict.fromkeys(named) if arm != BEST]
