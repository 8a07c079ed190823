"""Compiling: a rule that calls a changed rule of another file is never stale, and no rule is translated twice."""

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from numba import config

from sim.city.tick import tick
from sim.core.compiling import Internal, compiled, internal
from sim.core.source import PACKAGE
from sim.desks.queueing import queue_of

CALLED = "from sim.core.compiling import compiled\n\n\n@compiled\ndef called(x):\n    return x + {}\n"
CALLER = (
    "from sim.core.compiling import compiled\nfrom sim.core.probe_called import called\n\n\n"
    "@compiled\ndef caller(x):\n    return 10 * called(x)\n"
)
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for path in PACKAGE.rglob("*.py")
    if path.name != "__init__.py"
)


def answer(root: Path) -> int:
    """What the caller gives in a fresh process that shares the cache folder."""
    words = [sys.executable, "-c", "from sim.core.probe_caller import caller; print(caller(1))"]
    environment = os.environ | {
        "XDG_CACHE_HOME": str(root / "cache"),
        "PYTHONPATH": str(root),
        "NUMBA_DISABLE_JIT": "0",
    }
    environment.pop("NUMBA_CACHE_DIR", None)
    return int(subprocess.run(words, env=environment, cwd=root, check=True, capture_output=True, text=True).stdout)


def test_an_edit_in_a_called_rule_of_another_file_is_seen(tmp_path):
    shutil.copytree(PACKAGE / "core", tmp_path / "sim" / "core", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "sim" / "__init__.py").touch()
    (tmp_path / "sim" / "core" / "probe_caller.py").write_text(CALLER)
    called = tmp_path / "sim" / "core" / "probe_called.py"
    called.write_text(CALLED.format(1))
    assert answer(tmp_path) == 20
    assert answer(tmp_path) == 20  # from the cache
    assert [path.name.partition(".")[0] for path in (tmp_path / "cache").rglob("*.nbi")] == ["probe_caller"]
    called.write_text(CALLED.format(2))
    os.utime(called, (0, 0))  # even if the clock says that it is older
    assert answer(tmp_path) == 30


@internal
def plus(a, b):
    return a + b


@compiled
def twice(a, by):
    return plus(a, a) * by


@compiled
def both(a):
    return twice(a, 1) + twice(plus(a, 1), 10)


def translate() -> None:
    """Call them where nothing is on disk: what is there need not be translated."""
    assert both(3) == 6 + 80
    assert not twice.signatures  # it went into the machine code of its caller
    assert len(plus.signatures) == len(twice.get_overload.__self__.signatures) == 1
    assert twice(3, 5) == 30
    assert len(twice.signatures) == 1


@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="nothing is compiled")
def test_a_rule_becomes_machine_code_only_where_python_calls_it_and_once_for_all_constants(tmp_path):
    words = [sys.executable, "-c", "from tests.sim.core.test_compiling import translate; translate()"]
    subprocess.run(words, env=os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}, check=True)


@internal
def first_of(numbers):
    """Looks at memory that only a compiled caller can vouch for."""
    return numbers[0]


COMPILED_ONLY = [(plus, (1, 2)), (first_of, ([1],)), (queue_of, (1, 2, 0, 3)), (tick, ()), (first_of, (None, "x"))]


@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="in plain Python every rule may be called")
@pytest.mark.parametrize(("rule", "arguments"), COMPILED_ONLY)
def test_a_rule_that_only_rules_call_refuses_python_in_one_sentence(rule, arguments):
    with pytest.raises(TypeError, match=rf"^[a-z_.]+\.{rule.__name__}: only compiled rules call this rule; mark it"):
        rule(*arguments)
    assert rule.__doc__ == rule.py_func.__doc__


@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="in plain Python every rule may be called")
def test_every_internal_rule_of_the_model_refuses_python():
    """All of them, whatever they are called with: the process lives on."""
    modules = [import_module(f"sim.{name}") for name in MODULES]
    rules = {id(rule): rule for module in modules for rule in vars(module).values() if isinstance(rule, Internal)}
    assert len(rules) > 150
    for rule in rules.values():
        with pytest.raises(TypeError, match="only compiled rules call this"):
            rule(10**12, -1, None, this=0)


@pytest.mark.parametrize("variable", ["NUMBA_BOUNDSCHECK", "NUMBA_DISABLE_JIT"])
def test_rules_call_internal_rules_with_checks_and_in_plain_python_too(variable, tmp_path):
    """What a compiled rule calls is the rule itself; in plain Python there is nothing to refuse."""
    told = "from tests.sim.core.test_compiling import both, plus; print(both(3)); print(plus(1, 2))"
    words = [sys.executable, "-c", told]
    environment = os.environ | {"NUMBA_DISABLE_JIT": "0", variable: "1", "XDG_CACHE_HOME": str(tmp_path)}
    environment.pop("NUMBA_CACHE_DIR", None)
    done = subprocess.run(words, env=environment, check=False, capture_output=True, text=True)
    if variable == "NUMBA_DISABLE_JIT":
        assert (done.returncode, done.stdout) == (0, "86\n3\n")
    else:
        assert (done.returncode, done.stdout) == (1, "86\n")
        assert done.stderr.splitlines()[-1].startswith("TypeError: tests.sim.core.test_compiling.plus: only compiled")
