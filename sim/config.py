"""From configuration files and overrides to one validated object: the only file of the model that knows Hydra."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from sim.composing import Beyond, composed
from sim.core.kinds import KindError
from sim.faults import faults_of, show
from sim.overrides import NOT_PLAIN, as_plain, choose, depth, function_in, known, options, slot, split
from sim.scenario import Scenario
from sim.yaml_scan import DEEPEST, ConfigError, scan

__all__ = ["CONFIGS", "choose", "compose", "known", "load_scenario", "options", "split", "validate"]

CONFIGS = Path(__file__).resolve().parents[1] / "configs"
PLACES = {"history": "coordination"}  # a choice written elsewhere than in its group's own place
PLACED = re.compile(r"\+(?P<group>\w+)@\w+(\.\w+)?=(?P<name>\w+)")  # as choose() and load_scenario() write it


def load_scenario(name: str, overrides: Sequence[str] = (), configs: Path = CONFIGS) -> Scenario:
    """The scenario *name* under one mode and one resource setting.

    *overrides* are ``key=value``; ``coordination=NAME`` and ``resources=NAME`` choose the arm and what is held
    equal (default ``siloed`` and ``closed``). Raises ConfigError.
    """
    words = split([f"scenario={name}", *overrides])
    chosen = {"coordination": "siloed", "resources": "closed"}
    chosen = {group: words.pop(group, default) for group, default in chosen.items()}
    groups = [f"+{group}@{group}={known(configs, group, value)}" for group, value in chosen.items()]
    data = compose("base", [*groups, *(f"{key}={value}" for key, value in words.items())], configs)
    return validate(Scenario, data)


def validate[Model: BaseModel](model: type[Model], data: dict[str, Any]) -> Model:
    """*data* as a *model*; raises ConfigError with one line per fault: key, value, what is allowed."""
    concrete = getattr(model, "concrete", None)
    try:
        model = concrete(data) if concrete else model  # the numbers of its kind of client, where it has one
        return model.model_validate(data)
    except ValidationError as error:
        raise ConfigError(*faults_of(error, model)) from None
    except KindError as error:
        raise ConfigError(str(error)) from None


def compose(config: str, overrides: Iterable[str], configs: Path = CONFIGS) -> dict[str, Any]:
    """Compose *config* with *overrides* into plain data, not yet validated.

    Overrides are placed choices as ``choose`` writes them, ``group=NAME``, ``history=NAME`` or
    ``any.parameter=value``. Files are put together as Hydra does (sim/composing.py), and by Hydra itself where their
    form is not plain or a choice cannot be made; it only ever sees choices that name a file. Values are written into
    the result. Raises ConfigError with lines in our own words.
    """
    for path in sorted(configs.rglob("*.yaml")):
        scan(path, path.relative_to(configs.parent).as_posix())
    words = list(overrides)
    placed = [word for word in words if PLACED.fullmatch(word)]
    rest = split([word for word in words if word not in placed])
    groups = {path.name for path in configs.iterdir() if path.is_dir()}
    choices = {key: value for key, value in rest.items() if _group(key) in groups}
    for key, value in choices.items():
        known(configs, _group(key), value)
    written = [f"{PLACES[key]}@{key}={name}" if key in PLACES else f"{key}={name}" for key, name in choices.items()]
    try:
        tree = composed(config, [*placed, *written], configs)
    except Beyond:
        tree = _through_hydra(config, [*placed, *written], configs)
    values = {key: value for key, value in rest.items() if key not in choices}
    faults = list(_write(values, tree, [*groups, *PLACES]))
    if faults:
        raise ConfigError(*faults)
    return tree


def _group(key: str) -> str:
    """The group of files that a key chooses from: ``coordination@history`` and ``history`` both from coordination."""
    return PLACES.get(key, key.partition("@")[0])


def _through_hydra(config: str, words: list[str], configs: Path) -> dict[str, Any]:
    """Let Hydra merge the files; nothing is resolved, called or looked up in the environment."""
    from hydra import compose as hydra_compose
    from hydra import initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    try:
        with initialize_config_dir(str(configs.resolve()), version_base="1.3"):
            tree = OmegaConf.to_container(hydra_compose(config, words), resolve=False, throw_on_missing=True)
    except (HydraException, OmegaConfBaseException, yaml.YAMLError, ValueError, RecursionError) as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        refused = re.match(r"Could not override '([^']+)'", said)
        word = next((word for word in words if refused and word.startswith(f"{refused[1]}=")), "")
        line = f"{word.replace('=', ' = ')}: cannot be chosen for {config}" if word else f"{config}: {said}"
        raise ConfigError(line) from None
    return {str(key): value for key, value in tree.items()} if isinstance(tree, dict) else {}


def _write(values: dict[str, str], tree: dict[str, Any], names: list[str]) -> Iterator[str]:
    """Write values into the composed tree; a line for each that has no place there or cannot be read."""
    for key, text in values.items():
        try:
            group, name = slot(tree, key, text, names)
            group[name] = _value(key, text)
        except ConfigError as error:
            yield from error.lines


def _value(key: str, text: str) -> Any:
    """The typed value of an override's text, by Hydra's own grammar; raises ConfigError."""
    if depth(text) > DEEPEST:
        raise ConfigError(f"{key}: nested deeper than {DEEPEST} levels")
    if asked := function_in(text):
        raise ConfigError(
            f"{key} = {show(text)}: {asked}(...) is a function, which is not allowed; write the value itself"
        )
    plain = as_plain(text)
    return plain if plain is not NOT_PLAIN else _by_grammar(key, text)


def _by_grammar(key: str, text: str) -> Any:
    """The same for what is not plain; raises ConfigError."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    try:
        override = OverridesParser.create().parse_override(f"{key}={text}")
        if not override.is_sweep_override():
            return override.value()
    except (HydraException, ValueError, RecursionError):
        raise ConfigError(
            f"{key} = {show(text)}: cannot be read; put a text with special characters in quotes"
        ) from None
    raise ConfigError(f"{key} = {show(text)}: one value expected; write a list as [a,b], a text with commas in quotes")
