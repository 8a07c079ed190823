"""What the columns of the story of one run mean, and of its pictures."""

from __future__ import annotations

from experiments.study.codes import Code

NO_STAND = "the row is no event that counts it"
STORY = {
    "arm": Code("name", "arm whose run it is", ""),
    "day": Code("day", "after the intervention", ""),
    "date": Code("date", "of that day", ""),
    "event": Code("name", "what happened; stand: how things stand on that day", ""),
    "change": Code("times", "that it happened since the last row of this event", "how things stand"),
    "n": Code("number", "first number of the sentence that the page says", NO_STAND),
    "total": Code("number", "second number of that sentence", NO_STAND),
    "other": Code("number", "third number of that sentence", NO_STAND),
    "home": Code("working days per cadre", "routine work waiting in all departments", "the row is an event"),
    "point": Code("number", "row of points.parquet of the run, from 0", ""),
    "replication": Code("number", "which of the replications of its point, from 0", ""),
    "difference": Code("day", "of the headline between the two arms in this run", ""),
    "median": Code("day", "of that difference over all pairs", ""),
    "of": Code("pairs", "over which the median is", ""),
    "seed": Code("number", "seed of all luck in the run", ""),
}
PICTURES = {name: STORY[name] for name in ("arm", "day", "date")} | {
    "cell": Code("number", "of the client, from 1, the same on every date", ""),
    "x": Code("place", "from the left; in km where the clients lie on a map", ""),
    "y": Code("place", "from below, likewise", ""),
    "state": Code("name", "how the client stands on that day", ""),
}
OF_STORY = {"story.csv": STORY, "pictures.csv": PICTURES}
