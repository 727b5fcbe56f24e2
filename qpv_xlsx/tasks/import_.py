"""From official tables to a campaign: read, propose, write; nothing is confirmed, nothing is invented."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns.documents import campaign_problems, campaign_to_json
from qpv_xlsx.domain.contract.campaign import Campaign, Choice, Respondent, measures_of
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.official.asking import Ask, AskedOfMeasure
from qpv_xlsx.domain.official.choosing import chosen, readable
from qpv_xlsx.domain.official.coding import code_of, slug
from qpv_xlsx.domain.official.correcting import corrections_of
from qpv_xlsx.domain.official.entries import UnderstoodPage
from qpv_xlsx.domain.official.lexicon import Heading
from qpv_xlsx.domain.official.picture import Page
from qpv_xlsx.domain.official.proposed_campaign import Wanted, draft
from qpv_xlsx.domain.official.relating import proposed_relations
from qpv_xlsx.domain.official.rows import Fate
from qpv_xlsx.domain.official.same_actors import may_be_one, same_facts
from qpv_xlsx.messages.open_questions import question_words
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.tables import Document, Remark, open_tables
from qpv_xlsx.tasks.notes_told import notes_told

MOST_INDICATORS = 300
"""A contract has fewer; more is another sort of table, unless the coordinator says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document to read: its bytes, and the name to call it by."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What the coordinator says beforehand. *columns*: « indicateur=C, cible=F ». *ranks*: of tables, from 1; empty: all.

    None or empty: not said. *accepts_many*: more indicators than a contract has.
    """

    columns: str = ""
    ranks: tuple[int, ...] = ()
    year: int | None = None
    title: str = ""
    territory: str = ""
    accepts_many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was read of the tables, and the campaign that it proposes. *codes*: of indicators, by their row's place."""

    campaign: Campaign
    pages: tuple[UnderstoodPage, ...]
    remarks: tuple[Remark, ...]
    codes: Mapping[str, str]


def import_tables(
    sources: Sequence[Source], orders: Orders, *, code: str, now: datetime, language: str = "fr"
) -> Imported:
    """Read *sources* and propose a campaign with that *code* (empty: from its title).

    Raises CampaignError where a document holds no table of indicators, or where only the coordinator can say which.
    """
    documents = [open_tables(source.content, source.name) for source in sources]
    corrections = corrections_of(orders.columns)
    this_year = orders.year or now.year
    pages = readable(tuple(_pages(documents, sources)), corrections, this_year=this_year)
    kept = chosen(pages, orders.ranks, name=", ".join(source.name for source in sources))
    _check_columns(corrections, kept)
    _check_size(kept, orders)
    title = orders.title or _title(documents, sources, kept)
    wanted = Wanted(
        code=code or f"{slug(title) or 'campagne'}-{this_year}",
        title=title,
        year=this_year,
        territory=Territory(code="territoire", name=orders.territory, geography=""),
        places=tuple(filter(None, (orders.territory,))),
    )
    made = draft(kept, wanted)
    rank = {measure.code: number for number, measure in enumerate(made.campaign.catalogue.measures)}
    asked = sorted(made.questions, key=lambda one: rank[one.measure])  # those on one measure stand together
    choices = tuple(_choice(measure, question) for measure, question in question_words(asked, language))
    catalogue = replace(made.campaign.catalogue, relations=proposed_relations(made.campaign.catalogue))
    campaign = replace(made.campaign, catalogue=catalogue, choices=choices)
    _check(campaign)
    remarks = (*(remark for document in documents for remark in document.remarks), *notes_told(pages, kept))
    return Imported(campaign=campaign, pages=pages, remarks=remarks, codes=made.codes)


def _pages(documents: Sequence[Document], sources: Sequence[Source]) -> Iterator[Page]:
    """All pages; of several documents, each row says which one it stands in."""
    for document, source in zip(documents, sources, strict=True):
        for page in document.pages:
            lines = (replace(line, place=f"{Path(source.name).name}, {line.place}") for line in page.lines)
            yield replace(page, lines=tuple(lines)) if len(sources) > 1 else page


def _choice(measure: str, question: str) -> Choice:
    return Choice(measure=measure, question=question)


def _title(documents: Sequence[Document], sources: Sequence[Source], pages: Sequence[UnderstoodPage]) -> str:
    """What the first document calls itself, else the words above its table that name a contract, else its name."""
    above = (row.line.text(row.line.filled[0]) for page in pages for row in page.rows if row.fate is Fate.ABOVE)
    said = (*(document.title for document in documents), *(text for text in above if _NAMES_A_CONTRACT.search(text)))
    return " ".join((next(filter(None, said), "") or Path(sources[0].name).stem).split())


_NAMES_A_CONTRACT = re.compile(r"\bcontrat de ville\b|\bengagements? quartiers\b|\bquartiers 2030\b", re.IGNORECASE)


def _check_columns(corrections: Mapping[int, Heading], pages: Sequence[UnderstoodPage]) -> None:
    """A column that no table has was named by mistake."""
    last = max(page.page.width for page in pages) - 1
    for rank in corrections:
        if rank > last:
            raise CampaignError("import_no_such_column", column=column_letters(rank + 1), last=column_letters(last + 1))


def _check_size(pages: Sequence[UnderstoodPage], orders: Orders) -> None:
    count = sum(len(page.entries) for page in pages)
    if count > MOST_INDICATORS and not orders.accepts_many:
        raise CampaignError("import_many", count=count, most=MOST_INDICATORS)


def _check(campaign: Campaign) -> None:
    """What is written must be read back: a proposal that a campaign cannot hold is our bug."""
    problems = campaign_problems(campaign_to_json(campaign))
    if problems:
        raise CampaignError("campaign_invalid", problems=problems, count=len(problems))


def joined(existing: Campaign, imported: Campaign, language: str) -> Campaign:
    """*existing* with what was imported added; its own words stay. Raises CampaignError for a convention in both.

    An administration of either that may be one of the other is asked about, and kept apart.
    """
    known = {convention.name.casefold() for convention in existing.catalogue.conventions}
    twice = [one.name for one in imported.catalogue.conventions if one.name.casefold() in known]
    if twice:
        raise CampaignError("import_twice", names=tuple(twice))
    moved = _renamed(imported, existing)
    return replace(
        existing,
        title=existing.title or moved.title,
        catalogue=_catalogue(existing, moved),
        respondents=(*existing.respondents, *moved.respondents),
        choices=(*existing.choices, *moved.choices, *_same_again(existing, moved, language)),
        history=(*existing.history, *moved.history),
    )


def _same_again(existing: Campaign, moved: Campaign, language: str) -> Iterator[Choice]:
    """Administrations under names that one of *existing* may have."""
    pairs = ((own, new) for new in moved.respondents for own in existing.respondents if may_be_one(own.name, new.name))
    asked = tuple(
        AskedOfMeasure(
            measure=measures_of(moved, new)[0].code,
            ask=Ask.SAME,
            facts=same_facts((own.code, own.name), (new.code, new.name)),
        )
        for own, new in pairs
    )
    yield from (_choice(measure, question) for measure, question in question_words(asked, language))


def _catalogue(existing: Campaign, moved: Campaign) -> Catalogue:
    own, new = existing.catalogue, moved.catalogue
    return replace(
        own,
        title=own.title or new.title,
        baseline_year=own.baseline_year or new.baseline_year,
        start=own.start or new.start,
        end=own.end or new.end,
        conventions=(*own.conventions, *new.conventions),
        relations=(*own.relations, *proposed_relations(new)),
    )


def _renamed(imported: Campaign, existing: Campaign) -> Campaign:
    """*imported* on the territory of *existing*, its codes unlike those that are there."""
    codes = _new_codes([one.code for one in existing.catalogue.conventions], imported.catalogue.conventions)
    people = _new_codes([one.code for one in existing.respondents], imported.respondents)
    home = existing.territories[0].code
    return replace(
        imported,
        catalogue=replace(
            imported.catalogue,
            conventions=tuple(_convention(one, codes, people) for one in imported.catalogue.conventions),
        ),
        respondents=tuple(
            replace(
                one, code=people[one.code], territory=home, conventions=tuple(codes[code] for code in one.conventions)
            )
            for one in imported.respondents
        ),
        choices=tuple(replace(one, measure=_moved(one.measure, codes)) for one in imported.choices),
        history=tuple(replace(one, measure=_moved(one.measure, codes), territory=home) for one in imported.history),
    )


def _new_codes(taken: Sequence[str], coded: Sequence[Convention] | Sequence[Respondent]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in coded:
        used = (*taken, *found.values())
        found[one.code] = one.code if one.code not in used else code_of(one.name, used)
    return found


def _convention(convention: Convention, codes: Mapping[str, str], people: Mapping[str, str]) -> Convention:
    return replace(
        convention,
        code=codes[convention.code],
        indicators=tuple(
            replace(
                indicator,
                code=_moved(indicator.code, codes),
                measures=tuple(
                    replace(
                        one, code=_moved(one.code, codes), respondents=tuple(people[code] for code in one.respondents)
                    )
                    for one in indicator.measures
                ),
            )
            for indicator in convention.indicators
        ),
    )


def _moved(code: str, codes: Mapping[str, str]) -> str:
    """« EMP-01 » in the convention's new code."""
    convention, _, rest = code.partition("-")
    return f"{codes[convention]}-{rest}"
