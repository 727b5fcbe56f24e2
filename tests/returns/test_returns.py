"""Every file of the corpus is read as its .toml says: outcome, answers, findings, neither more nor less."""

import os
from collections import Counter
from pathlib import Path

import pytest

from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import LANGUAGES
from tests.paris import paris
from tests.returns.corpus import FILES, expectation_path, expected, found, paths, read, write

_REWRITES = bool(os.environ.get("QPV_REWRITE_RETURNS"))


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.name)
def test_a_return_is_read_as_expected(path: Path) -> None:
    wanted = expected(path)
    seen = found(path, wanted.made, wanted.by, wanted.latest_version)
    if _REWRITES:
        write(path, seen)
        pytest.skip("the expectation was written anew: read it before you keep it")
    assert seen.findings == wanted.findings
    assert seen == wanted


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.name)
def test_every_finding_has_its_sentence_in_both_languages(path: Path) -> None:
    submission = read(path)
    names = Names.of(paris())
    for one in submission.findings:
        for language in LANGUAGES:
            said = sentence(one, language, names)
            assert said.message
            assert said.hint
    if submission.outcome == "rejected":
        assert any(one.severity is Severity.ERROR for one in submission.findings)


def test_the_corpus_is_as_large_as_promised() -> None:
    made_by = Counter(expected(path).by for path in paths())
    by_libreoffice = [path for path in paths() if expected(path).by == "libreoffice"]
    assert made_by.total() >= 60
    assert len(by_libreoffice) >= 20
    assert {"xlsx", "ods", "xls"} <= {expected(path).format for path in by_libreoffice}
    assert sum(path.stat().st_size for path in FILES.iterdir()) < 4 * 2**20


def test_each_file_has_its_expectation_and_each_expectation_its_file() -> None:
    written = {path for path in FILES.iterdir() if path.suffix == ".toml"}
    assert written == {expectation_path(path) for path in paths()}
