"""Hand-made comparisons: a few lists say what every arm did, and the page is made of them; nothing is simulated."""

from pathlib import Path

import pandas as pd

from experiments.report.results import Results
from experiments.study.intervals import Judgement
from experiments.study.settings import load_study
from experiments.study.statistics import before_after, compare_table

JUDGEMENT = Judgement(0.95, 200, 0.05)
MANY = 24  # replications, unless lists say otherwise
RUN = {"ring_fence": 0.0, "status": "ok", "error": "", "point": 0}


def runs_of(arms, resources="closed", **usual):
    """A table of runs: *arms* holds for each a measure and its values, or one value for all replications."""
    rows = []
    for arm, measures in arms.items():
        values = usual | measures
        many = max([len(one) for one in values.values() if isinstance(one, list)], default=MANY)
        for place in range(many):
            row = {name: one[place] if isinstance(one, list) else one for name, one in values.items()}
            rows.append(RUN | {"arm": arm, "resources": resources, "replication": place, "seed": place} | row)
    frame = pd.DataFrame(rows)
    return frame.assign(run_id=[f"r{place}" for place in range(len(frame))])


def results_of(runs, scenario="xiaonanmen", before="", rivals=(), **more):
    """The comparison of such runs, the first arm its baseline; *rivals* are further tables by explanation."""
    arms, settings = list(dict.fromkeys(runs["arm"])), list(dict.fromkeys(runs["resources"]))
    words = ["study=one_point", f"scenario={scenario}", f"arms=[{','.join(arms)}]"]
    words += [f"resources=[{','.join(settings)}]", "study.rival_replications=0", "study.attribution_replications=0"]
    table = compare_table(runs, JUDGEMENT)
    if before:
        table = pd.concat([table, before_after(runs, JUDGEMENT, before)], ignore_index=True)
    told = [compare_table(one, JUDGEMENT).assign(explanation=name) for name, one in rivals]
    empty = dict.fromkeys(("daily", "shares", "lives", "moves", "coverage"), pd.DataFrame())
    manifest = {"failures": [], "seed": 1, "command": ["compare"], "config_hash": "c" * 16, "code_hash": "d" * 16}
    manifest |= {"versions": {"python": "3"}, "rng_scheme": 1}
    return Results(
        folder=Path("nowhere"),
        manifest=manifest,
        config=load_study(words).model_dump(mode="json"),
        runs=runs,
        comparison=table,
        rivals=pd.concat(told, ignore_index=True) if told else pd.DataFrame(),
        **(empty | more),
    )


def spread(mean, by=1.0, many=MANY):
    """Values around a mean that differ a little, so that intervals are short and not nothing."""
    return [mean + by * (place % 3 - 1) for place in range(many)]


def texts(front, language):
    """All that stands above the fold in a language, a line each."""
    rows = [text for row in front.rows for text in (row.measure, *row.cells, row.words)]
    sides = [text for one in front.bearers for text in (one.who, *one.gains, *one.pays)]
    said = [text for one in front.three for text in (one.text, one.sure) if text]
    lists = [*front.banners, *front.trust, *front.why, *front.when_not, *front.cannot]
    return [text.of(language) for text in (front.title, front.question, *said, *lists, *rows, *sides)]


def unclean(page):
    """What no page may hold: words that are missing, numbers that are none, and counts of more than there were."""
    import re

    text = re.sub(r"<style.*?</style>|<pre.*?</pre>|<code.*?</code>", " ", page, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", text)
    bad = re.findall(r"⟦[^⟧]*⟧|\bnan\b|\d[eE][-−]0\d|(?<![\d.,])[-−]0(?:\.0+)?(?![.\d])", text, flags=re.IGNORECASE)
    return sorted(set(bad))
