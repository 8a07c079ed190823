"""The model as a guest: to import and run it changes no setting of the process, for whatever else runs there."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BEFORE = "import hydra, matplotlib, mesa, numba, omegaconf, pandas, pydantic, scipy.optimize, scipy.sparse, yaml"
TOLD = """
import decimal, gc, locale, logging, multiprocessing, os, random, signal, sys, threading, warnings
{before}
import numpy as np

def settings():
    mask = os.umask(0o22)
    os.umask(mask)
    loggers = logging.root.manager.loggerDict.items()
    return {{
        "environment": dict(os.environ), "umask": mask, "folder": os.getcwd(), "path": list(sys.path),
        "warnings": [str(one) for one in warnings.filters], "shown": warnings.showwarning,
        "logging": (logging.root.level, list(logging.root.handlers), logging.root.manager.disable),
        "loggers": {{n: (one.level, list(one.handlers), one.propagate, one.disabled) for n, one in loggers
                    if isinstance(one, logging.Logger) and n.split(".")[0] not in ("sim", "experiments")
                    and (one.handlers or one.level or one.disabled)}},
        "signals": {{one: signal.getsignal(one) for one in signal.valid_signals()}},
        "timers": [signal.getitimer(one) for one in (signal.ITIMER_REAL, signal.ITIMER_PROF)],
        "locale": locale.setlocale(locale.LC_ALL), "random": random.getstate(), "decimal": str(decimal.getcontext()),
        "hooks": (sys.excepthook, sys.displayhook, sys.gettrace(), sys.getprofile(), sys.unraisablehook),
        "limits": (sys.getrecursionlimit(), sys.getswitchinterval(), gc.get_threshold(), gc.isenabled()),
        "streams": (sys.stdout, sys.stderr, sys.stdin), "start": multiprocessing.get_start_method(allow_none=True),
        "threads": threading.active_count(),
        "numpy": (np.geterr(), np.geterrcall(), np.get_printoptions(), str(np.random.get_state())),
        "numba": {{name: str(value) for name, value in vars(numba.config).items() if name.isupper()}},
        "matplotlib": {{name: str(value) for name, value in dict.items(matplotlib.rcParams)}},
    }}

settings()
was = settings()
{done}
now = settings()
for name in was:
    if was[name] != now[name]:
        print("changed:", name, "from", was[name], "to", now[name])
"""
MODULES = """import importlib, pathlib
for path in sorted(pathlib.Path("sim").rglob("*.py")):
    importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))"""
RUN = """from sim import CityModel, load_scenario, simulate
told = load_scenario("xiaonanmen", ["coordination=task_force", "households.total=12", "calendar.intervention_day=20",
                                    "calendar.horizon_days=5"])
simulate(told, [1])
model = CityModel(told, rng=1)
model.run_for(2)"""


@pytest.mark.parametrize("done", ["import sim", "from sim import *", MODULES, RUN], ids=["name", "all", "rooms", "run"])
def test_no_setting_of_the_process_changes(done):
    told = TOLD.format(before=BEFORE, done=done)
    words = [sys.executable, "-W", "error::FutureWarning", "-c", told]
    found = subprocess.run(words, check=False, capture_output=True, text=True, cwd=ROOT)
    assert (found.returncode, found.stdout) == (0, ""), found.stderr
