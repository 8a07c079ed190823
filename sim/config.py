"""From configuration files and overrides to one validated object: the only file of the model that knows Hydra."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from hydra import compose as hydra_compose
from hydra import initialize_config_dir
from hydra.errors import HydraException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException
from pydantic import BaseModel, ValidationError

from sim.core.parameter import limits
from sim.scenario import Scenario
from sim.yaml_scan import ConfigError, scan

CONFIGS = Path(__file__).resolve().parents[1] / "configs"
NAME = re.compile(r"^[a-z][a-z0-9_]{0,63}$")
FORBIDDEN = (("hydra.", "settings of Hydra"), ("_target_", "naming code to run"))
Model = TypeVar("Model", bound=BaseModel)


def load_scenario(name: str, overrides: Sequence[str] = (), configs: Path = CONFIGS) -> Scenario:
    """The scenario *name* under one mode and one resource setting.

    *overrides* are ``key=value``; ``coordination=NAME`` and ``resources=NAME`` choose the arm and what is held
    equal (default ``siloed`` and ``as_it_was``). Raises ConfigError.
    """
    chosen = {"coordination": "siloed", "resources": "as_it_was"}
    rest = []
    for override in overrides:
        key, _, value = override.partition("=")
        if key in chosen:
            chosen[key] = value
        else:
            rest.append(override)
    groups = [f"+{group}@{group}={known(configs, group, value)}" for group, value in chosen.items()]
    data = compose("base", [f"scenario={name}", *groups, *rest], configs)
    return validate(Scenario, data)


def known(configs: Path, group: str, name: str) -> str:
    """*name* if the group has a file of that name; raises ConfigError that lists what there is."""
    names = options(configs, group)
    if name in names:
        return name
    raise ConfigError(f"{group} = {name}: unknown; known: {', '.join(names)}")


def options(configs: Path, group: str) -> list[str]:
    """Names of the variants in a group, the shared base left out."""
    return sorted(path.stem for path in (configs / group).glob("*.yaml") if path.stem != "base")


def choose(configs: Path, key: str, group: str, value: str) -> list[str]:
    """Turn ``arms=[a,b]`` into one group choice each; raises ConfigError for none, twice or unknown."""
    names = [name.strip() for name in value.strip().removeprefix("[").removesuffix("]").split(",") if name.strip()]
    if not names:
        raise ConfigError(f"{key} = {value}: at least one of {', '.join(options(configs, group))}")
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"{key} = {value}: {name} stands twice; name each once")
        if name not in options(configs, group):
            raise ConfigError(f"{key} = {value}: {name} is unknown; known: {', '.join(options(configs, group))}")
    return [f"+{group}@{key}.{name}={name}" for name in names]


def compose(config: str, overrides: Iterable[str], configs: Path = CONFIGS) -> dict[str, Any]:
    """Compose *config* with *overrides* into plain data; raises ConfigError with lines in our own words."""
    for path in sorted(configs.rglob("*.yaml")):
        scan(path)
        refuse_dangerous(path.name, path.read_text(encoding="utf-8"))
    words = list(overrides)
    for word in words:
        check_override(word, configs)
    try:
        with initialize_config_dir(str(configs), version_base="1.3"):
            return OmegaConf.to_container(hydra_compose(config, words), resolve=True, throw_on_missing=True)
    except (HydraException, OmegaConfBaseException, RecursionError) as error:
        raise ConfigError(*explain(error, words, config, configs)) from None


def refuse_dangerous(where: str, text: str) -> None:
    """Refuse resolvers, code names and Hydra's own settings in text that comes from a user."""
    if re.search(r"\$\{[^}]*:", text):
        raise ConfigError(f"{where}: ${{...:...}} is not allowed; write the value itself")
    for word, why in FORBIDDEN:
        if re.search(rf"(^|[\s{{,+~@]){re.escape(word)}", text, re.MULTILINE):
            raise ConfigError(f"{where}: {word.rstrip('.')} is not allowed ({why})")


def check_override(word: str, configs: Path) -> None:
    """Refuse an override that is not ``key=value`` with a known group or a dotted name."""
    key, equals, value = word.partition("=")
    if not equals:
        raise ConfigError(f"{word}: expected key=value")
    if key.startswith("~") or "${" in word:
        raise ConfigError(f"{word}: removing keys and interpolation are not allowed; write key=value")
    refuse_dangerous(word, word)
    group = key.lstrip("+").split("@")[0]
    if (configs / group).is_dir() and "." not in group:
        if not NAME.match(value):
            raise ConfigError(f"{key} = {value}: not a name; known: {', '.join(options(configs, group))}")
        known(configs, group, value)


def explain(error: Exception, words: Sequence[str], config: str, configs: Path) -> list[str]:
    """Hydra's complaint in our own words: the key, and the nearest known one."""
    text = str(error)
    for word in words:
        key, _, value = word.partition("=")
        plain = key.lstrip("+").split("@")[0]
        if f"'{plain}'" in text or f"override '{plain}" in text or f"full_key: {plain}" in text:
            keys = known_keys(config, [w for w in words if w.startswith("+")], configs)
            near = difflib.get_close_matches(plain, keys, 1, 0.6)
            hint = f"; did you mean {near[0]}?" if near else ""
            return [f"{plain} = {value}: unknown parameter{hint}"]
    first = text.splitlines()[0] if text else type(error).__name__
    return [f"configuration: {first}"]


def known_keys(config: str, groups: Sequence[str], configs: Path) -> list[str]:
    """Dotted names of everything in the composed configuration; empty when even that cannot be composed."""
    try:
        with initialize_config_dir(str(configs), version_base="1.3"):
            data = OmegaConf.to_container(hydra_compose(config, list(groups)))
    except (HydraException, OmegaConfBaseException):
        return []
    found: list[str] = []

    def walk(prefix: str, part: Any) -> None:
        found.append(prefix)
        if isinstance(part, dict):
            for key, value in part.items():
                walk(f"{prefix}.{key}" if prefix else str(key), value)

    walk("", data)
    return found[1:]


def validate(model: type[Model], data: dict[str, Any]) -> Model:
    """*data* as a *model*; raises ConfigError with one line per fault: key, value, what is allowed."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ConfigError(*(_line(model, fault) for fault in error.errors())) from None


def _line(model: type[BaseModel], fault: Any) -> str:
    """One fault in one line."""
    name = ".".join(str(part) for part in fault["loc"])
    value = fault.get("input")
    if fault["type"] == "value_error":
        text = str(fault["ctx"]["error"])
        return f"{name}.{text}" if name and not re.match(r"^[a-z_.]+\.", text) else text
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(fault["loc"][-1], _siblings(model, fault["loc"][:-1]), 1, 0.6)
        return f"{name} = {_short(value)}: unknown parameter" + (f"; did you mean {near[0]}?" if near else "")
    if fault["type"] == "missing":
        return f"{name}: is missing"
    allowed = limits(model, fault["loc"])
    return f"{name} = {_short(value)}: must be {allowed or fault['msg'].removeprefix('Input should be ')}"


def _siblings(model: type[BaseModel], place: Sequence[Any]) -> list[str]:
    """Names of the fields at *place*; empty where the place is a free mapping or list."""
    for part in place:
        field = model.model_fields.get(str(part))
        if field is None or not isinstance(field.annotation, type) or not issubclass(field.annotation, BaseModel):
            return []
        model = field.annotation
    return list(model.model_fields)


def _short(value: Any) -> str:
    """A value as a person would write it, cut to a line."""
    text = str(value) if not isinstance(value, bool) else str(value).lower()
    return text if len(text) <= 60 else text[:57] + "..."
