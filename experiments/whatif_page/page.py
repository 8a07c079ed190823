"""Writing the page of sliders from a folder's emulators: words, data and script in one file."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments.emulation.asked import Asked
from experiments.emulation.band import EVERYWHERE, REACH
from experiments.emulation.judged import HIDDEN, SAME, SHOWN
from experiments.emulation.recorded import FILE as PLAYED
from experiments.kinds import told_of
from experiments.report.figures.style import ARM_COLOURS, ARM_LOOKS
from experiments.report.front.amounts import MONEY, TEN_THOUSANDS, UNITS
from experiments.report.setting import HERE as REPORT
from experiments.report.speech import Two, entry, same, there, titled, word, word_list
from experiments.report.translating import chinese
from experiments.study.manifest import Manifest
from experiments.study.store import write_whole
from experiments.whatif_page.played import city_said, is_share, played_of, slider_said
from sim.measures.columns import COLUMNS

HERE = Path(__file__).parent
PAGE = "whatif.html"
SCRIPTS = ("whatif.js", "played.js")
STEPS = 100  # of a slider that is no whole number
HOME = "home_backlog_days"
STATES = {SHOWN: "whatif.state_shown", HIDDEN: "whatif.state_hidden", SAME: "whatif.state_same"}


def write_page(asked: Asked, kept: dict[str, Any], table: pd.DataFrame, folder: Path, manifest: Manifest) -> Path:
    """Write the page into *folder*."""
    banners = [word("whatif.too_few", why=reason(one["why"])) for one in kept.values() if one["why"]][:1]
    if not asked.wanted.fresh:
        banners.append(word("whatif.untried"))
    played = json.loads((folder / PLAYED).read_text(encoding="utf-8"))
    data = data_of(asked, kept) | {"played": played_of(asked, played)}
    page = _environment().get_template("whatif.html.j2").render(
        title=word("whatif.title", scenario=titled(asked.first.title)),
        banners=banners,
        explanations={name: word(f"explanations.{name}") for name in kept},
        replications=asked.first.study.replications,
        hidden=[_hidden(asked, row) for row in table.to_dict("records") if row["state"] == HIDDEN],
        rows=[_row(asked, row) for row in table.to_dict("records")],
        css=(REPORT / "page.css").read_text(encoding="utf-8") + (HERE / "whatif.css").read_text(encoding="utf-8"),
        scripts=[(HERE / name).read_text(encoding="utf-8") for name in SCRIPTS],
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/"),
        not_played=reason(played["why"]),
        city=city_said(played),
        word=word,
        manifest=manifest,
        command=shlex.join(manifest["command"]),
    )  # fmt: skip
    write_whole(folder / PAGE, page.encode())
    return folder / PAGE


def data_of(asked: Asked, kept: dict[str, Any]) -> dict[str, Any]:
    """All that the script reads."""
    arms = asked.first.arms
    used = list(word_list()["whatif"])
    units = {column.name: column.unit for column in COLUMNS}
    looks = {name: ARM_COLOURS[place % len(ARM_COLOURS)] for place, name in enumerate(arms)}
    under = {
        name: one
        | {"sliders": [_slider(told) for told in one["sliders"]]}
        | {"why": _both(reason(one["why"])) if one["why"] else ""}
        for name, one in kept.items()
    }
    told = told_of(asked.first.clients)
    ordered = sorted(asked.outputs, key=lambda name: (name != told.currency, name != HOME))
    outputs = {name: _both(word(f"measures.{name}")) | {"unit": _unit(units[name])} for name in ordered}
    judged = [["goal", told.currency], ["home", HOME]]
    return {
        "under": under,
        "arms": {name: _both(titled(arm.title)) | {"colour": _colour(name, looks[name])} for name, arm in arms.items()},
        "outputs": outputs,
        "judged": [[key, name] for key, name in judged if name in outputs],
        "words": {key: dict(entry(f"whatif.{key}") or {}) for key in used},
        "command": command_of(asked),
        "reach": REACH,
        "everywhere": EVERYWHERE,
    }


def command_of(asked: Asked) -> str:
    """The command that simulates a point, up to its numbers: the same villages, in the same arms."""
    first = asked.first
    own = {"study.rival_replications": 0, "study.attribution_replications": 0, "replications": first.study.replications,
           "seed": first.study.seed, "output": "results/point"}  # fmt: skip
    heads = (
        f"study=one_point scenario={first.name} arms=[{','.join(first.arms)}] resources=[{','.join(first.resources)}]"
    )
    return " ".join(["python -m experiments.compare", heads, *(f"{key}={value}" for key, value in own.items())])


def _slider(told: dict[str, Any]) -> dict[str, Any]:
    step = (told["high"] - told["low"]) / STEPS
    return told | _both(slider_said(told["name"])) | {"step": step, "share": is_share(told["name"])}


def reason(text: str) -> Two:
    """Why something is not shown."""
    return Two(text, chinese(text) or text)


def _colour(arm: str, otherwise: str) -> str:
    look = ARM_LOOKS.get(arm)
    return str(look[0]) if look else otherwise


def _unit(unit: str) -> dict[str, Any]:
    """What a unit is called, and what a value is multiplied by: Chinese money is in ten thousands of yuan."""
    key, share = f"units.{UNITS.get(unit, unit)}", 100.0 if unit.startswith("share") else 1.0
    times = {"en": share, "zh": TEN_THOUSANDS if unit in MONEY else share}
    return _both(word(key) if there(key) else same(unit)) | {"times": times}


def _both(text: Two) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


def _heads(asked: Asked, row: dict[Any, Any]) -> dict[str, Two]:
    return {"explanation": word(f"explanations.{row['explanation']}"), "output": word(f"measures.{row['output']}"),
            "arm": titled(asked.first.arms[row["arm"]].title)}  # fmt: skip


def _hidden(asked: Asked, row: dict[Any, Any]) -> Two:
    return word("whatif.hidden_line", why=reason(str(row["why"])), **_heads(asked, row))


def _row(asked: Asked, row: dict[Any, Any]) -> list[Two]:
    numbers = [same("–" if pd.isna(row[name]) else f"{row[name]:.2f}") for name in ("r2", "held", "width")]
    return [*_heads(asked, row).values(), word(STATES[row["state"]]), *numbers]


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
