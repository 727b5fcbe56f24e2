"""Several territories, published: every file holds the same masks, and no masked figure."""

import csv
import re
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.contract.several import WHOLE
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.consolidate import consolidate_for_diffusion
from qpv_xlsx.tasks.consolidating.consolidate_country import CountryConsolidated
from qpv_xlsx.tasks.incoming.refreshing import reading_fingerprint
from tests.master.invention import invented_campaign
from tests.national.test_country import with_returns

NOW = datetime(2018, 3, 1, 9, 30, tzinfo=UTC)
_TOLD, _SPOKEN = 8_982_317, ("8982317", "8 982 317")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> CountryConsolidated:
    folder = tmp_path_factory.mktemp("pays") / "campagne"
    campaign = invented_campaign(1, territories=2)
    with_returns(folder, campaign)
    _declare(folder, campaign)
    done = consolidate_for_diffusion(folder, target=None, now=NOW)
    assert isinstance(done, CountryConsolidated)
    return done


def _declare(folder: Path, campaign: Campaign) -> None:
    """An administration says « s » beside a figure that nothing else in the files could be."""
    with open_register(folder) as register:
        received = next(one for one in register.returns() if one.submission.answers)
        asked = (each.measure for each in received.submission.answers)
        measure = next(code for code in asked if campaign.catalogue.measure_by_code[code].kind is Kind.COUNT)
        told: dict[Question, Value] = {
            Question(measure=measure): _TOLD,
            Question(measure=measure, field=Field.SITUATION): Situation.SECRET,
        }
        answers = {
            each: Answer(question=each, value=value, raw=str(value), place=Place()) for each, value in told.items()
        }
        others = {each: one for each, one in received.submission.answers.items() if each.measure != measure}
        submission = replace(received.submission, answers={**others, **answers})
        again = replace(received, submission=replace(submission, origin=replace(submission.origin, sha256="f" * 64)))
        register.record_return(
            replace(again, attributed=received.respondent), reading_fingerprint(load_campaign(folder))
        )


def _publication(done: CountryConsolidated) -> Publication:
    with open_register(done.master.parents[2]) as register:
        (publication,) = register.publications()
    return publication


def _texts(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in [one for one in folder.rglob("*") if one.is_file()]:
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                found |= {
                    f"{path.name}/{name}": archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
                }
        else:
            found[path.name] = path.read_text("utf-8-sig")
    return found


def test_each_territory_has_its_files_beside_the_national_ones(published: CountryConsolidated) -> None:
    root = published.master.parent
    assert {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} == {
        published.master.name,
        "report.html",
        published.files.table.name,
        *(
            f"territoires/{name}"
            for place in published.country.territories
            for name in _names(place.master, place.report)
        ),
    }
    assert published.audit
    assert all(path.parent == root.parent for path in published.audit)


def _names(*ways: str) -> list[str]:
    return [re.split(r"[/\\]", way)[-1] for way in ways]


def test_no_part_of_any_file_holds_a_masked_figure(published: CountryConsolidated) -> None:
    assert _TOLD in _publication(published).withheld.values()
    texts = _texts(published.master.parent)
    assert len(texts) > 50
    assert not [
        (word, name) for word in _SPOKEN for name, text in texts.items() if word in re.sub("[\u00a0\u202f]", " ", text)
    ]


def test_masters_and_the_national_table_hold_the_same_masks(published: CountryConsolidated) -> None:
    withheld = _publication(published).withheld
    hidden = {
        (key.territory, key.measure, key.quartier, key.field.value)
        for key in withheld
        if key.year == published.country.year and not key.respondent.startswith(WHOLE)
    }
    assert {territory for territory, *_ in hidden} == {one.territory.code for one in published.country.territories}
    with published.files.table.open(encoding="utf-8-sig", newline="") as file:
        figures = {_key(row) for row in csv.DictReader(file, delimiter=";") if row["Valeur"]}
    assert figures
    assert not figures & hidden
    for place in published.country.territories:
        path = published.master.parent / "territoires" / _names(place.master)[0]
        with closing(openpyxl.load_workbook(path, read_only=True)) as book:
            rows = list(book["Données"].iter_rows(values_only=True))
        start = next(number for number, row in enumerate(rows) if "Campagne" in row)
        told = [dict(zip(map(str, rows[start]), row, strict=True)) for row in rows[start + 1 :]]
        own = {_key(row) for row in told if isinstance(row["Valeur"], int | float)}
        assert own == {one for one in figures if one[0] == place.territory.code}


def _key(row: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(row[name] or "") for name in ("Territoire", "Mesure", "Quartier", "Champ"))
