"""A cluster of Dask's on this machine, for this user alone: encrypted, with credentials of its own, and no open page.

Whoever may talk to a scheduler has his functions run by us; left alone, Dask lets every user of the machine do so, and
opens a port for pages beside each of its processes.
"""

from __future__ import annotations

import logging
from typing import Any

from distributed import LocalCluster, Nanny, Scheduler, Worker
from distributed.security import Security


class QuietScheduler(Scheduler):
    """A scheduler that serves no pages."""

    def start_http_server(self, *_: Any, **__: Any) -> None:
        """Open no port."""


class QuietWorker(Worker):
    """A worker that serves no pages."""

    def start_http_server(self, *_: Any, **__: Any) -> None:
        """Open no port."""


class QuietNanny(Nanny):
    """Watches over a worker that serves no pages."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named | {"worker_class": QuietWorker})


class PrivateCluster(LocalCluster):
    """So many *workers*, reached with credentials that only this process has; with a *dashboard* where it is wished."""

    def __init__(self, workers: int, dashboard: bool) -> None:
        self._quiet = not dashboard
        super().__init__(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            worker_class=QuietNanny,
            dashboard_address="127.0.0.1:8787" if dashboard else None,
            security=Security.temporary(),
            silence_logs=logging.WARNING,
        )

    async def _start(self) -> None:
        """Begin with a scheduler of our kind."""
        if self._quiet:
            self.scheduler_spec = {**self.scheduler_spec, "cls": QuietScheduler}
        await super()._start()  # type: ignore[no-untyped-call]
