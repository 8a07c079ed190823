"""Dask on a machine that others use: nobody without our credentials is heard, and no page is opened unless asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.study.executors import dask as module
from experiments.study.settings import ExecutorSettings
from sim.yaml_scan import ConfigError
from tests import toy

ROOT = Path(__file__).resolve().parents[2]
distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster():
    """One cluster for all tests here: to start one takes seconds."""
    pytest.importorskip("cryptography")
    with module.Dask(1, "") as executor:
        yield executor


STRANGER = """
import asyncio, logging, sys
from distributed import Client
from distributed.core import connect
logging.disable(logging.CRITICAL)
address, how = sys.argv[1:]

async def knock():
    try:
        if how == "client":
            client = await Client(address, asynchronous=True, timeout=2)
            print("ran", await client.run_on_scheduler(lambda: 42))
        else:
            comm = await connect(address, timeout=2)
            await comm.write({"op": "identity", "reply": True})
            print("heard", await comm.read())
    except BaseException as error:
        print("refused", type(error).__name__)

asyncio.run(knock())
"""


def knocked(address: str, how: str) -> str:
    """What a program without credentials gets."""
    words = [sys.executable, "-c", STRANGER, address, how]
    done = subprocess.run(words, check=False, capture_output=True, text=True, timeout=60, cwd=ROOT)
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("how", ["client", "comm"])
@pytest.mark.parametrize("scheme", ["tls", "tcp"])
@pytest.mark.parametrize("whom", ["scheduler", "worker"])
def test_a_stranger_without_credentials_is_not_heard(how, scheme, whom, cluster):
    workers = cluster._client.scheduler_info(n_workers=-1)["workers"]
    address = cluster._cluster.scheduler_address if whom == "scheduler" else next(iter(workers))
    assert address.startswith("tls://127.0.0.1:")
    assert knocked(address.replace("tls", scheme), how).startswith("refused ")


def listening() -> set[int]:
    """Ports on which this process and its children listen."""
    inodes: dict[str, int] = {}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A":
                inodes[f"socket:[{words[9]}]"] = int(words[1].rpartition(":")[2], 16)
    found = subprocess.run(["ps", "-o", "pid=,ppid=", "-e"], check=True, capture_output=True, text=True).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in found.splitlines())}
    ours = {os.getpid()}
    for _ in range(5):
        ours |= {pid for pid, parent in parents.items() if parent in ours}
    ports = set()
    for pid in ours:
        for handle in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                ports |= {inodes[str(handle.readlink())]} & set(inodes.values())
            except (OSError, KeyError):
                continue
    return ports


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_port_is_open_but_those_that_ask_for_credentials(cluster):
    """The scheduler's, and of the one worker its own and its nanny's."""
    open_ports = listening()
    known = cluster._client.scheduler_info(n_workers=-1)
    addresses = [known["address"], *known["workers"], *(one["nanny"] for one in known["workers"].values())]
    assert open_ports == {int(address.rpartition(":")[2]) for address in addresses}


@pytest.mark.slow
def test_the_cluster_still_gives_the_same_table(cluster, tmp_path):
    words = [sys.executable, "-m", "tests.toy"]
    tables = []
    for kind in ("serial", "dask"):
        told = json.dumps({"units": 12, "points": 2, "executor": {"kind": kind, "workers": 2, "chunk": 3}})
        done = subprocess.run(
            [*words, str(tmp_path / kind), told], check=False, capture_output=True, text=True, cwd=ROOT
        )
        assert done.returncode == 0, done.stderr
        tables.append((tmp_path / kind / "runs.parquet").read_bytes())
    assert tables[0] == tables[1]


@pytest.mark.parametrize("missing", ["distributed", "cryptography"])
def test_what_is_not_installed_is_said_in_one_line(missing, monkeypatch):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ConfigError, match=f"^executor = dask: needs {missing}; pip install --require-hashes"):
        module.Dask(1, "")


@pytest.mark.parametrize("more", [{"kind": "processes"}, {"kind": "dask", "address": "tcp://127.0.0.1:1"}])
def test_a_dashboard_is_for_a_cluster_of_our_own(more):
    with pytest.raises(ValueError, match="dashboard = true: needs executor=dask"):
        ExecutorSettings.model_validate(toy.EXECUTOR | {"dashboard": True} | more)


def test_the_locks_hold_what_credentials_need():
    held = {line.partition("==")[0] for line in (ROOT / "requirements-dask.lock").read_text().splitlines()}
    assert held >= {"cryptography", "distributed"}
