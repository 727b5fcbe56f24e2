"""A real Dask cluster on this machine: a scheduler and two workers, processes of their own, that talk over TLS."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).parents[2]
_PATIENCE = 120  # seconds; a loaded machine is slow, not wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """*settings*: what Dask's configuration must say to talk to it. *workers*: their processes."""

    address: str
    settings: Mapping[str, object]
    workers: tuple[subprocess.Popen[bytes], ...]


def certificate(folder: Path) -> Path:
    """One certificate, with its key in the same file, that scheduler, workers and client all trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "essai")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "grappe.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def running_cluster(folder: Path) -> Iterator[Cluster]:
    """Start them, and end them whatever happens."""
    pem, told = str(certificate(folder)), folder / "scheduler.json"
    common = ("--tls-ca-file", pem, "--tls-cert", pem, "--tls-key", pem, "--scheduler-file", str(told))
    started = [
        _start("dask_scheduler", *common, "--protocol", "tls", "--host", "127.0.0.1", "--port", "0", "--no-show")
    ]
    try:
        address = _address(told, started[0])
        ordinary = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
        started += [_start("dask_worker", *common, *ordinary, "--host", "127.0.0.1") for _ in range(2)]
        yield Cluster(address=address, settings=tls_settings(pem), workers=tuple(started[1:]))
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def tls_settings(pem: str | None) -> Mapping[str, object]:
    """Dask's configuration of a client with that certificate; None: with none."""
    roles = {f"{role}.{part}": pem for role in ("client", "scheduler", "worker") for part in ("cert", "key")}
    told = {"ca-file": pem, **roles}
    return {"distributed.comm.require-encryption": True, **{f"distributed.comm.tls.{key}": told[key] for key in told}}


def _start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{program}", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _address(told: Path, scheduler: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and scheduler.poll() is None:
        try:
            return str(json.loads(told.read_text("utf-8"))["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise RuntimeError(f"the scheduler did not start: {scheduler.poll()}")
