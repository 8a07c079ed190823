"""What a page of sliders is asked for: a study under each explanation of the stall, outputs, and fresh points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from experiments.arms.experiment import experiment_of
from experiments.arms.rivals import under
from experiments.kinds import told_of
from experiments.study.design import Axis, Design
from experiments.study.experiment import Experiment, Known
from experiments.study.explanations import NO_STALL, explanations
from experiments.study.settings import Study, load_study, study_points
from experiments.study.varied import declared
from experiments.study.words import unabbreviated
from sim.config import CONFIGS, compose, known, validate
from sim.core.parameter import Parameters, count
from sim.faults import show
from sim.measures.columns import names_of
from sim.overrides import as_plain, split
from sim.yaml_scan import ConfigError

KIND = "whatif"
POINTS, FRESH = "points", "fresh"  # rooms of the folder: runs that the emulator learns from, and those it is tried at
DESIGNS = ("latin_hypercube", "sobol")
FRESH_SEED = 100_003  # added to the seed of the design, so that fresh points are others
OWN = ("explanations", "outputs", "fresh")  # words of a command line that set what a page is asked for


class Wanted(Parameters):
    """The part of a study that is for the page: explanations, outputs, and how many fresh points try the bands."""

    explanations: list[str] = Field(max_length=20)
    outputs: list[str] = Field(max_length=40)
    fresh: int = count("points", 0, 10_000, "100: a band of 90 % holds 83 to 96 of them where it is right")


@dataclass(frozen=True, slots=True)
class Asked:
    """The *first* study, the same *under* each explanation, and what is *wanted* of them."""

    first: Study
    under: dict[str, Study]
    wanted: Wanted

    @property
    def outputs(self) -> list[str]:
        """Measures that are emulated."""
        told = told_of(self.first.clients)
        usual = dict.fromkeys((*told.rows, told.currency, *told.swept))
        return self.wanted.outputs or [name for name in usual if name in names_of(self.first.client_kind)]


def asked_of(arguments: Sequence[str]) -> Asked:
    """What the command line asks for; raises ConfigError for what makes no page of sliders."""
    words = unabbreviated({"study": "whatif"} | split(arguments))
    name = known(CONFIGS, "study", words["study"])
    usual = {"explanations": [], "outputs": [], "fresh": 0}
    own = {key: as_plain(words.pop(key)) for key in OWN if key in words}
    wanted = validate(Wanted, usual | compose(f"study/{name}", [])["study"].get("whatif", {}) | own)
    plain = [f"{key}={value}" for key, value in words.items()]
    first = load_study(plain)
    refuse_unfit(first, wanted)
    typed = "explanation" in words
    chosen = [first.explanation] if typed or first.explanation == NO_STALL else wanted.explanations or explanations()
    if typed and own.get("explanations"):
        raise ConfigError(f"explanation = {first.explanation}: explanations lists some, too; name one place")
    studies = {}
    for explanation in chosen:
        same = explanation == first.explanation
        study = first if same else under(explanation, plain, first.study.replications)
        studies[explanation] = with_axes(study, [axis for axis in first.study.design.axes if acts(axis, study)])
    return Asked(first, studies, wanted)


def refuse_unfit(study: Study, wanted: Wanted) -> None:
    """Raise ConfigError for a design without sliders, several resource settings, or outputs that are none."""
    design = study.study.design
    if design.kind not in DESIGNS:
        known_as = " or ".join(DESIGNS)
        raise ConfigError(f"study.design.kind = {design.kind}: sliders need a space that is sampled; use {known_as}")
    if design.dummy:
        raise ConfigError("study.design.dummy = true: is no slider; leave it out")
    if len(study.resources) > 1:
        raise ConfigError(f"resources = [{','.join(study.resources)}]: a page of sliders shows one; name one")
    if study.study.sequential:
        raise ConfigError(
            "study.sequential = true: every point of a page of sliders has as many replications; leave it out"
        )
    for axis in design.axes:
        if axis.values is not None or declared(axis.name, study.model_dump(mode="json"), type(study)).low is None:
            raise ConfigError(f"study.design.axes: {axis.name}: a slider is a number; give it low and high, not values")
    measures = names_of(study.client_kind)
    for name in wanted.outputs:
        if name not in measures:
            raise ConfigError(
                f"outputs: {show(name)} is no measure of clients = {study.clients}; see docs/parameters.md"
            )
    for name in wanted.explanations:
        known(CONFIGS, "explanation", name)


def acts(axis: Axis, study: Study) -> bool:
    """Whether a number is a slider under the explanation of *study*: some belong to another one alone."""
    own = declared(axis.name, study.model_dump(mode="json"), type(study)).plausible
    return own is None or own.under in {"", study.explanation}


def with_axes(study: Study, axes: list[Axis]) -> Study:
    """The study with fewer sliders."""
    if not axes:
        raise ConfigError(f"study.design.axes: none is a slider under explanation = {study.explanation}; add one")
    return with_design(study, study.study.design.model_copy(update={"axes": axes}))


def with_design(study: Study, design: Design) -> Study:
    """The study with another design."""
    return study.model_copy(update={"study": study.study.model_copy(update={"design": design})})


def fresh_of(study: Study, many: int) -> Study:
    """The same space at *many* points that the first design does not have."""
    design = study.study.design
    return with_design(study, design.model_copy(update={"points": many, "seed": design.seed + FRESH_SEED,
                                                        "kind": DESIGNS[0]}))  # fmt: skip


def experiments_of(asked: Asked) -> list[Experiment]:
    """Every arm at every point under every explanation; and at the fresh points."""
    found = []
    for name, study in asked.under.items():
        said = f"explanation {name}: {study.study.design.points} points x {study.study.replications}"
        found.append(experiment_of(study, f"{POINTS}/{name}", series=False, said=said))
        if asked.wanted.fresh:
            fresh = fresh_of(study, asked.wanted.fresh)
            said = f"explanation {name}: {asked.wanted.fresh} fresh points x {study.study.replications}"
            found.append(experiment_of(fresh, f"{FRESH}/{name}", series=False, said=said))
    return found


def known_by(asked: Asked) -> Known:
    """What the folder is known by: the study, its explanations and fresh points; not which outputs are shown."""
    points = study_points(asked.first)
    canonical: dict[str, Any] = asked.first.canonical(points)
    canonical["whatif"] = {"explanations": list(asked.under), "fresh": asked.wanted.fresh}
    return Known(KIND, canonical, asked.first.study.seed, points.values)
