"""The shares of the as-it-was difference in words, in English and Chinese, and the three numbers beside them."""

from __future__ import annotations

import math

import pandas as pd

from experiments.attribution.shares import TOTAL
from experiments.report.doubt import interval_cell
from experiments.report.results import BEFORE_AFTER, Results
from experiments.report.speech import Two, there, titled, word
from experiments.report.split import misleads
from experiments.report.tables import Row, signed, verdict
from experiments.report.translating import marked
from experiments.report.words import is_clear
from sim.coordination.ingredients import BY_NAME

METRIC = "restricted_days"
FREED = "dedicated"  # the ingredient: members do no routine
TITLES = {
    "staff": "more staff (people from outside the city)",
    "hours": "longer hours",
    "money": "more money for households",
    "authority": "authority: joint rulings at the desk",
    "coordination": "coordination: how the work is organised, members' freed time included",
}


def table_of(results: Results) -> pd.DataFrame:
    """The parts without the total, the largest first."""
    shares = results.shares[results.shares["ingredient"] != TOTAL]
    return shares.sort_values("value", key=abs, ascending=False, kind="stable")


def total_of(results: Results) -> pd.Series:
    """The line of the whole difference."""
    return results.shares.iloc[-1]


def title(name: str) -> str:
    """A part in words."""
    return TITLES.get(name, name.replace("_", " "))


def part_name(line: pd.Series) -> Two:
    """A part in words; the way of working is never called so where it holds the freeing of members as well."""
    name = str(line["ingredient"])
    if name == "coordination" and FREED in str(line["members"]).split("+"):
        return word("parts.mixed")
    return word(f"parts.{name}") if there(f"parts.{name}") else Two(title(name), marked(title(name)))


def short(name: str) -> str:
    """A part in a word or two."""
    return title(name).partition(":")[0].partition(" (")[0]


def interval(line: pd.Series) -> str:
    """The interval of a difference in days."""
    if math.isnan(line["ci_low"]):
        return "too few runs for an interval"
    return f"95 % interval {_end(line, 'ci_low')} to {_end(line, 'ci_high')} days"


def _end(line: pd.Series, name: str) -> str:
    """One end of an interval, with a decimal where both are small; nothing has no sign."""
    places = 0 if max(abs(line["ci_low"]), abs(line["ci_high"])) >= 20 else 1
    value = round(float(line[name]), places)
    return f"{value:+.{places}f}".replace("-", "−") if value else "0"


def english(results: Results) -> list[str]:
    """The whole, and a sentence a part: sooner, later or no clear part, with its share where the whole is clear."""
    whole = total_of(results)
    divided = is_clear(whole)
    who = f"the {results.arm_title(whole['arm'])}"
    silo = f"the {results.arm_title(whole['baseline'])}"
    setting = f"{results.setting_title(whole['resources'])}, in the first {whole['runs']:.0f} {results.places}"
    if divided:
        said = (
            f"With all that it was given ({setting}), {who} brings signatures {gap(whole)} than {silo} "
            f"({interval(whole)})."
        )
    else:
        said = (
            f"With all that it was given ({setting}), {who} makes no clear difference to {silo} ({interval(whole)}): "
            "no share can be named, and the parts below may cancel out."
        )
    sentences = [said]
    for _, line in table_of(results).iterrows():
        name = title(line["ingredient"])
        name = name[0].upper() + name[1:]
        if not is_clear(line):
            sentences.append(f"{name} – no clear part ({interval(line)}).")
            continue
        share = f", {percent(line['share'])} of the difference" if divided else ""
        sentences.append(f"{name} – {gap(line)}{share} ({interval(line)}).")
    return sentences


def chinese(results: Results) -> list[str]:
    """The same in Chinese."""
    whole = total_of(results)
    divided = is_clear(whole)
    arm, silo = (titled(results.arm_title(whole[key])).zh for key in ("arm", "baseline"))
    start = f"按专班实际配备（前{whole['runs']:.0f}个模拟村），{arm}与{silo}相比，"
    end = "" if divided else "：不能说各部分占多少，下列各项可能相互抵消"
    sentences = [f"{start}{_chinese_gap(whole) if divided else '看不出差别'}（{_chinese_interval(whole)}）{end}。"]
    for _, line in table_of(results).iterrows():
        name = part_name(line).zh
        if not is_clear(line):
            sentences.append(f"{name}：看不出作用（{_chinese_interval(line)}）。")
            continue
        share = f"，占总差异{_chinese_percent(line['share'])}" if divided else ""
        sentences.append(f"{name}：{_chinese_gap(line)}{share}（{_chinese_interval(line)}）。")
    return sentences


def gap(line: pd.Series) -> str:
    """A clear difference as days sooner or later."""
    size = abs(float(line["value"]))
    return f"{_size(size)} {'day' if _size(size) == '1' else 'days'} {'sooner' if line['value'] < 0 else 'later'}"


def percent(share: float) -> str:
    """A share as a percentage; a small one is not rounded to nothing."""
    size = 100 * abs(share)
    return ("−" if share < 0 else "") + (f"{size:.0f} %" if size >= 1 else "under 1 %")


def three_numbers(results: Results) -> list[Row]:
    """The same task force in the primary setting, as it was, and by the naive contrast."""
    whole = total_of(results)
    arm = whole["arm"]
    settings = dict.fromkeys((results.primary, whole["resources"]))
    rows = []
    for setting in settings:
        what = "the fair comparison" if setting == results.primary else "with all its extras, against a silo without"
        rows.append((results.setting_title(setting), what, results.line(METRIC, arm, setting)))
    naive = before_after(results, arm)
    if naive is not None:
        rows.append(("naive: after minus before", "no comparison: no silo beside it", naive))
    return [
        {
            "name": name,
            "what": what,
            "difference": signed(line["difference"]),
            "interval": interval_cell(line, signed, results.places),
            "verdict": naive_verdict(results, arm) if name.startswith("naive") else verdict(line, "low"),
        }
        for name, what, line in rows
    ]


def naive_verdict(results: Results, arm: str) -> str:
    """Whether a before-after look misleads: only where the baseline itself clearly changed without anything."""
    return "misleads" if misleads(results, arm) else "no comparison"


def made_of(results: Results) -> list[str]:
    """What the parts that stand for several ingredients hold."""
    several = [line for _, line in table_of(results).iterrows() if "+" in line["members"]]
    return [
        f"{short(line['ingredient']).capitalize()} stands here for: "
        f"{'; '.join(BY_NAME[name].meaning for name in line['members'].split('+'))}."
        for line in several
    ]


def before_after(results: Results, arm: str) -> pd.Series | None:
    """The naive line of an arm; None where the arms branch on the first day."""
    table = results.comparison
    lines = table[(table["resources"] == BEFORE_AFTER) & (table["arm"] == arm) & (table["metric"] == METRIC)]
    return lines.iloc[0] if len(lines) else None


def _size(days_: float) -> str:
    return f"{days_:.0f}" if days_ >= 2 else f"{days_:.1g}"


def _chinese_gap(line: pd.Series) -> str:
    size = _size(abs(float(line["value"])))
    return f"平均{'提前' if line['value'] < 0 else '推迟'}{size}天签约"


def _chinese_interval(line: pd.Series) -> str:
    """The interval: sizes where both ends are on one side, as the words before it say which side."""
    if math.isnan(line["ci_low"]):
        return "村数太少，没有区间"
    low, high = (_end(line, name) for name in ("ci_low", "ci_high"))
    if line["ci_low"] <= 0 <= line["ci_high"]:
        return f"模拟误差范围{low}至{high}天"
    ends = sorted((low.lstrip("+−"), high.lstrip("+−")), key=lambda text: float(text.replace(",", "")))
    return f"模拟误差范围{ends[0]}—{ends[1]}天"


def _chinese_percent(share: float) -> str:
    return percent(share).replace("under ", "不到").replace(" ", "")
