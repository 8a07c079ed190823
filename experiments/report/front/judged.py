"""The first part of the page of plausible cities: the pairs named in advance, in how many cities, at what price."""

from __future__ import annotations

import math

import pandas as pd

from experiments.report import tail
from experiments.report.findings import TRIAL, goals, worse
from experiments.report.front import trusted
from experiments.report.front.amounts import amount, days, number, places
from experiments.report.front.amounts import client as client_of
from experiments.report.front.certainty import Agreement, agreement_of, verb
from experiments.report.front.compared import cannot, title
from experiments.report.front.guard import not_silent
from experiments.report.front.model import MOST_TRUST, Front, Said
from experiments.report.front.price import price
from experiments.report.front.table import bearers, rows
from experiments.report.plausible.said import amount as rounded
from experiments.report.plausible.said import clear, count, frequencies, leaning, of_cities
from experiments.report.plausible.verdict import BEST, Verdict
from experiments.report.plausible.words import in_order
from experiments.report.shares import METRIC
from experiments.report.speech import Two, Value, joined, same, titled, word

NAMED = 2  # headline pairs on the first screen
CASES = 3


def front(verdict: Verdict) -> Front:
    """Everything above the fold; raises SilentError where it would leave out what is clearly worse."""
    results, pairs = verdict.results, in_order(verdict)[:NAMED]
    scenario = titled(results.config["title"])
    between = [one for one in list(verdict.chosen.values())[:1] if one not in {results.baseline, verdict.team}]
    first = [pair(verdict, head, line) for head, line in pairs] or [Said(word("three.no_verdict"))]
    told = Front(
        title=word("title.compare", scenario=scenario, team=title(results, verdict.team),
                   other=title(results, results.baseline)),
        question=word("question.cities", team=title(results, verdict.team)),
        banners=banners(verdict),
        three=(*first, paid(verdict, [head for head, _ in pairs])),
        trust=trust(verdict),
        heads=tuple(title(results, one) for one in (results.baseline, *between, verdict.team)),
        rows=rows(results, verdict.team, *between),
        words_head=word("page.in_words_beside", other=title(results, results.baseline)) if between else None,
        bearers=bearers(results, verdict.team),
        why=why(verdict),
        when_not=when_not(verdict),
        cannot=cannot(results),
    )  # fmt: skip
    must = set(goals(results))
    return not_silent(told, (one.measure for one in worse(results, verdict.team) if one.measure in must))


def rival(verdict: Verdict, head: str) -> Two:
    """Whom a headline is about."""
    if head != BEST:
        return word("rival.the", arm=title(verdict.results, head))
    arms = [title(verdict.results, one) for one in dict.fromkeys(verdict.chosen.values())]
    return word("rival.best", which=joined(arms, word("rival.or")))


def pair(verdict: Verdict, head: str, line: pd.Series) -> Said:
    """One pair: the verb, the counts of cities, the mean, and the certainty on both axes."""
    sooner, level, later = frequencies(line)
    of = of_cities(line)
    sure_of = agreed(verdict, head, line)
    way, against = (
        float(line[name]) for name in (("sooner", "later") if line["difference"] < 0 else ("later", "sooner"))
    )
    known = clear(line) and leaning(line) != "unknown"
    few = math.isnan(line["ci_low"])
    side = "sooner" if line["difference"] < 0 else "later"
    mean = word("three.mean_few" if few else "three.mean_unclear")
    text = word(
        "three.cities",
        verb=verb(known, float(line["difference"]), sure_of, way, against),
        rival=rival(verdict, head),
        sooner=sooner,
        level=level,
        later=later,
        of=of,
        mean=word(f"three.mean_{side}", days=days(line["difference"])) if clear(line) else mean,
    )
    return Said(text, certainty(line, sure_of), frozenset({METRIC}))


def certainty(line: pd.Series, agreement: Agreement | None) -> Two:
    """Chance of the draw of cities, and agreement over the explanations."""
    if math.isnan(line["ci_low"]):
        chance = word("sure.few", places=word("places.city.many"))
    else:
        ends = {"low": same(number(line["ci_low"])), "high": same(number(line["ci_high"]))}
        chance = word("sure.clear" if clear(line) else "sure.unclear", **ends)
    if agreement is None or agreement.of < 2:
        return chance
    told: dict[str, Value] = {
        "agree": agreement.agree,
        "of": agreement.of,
        "low": number(agreement.low),
        "high": number(agreement.high),
    }
    return chance + word("sure.agree", **told)


def agreed(verdict: Verdict, head: str, line: pd.Series) -> Agreement | None:
    """How many explanations point the way of all cities together."""
    found = [verdict.line(head, name) for name in verdict.explanations]
    lines = [one for one in found if one is not None]
    return agreement_of(pd.Series([float(one["difference"]) for one in lines], dtype=float), float(line["difference"]))


def paid(verdict: Verdict, heads: list[str]) -> Said:
    """What it costs: goals and harms beside the baseline, both currencies beside the rival of the first pair."""
    told = price(verdict.results, verdict.team)
    if not heads:
        return told
    one = next(iter(dict.fromkeys(verdict.chosen.values()))) if heads[0] == BEST else heads[0]
    line = verdict.account(verdict.team, one)
    if line is None or math.isnan(line["lost_low"]):
        return told
    lost, gained = _currency(verdict, line, "lost"), _currency(verdict, line, "gained")
    if "beside" in line:
        gained = gained + Two(", ", "，") + _currency(verdict, line, "beside")
    return Said(told.text + Two(" ", "") + word("three.account", lost=lost, gained=gained,
                rival=rival(verdict, one)), told.sure, told.about)  # fmt: skip


def _currency(verdict: Verdict, line: pd.Series, name: str) -> Two:
    """One currency: more, less or not clear; the first in days of clients, or in what else the kind counts."""
    low, high, coin = line[f"{name}_low"], line[f"{name}_high"], verdict.results.told.coin
    what = Two(coin.what, coin.chinese_what) if coin is not None else same("")
    told: dict[str, Value] = {"client": client_of(verdict.results), "what": what, "amount": rounded(line[name])}
    if coin is not None and name == "gained":
        name, told = "money", told | {"amount": amount(abs(line[name]), coin.unit)}
    if math.isnan(low) or low <= 0 <= high:
        return word(f"three.{name}_none", **told)
    return word(f"three.{name}_{'more' if line['gained' if name == 'money' else name] > 0 else 'less'}", **told)


def trust(verdict: Verdict) -> tuple[Two, ...]:
    """The lines of plausible cities."""
    results = verdict.results
    each = int(results.runs.groupby("point")["replication"].nunique().max()) if len(results.runs) else 0
    many = len(verdict.tables["cities"])
    lines = [word("trust.simulated_cities", cities=many, each=each, places=places(results.noun, each > 1))]
    lines += [trusted.anchor(results, verdict.team), word("trust.no_stall")]
    lines += [word("trust.equal_weights")] if len(verdict.explanations) > 1 else []
    return (*lines, *trusted.silent(results, verdict.team))[:MOST_TRUST]


def why(verdict: Verdict) -> tuple[Two, ...]:
    """How it comes out under each explanation, beside the rival of the first pair."""
    pairs = in_order(verdict)
    if not pairs or len(verdict.explanations) < 2:
        return ()
    found = [(name, verdict.line(pairs[0][0], name)) for name in verdict.explanations]
    lines = [_case("why.decided", name, line) for name, line in found if line is not None]
    return (word("why.against", rival=rival(verdict, pairs[0][0])), *lines)


def _case(key: str, name: str, line: pd.Series) -> Two:
    """The outcome under one explanation."""
    sooner, _, later = frequencies(line)
    mean = amount(float(line["difference"]), "day", sign=True)
    explanation = word(f"explanations.{name}")
    return word(key, explanation=explanation, sooner=sooner, later=later, of=of_cities(line), days=mean)


def when_not(verdict: Verdict) -> tuple[Two, ...]:
    """Explanations under which it is later more often, rivals that do as well, and routine that is dear."""
    found = []
    pairs = in_order(verdict)
    if pairs:
        head = pairs[0][0]
        lines = [(name, verdict.line(head, name)) for name in verdict.explanations if len(verdict.explanations) > 1]
        lost = [(name, line) for name, line in lines if line is not None and line["later"] > line["sooner"]]
        found += [_case("when_not.explanation", name, line) for name, line in lost[:CASES]]
    for other in [*verdict.others]:
        line = verdict.line(other)
        if line is not None and line["difference"] >= 0:
            found.append(word("when_not.rival", rival=title(verdict.results, other), days=days(line["difference"])))
    account = verdict.account(verdict.team, verdict.results.baseline)
    if account is not None and count(account, "never"):
        found.append(word("when_not.routine", never=count(account, "never"), of=of_cities(account)))
    return tuple(found) or (word("when_not.none"),)


def banners(verdict: Verdict) -> tuple[Two, ...]:
    """Few draws, and runs that failed."""
    draws = int(verdict.tables["cities"]["draw"].nunique())
    found = []
    if draws < TRIAL:
        found.append(word("banner.trial_draws", many=draws, least=TRIAL))
    failed = len(verdict.results.manifest["failures"])
    if failed:
        found.append(word("banner.failed", many=failed))
    return (*found, *tail.warned(verdict.results))
