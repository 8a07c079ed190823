"""Households that are to be relocated, as commands and the report tell of them."""

from __future__ import annotations

from experiments.kinds.told import CADRES, HOME, Alike, Anchor, Cost, Tail, Told, Warned

VOIDED = "voided_windows"  # threshold contracts that fell through
STALLED = (
    "Why the real village stalled. Every explanation here was fitted to the same fact, so none is tested by it; "
    "where they disagree, only evidence from the files themselves could tell."
)
LATER = (
    "What a task force does to later projects. The runs end at the horizon; what households learn about waiting, "
    "and what home departments lose when their best people leave for good, is not counted beyond it."
)
TAIL = Tail(
    left="households_left",
    costs=(
        Cost("last_staff_days", "earlier_staff_days", "staff-days", "个工作日"),
        Cost("last_money", "earlier_money", "million yuan", "百万元"),
    ),
    warned=(
        Warned(
            "unpaid_signatures",
            "Warning: the money under the ceiling (offer.ceiling) was gone in {hit} of {of} {places} of the {arm}, "
            "where {mean} households on average would have signed and were not paid: what is missing there is money.",
            "警告：{arm}的{of}个村中有{hit}个资金上限已用尽，平均{mean}户愿签而无钱可付。",
        ),
        Warned(
            VOIDED,
            "Warning: windows of a threshold contract were missed in {hit} of {of} {places} of the {arm}, {mean} on "
            "average: all that had been signed in them was void.",
            "警告：{arm}的{of}个村中有{hit}个未在期限内达到签约比例（平均{mean}次），期内所签全部作废。",
        ),
    ),
)
SIGNING = (
    "Lines are means over villages, bands hold the middle 80 % of them. Left, the history that all arms share; right, "
    "what each arm made of it."
)
TOLD = Told(
    checks=(
        "city.departments.*.utilisation",
        "households.adequacy_median",
        "issues.per_household",
        "issues.tangled_share",
        "work.validity",
    ),
    goals=("restricted_days", "signed_in_40_days", "households_left"),
    harms=("pressure_mean", "unwilling_movers", "petitions", "satisfaction_worst_decile", "early_late_gap"),
    rows=(
        "restricted_days",
        "households_left",
        "pressure_mean",
        "unwilling_movers",
        "petitions",
        "home_backlog_days",
        "money_paid",
    ),
    priced={"money_paid": ("left_at_intervention", "households_left")},
    anchor=Anchor("team_days_to_all", 40.0, "trust.relocation"),
    swept=("restricted_days", "households_left", "staff_days", "home_backlog_days", "lost_routine", "pressure_mean"),
    instead={"team_days_to_all": "restricted_to_all"},
    before=("left_at_intervention", "stall_days", "restricted_days_before"),
    naive="restricted_days_before",
    table=(
        "restricted_days",
        "signed_in_40_days",
        "households_left",
        "staff_days",
        "lost_routine",
        "home_backlog_days",
        "money_paid",
        "satisfaction_worst_decile",
        "pressure_mean",
        "unwilling_movers",
    ),
    costs={
        "money_paid": "money",
        "pressure_mean": "pressure on households (harm)",
        "petitions": "petitions (harm)",
        "unwilling_movers": "unwilling movers (harm)",
        "satisfaction_worst_decile": "satisfaction of the worst tenth",
        "early_late_gap": "gap between late and early prices",
    },
    bearers={
        "households": {
            "restricted_days": "days until signature",
            "households_left": "households never signed",
            "satisfaction_worst_decile": "satisfaction of the worst tenth, 0–1",
            "pressure_mean": "pressure suffered (harm), 0–1",
            "petitions": "petitions (harm)",
            "unwilling_movers": "unwilling movers (harm)",
        },
        "home departments": HOME,
        "the cadres": CADRES,
        "the treasury": {"money_paid": "money paid, million yuan"},
    },
    ledger={
        "households_left": "households never signed",
        "matters_solved": "files really solved",
        "staff_days": "staff days charged",
        "overtime_days": "overtime days",
        "home_backlog_days": "routine waiting at home\n(working days a cadre)",
        "lost_routine": "routine work not done\n(working days)",
        "money_paid": "paid to households\n(million yuan)",
        "contacts": "visits",
    },
    outcome="days until signature",
    over="mean over the households left",
    done="the households that were left signed",
    sooner="households signed",
    files="the households' files",
    goes_on=False,
    tells_nothing_too=True,
    cannot=(STALLED, LATER),
    figures={"signing": ("How the signing went", SIGNING)},
    alike=Alike(
        "left_at_intervention",
        3,
        20,
        "villages with 3 to 20 households left when the arms branch, as in the case",
        "介入时还剩3至20户的村（与案例相近）",
    ),
    tail=TAIL,
    client="household",
    chinese="剩余住户签约",
    chinese_client="户",
)
