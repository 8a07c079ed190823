"""What commands and the report tell of a kind of client beside what the kind says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Groups = Mapping[str, Mapping[str, str]]  # who bears it -> measure -> what it is called

HOME = {
    "lost_routine": "routine not done, working days",
    "home_backlog_days": "routine waiting, days a cadre",
    "routine_wait_days": "wait of a routine matter, days",
}
CADRES = {"staff_days": "days charged to the project", "overtime_days": "days of overtime"}


@dataclass(frozen=True, slots=True)
class Alike:
    """Which replications are like the case behind a scenario: *measure* between *low* and *high*, and that in words."""

    measure: str
    low: float
    high: float
    said: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Cost:
    """A measure of what the last ones take each, that of the *earlier* ones, and the unit in both languages."""

    last: str
    earlier: str
    unit: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A measure that should be nothing, and a warning where it is not, in both languages.

    In *said* stand {arm}, {places}, and in how many replications ({hit}) {of} so many, {mean} on average.
    """

    measure: str
    said: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A number of the sources: a *measure* was *most* in the real case; *key* names the words for it."""

    measure: str
    most: float
    key: str


@dataclass(frozen=True, slots=True)
class Coin:
    """What the first currency of a verdict is counted in, where that is no days of clients, in both languages.

    *many* stands behind an amount, *one* is what a rate is said of; one in English is *times* in Chinese. *unit* names
    it in the list of units. *rates* are the least and the most routine matter-days that one may be worth. *beside* is
    a measure whose price is in it, told with it in *what* unit.
    """

    one: str
    many: str
    chinese: str
    chinese_one: str
    unit: str = ""
    times: float = 1.0
    rates: tuple[float, float] = (1.0, 1000.0)
    beside: str = ""
    what: str = ""
    chinese_what: str = ""

    @property
    def said(self) -> str:
        """What is gained or lost at all."""
        return "money" if self.unit else self.many


@dataclass(frozen=True, slots=True)
class Tail:
    """Those who do not get there: a measure of how many are *left*, what the last ones cost, what ran out."""

    left: str = ""
    costs: tuple[Cost, ...] = ()
    warned: tuple[Warned, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """Lists of measures and words; what is not given suits any city in which matters of clients are dealt with.

    *swept* are measures that a sweep compares beside its metric; *instead* of a measure that some runs lack stands
    another; *before* are measures of the past, the same in every arm, *naive* the one that a look before and after
    would take. *table*, *costs*, *bearers*, *ledger* and *people* are what parts of the report show. *outcome* is
    what the headline counts, *over* whom, *done* what came about, *sooner* the same of the first figure, *files*
    whose they are. *goes_on* says that routine has to be told beside the headline; *tells_nothing_too* that a measure
    without any event is told; *cannot* says what the tables do not bear of the case behind a scenario. *figures* are
    modules of a room of the kind's name in experiments/report/figures, each with its heading and how it is read;
    *of_cities* those that a verdict over plausible cities shows, too, for which no series are kept.
    *alike* says which replications are like the case, for a verdict beside that on all; None: there is no such case.
    *currency* is the measure of what clients bear, the first of the two currencies of a verdict, and *coin* what it is
    counted in; without one, days of a client.
    *tail* is what is said of those who do not get there. *checks* are numbers that an official can look up and on which
    an answer rests.
    *client* is whose days are counted; *chinese* and *chinese_client* are what came about and whose days in Chinese.
    *goals* are measures of what the arms are there for and *harms* those of what people suffer: where one of them is
    clearly worse, the answer has to say it. *rows* are the measures of the one table of the first screen; *priced*
    names for a measure of money two whose difference is how many it was paid to. *anchor* is held against reality.
    """

    goals: tuple[str, ...] = ("restricted_days", "measured_days", "unmeasured_days", "all_matters_days")
    harms: tuple[str, ...] = ()
    rows: tuple[str, ...] = (
        "restricted_days",
        "unmeasured_days",
        "all_matters_days",
        "routine_days",
        "home_backlog_days",
        "lost_routine",
        "staff_days",
    )
    priced: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    anchor: Anchor | None = None

    swept: tuple[str, ...] = ("restricted_days", "staff_days", "home_backlog_days", "lost_routine")
    instead: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    naive: str = ""
    table: tuple[str, ...] = (
        "restricted_days",
        "measured_closed_days",
        "measured_days",
        "unmeasured_days",
        "routine_days",
        "all_matters_days",
        "staff_days",
        "lost_routine",
        "home_backlog_days",
    )
    costs: Mapping[str, str] = field(default_factory=dict)
    bearers: Groups = field(
        default_factory=lambda: {
            "project work": {
                "restricted_days": "days until a matter is solved",
                "measured_days": "what is measured: days open",
                "unmeasured_days": "what nobody measures: days open",
            },
            "home departments": HOME | {"routine_days": "days that routine stands open"},
            "the cadres": CADRES,
        }
    )
    ledger: Mapping[str, str] = field(
        default_factory=lambda: {
            "matters_solved": "files really solved",
            "members_mean": "people away with a team",
            "staff_days": "staff days charged",
            "overtime_days": "overtime days",
            "home_backlog_days": "routine waiting at home\n(working days a cadre)",
            "lost_routine": "routine work not done\n(working days)",
        }
    )
    people: tuple[str, ...] = ()
    outcome: str = "days until a matter is solved"
    over: str = "mean over all matters of the projects"
    done: str = "the projects' matters solved"
    sooner: str = "matters were solved"
    files: str = "the files of the projects"
    goes_on: bool = True
    tells_nothing_too: bool = False
    cannot: tuple[str, ...] = ()
    figures: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    of_cities: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    alike: Alike | None = None
    checks: tuple[str, ...] = (
        "city.departments.*.utilisation",
        "work.delegated_share",
        "work.meeting_period",
        "work.effort_median",
        "work.returned_share",
    )
    currency: str = "goal_days"
    coin: Coin | None = None
    called: dict[str, str] = field(default_factory=dict)  # what maps of sweeps call parameters and outcomes
    levels: bool = False  # whether a sweep of two numbers draws levels beside its maps of differences
    tail: Tail | None = None
    client: str = "client"
    chinese: str = "项目事项办结"
    chinese_client: str = "事项"

    @property
    def a_day(self) -> str:
        """One day of one client, with its article."""
        return f"{'an' if self.client[0] in 'aeiou' else 'a'} {self.client}-day"

    @property
    def counted_in(self) -> Coin:
        """What the first currency is counted in."""
        own = f"{self.chinese_client}·日"
        return self.coin or Coin(self.a_day, f"{self.client}-days", own, f"一{own}")
