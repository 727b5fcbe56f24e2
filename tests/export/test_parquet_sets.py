"""A Parquet set holds what the Data Package holds, other programs read it, and it is read back as it was."""

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner
from pandas.testing import assert_frame_equal

import qpv_xlsx
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.publishing.long_table import long_rows
from qpv_xlsx.export.data_frames import TABLES
from qpv_xlsx.export.linked_tables import LinkedTables
from qpv_xlsx.export.package import write_package
from qpv_xlsx.export.parquet_set import folder_names, write_parquet
from qpv_xlsx.export.relational import tables_of
from qpv_xlsx.export.set_reading import NEEDED, read_set
from tests.export.accounts import MIXED, campaign, ledger
from tests.master.invention import invented_campaign
from tests.national.test_country import with_returns

NOW = datetime(2016, 3, 1, tzinfo=UTC)


def written(files: Mapping[str, bytes], folder: Path) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def tables(asked: Campaign) -> LinkedTables:
    return tables_of(asked, ledger(MIXED))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign of two territories, its Data Package and its Parquet set in « synthese »."""
    folder = tmp_path_factory.mktemp("pays") / "campagne"
    with_returns(folder, invented_campaign(1, territories=2))
    for form in ("datapackage", "parquet"):
        result = CliRunner().invoke(group, ["-q", "-C", str(folder), "export", "--format", form])
        assert result.exit_code == 0, result.output
    return folder


def package_of(folder: Path) -> Path:
    return folder / "synthese" / "paris-2015-donnees"


def set_of(folder: Path) -> Path:
    return folder / "synthese" / "paris-2015-donnees-parquet"


@pytest.mark.parametrize("place", [package_of, set_of], ids=("Data Package", "Parquet"))
def test_an_export_gives_the_frames_of_its_campaign(place: object, exported: Path) -> None:
    assert callable(place)
    own, read = qpv_xlsx.frames(exported), qpv_xlsx.frames(place(exported))
    assert len(own.answers) > 1000
    for name in TABLES:
        assert_frame_equal(getattr(own, name), getattr(read, name), obj=name)


def test_types_are_those_of_the_data_package(exported: Path) -> None:
    answers, statuses = qpv_xlsx.frames(exported).answers, qpv_xlsx.frames(exported).statuses
    told = answers.dtypes.astype(str)
    assert (told["year"], told["value"], told["quartier"], told["received"]) == (
        "Int64",
        "float64",
        "str",
        "datetime64[ms, UTC]",
    )
    assert statuses.dtypes.astype(str)["is_waived"] == "boolean"
    assert (answers["absence"].isna() == (answers["value"].notna() | answers["text"].notna())).all()


def test_who_reads_tables_of_nothing_reads_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CampaignError) as caught:
        qpv_xlsx.frames(tmp_path / "ailleurs")
    assert any("Aucune campagne dans" in said for said in caught.value.__notes__)


def test_the_queries_of_the_documentation_are_answered(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(__file__).parents[2] / "docs" / "analyse.md").read_text("utf-8")
    by_status, by_measure = re.findall(r"SELECT.*?;", text.partition("```sql")[2].partition("```")[0], re.DOTALL)
    frames = qpv_xlsx.frames(exported)
    monkeypatch.chdir(exported)
    counts = duckdb.execute(by_status.replace("paris-2026", "paris-2015")).df()
    assert counts["mesures"].sum() == (~frames.statuses["is_waived"]).sum()
    monkeypatch.chdir(exported.parent)
    found = duckdb.execute(by_measure).df().set_index("measure")
    asked = frames.answers[(frames.answers["field"] == "value") & (frames.answers["quartier"] == "_T")]
    known = asked.dropna(subset=["value"])
    assert found["resultats"].to_dict() == asked.groupby("measure")["value"].count().to_dict()
    places = known.groupby("measure")["territory"].nunique()
    assert found["territoires"].to_dict() == places.reindex(found.index, fill_value=0).to_dict()


def test_duckdb_counts_what_the_frames_count(exported: Path) -> None:
    query = """
        SELECT territory, attainment, count(*) AS measures
        FROM read_parquet($files, hive_partitioning = true, hive_types = {'year': INTEGER, 'territory': VARCHAR})
        WHERE NOT is_waived
        GROUP BY ALL
    """
    found = duckdb.execute(query, {"files": str(set_of(exported) / "statuts" / "**" / "*.parquet")}).fetchall()
    statuses = qpv_xlsx.frames(exported).statuses
    expected = statuses[~statuses["is_waived"]].groupby(["territory", "attainment"]).size()
    assert {(place, status): count for place, status, count in found} == expected.to_dict()


def test_pandas_reads_a_folder_by_itself(exported: Path) -> None:
    answers = pd.read_parquet(set_of(exported) / "reponses")
    assert set(answers["territory"].astype(str)) == set(qpv_xlsx.frames(exported).territories["territory"])
    assert len(answers) == len(qpv_xlsx.frames(exported).answers)


@pytest.mark.parametrize("code", ["01", "2A", "a/b", "é~.", "year=3"])
def test_a_territory_keeps_its_code_through_the_names_of_folders(code: str, tmp_path: Path) -> None:
    asked = campaign()
    place = replace(asked.territories[0], code=code)
    moved = replace(
        asked,
        territories=(place,),
        respondents=tuple(replace(one, territory=code) for one in asked.respondents),
    )
    linked = tables(moved)
    folder = written(write_parquet(linked, moved, created=NOW), tmp_path)
    assert read_set(folder)["reponses"].rows == {one.name: one for one in linked.tables}["reponses"].rows
    query = (
        "SELECT DISTINCT territory FROM read_parquet($files, hive_partitioning=true, hive_types={'territory': VARCHAR})"
    )
    assert duckdb.execute(query, {"files": str(folder / "statuts" / "**" / "*.parquet")}).fetchall() == [(code,)]


def test_codes_that_differ_by_capitals_alone_have_a_folder_each() -> None:
    names = folder_names(("a", "A", "É", "é"))
    assert len({name.casefold() for name in names.values()}) == 4


@pytest.mark.parametrize("form", ["csv", "raw csv", "parquet"])
def test_what_is_written_is_read_back(form: str, tmp_path: Path) -> None:
    asked, linked = campaign(), tables(campaign())
    if form != "parquet":
        rows = list(long_rows(asked, ledger(MIXED)))
        files = write_package(rows, asked, created=NOW, linked=linked, is_raw=form == "raw csv")
    else:
        files = write_parquet(linked, asked, created=NOW)
    assert read_set(written(files, tmp_path)) == {table.name: table for table in linked.tables}


def test_a_territory_that_is_no_more_leaves_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "campagne"
    with_returns(folder, invented_campaign(1, territories=1))
    left = folder / "synthese" / "paris-2015-donnees-parquet" / "reponses" / "year=2017" / "territory=X" / "x.parquet"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"")
    result = CliRunner().invoke(group, ["-q", "-C", str(folder), "export", "--format", "parquet"])
    assert result.exit_code == 0
    assert not left.exists()


def test_what_is_missing_is_said_with_what_to_install(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    result = CliRunner().invoke(group, ["-C", str(exported), "export", "--format", "parquet"], standalone_mode=False)
    assert isinstance(result.exception, CampaignError)
    assert result.exception.code == "parquet_missing"


def damaged(folder: Path, name: str, former: str, new: str) -> Path:
    path = folder / name
    text = path.read_text("utf-8-sig")
    assert former in text
    path.write_text(text.replace(former, new, 1), "utf-8", newline="")
    return folder


@pytest.mark.parametrize(
    ("name", "former", "new", "code"),
    [
        ("datapackage.json", '"resources"', '"resource"', "export_unreadable"),
        ("datapackage.json", "{", "", "export_unreadable"),
        ("datapackage.json", '"name": "campagnes"', '"name": "campagne"', "export_without"),
        ("datapackage.json", '"path": "mesures.csv"', '"path": "../../mesures.csv"', "export_outside"),
        ("reponses.csv", "campaign;year", "campaign;annee", "export_columns"),
        ("reponses.csv", ";0.173;", ";0,173;", "export_cell"),
        ("statuts.csv", ";false;", ";FAUX;", "export_cell"),
        ("mesures.csv", "EMP-01-a;", "", "export_line"),
    ],
)
def test_a_damaged_export_is_refused_with_its_place(
    name: str, former: str, new: str, code: str, tmp_path: Path
) -> None:
    asked = campaign()
    files = write_package(list(long_rows(asked, ledger(MIXED))), asked, created=NOW, linked=tables(asked))
    with pytest.raises(CampaignError) as caught:
        read_set(damaged(written(files, tmp_path), name, former, new))
    assert caught.value.code == code


def test_a_damaged_parquet_file_is_refused(tmp_path: Path) -> None:
    folder = written(write_parquet(tables(campaign()), campaign(), created=NOW), tmp_path)
    (folder / "mesures.parquet").write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(CampaignError) as caught:
        read_set(folder)
    assert caught.value.code == "export_unreadable"


def test_every_needed_table_is_written_and_described(tmp_path: Path) -> None:
    folder = written(write_parquet(tables(campaign()), campaign(), created=NOW), tmp_path)
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert {one["name"] for one in described["resources"]} >= NEEDED
    assert set(TABLES.values()) == {one["name"] for one in described["resources"]}
