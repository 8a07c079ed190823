"""The numbers of sites: the ground, the fleets, what earth costs, who talks to whom, and what an office plans with."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.core.parameter import Parameters, count, number, switch
from sim.core.plausible import Plausible


class Soil(Parameters):
    """One class of earth."""

    share: float = number("share of cuts", 0, 1, "assumed: how often a site digs it")
    grade: int = count("grade", 0, 9, "assumed: a fill takes its own grade or better; 0 is good for tips only")


class NamedSite(Parameters):
    """A site that is known by name."""

    x: float = number("km", 0, 50, "assumed: east")
    y: float = number("km", 0, 50, "assumed: north")
    volume: int = count("m3", 1, 5_000_000, "D1: 534,000 m3 from one site")
    fills: bool = switch("D3: needs earth; off: digs it")
    soil: str = Field(min_length=1)
    first_week: int = count("week", 0, 600, "assumed: when it is to begin, from day 0 on")
    weeks: int = count("weeks", 1, 400, "assumed: how long it works")


class Roads(Parameters):
    """The road map: a grid of streets on both banks of a river, which only bridges cross."""

    river: float = number("share of the area", 0, 1, "assumed: how far north the river lies; 0: there is none")
    bridges: int = count("bridges", 0, 50, "assumed: spread evenly")


class Ground(Parameters):
    """Where sites are, how much they dig and fill, and when."""

    total: int = count("sites", 0, 400, "assumed: about forty, beside those known by name")
    area: float = number("km", 0.5, 50, "assumed: side of the town")
    clusters: int = count("clusters", 1, 100, "assumed: new quarters in which sites lie close together")
    cluster_km: float = number("km", 0.05, 10, "assumed: spread of a quarter")
    fill_share: float = number(
        "share of sites", 0, 1, "assumed: those that need earth", plausible=Plausible(0.3, 0.55, basis="assumed")
    )
    volume: float = number(
        "m3", 10, 1e6, "systems M10: median 30,000", plausible=Plausible(15000, 60000, basis="assumed", law="log")
    )
    volume_sigma: float = number("log", 0, 2, "systems M10: 1.0", plausible=Plausible(0.6, 1.2, basis="assumed"))
    weeks_low: int = count("weeks", 1, 200, "assumed: a site works between so many weeks")
    weeks_high: int = count("weeks", 1, 200, "assumed: and so many")
    week_sigma: float = number(
        "log", 0, 1, "assumed: how a week differs from its plan", plausible=Plausible(0.1, 0.5, basis="assumed")
    )
    noise: float = number(
        "log a root week",
        0,
        0.8,
        "systems M10: 0-.4; error of a forecast",
        plausible=Plausible(0, 0.4, basis="assumed"),
    )
    slip_weeks: int = count(
        "weeks", 0, 52, "systems M10: 0-8; a start slips so far at most", plausible=Plausible(0, 8, law="whole")
    )
    plot: float = number("ha", 0.1, 100, "assumed: land of a site of median volume; more in proportion to its root")
    room_share: float = number(
        "share of land", 0, 1, "assumed: on which it can heap", plausible=Plausible(0.1, 0.4, basis="assumed")
    )
    stock_weeks: int = count("weeks", 0, 52, "assumed: of its mean need, that a fill can take ahead")
    height: float = number("m", 1, 20, "S12: two storeys, 6-7 m")
    reach: float = number("km", 0, 5, "assumed: a heap can spread onto sites so near")
    tolerated: float = number("ha", 0.001, 20, "assumed: on others' land, before it keeps one of them from working")
    hold_weeks: int = count("weeks", 0, 104, "assumed: after its last week a site may keep what lies there so long")

    @model_validator(mode="after")
    def _weeks_are_in_order(self) -> Ground:
        """The shortest site is not longer than the longest."""
        if self.weeks_low > self.weeks_high:
            raise ValueError(f"weeks_low = {self.weeks_low}: must not exceed weeks_high = {self.weeks_high}")
        return self


class Fleet(Parameters):
    """What one site's haulier can carry."""

    trucks: int = count("trucks", 1, 1000, "systems M10: 8-30", plausible=Plausible(8, 30, law="whole"))
    trips: float = number("trips a day", 0.5, 40, "systems M10: 6-12", plausible=Plausible(6, 12, basis="assumed"))
    load: float = number("m3 a trip", 1, 60, "systems M10: 12-18", plausible=Plausible(12, 18, basis="assumed"))

    @model_validator(mode="after")
    def _carries_something(self) -> Fleet:
        """A fleet carries at least a cubic metre a day."""
        if int(self.trucks * self.trips * self.load) < 1:
            raise ValueError("trucks x trips x load: a fleet that carries nothing; at least 1 m3 a day")
        return self


class Prices(Parameters):
    """What earth costs."""

    haul: float = number(
        "yuan a m3 and km", 0, 20, "systems M10: 1-2.5, from memory", plausible=Plausible(1, 2.5, basis="assumed")
    )
    tip: float = number(
        "yuan a m3", 0, 500, "coordination 1: disposal about 25, 2013", plausible=Plausible(15, 40, basis="assumed")
    )
    pit: float = number("yuan a m3", 0, 500, "systems M10: 20-60", plausible=Plausible(20, 60, basis="assumed"))
    handling: float = number("yuan a m3", 0, 100, "assumed: into a store and out again, half each")
    opening: float = number("yuan", 0, 1e8, "assumed: levelling, drains, and greening when it is closed")
    bare: float = number("yuan a ha and day", 0, 1e5, "S13: dust and bare soil; assumed")
    blocked: float = number(
        "yuan a site and day",
        0,
        1e7,
        "assumed: machines and people that stand still",
        plausible=Plausible(5000, 50000, basis="assumed", law="log"),
    )
    office: float = number("yuan a person and day", 0, 1e5, "assumed: wage and overhead")


class Outlets(Parameters):
    """Tips and pits outside the town, stores within it."""

    tips: int = count("tips", 1, 20, "assumed")
    pits: int = count("pits", 1, 20, "assumed")
    outside_km: float = number(
        "km", 0, 100, "assumed: how far outside tips and pits lie", plausible=Plausible(2, 15, basis="assumed")
    )
    pit_week: int = count("m3 a week", 0, 100_000_000, "assumed: what all pits together give")
    stores: int = count("stores", 0, 50, "assumed: places that could be one")
    capacity: int = count("m3", 0, 10_000_000, "assumed: of one store", plausible=Plausible(20000, 150000, law="whole"))
    lead_days: int = count("day", 0, 365, "systems M10: 7-60", plausible=Plausible(7, 60, law="whole"))
    least_use: float = number("share of capacity", 0, 1, "assumed: a store is opened for no less")


class Control(Parameters):
    """Whether somebody looks where earth is heaped, and what follows."""

    active: bool = switch("D1: from the intervention on, heaps on others' land are looked for, and ordered away")
    find_rate: float = number(
        "probability a week",
        0,
        1,
        "D1: the order came at once; assumed",
        plausible=Plausible(0.1, 0.9, basis="assumed"),
    )
    penalty: float = number("yuan a m3", 0, 1000, "assumed", plausible=Plausible(0, 60, basis="assumed"))


class Talks(Parameters):
    """How two places come to a deal (D2)."""

    needed: bool = switch("D2: four parties have to agree to a deal; off: at once, only for exact limits")
    parties: list[str] = Field(min_length=1, max_length=8)
    meeting_rate: float = number(
        "probability a pair-week",
        0,
        1,
        "systems M10: .02-.3; two sites find each other by themselves",
        plausible=Plausible(0.02, 0.3, basis="assumed", law="log"),
    )
    agreement: float = number(
        "probability", 0, 1, "systems M10: .6-.95", plausible=Plausible(0.6, 0.95, basis="assumed")
    )
    effort: float = number(
        "working days",
        0.01,
        20,
        "assumed: of each party",
        plausible=Plausible(0.1, 0.8, basis="assumed", law="log"),
    )
    memo_share: float = number(
        "share of talks", 0, 1, "D2: a joint memo; decided together, assumed", plausible=Plausible(0.1, 0.5)
    )
    least: int = count("m3", 1, 1_000_000, "assumed: no deal is talked about for less")
    most: int = count("talks", 1, 50, "assumed: that one place leads at once")
    partners: int = count("places", 1, 400, "systems 9: nearest partners that are asked, or that a plan looks at")
    deal_weeks: int = count("weeks", 1, 104, "assumed: a deal covers what the plans of so many weeks show")


class Office(Parameters):
    """Who plans, and with what."""

    staff: int = count(
        "persons", 0, 100, "systems M10: 3-10; where no team does it", plausible=Plausible(3, 10, law="whole")
    )
    horizon_weeks: int = count(
        "weeks",
        1,
        520,
        "systems 9: half a year; how far forecasts are asked for",
        plausible=Plausible(4, 39, law="whole"),
    )
    weekly: bool = switch("buckets of a week throughout; off: longer ones further ahead")
    delay_days: int = count("day", 0, 30, "systems M10: 1-2 days fixed, from the plan to the first word")


class SiteNumbers(Parameters):
    """The sites of a city, and all that moves their earth."""

    ground: Ground
    roads: Roads
    fleet: Fleet
    prices: Prices
    outlets: Outlets
    control: Control
    talks: Talks
    office: Office
    park: str = Field("", description="D3: the fill whose deliveries are followed; nobody's where empty")
    soils: dict[str, Soil] = Field(min_length=1, max_length=8)
    named: dict[str, NamedSite] = Field(max_length=100)

    @model_validator(mode="after")
    def _the_map_hangs_together(self) -> SiteNumbers:
        """Every site can be reached from every other."""
        roads, area = self.roads, self.ground.area
        if roads.river > 0.0 and roads.bridges == 0:
            raise ValueError(
                f"roads.bridges = 0: sites north and south of the river (roads.river = {roads.river:g}) are "
                f"disconnected; at least 1, or roads.river = 0 for a town without a river"
            )
        for name, site in self.named.items():
            for axis, at in (("x", site.x), ("y", site.y)):
                if at > area:
                    raise ValueError(f"named.{name}.{axis} = {at:g}: disconnected, outside the town of {area:g} km")
        if self.ground.total + len(self.named) < 1:
            raise ValueError("ground.total = 0: there is no site; at least 1, or one under named")
        return self

    @model_validator(mode="after")
    def _soils_are_known(self) -> SiteNumbers:
        """Whatever is dug or asked for is a class that there is; some class is dug at all."""
        for name, site in self.named.items():
            if site.soil not in self.soils:
                raise ValueError(f"named.{name}.soil = {site.soil}: unknown; one of {', '.join(self.soils)}")
        if sum(soil.share for soil in self.soils.values()) <= 0.0:
            raise ValueError("soils: no class has a share; at least one must be dug")
        if self.park and not (self.park in self.named and self.named[self.park].fills):
            fills = [name for name, site in self.named.items() if site.fills]
            raise ValueError(f"park = {self.park}: must be a fill under named: {', '.join(fills) or 'there is none'}")
        return self
