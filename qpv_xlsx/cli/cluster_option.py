"""``--cluster``: the work of a command done by the workers of a Dask cluster."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import click

P = ParamSpec("P")
R = TypeVar("R")


def cluster_option(act: Callable[P, R]) -> Callable[P, R]:
    """Give a command the option; its work is done where the option says."""

    @click.option("--cluster", metavar="ADRESSE", help="Répartit le travail sur votre grappe Dask (tls://…:8786).")
    @wraps(act)
    def spread(*arguments: P.args, **options: P.kwargs) -> R:
        address = options.pop("cluster", None)
        with _working_on(str(address) if address else None):
            return act(*arguments, **options)

    return spread


@contextmanager
def _working_on(address: str | None) -> Iterator[None]:
    if address is None:
        yield
        return
    from qpv_xlsx.spreadsheet.isolation.clusters import working_on

    with working_on(address):
        yield
