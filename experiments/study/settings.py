"""A study: one setting, several arms and resource settings, points of a design, and how often each is simulated."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, Field, model_validator

from experiments.study.cores import cores
from experiments.study.design import PLAUSIBLE, Design, Points, points_of
from experiments.study.explanations import own_parameters
from experiments.study.headline import CITIES, Headline, within
from experiments.study.never import may_never, way_out
from experiments.study.plausible import EXPLANATION, cities_of, cities_points
from experiments.study.tied import to_try
from experiments.study.varied import varied
from experiments.study.words import CHOSEN, as_typed, unabbreviated, written
from sim.clients.kinds import ClientKind, kind_named
from sim.config import CONFIGS, choose, compose, known, validate
from sim.coordination.parameters import Coordination, Resources, RingFence
from sim.core.parameter import Parameters, count, name_of, number, switch
from sim.measures.columns import all_columns, names_of
from sim.overrides import split
from sim.scenario import Scenario, Setting, with_clients
from sim.yaml_scan import ConfigError

NOT_CONFIG = ("executor", "run")  # say where and how fast, not what
MORE_THAN_ANY = 1 << 22  # MB
MANY = 8  # faults that are listed
SHARD = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})")


class ExecutorSettings(Parameters):
    """How a study is run: on what, on how many, in parts of what size, and what one replication may take."""

    kind: str = name_of(("serial", "processes", "dask"), "the executors that there are")
    workers: int = count("processes", 0, 1024, "0: as many as machine, affinity and container allow")
    chunk: int = count("replications", 0, 100_000, "0: chosen by the engine")
    shard: str = Field(min_length=1)
    memory_limit: int = count("MB", 0, MORE_THAN_ANY, "0: none; a worker needs some 300 for itself")
    time_limit: float = number("second", 0.0, 1e7, "0: none; of a run's own computing, however often it is stopped")
    address: str = ""
    dashboard: bool = False  # a page of Dask's on this machine, which all of its users can read

    @model_validator(mode="after")
    def _kinds_can_what_is_asked(self) -> ExecutorSettings:
        """Only watched processes can be limited; only Dask has an address; a shard is one of so many."""
        parts = SHARD.fullmatch(self.shard)
        if not parts or int(parts[1]) > int(parts[2]):
            raise ValueError(f"shard = {self.shard}: must be i/n, i from 1 to n")
        for name in ("memory_limit", "time_limit"):
            if getattr(self, name) and self.kind != "processes":
                raise ValueError(f"{name} = {getattr(self, name):g}: needs executor=processes, which can end a worker")
        if self.memory_limit and sys.platform != "linux":
            raise ValueError(
                f"memory_limit = {self.memory_limit}: needs Linux, which keeps a process to it; leave it 0"
            )
        if self.address and self.kind != "dask":
            raise ValueError(f"address = {self.address}: needs executor=dask")
        if self.dashboard and (self.kind != "dask" or self.address):
            raise ValueError(
                "dashboard = true: needs executor=dask, and no address: a cluster of somebody's has its own"
            )
        return self

    @property
    def processes(self) -> int:
        """How many workers are meant."""
        return self.workers or cores()

    @property
    def part(self) -> tuple[int, int]:
        """Which shard (from 0) of how many."""
        first, of = self.shard.split("/")
        return int(first) - 1, int(of)


class Run(Parameters):
    """Where the rows are kept, and what is asked of this one call."""

    output: str = Field(min_length=1)
    dry_run: bool = switch("shows what would be done; nothing is run or written")
    retry_failed: bool = switch("runs that failed are tried again")
    allow_code_change: bool = switch("goes on in a folder of other code or packages, and says so in its manifest")


class StudySettings(Parameters):
    """What is asked: at which points, in how many replications, and how a difference is judged."""

    question: str = Field(min_length=1)
    metric: str = name_of(tuple(column.name for column in all_columns()), "any result column")
    replications: int = count("replications", 1, 10_000_000, "200 give the headline difference to a few per cent")
    seed: int = count("seed", 0, 2**62, "any; replication k of a study has seed + k")
    matching_seeds: int = count("replications", 1, 10_000, "replications on which the silo's ring-fence is matched")
    rival_replications: int = count("replications", 0, 10_000_000, "under each rival explanation; 0 leaves them out")
    attribution_replications: int = count(
        "replications", 0, 10_000_000, "to divide the as-it-was difference; 0 leaves that out, 60 tell its large parts"
    )
    confidence: float = number("probability", 0.5, 0.999, "usual")
    resamples: int = count("resamples", 200, 1_000_000, "bootstrap resamples behind each interval")
    target_half_width: float = number("share of the difference", 0.001, 1, "promises S14: 5 %")
    smallest: float = number("unit of the metric", 0, 1e9, "the user's: what difference would matter")
    sequential: bool = switch("stop when every difference is known well enough")
    first_look: int = count("replications", 30, 10_000_000, "promises S14: n0 of 30 or more keeps the coverage")
    batch: int = count("replications", 1, 10_000_000, "between two looks")
    headline: Headline
    design: Design


class Study(Setting):
    """A setting with its arms, its resource settings, and how they are studied."""

    arms: dict[str, Coordination] = Field(min_length=1)
    resources: dict[str, Resources] = Field(min_length=1)
    study: StudySettings
    executor: ExecutorSettings
    run: Run

    @model_validator(mode="after")
    def _headline_pairs_can_be_judged(self) -> Study:
        """Both arms of a pair must be there, and a pair that no verdict is asked of may not be named."""
        headline = self.study.headline
        for fault in headline.faults(self.arms, self.study.metric):
            raise ValueError(fault)
        if headline.named and self.study.design.kind != CITIES:
            raise ValueError(f"study.headline.team = {headline.team}: is for a design of kind {CITIES}")
        return self

    @model_validator(mode="after")
    def _sets_are_possible(self) -> Study:
        """Equal effort needs to know for how long; when to stop is for one process to say; the metric is the kind's."""
        if self.kind is not None and self.study.metric not in names_of(self.kind):
            raise ValueError(f"study.metric = {self.study.metric}: clients = {self.clients} have no such measure")
        for name, setting in self.resources.items():
            if setting.ring_fence == RingFence.EQUAL_EFFORT and setting.team_window == 0:
                raise ValueError(f"resources.{name}.team_window = 0: equal effort needs a window in days")
        if self.study.sequential and may_never(self.study.metric):
            raise ValueError(
                f"study.metric = {self.study.metric}: sequential stopping needs a measure that every run has, and this "
                f"{way_out(self.study.metric)}"
            )
        if self.study.sequential and len(self.arms) < 2:
            raise ValueError("study.sequential = true: there is no difference to know with one arm; name two in arms")
        if self.study.sequential and self.executor.part[1] > 1:
            raise ValueError(f"executor.shard = {self.executor.shard}: sequential stopping needs one process to decide")
        return self

    def scenario(self, arm: str, resources: str) -> Scenario:
        """One arm under one resource setting."""
        kind = type(self).kind or self.client_kind
        shared = {name: getattr(self, name) for name in with_clients(Setting, kind).model_fields}
        made = cast("type[Scenario]", with_clients(Scenario, kind))
        return made(**shared, coordination=self.arms[arm], resources=self.resources[resources])

    @property
    def client_kind(self) -> ClientKind:
        """The kind of client that the city has."""
        return kind_named(self.clients)

    def canonical(self, points: Points) -> dict[str, Any]:
        """Everything that decides the results, as plain data; where and how fast it runs is left out.

        The points of the design count by a hash of their values, wherever the file stands that lists them.
        """
        data = self.model_dump(mode="json", exclude=set(NOT_CONFIG))
        data["study"]["design"]["file"] = ""
        return data | {"points": points.digest}

    @property
    def first_replications(self) -> int:
        """Replications a point before anybody looks: all of them, unless the stopping is sequential."""
        settings = self.study
        return min(settings.first_look, settings.replications) if settings.sequential else settings.replications


def load_study(arguments: Sequence[str], defaults: dict[str, str] | None = None) -> Study:
    """The study that the command line describes; raises ConfigError with one line per fault."""
    words = unabbreviated(defaults or {}) | unabbreviated(split(arguments))
    name = known(CONFIGS, "study", words.pop("study", "one_point"))
    fewer = "arms" in words and not any(key.startswith("study.headline.") for key in words)
    file = compose(f"study/{name}", [])["study"]
    chosen = {key: words.pop(key, as_typed(file[key])) for key in CHOSEN}
    words.setdefault("run.output", f"results/{name}")
    arms = choose(CONFIGS, "arms", "coordination", chosen["arms"])
    resources = choose(CONFIGS, "resources", "resources", chosen["resources"])
    scenario = known(CONFIGS, "scenario", chosen["scenario"])
    chosen_files = [f"study={name}", f"scenario={scenario}", *arms, *resources]
    tree = compose("study", [*chosen_files, *written(words)])
    for key in (*CHOSEN, "whatif"):  # the last is what a page of sliders asks for beside the runs
        tree["study"].pop(key, None)
    if fewer:
        tree["study"]["headline"] = within(tree["study"]["headline"], tree["arms"])
    if tree["study"]["design"]["kind"] == PLAUSIBLE:
        own = own_parameters()
        plain = {key: value for key, value in words.items() if key not in own}
        tree["study"]["design"] |= cities_of(
            tree,
            Study,
            words,
            compose("base", []),
            lambda explanation: compose("study", [*chosen_files, *written(plain | {EXPLANATION: explanation})]),
        )
    study = validate(Study, tree)
    twice = [axis.name for axis in study.study.design.axes if axis.name in words]
    if twice:
        raise ConfigError(*(f"{key} = {words[key]}: is varied by the design; set it in one place" for key in twice))
    return study


def study_points(study: Study) -> Points:
    """The points of the study's design, tried on the study itself."""
    file = study.study.design.file
    listed = Path(file).read_bytes() if file and Path(file).is_file() else b""
    return _tried(study.model_dump_json(), type(study), hashlib.sha256(listed).hexdigest())


@lru_cache(maxsize=2)
def _tried(text: str, model: type[Study], _listed: str) -> Points:
    """The points of a study, kept: to try many of them takes as long as to run some."""
    tree = json.loads(text)
    return tried_points(validate(Design, tree["study"]["design"]), tree, model)


def tried_points(design: Design, tree: dict[str, Any], model: type[BaseModel]) -> Points:
    """The points of a design over *tree*, checked against *model*: at once, and as a whole where rules ask for it.

    Raises ConfigError naming point, key and value where one is not allowed.
    """
    points = (cities_points if design.kind == PLAUSIBLE else points_of)(design, tree, model)
    names = list(points.values.columns)
    faults: list[str] = []
    places = to_try(points.values, tree, model)
    columns = [points.values[name].iloc[places].tolist() for name in names]
    for place, values in zip(places.tolist(), zip(*columns, strict=True) if columns else [()], strict=True):
        try:
            validate(model, varied(tree, dict(zip(names, values, strict=True))))
        except ConfigError as error:
            faults += [f"point {place}: {line}" for line in error.lines]
        if len(faults) >= MANY:
            break
    if faults:
        raise ConfigError(*faults[:MANY])
    return points
