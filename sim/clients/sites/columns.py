"""The columns of a town of sites, and its headline."""

from __future__ import annotations

from sim.measures.column import Column

HEADLINE = ("regret", "total_money", "standing_days", "restricted_days", "staff_days", "lost_routine")
YUAN = "million yuan"

COLUMNS: tuple[Column, ...] = (
    Column(
        "regret",
        "share",
        "haul, tips, pits and what is left over, beside the least that they could have cost on the very calendar of "
        "the run had everything been known: cost over clairvoyant less one; missing where no earth was moved",
        "low",
    ),
    Column(
        "regret_common",
        "share",
        "the same beside the least on the calendar that all arms have in common, on which nothing is blocked; below 0 "
        "where work was left undone",
        "low",
    ),
    Column(
        "regret_total",
        "share",
        "all costs, blocked days included, over that least on the common calendar, less one",
        "low",
    ),
    Column("total_money", YUAN, "all that earth cost: parts below, blocked days and the office included", "low"),
    Column("earth_money", YUAN, "haul, tips, pits, and what it would cost to tip all that is left over", "low"),
    Column("optimum_money", YUAN, "the least that this could have been on the calendar of the run", "none"),
    Column("haul_money", YUAN, "paid to hauliers", "low"),
    Column("tip_money", YUAN, "paid to tips", "low"),
    Column("pit_money", YUAN, "paid to pits", "low"),
    Column("left_money", YUAN, "tips, and the way there, for all that lies somewhere at the horizon", "low"),
    Column("store_money", YUAN, "stores opened, and earth taken in and out", "low"),
    Column("bare_money", YUAN, "bare soil of heaps and stores", "low"),
    Column("office_money", YUAN, "people charged to the project, at their day's wage", "low"),
    Column("blocked_money", YUAN, "sites that stood still", "low"),
    Column("fined_money", YUAN, "penalties for heaps on others' land; one pays what another gets, so no cost", "none"),
    Column("standing_days", "site-days", "working days on which sites stood still after the intervention", "low"),
    Column("blocked_site_days", "site-days", "of those, under another's heap", "low"),
    Column("waiting_site_days", "site-days", "of those, for want of earth", "low"),
    Column(
        "heap_days",
        "day",
        "from the order to clear the heap that spread furthest, to when nothing of it lay on others' land (horizon "
        "when never); missing without an order",
        "low",
    ),
    Column("bare_ha_days", "ha-days", "bare soil of heaps and stores after the intervention", "low"),
    Column("talks_held", "talks", "rounds that came to an end after the intervention", "none"),
    Column("talk_days_mean", "day", "mean length of a round, from the first word; missing without any", "low"),
    Column("long_talks_share", "share", "of rounds, that took a week or more; missing without any", "low"),
    Column("refused_share", "share", "of rounds, without agreement; missing without any", "low"),
    Column("reused_m3", "m3", "carried to a fill from another site or a store", "high"),
    Column("reuse_share", "share", "of what fills got, not from a pit; missing where they got nothing", "high"),
    Column("reuse_km", "km", "mean way of what was reused (last leg); missing without any", "low"),
    Column("tipped_m3", "m3", "brought to tips", "low"),
    Column("bought_m3", "m3", "got from pits", "low"),
    Column("stores_opened", "stores", "since day 0", "none"),
    Column("stored_m3", "m3", "brought into stores after the intervention", "none"),
    Column("park_from_nearest", "m3", "that the park got from the nearest site with fitting earth lying open", "none"),
    Column("park_nearest_share", "share", "of what the park got from sites and stores; missing without any", "none"),
    Column("plans_made", "weeks", "planned by the optimiser", "none"),
    Column("plans_failed", "weeks", "that the optimiser could not plan, so that tips and pits did", "low"),
    Column("talks_crowded_out", "deals", "not proposed for want of room for their talks", "low"),
)
