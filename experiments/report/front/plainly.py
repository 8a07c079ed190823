"""The first part of the page of a study that is no comparison: sweep, attribution, validation, fit, forecast."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from experiments.report.findings import BY_NAME, TRIAL
from experiments.report.front.amounts import change, measure, number, signed
from experiments.report.front.model import Front, Said
from experiments.report.speech import Two, Value, joined, same, there, titled, word
from experiments.report.translating import marked

Tables = Mapping[str, pd.DataFrame]
COMMA = Two(", ", "、")
NAMED = 4
SCALE = "scale:"  # begins what is said of a pattern that only repeats what was set
KINDS = {"explanation of a difference": "attribution"}  # kinds whose name in the list is another
CANNOT = {
    "sweep": ("causes", "unclear"), "attribution": ("parts", "unclear"), "validation": ("other_cases",),
    "fit": ("unique",), "forecast": ("other_cases",),
}  # fmt: skip


def front(config: dict[str, Any], manifest: dict[str, Any], tables: Tables, question: str) -> Front:
    """Everything above the fold."""
    kind = KINDS.get(manifest["kind"], manifest["kind"])
    name = config.get("title", config.get("scenario", ""))
    kind_said = word(f"studies.{kind}") if there(f"studies.{kind}") else titled(kind)
    scenario = titled(name) if isinstance(name, str) and name else kind_said
    said = finding_of(kind, tables, metric_of(config))
    return Front(
        title=word("title.study", scenario=scenario, kind=kind_said) if name else kind_said,
        question=question_said(question, kind),
        banners=banners(manifest, kind),
        three=tuple(said) or (Said(word("plain.no_finding")),),
        trust=trust(manifest),
        cannot=tuple(word(f"cannot.{key}") for key in ("size", *CANNOT.get(kind, ()))),
    )


def question_said(question: str, kind: str) -> Two:
    """The question as the study file asks it; that of its kind where it asks none."""
    if not question:
        return word(f"question.{kind}") if there(f"question.{kind}") else word("question.study")
    return Two(question[:1].upper() + question[1:], marked(question))


def banners(manifest: Mapping[str, Any], kind: str) -> tuple[Two, ...]:
    """Few replications, and runs that failed."""
    found = []
    many = manifest.get("replications") or 0
    if kind in {"sweep", "attribution", "validation"} and 0 < many < TRIAL:
        found.append(word("banner.trial_runs", many=many, least=TRIAL))
    failed = len(manifest.get("failures") or ())
    if failed:
        found.append(word("banner.failed", many=failed))
    return tuple(found)


def trust(manifest: Mapping[str, Any]) -> tuple[Two, ...]:
    """That it is simulated, how often, and where its numbers are from."""
    many = manifest.get("replications") or 0
    return (word("plain.runs", many=many) if many else word("plain.runs_unknown"), word("trust.no_stall"))


def metric_of(config: Mapping[str, Any]) -> str:
    """The measure that a study is about; empty where it names none."""
    study = config.get("study")
    return str(study.get("metric", "")) if isinstance(study, dict) else ""


def finding_of(kind: str, tables: Tables, metric: str = "") -> list[Said]:
    """The sentences that a kind of study allows; none for a kind that is not known."""
    if kind == "sweep":
        return swept(tables, metric)
    tell = TELLERS.get(kind)
    return tell(tables) if tell else []


def swept(tables: Tables, metric: str = "") -> list[Said]:
    """At how many points an arm is clearly better or worse in the measure of the study, and between which ends.

    Where the table lacks that measure, as for a kind of client that is met elsewhere, the first of the table is told.
    """
    table = tables.get("comparison.csv", pd.DataFrame())
    if not len(table) or not {"metric", "arm", "point", "difference"} <= set(table):
        return []
    name = metric if metric in set(table["metric"]) and metric in BY_NAME else str(table["metric"].iloc[0])
    rows = table[table["metric"] == name]
    said = []
    for arm in dict.fromkeys(rows["arm"]):
        lines = rows[rows["arm"] == arm]
        low, high = lines["ci_low"], lines["ci_high"]
        fewer = BY_NAME[name].better == "low"
        less, more = int((high < 0).sum()), int((low > 0).sum())
        counts = {"better": less if fewer else more, "worse": more if fewer else less}
        text = word(
            "plain.sweep_best",
            points=len(lines),
            unclear=len(lines) - less - more,
            arm=_arm(arm),
            other=_arm(lines["baseline"].iloc[0]),
            measure=measure(name),
            **counts,
        )
        known = lines["difference"].dropna()
        ends = {"low": change(name, float(known.min())), "high": change(name, float(known.max()))} if len(known) else {}
        said.append(Said(text, word("plain.sweep_range", **ends) if ends else None, frozenset({name})))
    return said[:3]


def _arm(name: str) -> Two:
    """An arm by its code name."""
    return word(f"arm_names.{name}") if there(f"arm_names.{name}") else titled(name.replace("_", " "))


def divided(tables: Tables) -> list[Said]:
    """The whole difference and its largest clear parts."""
    table = tables.get("attribution.csv", pd.DataFrame())
    if not {"ingredient", "value", "ci_low", "ci_high"} <= set(table) or not len(table):
        return []
    whole, parts = table.iloc[-1], table.iloc[:-1]
    name = str(whole["metric"])
    clear = parts[(parts["ci_low"] > 0) | (parts["ci_high"] < 0)]
    clear = clear.sort_values("value", key=abs, ascending=False, kind="stable").head(NAMED)
    total = word("plain.whole", days=change(name, float(whole["value"])), interval=_interval(whole))
    if not len(clear):
        return [Said(total, word("plain.no_part"))]
    listed = [_part(str(row["ingredient"])) + same(f" {signed(float(row['value']))}") for _, row in clear.iterrows()]
    return [Said(total), Said(word("plain.part_list", list=joined(listed, COMMA)))]


def _part(name: str) -> Two:
    """An ingredient or a group in words."""
    return (
        word(f"parts.{name}") if there(f"parts.{name}") else Two(name.replace("_", " "), marked(name.replace("_", " ")))
    )


def _interval(line: pd.Series) -> Two:
    """An interval in words."""
    if math.isnan(line["ci_low"]):
        return word("plain.few")
    return word("plain.interval", low=signed(float(line["ci_low"])), high=signed(float(line["ci_high"])))


def validated(tables: Tables) -> list[Said]:
    """How many patterns are met of those that must be, and which are not; under how many conditions a team loses."""
    table = tables.get("patterns.csv", pd.DataFrame())
    said = []
    if {"id", "passed"} <= set(table):
        rows = table[table["required"].astype(bool)] if "required" in table else table
        missed = [str(one) for one in rows.loc[~rows["passed"].astype(bool), "id"]]
        passed, of = len(rows) - len(missed), len(rows)
        repeated = int(rows["statement"].astype(str).str.startswith(SCALE).sum()) if "statement" in rows else 0
        text = _missed("passed", missed, passed=passed, of=of)
        said.append(Said(text + Two(" ", "") + word("plain.scale", many=repeated) if repeated else text))
        said += published(table)
    table = tables.get("conditions.csv", pd.DataFrame())
    if {"id", "loses"} <= set(table):
        rows = table[table["must"].notna()] if "must" in table else table
        missed = [str(one) for one in rows.loc[~rows["loses"].astype(bool), "id"]]
        said.append(Said(_missed("conditions", missed, loses=len(rows) - len(missed), of=len(rows))))
    return said


def published(table: pd.DataFrame) -> list[Said]:
    """Expectations that were written down beforehand and are not required: which of them do not show."""
    if "required" not in table:
        return []
    rows = table[~table["required"].astype(bool)]
    missed = [str(one) for one in rows.loc[~rows["passed"].astype(bool), "id"]]
    if not len(rows):
        return []
    return [Said(_missed("published", missed, lacking=len(missed), of=len(rows)))]


def _missed(key: str, missed: list[str], **counts: int) -> Two:
    """So many of so many, and the first names of what is not among them."""
    if not missed:
        return word(f"plain.{key}_all", **counts)
    shown = ", ".join(dict.fromkeys(missed[: 2 * NAMED])) + (" …" if len(missed) > 2 * NAMED else "")
    return word(f"plain.{key}", list=same(shown), **counts)


def fitted(tables: Tables) -> list[Said]:
    """The best of the values that were tried."""
    table = tables.get("fit.csv", pd.DataFrame())
    if "misfit" not in table or not len(table):
        return []
    best = table.sort_values("misfit", kind="stable").iloc[0]
    values = [same(f"{name} = {number(float(best[name]))}") for name in table.columns if "." in name]
    told: dict[str, Value] = {
        "rows": len(table),
        "misfit": number(float(best["misfit"])),
        "values": joined(values, COMMA),
    }
    return [Said(word("plain.fit_best", **told))]


def forecasted(tables: Tables) -> list[Said]:
    """What share is reached on the last day, with the middle eight of ten runs."""
    table = tables.get("forecast.csv", pd.DataFrame())
    if not {"day", "median", "low_80", "high_80"} <= set(table) or not len(table):
        return []
    last = table.iloc[-1]
    shares = {
        name: f"{100 * last[key]:.0f}%" for name, key in (("middle", "median"), ("low", "low_80"), ("high", "high_80"))
    }
    return [Said(word("plain.forecast", day=f"{last['day']:.0f}", **shares))]


TELLERS: Mapping[str, Callable[[Tables], list[Said]]] = {
    "attribution": divided, "validation": validated, "fit": fitted, "forecast": forecasted,
}  # fmt: skip
