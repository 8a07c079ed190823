"""Amounts in words: the same digits in both languages, with the unit that each language uses."""

from __future__ import annotations

import math

from experiments.report.findings import BY_NAME
from experiments.report.results import Results
from experiments.report.shares import METRIC
from experiments.report.speech import Two, same, there, titled, word

MONEY = ("million yuan", "million yuan a signature")
UNITS = {"0..1": "scale"}  # units whose sign is no name
TEN_THOUSANDS = 100.0  # of yuan in a million


def number(value: float) -> str:
    """A number with as many digits as a reader needs; nothing is never signed."""
    if math.isnan(value):
        return "–"
    size = abs(value)
    text = f"{size:,.0f}" if size >= 10 else f"{size:.1f}" if size >= 1 else f"{size:.2f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if text == "0" or value > 0 else f"−{text}"


def signed(value: float) -> str:
    """The same with a plus where it is more."""
    text = number(value)
    return f"+{text}" if value > 0 and text != "0" else text


def amount(value: float, unit: str, sign: bool = False) -> Two:
    """A value in its unit; the Chinese unit of money is ten thousand yuan."""
    if math.isnan(value):
        return same(number(value))
    form = signed if sign else number
    said = word(f"units.{UNITS.get(unit, unit)}")
    english = form(100.0 * value if unit.startswith("share") else value)
    chinese = form(TEN_THOUSANDS * value) if unit in MONEY else english
    gap = "" if said.en.startswith("%") else " "
    return Two(f"{english}{gap}{said.en}", f"{chinese}{said.zh}")


def level(measure: str, value: float) -> Two:
    """A level of a measure."""
    return amount(value, BY_NAME[measure].unit)


def bare(measure: str, value: float) -> Two:
    """A level without its unit."""
    unit = BY_NAME[measure].unit
    chinese = TEN_THOUSANDS if unit in MONEY else 100.0 if unit.startswith("share") else 1.0
    return Two(number(value * (100.0 if unit.startswith("share") else 1.0)), number(chinese * value))


def change(measure: str, value: float) -> Two:
    """A difference of a measure."""
    return amount(value, BY_NAME[measure].unit, sign=True)


def days(value: float) -> Two:
    """A size in days."""
    return amount(abs(value), "day")


def measure(name: str) -> Two:
    """What a measure is called."""
    return word(f"measures.{name}")


def of_kind(results: Results, name: str) -> Two:
    """What a measure is called where a kind of client is spoken of."""
    return outcome(results) if name == METRIC else measure(name)


def places(noun: str, many: bool = True) -> Two:
    """What one replication is called, or several; as the kind calls it where the list has no word."""
    key = f"places.{noun}.{'many' if many else 'one'}"
    return word(key) if there(key) else titled(noun)


def outcome(results: Results) -> Two:
    """What the headline counts; as the kind itself tells it where the list has no words."""
    key, told = f"kinds.{results.config['clients']}", results.told
    return word(key) if there(key) else Two(told.outcome, f"{told.chinese}天数")


def client(results: Results) -> Two:
    """Whose days are counted."""
    key, told = f"clients.{results.told.client}", results.told
    return word(key) if there(key) else Two(told.client, told.chinese_client)
