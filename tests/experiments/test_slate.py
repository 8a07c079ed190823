"""The slate between a driver and its worker: written in one process, read in another, and there after its death."""

import os
import signal
import subprocess
import sys

from experiments.study.executors.slate import Slate, new_slate

WORKER = """
import os, signal, sys
from experiments.study.executors.slate import Slate
slate = Slate(int(sys.argv[1]))
assert slate.read() is None and slate.to_stop
slate.write(0)
slate.write(2**40 + 7)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_worker_wrote_stands_there_when_it_is_dead():
    handle = new_slate()
    slate = Slate(handle)
    slate.wipe()
    slate.ask_to_stop()
    done = subprocess.run([sys.executable, "-c", WORKER, str(handle)], pass_fds=[handle], check=False)
    os.close(handle)
    assert done.returncode == -signal.SIGKILL
    assert slate.read() == 2**40 + 7
    slate.wipe()
    assert slate.read() is None
    assert not slate.to_stop
