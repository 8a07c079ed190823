"""What the columns of the verdict's tables mean: plausible cities counted, what decides them, and the account."""

from __future__ import annotations

from experiments.study.codes import COMPARISON, FEW, Code

MEASURE = "unit of the measure"
CHANCE = "one pair a city tells nothing of its luck"
SPLIT = "no city tells anything"
NEITHER = "no city has both"

LINE = {
    "cities": Code("cities", "that have a pair and are counted here", ""),
    "missing": Code("cities", "without a pair that ended: in none of the shares", ""),
    **{
        name: Code("share of the cities", f"in which the team is {name}: {rule}", SPLIT)
        for name, rule in (
            ("sooner", "better by more than the smallest difference that counts"),
            ("level", "within the smallest difference that counts"),
            ("later", "worse by more than the smallest difference that counts"),
        )
    },
    **{
        f"{name}_{end}": Code(
            "share of the cities", f"{side} end of the interval of {name}, by drawing draws again", FEW
        )
        for name in ("sooner", "level", "later")
        for end, side in (("low", "lower"), ("high", "upper"))
    },
    "difference": Code(MEASURE, "the team less the other arm, mean over the cities", SPLIT),
    "ci_low": COMPARISON["ci_low"],
    "ci_high": COMPARISON["ci_high"],
    "draws": Code("draws", "of numbers that the interval rests on; cities of one draw share its numbers", ""),
    "interval_doubtful": COMPARISON["interval_doubtful"],
    "middle_low": Code(MEASURE, "of a hundred cities ten have a lower difference", SPLIT),
    "middle_high": Code(MEASURE, "of a hundred cities ten have a higher difference", SPLIT),
    "simulation": Code(MEASURE, "half-width of what few replications a city add to the mean difference", CHANCE),
    "luck": Code(MEASURE, "standard deviation of a single pair within a city", CHANCE),
    "spread": Code(MEASURE, "standard deviation between cities once luck is taken off", CHANCE),
}
AGAINST = {
    "against": Code("name", "arm that the team is compared with; best rival: the one chosen on the other half", "")
}
EXPLAINED = {"explanation": Code("word", "explanation of the stall that holds in these cities; all: every one", "")}
VERDICT = AGAINST | EXPLAINED | LINE | {
    "among": Code("word", "all: every city; alike: those whose village is like the case", ""),
}  # fmt: skip
CROSSFIT = LINE | {
    "reported_on": Code("word", "half of the draws that is counted; both; or each city's own best rival", ""),
    "rival": Code("name", "arm that was best on the other half", "each city has its own"),
}
SIGN_MAP = AGAINST | EXPLAINED | LINE | {
    "band": Code("working days per cadre", "routine that waits at home before any arm begins, from and to", ""),
}  # fmt: skip
QUESTIONS = {
    f"{name}_{place}": Code(unit, f"{meaning}, question {place + 1} on the way to the leaf", "one question leads there")
    for place in range(2)
    for name, unit, meaning in (
        ("question", "name", "number or explanation that is asked for"),
        ("cut", "unit of the number", "where the cities are parted"),
        ("above", "0 or 1", "whether the leaf lies above the cut"),
    )
}
TREE = AGAINST | LINE | QUESTIONS | {
    "fitted": Code("cities", "of the odd draws in the leaf, on which the questions were found", ""),
    "gain_low": Code("squared sides", "at least by how much the tree foretells unseen cities better than a mean", FEW),
}  # fmt: skip
DECIDING = AGAINST | EXPLAINED | {
    "number": Code("name", "parameter that was drawn, or the backlog before", ""),
    "correlation": Code("-1..1", "Spearman's, of the number with the difference; above 0: more of it, later", ""),
    "ci_low": Code("-1..1", "lower end of its interval", FEW),
    "ci_high": Code("-1..1", "upper end of its interval", FEW),
    "chance": Code("0..1", "what the strongest of all numbers reaches in 95 of 100 shuffles of the cities", ""),
    "cities": LINE["cities"],
    "interval_doubtful": COMPARISON["interval_doubtful"],
}  # fmt: skip
CITIES = {
    "point": Code("number", "row of points.parquet, from 0", ""),
    "draw": Code("number", "plausible cities of one draw share their numbers under all explanations", ""),
    "backlog_before": Code("working days per cadre", "routine that waits at home before any arm begins", ""),
    "difference to *": Code(MEASURE, "the team less that arm, mean over the city's replications", "no pair"),
    "pairs with *": Code("pairs", "that ended in both arms", ""),
    "side to *": Code("word", "sooner, level or later than that arm, or missing", ""),
} | EXPLAINED
UNFINISHED = EXPLAINED | {
    "cities": Code("cities", "that were run", ""),
    "some_failed": Code("cities", "in which some replications have no finished run in every arm", ""),
    "all_failed": Code("cities", "in which all replications have none", ""),
    "unstaffed": Code("cities", "with a run that failed because its teams could not be filled", ""),
    "error": Code("text", "first error; empty where nothing failed", "nothing failed"),
}
GAINED = "goal-days a year"  # client-days, or another goal's own days; of earth, million yuan
LOST, RATE = "matter-days a year", "matter-days of routine a goal-day"
CUT = {"clients_left": ("clients", "left open at the horizon"), "routine_open": ("matters", "of routine open at it")}
ACCOUNT = {
    "arm": Code("name", "arm whose account it is", ""),
    "against": Code("name", "arm that it is compared with", ""),
    **{
        f"{name}{end}": Code(unit, f"{what}{side}", NEITHER if end in {"", "_10", "_90"} else FEW)
        for name, unit, what in (("gained", GAINED, "that the arm spares"), ("lost", LOST, "of routine that it costs"))
        for end, side in (
            ("", ", mean over the cities"), ("_low", ", lower end of the interval"), ("_high", ", upper end of it"),
            ("_10", ": ten of a hundred cities have less"), ("_90", ": ten of a hundred cities have more"),
        )
    },
    **{
        f"rate_{share}": Code(
            RATE, f"worth from which on it pays in {share} % of the cities; inf: at none", NEITHER
        )
        for share in (25, 50, 75)
    },
    "never": Code("share of the cities", "it pays at no rate: spares nothing and costs routine", NEITHER),
    "reversed": Code("share of the cities", "it spares nothing but helps routine: pays below some rate only", NEITHER),
    "always": Code("share of the cities", "it pays at every rate: spares days and costs no routine", NEITHER),
    **{
        name: Code(unit, f"{what}, more than in the other arm: nobody follows them", NEITHER)
        for name, (unit, what) in CUT.items()
    },
    "cities": LINE["cities"],
    "interval_doubtful": COMPARISON["interval_doubtful"],
}  # fmt: skip
RATES = AGAINST | {
    "value": Code(RATE, "what a day of the goal is held to be worth", ""),
    "share": Code("share of the cities", "in which the team pays at that worth", NEITHER),
    "low": Code("share of the cities", "lower end of its interval", FEW),
    "high": Code("share of the cities", "upper end of its interval", FEW),
    "interval_doubtful": COMPARISON["interval_doubtful"],
}
ENDED = AGAINST | {
    "ended": Code("0 or 1", "whether the team ended before the horizon", ""),
    "runs": Code("pairs", "of runs that are counted", ""),
    "gained": Code(GAINED, "that the team spares, mean of these runs", "no such run"),
    "lost": Code(LOST, "of routine that the team costs, mean of these runs", "no such run"),
}
OF_VERDICT = {
    "verdict.csv": VERDICT, "crossfit.csv": CROSSFIT, "cities.csv": CITIES, "unfinished.csv": UNFINISHED,
    "sign_map.csv": SIGN_MAP, "deciding.csv": DECIDING, "tree.csv": TREE, "account.csv": ACCOUNT, "rates.csv": RATES,
    "ended.csv": ENDED,
}  # fmt: skip
