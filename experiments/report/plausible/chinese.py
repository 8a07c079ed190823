"""The first screen in Chinese: the same verdicts, prices and reasons, from the same tables."""

from __future__ import annotations

import math

import pandas as pd

from experiments.report.plausible.said import amount, clear, count, frequencies, leaning, of_cities
from experiments.report.plausible.verdict import BEST, Verdict
from experiments.report.plausible.words import in_order
from experiments.report.speech import titled, word

STARTS = {"later": "输多赢少", "either": "有赢有输", "sooner": "赢多输少", "unknown": "城市太少，看不出输赢"}


def answer(verdict: Verdict) -> list[str]:
    """The sentences in Chinese, what contradicts the hope first."""
    said = []
    for head, line in in_order(verdict):
        said += [against(verdict, head, line), *prices(verdict, head), *decides(verdict, head)]
    return [*said, *like_the_case(verdict)]


def title(verdict: Verdict, arm: str) -> str:
    """An arm in Chinese; its title where there is no word for it."""
    return titled(verdict.results.arm_title(arm)).zh


def rival(verdict: Verdict, head: str) -> str:
    """Whom a headline is about."""
    if head != BEST:
        return title(verdict, head)
    which = "或".join(title(verdict, one) for one in dict.fromkeys(verdict.chosen.values()))
    return f"{len(verdict.rivals)}个对手中最强的一个（{which}；在一半城市中选出，在另一半城市中比较，正反各一次）"


def against(verdict: Verdict, head: str, line: pd.Series) -> str:
    """One pair: of a hundred plausible cities so many sooner, level, later."""
    sooner, level, later = frequencies(line)
    results = verdict.results
    word = "提前" if line["difference"] < 0 else "推迟"
    interval = _interval(line)
    mean = f"平均{word}{_days(abs(line['difference']))}天" if clear(line) else "平均看不出差别"
    return (
        f"与{rival(verdict, head)}相比，{STARTS[leaning(line)]}：{of_cities(line)}个可能的城市中，"
        f"{title(verdict, verdict.team)}使{results.told.chinese}提前的有{sooner}个，"
        f"不相上下（相差不到{verdict.smallest:g}天）的{level}个，推迟的{later}个；{mean}（{interval}）。"
    )


def prices(verdict: Verdict, head: str) -> list[str]:
    """What it costs and gains, and from which rate on it pays."""
    rivals = dict.fromkeys(verdict.chosen.values()) if head == BEST else [head]
    said = []
    for one in rivals:
        line = verdict.account(verdict.team, one)
        if line is not None:
            said.append(f"与{title(verdict, one)}相比，每城每年{_account(verdict, line)}。")
    return said


def _account(verdict: Verdict, line: pd.Series) -> str:
    """Both currencies and the rate."""
    coin = verdict.results.told.counted_in
    lost = _currency(line, "lost", "日常事项·日", ("多积压", "少积压"))
    gained = _currency(line, "gained", coin.chinese, ("节省", "多耗"), coin.times)
    if "beside" in line:
        gained += f"（其中{_currency(line, 'beside', coin.chinese_what, ('少', '多'))}）"
    never = count(line, "never")
    rest = f"，{of_cities(line)}个城市中有{never}个怎样折算都不合算" if never else ""
    if math.isinf(line["rate_50"]):
        return f"{lost}，{gained}；居中的城市里怎样折算都不合算{rest}"
    rate = amount(line["rate_50"])
    return f"{lost}，{gained}；居中的城市里，{coin.chinese_one}抵得上{rate}个日常事项·日以上才合算{rest}"


def _currency(line: pd.Series, name: str, unit: str, said: tuple[str, str], times: float = 1.0) -> str:
    """One currency: more, less or not clear."""
    if line[f"{name}_low"] <= 0 <= line[f"{name}_high"] or math.isnan(line[f"{name}_low"]):
        return f"{'花费' if unit == '万元' else unit}看不出差别"
    return f"{said[0] if line[name] > 0 else said[1]}{amount(times * line[name])}{unit}"


def decides(verdict: Verdict, head: str) -> list[str]:
    """The outcome under every explanation."""
    parts = []
    for name in verdict.explanations:
        line = verdict.line(head, name)
        if line is not None:
            sooner, _, later = frequencies(line)
            parts.append(f"若{word(f'explanations.{name}').zh}，{of_cities(line)}个城市中提前{sooner}、推迟{later}")
    whom = "最强的对手" if head == BEST else title(verdict, head)
    return [f"当初为何停滞，结果不同（与{whom}相比）：{'；'.join(parts)}。"] if len(parts) > 1 else []


def like_the_case(verdict: Verdict) -> list[str]:
    """The same among replications that are like the case."""
    case, parts = verdict.results.told.alike, []
    for head, _ in in_order(verdict):
        line = verdict.alike(head)
        if case is not None and line is not None:
            sooner, level, later = frequencies(line)
            whom = "最强的对手" if head == BEST else title(verdict, head)
            parts.append(f"与{whom}相比，{of_cities(line)}个城市中提前{sooner}、不相上下{level}、推迟{later}")
    return [f"只看{case.chinese}：{'；'.join(parts)}。"] if case is not None and parts else []


def _interval(line: pd.Series) -> str:
    """The interval of a mean, with what is doubtful of it."""
    if math.isnan(line["ci_low"]):
        return f"只抽取了{line['draws']:.0f}组，太少，没有区间"
    doubt = "，存疑" if line["interval_doubtful"] else ""
    return f"95%区间：{_days(line['ci_low'])}至{_days(line['ci_high'])}天{doubt}"


def _days(value: float) -> str:
    text = f"{value:.0f}" if abs(value) >= 9.5 else f"{value:.1f}"
    return "0" if float(text) == 0.0 else text.replace("-", "−")
