"""Which ingredient makes the difference between two arms? Shapley attribution over chosen ingredients.

python -m experiments.explain scenario=xiaonanmen baseline=siloed treatment=task_force resources=as_it_was
       metric=restricted_days ingredients=[pooled,authority,ownership] replications=100 seed=1 workers=2
       output=results/explain explain=ingredients explanation=lapse executor=processes
       groups={added:[hours,staff,money]} dry_run=true any.parameter=value
       explain=plausible points=50 design.width=0.5

Every combination of ingredients is run in the same replications, and the difference is divided among them by Shapley's
value (Owen's with groups) over the orders in which each comes after what it needs. All ingredients that differ take
part; of those not chosen one player is made, rest; ``fuse={name:[...]}`` makes one of those named.
``explain=NAME`` chooses a file of configs/question/ (``resources``: staff, hours, freed members, money, authority,
coordination; ``plausible``: the same over so many draws of plausible cities, each under every explanation or one
``explanation=``).
``coordination.x=`` sets both arms, ``resources.x=`` the treatment; the baseline is a closed city. Writes
attribution.csv, fused.csv, interactions.csv and figures/attribution.svg. The same command again goes on where it
stopped. Exit codes: 0 done; 1 some runs failed; 2 bad input; 130 or 143 interrupted, resumable.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from experiments.attribution.coalitions import scenario_of, values_in
from experiments.attribution.game import Game, experiment_of, game_of, known_of
from experiments.attribution.players import NOBODY
from experiments.attribution.question import Question, load
from experiments.attribution.shares import TOTAL, attribution, conclusion, interactions
from experiments.kinds import plural
from experiments.study.command import Command, Tables
from experiments.study.design import PLAUSIBLE
from experiments.study.experiment import Experiment
from experiments.study.front import run, say
from experiments.study.intervals import Judgement, as_text, explained
from sim.clients.kinds import kind_named


class Asked(NamedTuple):
    """A question, and what is to be run to answer it."""

    question: Question
    game: Game


def read(arguments: list[str]) -> Asked:
    """The question that *arguments* describe."""
    question, city = load(arguments)
    return Asked(question, game_of(question, city))


def experiments(asked: Asked) -> list[Experiment]:
    """Every combination."""
    return [experiment_of(asked.question, asked.game, asked.question)]


def tables(asked: Asked, folder: Path) -> Tables:
    """Shares, what stands together, and pairs; none where some combination failed everywhere."""
    question, game = asked
    values, left_out = values_in(folder, question.metric, game.gap, game.coalitions)
    if left_out:
        say(f"{left_out} replications are left out: some of their combinations failed")
    if not len(values.table):
        return {}
    judgement = Judgement(question.confidence, question.resamples, 1.0)
    table, together = attribution(game.gap, values, game.orders, judgement, question.permutation_seed)
    pairs = interactions(game.gap, values, judgement)
    return {"attribution.csv": table, "fused.csv": together, "interactions.csv": pairs}


def told(asked: Asked, folder: Path, made: Tables) -> str:
    """The answer as text, and the figure that was drawn of it."""
    if not made:
        return "everywhere some combination failed: there is nothing to divide"
    from experiments.report.figures import attribution as figure

    question, game = asked
    values, _ = values_in(folder, question.metric, game.gap, game.coalitions)
    ends = (float(values.of(0).mean()), float(values.of(max(game.coalitions)).mean()))
    arms = (question.baseline, question.treatment)
    drawing = figure.save(made["attribution.csv"], game.gap.members, ends, arms, folder / "figures")
    return f"{shares_as_text(question, game, made, len(values.table))}\n\ntables: {folder}; figure: {drawing}"


def shares_as_text(question: Question, game: Game, made: Tables, many: int) -> str:
    """The table of shares as a person reads it, and what can be concluded."""
    table, together = made["attribution.csv"], made["fused.csv"]
    nouns = plural(kind_named(scenario_of(game.gap.text, NOBODY).clients).noun)
    if question.design.kind == PLAUSIBLE:
        nouns = f"draws ({len(game.points.values)} plausible cities)"
    count = f"all {game.gap.orders.count:,}" if game.orders is None else f"{len(game.orders)} drawn"
    first = (
        f"{question.metric}: {question.treatment} against {question.baseline}, resources {question.resources}; "
        f"{many} {nouns} x {len(game.coalitions)} combinations, {count} orders"
    )
    lines = [first]
    for row in pd.concat([table, together]).to_dict("records"):
        mark = "=" if row["ingredient"] == TOTAL else " "
        lines.append(f"{mark} {row['ingredient']:34} {row['value']:+9.2f} {as_text(row)} {percent(row['share'])}")
    lines += explained(table, nouns)
    lines += [f"  {one.name} is {', '.join(one.members)}" for one in game.gap.players if len(one.members) > 1]
    if game.orders is not None:
        lines.append("  fused pairs are left out: they need every combination (fewer ingredients, or groups)")
    return "\n".join([*lines, "", conclusion(table)])


def percent(share: float) -> str:
    """A share of the whole, in words where there is no whole to divide."""
    return "no difference to divide" if math.isnan(share) else f"{100 * share:6.1f} %"


main = Command(
    read=read,
    configured=lambda asked: asked.question,
    known=lambda asked: known_of(asked.question, asked.game),
    experiments=experiments,
    tables=tables,
    told=told,
    shown=lambda asked: asked.question.model_dump(mode="json") | {"configuration": asked.game.gap.configuration},
)

if __name__ == "__main__":
    run(main, __doc__)
