"""Jobs done by the workers of a Dask cluster, which is somebody's own: what goes there and comes back is pickled.

Scheduler, workers, certificates and their settings are Dask's (``distributed.comm.tls`` in its configuration). Each of
its workers does our jobs in processes of their own, as this machine would.
"""

import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.spreadsheet.isolation.running import Crew, Result, doing_elsewhere
from qpv_xlsx.spreadsheet.isolation.same_program import program_word
from qpv_xlsx.spreadsheet.isolation.worker_side import function_in

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
R = TypeVar("R")

_PATIENCE = 20  # seconds for the scheduler to answer, and for a first worker to be there
_LOOK_AFTER = 30  # seconds without a result, after which one looks whether any worker is left
_RETRIES = 5  # how often a job whose worker was lost is given to another
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_OTHER_PROGRAM = "another program"


@contextmanager
def working_on(address: str) -> Iterator[None]:
    """Have ``run`` use the cluster whose scheduler is at *address* (« tls://10.0.0.5:8786 »).

    Raises CampaignError where the connection would not be encrypted, where Dask is missing or no worker is there, and
    StorageError where nobody answers.
    """
    _refuse_open_lines(address)
    client = _client(address)
    try:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as nobody:
            raise CampaignError("cluster_empty", address=address) from nobody
        with doing_elsewhere(_ClusterRunner(client, address)):
            yield
    finally:
        client.close(timeout=_PATIENCE)


def _refuse_open_lines(address: str) -> None:
    """Returns hold what people wrote, and a pickle runs code: only TLS, or this machine itself."""
    parts = urlsplit(address)
    if parts.scheme == "tls" or (parts.scheme == "tcp" and parts.hostname in _LOOPBACK):
        return
    raise CampaignError("cluster_unencrypted", address=address)


def _client(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as absent:
        raise CampaignError("cluster_missing") from absent
    for name in [*logging.root.manager.loggerDict]:  # each of Dask's has a level of its own
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told in our words
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)
    except (
        OSError,
        TypeError,
        ValueError,
    ) as trouble:  # TimeoutError is an OSError; the others: certificates not given
        raise StorageError("cluster_unreachable", address=address, detail=str(trouble).partition("\n")[0]) from trouble


class _ClusterRunner:
    """Does jobs on the cluster, in order, a few ahead."""

    def __init__(self, client: "Client", address: str) -> None:
        self._client, self._address = client, address

    def __call__(self, function: Callable[[T], R], items: Iterable[T], limits: Limits) -> Iterator[Result[R]]:
        ahead = 3 * max(1, sum(self._client.nthreads().values()))
        pending: deque[Future] = deque()
        carried = self._client.submit(_as_it_is, pickle.dumps(function), pure=False, retries=_RETRIES)
        try:
            for item in items:
                pending.append(self._submit(carried, item, limits))
                if len(pending) > ahead:
                    yield self._result(pending.popleft())
            while pending:
                yield self._result(pending.popleft())
        finally:  # also when the caller stops listening halfway
            if pending:
                self._client.cancel(list(pending), force=True)

    def _submit(self, carried: "Future", item: object, limits: Limits) -> "Future":
        """*carried*: the function, which Dask brings to each of its workers once, and makes anew where it was lost."""
        return self._client.submit(do_apart, program_word(), carried, item, limits, pure=False, retries=_RETRIES)

    def _result(self, future: "Future") -> Result[Any]:
        from distributed import KilledWorker

        try:
            result = self._patiently(future)
        except (KilledWorker, CancelledError, OSError) as trouble:
            raise StorageError("cluster_lost", address=self._address) from trouble
        if isinstance(result, str):
            raise CampaignError("cluster_differs", address=self._address)
        found: Result[Any] = result
        return found

    def _patiently(self, future: "Future") -> Result[Any] | str:
        """What became of a job, as long as there is a worker that may do it."""
        while True:
            try:
                found: Result[Any] | str = future.result(timeout=_LOOK_AFTER)
            except TimeoutError:
                if not self._client.nthreads():
                    raise
            else:
                return found


def _as_it_is(carried: bytes) -> bytes:
    """On the cluster: what is to be there once for many jobs."""
    return carried


def do_apart(program: str, carried: bytes, item: object, limits: Limits) -> Result[Any] | str:
    """On the cluster: do one job in a process of its own; where the program is another one, only say so. *carried*: the function."""
    return _crew().do(function_in(carried), item, limits) if program == program_word() else _OTHER_PROGRAM


@cache
def _crew() -> Crew:
    """The processes of one of Dask's workers, which end with it: their input does."""
    return Crew()
