"""What each cell of a line to decide shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, respondent_of, territory_of
from qpv_xlsx.domain.contract.catalogue import Lineage
from qpv_xlsx.domain.contract.continuing import is_on_present_map
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.deciding.lines import DecisionLine, Rival
from qpv_xlsx.messages.decided_words import rival_words, value_words
from qpv_xlsx.messages.local_words import texts_there
from qpv_xlsx.messages.numbers import day, figure
from qpv_xlsx.messages.sentences import Names, placed_sentence, sentence
from qpv_xlsx.messages.state_words import words_of
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.workbook.decisions.filled import FilledLine
from qpv_xlsx.workbook.decisions.layout_of_decisions import letters

_LONGEST_LIST = 255  # characters: what Excel takes in a validation


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWords:
    """Turns lines into cells. *names*: of measures and quartiers."""

    campaign: Campaign
    names: Names
    language: str
    lineage_by_measure: Mapping[str, Lineage]

    @classmethod
    def of(cls, campaign: Campaign, language: str) -> "LineWords":
        """For one campaign."""
        return cls(
            campaign=campaign,
            names=Names.of(campaign),
            language=language,
            lineage_by_measure=campaign.catalogue.lineage_by_measure,
        )

    def kind_of(self, measure: str) -> Kind:
        """The measure's kind; words where the catalogue no longer has it."""
        known = self.lineage_by_measure.get(measure)
        return known.measure.kind if known else Kind.TEXT

    def owners(self) -> tuple[str, ...]:
        """Codes of administrations that a drop-down offers; none where it cannot hold them all."""
        codes = tuple(one.code for one in self.campaign.respondents)
        return codes if len(",".join(codes)) <= _LONGEST_LIST else ()

    def measure(self, code: str) -> str:
        """« EMP-01 – taux d'emploi »."""
        return " – ".join(part for part in (code, self.names.measures.get(code, "")) if part)

    def cells(self, line: DecisionLine, filled: FilledLine | None, remark: str) -> Mapping[str, str]:
        """By column's name."""
        baseline, target = self._official(line)
        return {
            "key": line.key,
            "respondent": self._respondent(line.respondent),
            "measure": self.measure(line.measure),
            "quartier": self.names.quartiers.get(line.quartier, line.quartier),
            "said": self._said(line),
            "baseline": baseline,
            "target": target,
            "last_year": self._last_year(line),
            **self._rivals(line),
            "counting": self._counting(line),
            "proposal": self._proposal(line),
            **_entries(filled),
            "remark": remark,
            "shown": shown(line),
        }

    def _official(self, line: DecisionLine) -> tuple[str, str]:
        """Start and target, as they are where the administration answers."""
        known, asked = self.lineage_by_measure.get(line.measure), respondent_of(self.campaign, line.respondent)
        if known is None:
            return "", ""
        territory = asked.territory if asked else ""
        return texts_there(self.campaign, known.indicator, (known.measure,), territory, self.language)

    def _respondent(self, code: str) -> str:
        known = respondent_of(self.campaign, code)
        return f"{code} – {known.name}" if known else code

    def _said(self, line: DecisionLine) -> str:
        """Each finding with its own cell, once; the measure and the quartier stand beside it."""
        said = (
            placed_sentence(held.found, self.language, self.names).message
            if held.found.measure == line.measure
            else sentence(held.found, self.language, self.names).message
            for held in line.findings
        )
        files = {held.source.submission.origin.name for held in line.findings if held.source and not held.found.measure}
        written = dict.fromkeys(words_of(held.source) for held in line.findings if held.source and not line.measure)
        return "\n".join(part for part in (*files, *dict.fromkeys(said), *written) if part)

    def _last_year(self, line: DecisionLine) -> str:
        respondent = respondent_of(self.campaign, line.respondent)
        if respondent is None or not line.measure:
            return ""
        past = [
            one
            for one in own_past(self.campaign, respondent, line.measure)
            if one.value is not None and one.year < self.campaign.year and (one.quartier or "") == line.quartier
            if not one.quartier or is_on_present_map(one, territory_of(self.campaign, respondent))
        ]
        latest = max(past, key=lambda one: one.year, default=None)
        if latest is None or latest.value is None:
            return ""
        return f"{figure(latest.value, self.kind_of(line.measure), self.language)} ({latest.year})"

    def _rivals(self, line: DecisionLine) -> Mapping[str, str]:
        cells: dict[str, str] = {}
        for letter, rival in zip(letters(len(line.rivals)), line.rivals, strict=False):
            cells[f"rival {letter}"] = rival_words(rival, self.kind_of(line.measure), self.language)
            cells[f"rival_file {letter}"] = self._file(rival)
        return cells

    def _file(self, rival: Rival) -> str:
        name = rival.received.submission.origin.name
        place = next((answer.place for answer in rival.answers), None)
        spot = "!".join(part for part in (place.sheet, place.cell) if part) if place else ""
        return "\n".join(part for part in (name, spot, day(rival.received.received.date(), self.language)) if part)

    def _counting(self, line: DecisionLine) -> str:
        if line.counting is None:
            return ""
        return value_words(line.counting.answer.value, Field.VALUE, self.kind_of(line.measure), self.language)

    def _proposal(self, line: DecisionLine) -> str:
        if line.proposal is None:
            return ""
        return value_words(line.proposal, Field.VALUE, self.kind_of(line.measure), self.language)


def shown(line: DecisionLine) -> str:
    """For the program: what the row was made of, and which return each letter is."""
    return " ".join((line.mark, *(rival.sha256 for rival in line.rivals)))


def scope_words(language: str) -> tuple[str, ...]:
    """What « Porte sur » offers: the whole line, or one field."""
    fields = (Field.VALUE, Field.NUMERATOR, Field.DENOMINATOR, Field.SITUATION, Field.PERIMETER, Field.COMMENT)
    return (label(language, "decisions", "whole_line"), *(label(language, "fields", field) for field in fields))


def _entries(filled: FilledLine | None) -> Mapping[str, str]:
    """What was typed and could not be applied stays where it was typed."""
    if filled is None:
        return {}
    return {
        "choice": filled.words,
        "value": filled.value,
        "situation": filled.situation,
        "scope": filled.scope,
        "reason": filled.reason,
    }
