"""What the columns of other tables mean: those of validation, of a fit, of what parts a difference, and of people."""

from __future__ import annotations

from experiments.study.codes import COMPARISON, FEW, SHARES, Code

MEASURE = "unit of the measure"
DOUBT = {"interval_doubtful": COMPARISON["interval_doubtful"]}


def ends(name: str, unit: str, meaning: str, null: str) -> dict[str, Code]:
    """A value and the two ends of its interval."""
    sides = {f"{name}_{end}": Code(unit, f"{side} end of the interval of {name}", FEW) for end, side in SIDES}
    return {name: Code(unit, meaning, null)} | sides


SIDES = (("low", "lower"), ("high", "upper"))
PATTERNS = DOUBT | {
    "id": Code("name", "of the pattern", ""),
    "source": Code("text", "fact or section that says so", ""),
    "statement": Code("text", "what it says, as a measure", ""),
    "expected_low": Code(MEASURE, "lowest value that agrees with the source", ""),
    "expected_high": Code(MEASURE, "highest value that agrees with it", ""),
    "simulated_low": Code(MEASURE, "lower quantile or end of the interval; inf is never", "no run is left, or too few"),
    "simulated_median": Code(MEASURE, "middle of the runs, or their mean; inf is never", "no run is left"),
    "simulated_high": Code(
        MEASURE, "upper quantile or end of the interval; inf is never", "no run is left, or too few"
    ),
    "passed": Code("True or False", "whether the simulated values lie where they must", ""),
    "runs": Code("runs", "looked at", ""),
    "never": Code("runs", "of these that never got there", "is not counted there"),
    "idle": Code(MEASURE, "value of a model in which nothing happens; it must not pass", "nothing is known of it"),
    "known": Code("text", "why it is missed, where that is known", "is not known to be missed"),
    "explanation": Code("word", "explanation of the stall under which the runs were made", "says nothing of a stall"),
    "required": Code("True or False", "whether a miss makes the validation fail", ""),
    "switch": Code("words", "under which the pattern must vanish, as its mechanism is off", ""),
    "switched_off": Code(MEASURE, "the same value with its mechanism off", "no run is left"),
    "vanishes": Code("True or False", "whether the pattern does not show with its mechanism off", ""),
}
RELATIVE = "share"
CONDITIONS = DOUBT | {
    "id": PATTERNS["id"],
    "statement": Code("text", "what the condition is", ""),
    "rival": Code("name", "arm that the task force is judged against", ""),
    "own": Code("True or False", "whether it is the condition's own rival, on which it is decided", ""),
    "switch": Code("name", "parameter that makes the condition", ""),
    "base_value": Code("unit of the parameter", "at the base", ""),
    "switch_value": Code("unit of the parameter", "at the condition", ""),
    **ends("base", RELATIVE, "task force over its rival, less one, at the base", "the rival needs nothing"),
    **ends("switched", RELATIVE, "the same at the condition", "the rival needs nothing"),
    **ends("effect", RELATIVE, "switched less base", "the rival needs nothing"),
    "break_even": Code("unit of the parameter", "value at which the two are level", "no sign changes, or no number"),
    "between": Code("text", "each value of the parameter with what came out", ""),
    "p_base": Code("0..1", "chance of such a win at the base if there were none", ""),
    "p_switched": Code("0..1", "chance of such a loss at the condition if there were none", ""),
    "p_worse": Code("0..1", "share of resamples in which the condition does not add the margin", ""),
    "pairs": COMPARISON["pairs"],
    "must": Code("words", "what must be shown, or validation fails", "nothing must"),
    "known": PATTERNS["known"],
    "wins": Code("True or False", "wins at the base, told from chance among all conditions", ""),
    "loses": Code("True or False", "loses at the condition, so told", ""),
    "worse": Code("True or False", "the condition adds to the disadvantage, so told", ""),
    "flips": Code("True or False", "wins at the base and loses at the condition, so told", ""),
}
CASE = {
    "case": Code("name", "city in which the curve is drawn", ""),
    "kind": Code("word", "base: as it is; cause: one cause switched off; task: tasks of one kind", ""),
    "statement": Code("text", "what the case is", ""),
    "metric": Code("name", "measure that is looked at", ""),
    "runs": Code("replications", "that are counted", ""),
}
CURVE = CASE | DOUBT | {
    "number": Code("task forces", "in the city", ""),
    "mean": Code(MEASURE, "over the replications", "none has it"),
    "difference": Code(MEASURE, "to the city without task forces", "none has both"),
    "ci_low": COMPARISON["ci_low"],
    "ci_high": COMPARISON["ci_high"],
}  # fmt: skip
OPTIMUM = CASE | DOUBT | {
    "optimum": Code("task forces", "at which the mean is lowest", ""),
    "low": Code("task forces", "lower end of the interval of the optimum", FEW),
    "high": Code("task forces", "upper end of it", FEW),
    "value": Code(MEASURE, "at the optimum", ""),
    **ends("gain", MEASURE, "no task force less the optimum", "none has both"),
    **ends("rise", MEASURE, "the most task forces less the optimum", "none has both"),
    "inner": Code("True or False", "whether neither none nor the most is best, surely", ""),
    **ends("bend", "share", "of the base's rise beyond its optimum that is gone here", "nothing rises, or base"),
}  # fmt: skip
LEVELS = CASE | DOUBT | {
    "rival": Code("name", "arm without a team", ""),
    "optimum": OPTIMUM["optimum"],
    "level": Code(MEASURE, "of the rival", "none has it"),
    **ends("to_rival", MEASURE, "the best number of task forces less the rival", "none has both"),
}  # fmt: skip
WAYS = {
    "way": Code("word", "way into a team", ""),
    "matching": Code("word", "how applicants and places are matched", ""),
    "measure": Code("name", "that is looked at", ""),
    "unit": COMPARISON["unit"],
    "mean": Code(MEASURE, "over the replications", "none has it"),
    "runs": CASE["runs"],
    **ends("to_reference", MEASURE, "difference to the first way", "none has both"),
    **ends("to_none", MEASURE, "difference to the city without task forces", "none has both, or is it"),
    "to_reference_doubtful": COMPARISON["interval_doubtful"],
    "to_none_doubtful": COMPARISON["interval_doubtful"],
}
THRESHOLDS = {
    "threshold": Code("share of households", "that must sign within the window", ""),
    "projects": Code("projects", "that were simulated", ""),
    **ends("met", "share of projects", "that met it", ""),
    **ends("missed", "share of projects", "whose window fell through for good", ""),
}
GROUPS = {
    "households": Code("households", "of the group", ""),
    "projects": THRESHOLDS["projects"],
    **ends("all_signed", "share of projects", "in which all have signed at the horizon", ""),
    **ends("most_signed", "share of projects", "in which as many have as the threshold asks", ""),
    "signed_mean": Code("share of households", "that have signed at the horizon, mean of the projects", ""),
}
FUSED = SHARES | {"ingredient": Code("names", "ingredients that this difference cannot part, together", "")}
INTERACTIONS = DOUBT | {
    "metric": SHARES["metric"],
    "one": Code("name", "ingredient", ""),
    "other": Code("name", "ingredient", ""),
    **ends("value", MEASURE, "what both do together beyond what each does alone", "no context can be run"),
    "ci_low": COMPARISON["ci_low"],
    "ci_high": COMPARISON["ci_high"],
    "contexts": Code("number", "of other ingredients' settings that it rests on", ""),
    "possible_contexts": Code("number", "of such settings that there are", ""),
}
SENSITIVITY = DOUBT | {
    "resources": COMPARISON["resources"],
    "metric": Code("name", "measure that is looked at", ""),
    "quantity": Code("word", "level: of the first arm; gap: of another arm less the first", ""),
    "arm": Code("name", "whose level or gap it is", ""),
    "explanation": Code("word", "explanation of the stall that holds in the cities; all: every one", ""),
    "method": Code("word", "how the index is computed", ""),
    "index": Code("word", "name of the index in its method", ""),
    "input": Code("name", "parameter, or two of them joined", ""),
    "value": Code("index", "estimate", "nothing varies"),
    "low": Code("index", "lower end of its interval", FEW),
    "high": Code("index", "upper end of its interval", FEW),
    "chance": Code("index", "what the strongest of all inputs reaches by chance", "is not told by the method"),
    "cities": Code("cities", "that it rests on", "its points are no cities"),
    "noise_share": Code(
        "share", "of the variance between points that is chance of few replications", "one replication"
    ),
}
FIT = {
    **{
        f"left_{name}": Code("households", f"left at the intervention, {what}", "")
        for name, what in (("low", "ten of a hundred villages have fewer"), ("median", "in the middle village"),
                           ("mean", "mean of the villages"), ("high", "ten of a hundred villages have more"))
    },
    "stall_median": Code("day", "since the last signature at the intervention, in the middle village", ""),
    "admitted": Code("True or False", "whether the middle 80 % hold the fact, and half of them stall long enough", ""),
    "misfit": Code("households", "distance from the fact", ""),
}  # fmt: skip
OF_PEOPLE = {
    "arm": Code("name", "way of organising that was run", ""),
    "team": Code("number", "of the task force, from 1", ""),
    "project": Code("number", "of its project, from 1; 0: none", ""),
    "kind": Code("word", "kind of the project", "it has no project"),
    "day": Code("day", "after the intervention", ""),
    "date": Code("date", "of that day", ""),
    "stage": Code("word", "stage of life that the team turns to", ""),
    "members": Code("persons", "in it", ""),
    "cadre": Code("number", "of the person, from 1", ""),
    "department": Code("name", "that the person is of", ""),
    "competence": Code("name", "that the person brings, or the project needs", ""),
    "move": Code("word", "joins or leaves", ""),
    "lent": Code("yes or no", "whether a department of the city lends the person", ""),
    "needed": Code("yes or no", "whether the project needs the competence", ""),
}
EMULATOR = {
    "explanation": Code("word", "explanation of the stall under which the points were simulated", ""),
    "output": Code("name", "measure whose means over replications are emulated", ""),
    "arm": Code("name", "way of organising", ""),
    "model": Code("words", "quadratic or Gaussian process, whichever errs less at points left out", "none was fitted"),
    "link": Code("word", "scale on which it is fitted: identity, root or log", "none was fitted"),
    "mean": Code(MEASURE, "mean over the points", "some runs have no value"),
    "sd": Code(MEASURE, "standard deviation over the points", "some runs have no value"),
    "r2": Code("share", "of the variance over points that is told where they are left out in ten folds", "not fitted"),
    "rmse": Code(MEASURE, "root mean square of what is missed there", "none was fitted"),
    "fresh": Code("points", "that the emulator had not seen, at which its band was tried", ""),
    "held": Code("share", "of the fresh points whose mean the 90 % band held", "was not tried"),
    "width": Code("standard deviations", "mean width of the band, of the output over fresh points", "was not tried"),
    "state": Code("words", "shown, the same everywhere, or hidden", ""),
    "why": Code("words", "why it is hidden", "it is not hidden"),
}
OF_CHECKS = {
    "emulator.csv": EMULATOR,
    "patterns.csv": PATTERNS, "conditions.csv": CONDITIONS, "curve.csv": CURVE, "optimum.csv": OPTIMUM,
    "levels.csv": LEVELS, "ways.csv": WAYS, "thresholds.csv": THRESHOLDS, "groups.csv": GROUPS, "fused.csv": FUSED,
    "interactions.csv": INTERACTIONS, "sensitivity.csv": SENSITIVITY, "fit.csv": FIT, "lives.csv": OF_PEOPLE,
    "moves.csv": OF_PEOPLE, "coverage.csv": OF_PEOPLE,
}  # fmt: skip
