"""Sites that dig and fill, as commands and the report tell of them."""

from __future__ import annotations

from experiments.kinds.told import CADRES, HOME, Coin, Told

FLOOR, REGRET = "optimum_money", "regret"
PARTS = {  # parts of what earth costs, in the order in which they are stacked
    "haul_money": "hauls",
    "tip_money": "tips",
    "pit_money": "pits",
    "left_money": "what is left over",
    "store_money": "stores",
    "bare_money": "bare soil",
    "office_money": "the office's people",
    "blocked_money": "sites that stand still",
}
CLAIRVOYANT = (
    "How near anybody could come to the clairvoyant floor. It knows every week of every site beforehand, waits without "
    "limit and talks to nobody: a bound, not a rival."
)
FIRMS = (
    "What firms would do with the same power. Builders, owners and hauliers stand here as desks with people and a "
    "queue; what they gain or lose by a deal, beyond refusing it, is not followed."
)
MAP = (
    "The first town. Circles are heaps, by what lies there; squares are sites that fill, full while they work; lines "
    "are deals agreed until the next date, by what they carried."
)
STACK = (
    "Means over towns. The upright line is the least that hauls, tips and pits could have cost on the very calendar of "
    "the arm, had everything been known; the number is regret, what they did cost over that, less one."
)
YUAN = Coin(  # a matter-day that is worth 10,000 yuan, down to one that is worth 1
    one="a million yuan",
    many="million yuan",
    chinese="万元",
    chinese_one="每百万元",
    unit="million yuan",
    times=100.0,
    rates=(100.0, 1_000_000.0),
    beside="standing_days",
    what="site-days of standing still",
    chinese_what="停工工地·日",
)
CALLED = {
    REGRET: "regret (cost over clairvoyant, less one)",
    "sites.office.horizon_weeks": "how far ahead plans look (weeks)",
    "sites.outlets.stores": "places for stores",
    "sites.ground.total": "sites beside those known by name",
    "sites.outlets.outside_km": "tips and pits outside by (km)",
}
STILL = "The first town. The sites that stood still longest in any arm, and why."
TOLD = Told(
    checks=(
        "sites.ground.volume",
        "sites.ground.fill_share",
        "sites.prices.tip",
        "sites.fleet.trucks",
        "sites.outlets.outside_km",
    ),
    swept=("regret", "total_money", "standing_days", "restricted_days", "staff_days", "lost_routine"),
    table=(
        "regret",
        "regret_common",
        "regret_total",
        "total_money",
        "earth_money",
        *PARTS,
        "fined_money",
        "standing_days",
        "blocked_site_days",
        "waiting_site_days",
        "heap_days",
        "bare_ha_days",
        "talks_held",
        "talk_days_mean",
        "long_talks_share",
        "refused_share",
        "reuse_share",
        "reuse_km",
        "stored_m3",
        "park_from_nearest",
        "plans_failed",
        "restricted_days",
        "staff_days",
        "lost_routine",
        "home_backlog_days",
    ),
    bearers={
        "builders and owners": {
            "restricted_days": "days until earthworks are done",
            "blocked_site_days": "days under another's heap (harm)",
            "waiting_site_days": "days for want of earth",
            "earth_money": "hauls, tips and pits, million yuan",
            "fined_money": "penalties, million yuan",
        },
        "who lives there": {"bare_ha_days": "bare soil, ha-days (harm)"},
        "the four parties": HOME | {"routine_days": "days that routine stands open"},
        "their people": CADRES,
    },
    ledger={
        "total_money": "all that earth cost\n(million yuan)",
        "standing_days": "sites standing still\n(site-days)",
        "bare_ha_days": "bare soil (ha-days)",
        "reused_m3": "earth used again (m³)",
        "talks_held": "rounds of talks",
        "members_mean": "people away with the team",
        "staff_days": "staff days charged",
        "home_backlog_days": "other work waiting\n(working days a person)",
        "lost_routine": "other work not done\n(working days)",
    },
    outcome="days until a site's earthworks are done",
    over="mean over the sites that were not done when the arms branch",
    done="the sites' earthworks done",
    sooner="earthworks were done",
    files="the talks about earth",
    cannot=(CLAIRVOYANT, FIRMS),
    figures={
        "map": ("Where earth lay and went", MAP),
        "costs": ("What it cost, and what it could have", STACK),
        "blocked": ("Who stood still", STILL),
    },
    currency="total_money",
    coin=YUAN,
    goals=("restricted_days", "total_money", "standing_days", "all_matters_days"),
    harms=("blocked_site_days", "bare_ha_days"),
    rows=("restricted_days", "total_money", REGRET, "standing_days", "home_backlog_days", "lost_routine", "staff_days"),
    called=CALLED,
    levels=True,
    client="site",
    chinese="工地土方完工",
    chinese_client="工地",
)
