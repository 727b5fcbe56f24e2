"""On a cluster comes out, byte for byte, what comes out here; what a worker's death changes is the time."""

import json
import logging
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="pip install qpv-xlsx[cluster]")
pytest.importorskip("cryptography", reason="pip install cryptography")

import dask

from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import CampaignError, Code, StorageError
from qpv_xlsx.export.long_parquet import can_write_parquet
from qpv_xlsx.register import open_register
from qpv_xlsx.spreadsheet.isolation import clusters
from qpv_xlsx.spreadsheet.isolation.clusters import working_on
from qpv_xlsx.spreadsheet.isolation.running import is_elsewhere, run
from qpv_xlsx.tasks.check import check
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.generate import generate
from tests.master.invention import invented_campaign
from tests.national.test_country import with_returns
from tests.spreadsheet.cluster import ROOT, Cluster, running_cluster, tls_settings

NOW = datetime(2018, 3, 1, 9, 30, tzinfo=UTC)
REPLIES = ROOT / "examples" / "replies"

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("grappe")) as started, dask.config.set(started.settings):
        yield started


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.is_file()}


def paris(folder: Path) -> Path:
    assert guarded(group, ["-q", "init", str(folder), "--template", "paris-2015-2020"]) == 0
    return folder


def test_workbooks_generated_are_the_same(cluster: Cluster, tmp_path: Path) -> None:
    here, there = paris(tmp_path / "ici"), tmp_path / "grappe"
    shutil.copytree(here, there)
    list(generate(here, only=(), now=NOW))
    with working_on(cluster.address):
        made = list(generate(there, only=(), now=NOW))
    assert len(made) == 9
    assert files(there / "a_envoyer") == files(here / "a_envoyer")


def test_returns_are_read_the_same(cluster: Cluster, tmp_path: Path) -> None:
    folder = paris(tmp_path / "paris")
    (tmp_path / "retours").mkdir()
    for path in REPLIES.iterdir():
        shutil.copy(path, tmp_path / "retours")
    (tmp_path / "retours" / "abime.xlsx").write_bytes(b"PK\x03\x04 nothing")
    _, here = check(folder, [tmp_path / "retours"])
    with working_on(cluster.address):
        _, there = check(folder, [tmp_path / "retours"])
    assert there == here
    assert len(here) == 4


def test_masters_are_the_same(cluster: Cluster, tmp_path: Path) -> None:
    here, there = tmp_path / "ici" / "pays", tmp_path / "grappe" / "pays"
    here.parent.mkdir()
    with_returns(here, invented_campaign(1, territories=3))
    shutil.copytree(here, there)
    consolidate(here, target=None, now=NOW)
    with working_on(cluster.address):
        consolidate(there, target=None, now=NOW)
    made = files(there / "synthese")
    assert len(made) == 10 + can_write_parquet()
    assert made == files(here / "synthese")


def test_the_command_takes_the_address(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[bool] = []
    folder = paris(tmp_path / "paris")
    monkeypatch.setattr(clusters._ClusterRunner, "_submit", _spied(clusters._ClusterRunner._submit, seen))
    status = guarded(group, ["-C", str(folder), "check", str(REPLIES), "--json", "--cluster", cluster.address])
    assert status == 1  # as without a cluster: one reply has errors
    assert json.loads(capsys.readouterr().out)["summary"]["errors"] == 2
    assert seen == [True, True, True]
    assert not is_elsewhere()


def test_collect_registers_the_same_there(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By command, a damaged file among them: what is said, kept and remembered; and nothing is read twice there either."""
    seen: list[bool] = []
    monkeypatch.setattr(clusters._ClusterRunner, "_submit", _spied(clusters._ClusterRunner._submit, seen))
    here, there, came = paris(tmp_path / "ici"), tmp_path / "grappe", tmp_path / "retours"
    shutil.copytree(here, there)
    shutil.copytree(REPLIES, came)
    (came / "abime.xlsx").write_bytes(b"PK\x03\x04 nothing")

    def collected(folder: Path, *more: str) -> tuple[int, object, object]:
        status = guarded(group, ["-C", str(folder), "collect", str(came), "--json", *more])
        said = json.loads(capsys.readouterr().out)
        assert guarded(group, ["-C", str(folder), "status", "--json"]) in {0, 1}
        return status, said, json.loads(capsys.readouterr().out)

    assert collected(there, "--cluster", cluster.address) == collected(here)
    assert len(seen) == 4
    assert sorted(files(there / "recus").values()) == sorted(files(here / "recus").values()) != []
    with open_register(there) as far, open_register(here) as near:
        assert [one.submission for one in far.contents(range(10))] == [
            one.submission for one in near.contents(range(10))
        ]
    collected(there, "--cluster", cluster.address)
    assert len(seen) == 4


def _spied(method: object, seen: list[bool]) -> object:
    def submit(*arguments: object) -> object:
        seen.append(is_elsewhere())
        return method(*arguments)  # type: ignore[operator]  # a method

    return submit


def _slow_square(number: int) -> int:
    time.sleep(0.2)
    return number * number


def _crash(number: int) -> int:
    raise ValueError(number)


def test_a_file_that_breaks_is_one_finding_there_too(cluster: Cluster) -> None:
    with working_on(cluster.address):
        (result,) = run(_crash, [3], Limits())
    assert result.finding is not None
    assert (result.finding.code, result.finding.facts["detail"]) == (Code.F01, "ValueError: 3")


def test_workers_with_another_program_are_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "program_word", lambda: "another")
    with pytest.raises(CampaignError) as caught, working_on(cluster.address):
        list(run(_slow_square, [1], Limits()))
    assert caught.value.code == "cluster_differs"


@pytest.mark.parametrize("address", ["tcp://10.0.0.5:8786", "10.0.0.5:8786", "ws://127.0.0.1:8786", ""])
def test_an_open_line_is_refused(address: str) -> None:
    with pytest.raises(CampaignError) as caught, working_on(address):
        pass
    assert caught.value.code == "cluster_unencrypted"


def test_nobody_at_the_address_is_said(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_PATIENCE", 2)
    with pytest.raises(StorageError) as caught, working_on("tls://127.0.0.1:9"):
        pass
    assert caught.value.code == "cluster_unreachable"
    del cluster


def test_who_has_no_certificate_gets_nothing(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_PATIENCE", 5)
    with dask.config.set(tls_settings(None)), pytest.raises(StorageError), working_on(cluster.address):
        pass


def test_a_worker_killed_in_the_middle_changes_nothing(cluster: Cluster) -> None:
    """From then on the cluster has one worker, which is enough for the other tests."""
    numbers = list(range(30))
    found = []
    with working_on(cluster.address):
        for done, result in enumerate(run(_slow_square, numbers, Limits())):
            found.append(result.value)
            if done == 3:
                cluster.workers[0].kill()
    assert cluster.workers[0].wait() != 0
    assert found == [number * number for number in numbers]
    assert not logging.getLogger("distributed.client").isEnabledFor(
        logging.WARNING
    )  # Dask's own words, in the middle of ours
