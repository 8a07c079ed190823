"""How a town of sites comes about: where they are, what each will dig or fill week by week, and what lies around."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.clients.initialisation import Initialisation, Initialised
from sim.clients.sites.outlets import lay_out_places, lay_out_stores
from sim.clients.sites.purposes import (
    CLUSTER,
    DURATION,
    PLACE,
    SLIP,
    SOIL,
    START,
    TURNS_TO,
    VOLUME,
    WORK_OF_WEEK,
)
from sim.clients.sites.state import Book, Deal, Grade, Neighbour, OwnWeek, Site, Sites, Worked
from sim.core.calendar import WEEK
from sim.core.compiling import compiled
from sim.core.randomness import lognormal, normal, uniform
from sim.core.rows import Rows, together
from sim.matters.state import Clearance, Matter

WEEKS_MOST = 1024  # keys set aside for the weeks of one site
HECTARE = 10_000.0  # square metres


def initialise(city: Initialisation) -> Initialised:
    """Every site of the town with its plan, and a dormant matter for every talk that there is room for."""
    told, last = city.scenario.sites, int(city.last) // WEEK
    sites, plans = settle(city.seed, told, last)
    weeks = together([write_weeks(city.seed, site, plan, told.ground) for site, plan in zip(sites, plans, strict=True)])
    sites["first"] = np.cumsum([0, *sites["weeks"][:-1]])
    sites["left"] = weeks["volume"][sites["first"]]
    neighbours = write_neighbours(sites, told.ground.reach)
    stores, kept = lay_out_stores(city.seed, told)
    pairs = lay_out_places(city.seed, told, sites, stores)
    talks = len(sites) * (last + 1)
    book = Book.make(1)
    book["park"], book["agreement"], book["staff"] = park_of(told), told.talks.agreement, told.office.staff
    grades = Grade.make(len(told.soils))
    grades["grade"] = [soil.grade for soil in told.soils.values()]
    worked, deals = Worked.make(len(sites) * (last + 2)), Deal.make(2 * talks)
    rows = Sites(sites, weeks, worked, neighbours, pairs, stores, kept, grades, deals, book)
    return Initialised(rows, *dormant_talks(city, talks))


def park_of(told: Any) -> int:
    """Row of the fill whose deliveries are followed: named sites come first."""
    return list(told.named).index(told.park) if told.park else -1


def settle(seed: int, told: Any, last: int) -> tuple[Rows[Site], list[np.ndarray]]:
    """All sites, those known by name first, each with its plan (whole m3 a week)."""
    soils = list(told.soils)
    sites = Site.make(len(told.named) + told.ground.total)
    sites["key"] = np.arange(len(sites))
    plans = []
    for site, named in zip(sites, told.named.values(), strict=False):
        site["x"], site["y"], site["fills"], site["soil"] = named.x, named.y, named.fills, soils.index(named.soil)
        site["planned"] = site["begins"] = WEEK * named.first_week
        plans.append(spread(named.volume, named.weeks))
    for site in sites[len(told.named) :]:
        plans.append(draw_site(seed, site, told, last))
    for site, plan in zip(sites, plans, strict=True):
        give_land(site, int(plan.sum()), len(plan), told)
    for name in ("ended", "ordered", "cleared"):
        sites[name] = -1.0
    sites["blocked_by"] = -1
    return sites, plans


def draw_site(seed: int, site: Site, told: Any, last: int) -> np.ndarray:
    """Place, kind, soil and start of a site of which nothing is known beforehand; its plan."""
    ground, key = told.ground, int(site["key"])
    cluster = int(uniform(seed, CLUSTER, key, 0, 0) * ground.clusters)
    for which, axis in enumerate(("x", "y")):
        centre = uniform(seed, PLACE, cluster, 1, which) * ground.area
        at = centre + ground.cluster_km * normal(seed, PLACE, key, 0, which)
        site[axis] = min(max(at, 0.0), ground.area)
    site["fills"] = uniform(seed, TURNS_TO, key, 0, 0) < ground.fill_share
    site["soil"] = soil_of(told, uniform(seed, SOIL, key, 0, 0), bool(site["fills"]))
    low, high = ground.weeks_low, ground.weeks_high
    weeks = min(low + int(uniform(seed, DURATION, key, 0, 0) * (high - low + 1)), max(last, 1))
    start = int(uniform(seed, START, key, 0, 0) * (max(last - weeks, 0) + 1))
    site["planned"] = WEEK * start
    slip = int(uniform(seed, SLIP, key, 0, 0) * (ground.slip_weeks + 1))
    site["begins"] = WEEK * min(start + slip, max(last - weeks, 0)) if slip else WEEK * start
    volume = lognormal(ground.volume, ground.volume_sigma, normal(seed, VOLUME, key, 0, 0))
    return spread(max(1, math.floor(volume + 0.5)), weeks)


def soil_of(told: Any, draw: float, fills: bool) -> int:
    """The class of a site's soil by the shares; a fill asks only for what is good for more than tips."""
    usable = [soil.share if soil.grade > 0 or not fills else 0.0 for soil in told.soils.values()]
    if sum(usable) <= 0.0:
        usable = [soil.share for soil in told.soils.values()]
    return int(np.searchsorted(np.cumsum(usable) / sum(usable), draw, side="right"))


def spread(volume: int, weeks: int) -> np.ndarray:
    """A volume over weeks, slower in the first and last quarter: whole m3 that add up."""
    ramp = np.minimum(1.0, (np.minimum(np.arange(weeks), np.arange(weeks)[::-1]) + 1.0) / max(weeks / 4.0, 1.0))
    ends = np.floor(np.cumsum(ramp) / ramp.sum() * volume + 0.5).astype(np.int64)
    ends[-1] = volume
    return np.diff(ends, prepend=0)


def give_land(site: Site, volume: int, weeks: int, told: Any) -> None:
    """Land in proportion to the root of the volume, and what it can hold: its heap, or earth ahead of its need."""
    ground = told.ground
    site["weeks"], site["grade"] = weeks, list(told.soils.values())[int(site["soil"])].grade
    site["plot"] = ground.plot * math.sqrt(volume / ground.volume)
    site["room"] = 0 if site["fills"] else int(ground.room_share * site["plot"] * HECTARE * ground.height)
    site["stock_room"] = int(ground.stock_weeks * volume / weeks) if site["fills"] else 0
    site["fleet"] = int(told.fleet.trucks * told.fleet.trips * told.fleet.load)


@compiled
def draw_weeks(seed: int, key: int, sigma: float, rows: Rows[OwnWeek]) -> None:
    """What each week of a site's own work will really be: its plan times a keyed draw of mean one."""
    for w in range(len(rows)):
        drawn = lognormal(1.0, sigma, normal(seed, WORK_OF_WEEK, key, w, 0) - sigma / 2.0)
        rows[w].volume = math.floor(rows[w].plan * drawn + 0.5)


def write_weeks(seed: int, site: Site, plan: np.ndarray, ground: Any) -> Rows[OwnWeek]:
    """The weeks of one site; the last makes up for what the others were more or less, so that volumes hold."""
    rows = OwnWeek.make(len(plan))
    rows["plan"] = plan
    draw_weeks(seed, int(site["key"]), ground.week_sigma, rows)
    over = int(rows["volume"].sum() - plan.sum())
    for w in range(len(rows) - 1, -1, -1):  # a volume is what it is: weeks differ, their sum does not
        kept = max(0, int(rows["volume"][w]) - over)
        over -= int(rows["volume"][w]) - kept
        rows["volume"][w] = kept
    return rows


def write_neighbours(sites: Rows[Site], reach: float) -> Rows[Neighbour]:
    """Sites within reach of each digging one, nearest first; written into a list, each with its place in it."""
    found: list[int] = []
    for site in sites:
        away = np.hypot(sites["x"] - site["x"], sites["y"] - site["y"])
        near = [s for s in np.argsort(away, kind="stable") if away[s] <= reach and s != site["key"]]
        site["neighbour"], site["neighbours"] = len(found), 0 if site["fills"] else len(near)
        found += [] if site["fills"] else near
    rows = Neighbour.make(max(len(found), 1))
    rows["site"][: len(found)] = found
    return rows


def dormant_talks(city: Initialisation, number: int) -> tuple[Rows[Matter], Rows[Clearance]]:
    """Room for the talks of all deals, each with a clearance of every party, in the order of the round."""
    told, scenario = city.scenario.sites.talks, city.scenario
    parties = [scenario.city.competences.index(scenario.city.departments[p].competence or p) for p in told.parties]
    matters, clearances = Matter.make(number), Clearance.make(number * len(parties))
    matters["key"] = np.arange(number)  # until a talk gives it one of its own
    matters["first"] = np.arange(number) * len(parties)
    matters["clearances"] = len(parties)
    matters["client"] = matters["next"] = -1
    matters["effort"], matters["effort_sigma"] = told.effort, scenario.work.effort_sigma
    clearances["matter"] = np.arange(len(clearances)) // len(parties)
    clearances["ordinal"] = np.arange(len(clearances)) % len(parties)
    clearances["competence"] = np.array(parties)[clearances["ordinal"]]
    matters["competences"] = sum(1 << c for c in set(parties))
    return matters, clearances
