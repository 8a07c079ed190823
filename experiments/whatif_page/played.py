"""The city that a page plays: its frames, and all that is said of them in both languages."""

from __future__ import annotations

import math
from typing import Any

from experiments.emulation.asked import Asked
from experiments.kinds.stories import story_of
from experiments.report.figures.reading.four_dates import LOOKS
from experiments.report.front.amounts import number
from experiments.report.speech import Two, joined, same, there, word
from experiments.report.story import dated, sentence, state_said
from experiments.report.translating import chinese
from experiments.study.explanations import NO_STALL
from sim.scenario import every_parameter

MOST = 8  # departments whose queues are drawn

Told = dict[str, Any]


def played_of(asked: Asked, kept: Told) -> Told | None:
    """What the script reads of the city; None where there is none to play."""
    if kept["why"]:
        return None
    kind = asked.first.clients
    waiting = [[frame["waiting"] for frame in arm["frames"]] for arm in kept["arms"].values()]
    most = [max(queues[place] for frames in waiting for queues in frames) for place in range(len(kept["departments"]))]
    shown = sorted(sorted(range(len(most)), key=lambda place: -most[place])[:MOST])
    return {
        "layouts": kept["layouts"],
        "states": [_both(state_said(kind, name)) | _look(story_of(kind).states[name]) for name in kept["states"]],
        "departments": [_both(named(kept["departments"][place])) for place in shown],
        "of": len(most),
        "longest": max(most),
        "arms": {name: _arm(kind, arm, shown) for name, arm in kept["arms"].items()},
        "sides": [next(iter(kept["arms"])), next(reversed(kept["arms"]))],
    }


def city_said(kept: Told) -> Two:
    """Which city is played."""
    if kept["why"]:
        return same("")
    numbers = joined([_number(name, value) for name, value in kept["point"].items()])
    if kept["explanation"] == NO_STALL:
        return word("whatif.played_how_plain", numbers=numbers)
    return word("whatif.played_how", numbers=numbers, explanation=word(f"explanations.{kept['explanation']}"))


def slider_said(name: str) -> Two:
    """What a slider is called."""
    key = "whatif.slider_" + "_".join(part for part in name.split(".") if part != "*")
    return word(key) if there(key) else Two(name, word(key).zh)


def is_share(name: str) -> bool:
    """Whether a parameter is told in per cent."""
    one = {one.name: one for one in every_parameter()}[name]
    return one.unit.startswith("share") or one.unit == "probability"


def named(department: str) -> Two:
    """A department's name."""
    plain = department.replace("_", " ")
    return Two(plain, chinese(plain) or plain)


def _number(name: str, value: float) -> Two:
    said = same(f"{100 * value:.0f} %" if is_share(name) else number(value))
    called = slider_said(name)
    return Two(f"{called.en}: {said.en}", f"{called.zh}：{said.zh}")


def _arm(kind: str, arm: Told, shown: list[int]) -> Told:
    frames = []
    for frame in arm["frames"]:
        n, total, other = frame["stand"]
        row = {"event": "stand", "change": 0.0, "n": n, "total": total, "other": other, "home": frame["home"]}
        frames.append(
            {name: frame[name] for name in ("day", "cells", "layout", "members")}
            | {"date": _both(dated(frame["date"])), "said": _both(sentence(kind, row))}
            | {"waiting": [frame["waiting"][place] for place in shown]}
        )
    events = [{"day": row["day"], **_both(_event(kind, row))} for row in arm["events"]]
    return {"frames": frames, "events": events}


def _event(kind: str, row: Told) -> Two:
    whole: Told = {"n": math.nan, "total": math.nan, "other": math.nan} | row  # a number that is none was left out
    return word("stories.line", date=dated(row["date"]), day=number(float(row["day"])), said=sentence(kind, whole))


def _look(name: str) -> Told:
    mark, colour, filled, size = LOOKS[name]
    return {"mark": mark, "colour": colour, "filled": filled, "size": size}


def _both(text: Two) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
