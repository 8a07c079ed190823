"""A command: what is asked, what is run for it, which tables are made of it, and what is said; the ritual once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from experiments.study.asked import asked_by
from experiments.study.codebook import NAME as CODEBOOK
from experiments.study.codebook import codebook
from experiments.study.conduct import Outcome
from experiments.study.dry_run import rehearse
from experiments.study.executors import open_executor
from experiments.study.experiment import HERE, Configured, Experiment, Known, about, begin, carry_out
from experiments.study.files import noting_files
from experiments.study.front import DONE, SOME_FAILED, say
from experiments.study.growing import with_story
from experiments.study.help import OPTIMISED, SHOW
from experiments.study.locks import opened, turn
from experiments.study.manifest import Manifest, expected_manifest, noting_interrupts, write_manifest
from experiments.study.output import check_output
from experiments.study.store import file_hash, write_csv
from sim.core.compiling import announce
from sim.yaml_scan import ConfigError

Tables = dict[str, pd.DataFrame]  # by the name of the file


def some_run_failed(_: Any, __: Tables, outcomes: list[Outcome]) -> bool:
    """What most commands take for a failure."""
    return any(outcome.failed for outcome in outcomes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry[Asked]:
    """What is to be found out, by a command or by one of several checks of a validation.

    *read* checks the words of a command line and raises ConfigError for all that is wrong with them; *experiments*
    are run for what is asked. Of the rows that they leave *tables* are made; what is *told* of these is printed.
    """

    read: Callable[[list[str]], Asked]
    experiments: Callable[[Asked], list[Experiment]]
    tables: Callable[[Asked, Path], Tables]
    told: Callable[[Asked, Path, Tables], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command[Asked](Inquiry[Asked]):
    """An inquiry with a folder of its own; called with the words of a command line it gives the exit code.

    *configured* says where and on what it is run, *known* what its folder is known by; *shown* is the configuration
    as plain data; *failed* says whether the exit code is 1.
    """

    configured: Callable[[Asked], Configured]
    known: Callable[[Asked], Known]
    shown: Callable[[Asked], dict[str, Any]]
    failed: Callable[[Asked, Tables, list[Outcome]], bool] = some_run_failed

    def __call__(self, arguments: list[str]) -> int:
        """Do what *arguments* ask for; raises ConfigError before anything is written."""
        if sys.flags.optimize:
            raise ConfigError(OPTIMISED)
        asked = self.read([word for word in arguments if word != SHOW])
        if SHOW in arguments:
            print(yaml.safe_dump(self.shown(asked), sort_keys=False, allow_unicode=True), end="")
            return DONE
        with asked_by(self.read.__module__, arguments):
            return perform(self, asked)


def perform[Asked](command: Command[Asked], asked: Asked) -> int:
    """Check, run what is missing, and where other shards owe nothing, keep the tables and tell; the exit code."""
    configured, experiments = command.configured(asked), command.experiments(asked)
    folder, settings = check_output(configured.run.output), configured.executor
    expected_manifest(folder, *about(command.known(asked), configured))  # judged before anything is written or removed
    announce()
    if configured.run.dry_run:
        return rehearse(experiments, folder)
    for one in experiments:
        one.expected(folder)
    with (
        opened(folder, settings.part),
        open_executor(settings) as executor,
        noting_files(folder),
        noting_interrupts(folder),
    ):
        manifest = begin(folder, command.known(asked), configured)
        outcomes = [carry_out(one, folder, manifest, executor) for one in experiments]
        owed = sum(outcome.owed for outcome in outcomes)
        if owed:
            say(f"shard {settings.shard} is done; {owed} units of other shards are missing, the last one gathers")
            return DONE
        with turn(folder, begun=True):
            tables = command.tables(asked, folder)
            main = next((outcome for one, outcome in zip(experiments, outcomes, strict=True) if one.name == HERE), None)
            keep(folder, manifest, tables, main)
            told = command.told(asked, folder, tables)
    print(told)  # last: by now the folder is whole and free, whatever becomes of who reads this
    return SOME_FAILED if command.failed(asked, tables, outcomes) else DONE


def keep(folder: Path, manifest: Manifest, tables: Tables, main: Outcome | None) -> None:
    """Write the tables, and the last word in the manifest; *main* is how the runs in the folder itself went."""
    outputs = {}
    for name, table in (tables | {CODEBOOK: codebook(folder, tables)}).items():
        write_csv(folder / name, table)
        outputs[name] = file_hash(folder / name)
    noted = main.noted(outputs) if main else {"status": "complete", "outputs": outputs}
    kept, made = (main.kept, main.made) if main else (0, 0)
    write_manifest(folder, with_story(manifest, kept, made) | noted)
