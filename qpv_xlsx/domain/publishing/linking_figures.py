"""From a campaign's figures to the linear system that a reader of its publication can solve.

Relations: quartiers add up to the measure, administrations to the territory, women are among persons, the QPV among the
whole territory, a share is its numerator over its denominator; and those that the catalogue says between measures.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.contract.relations import MeasureRelation, RelationKind
from qpv_xlsx.domain.publishing.administrations_added import added_up
from qpv_xlsx.domain.publishing.blank_cells import BLANK
from qpv_xlsx.domain.publishing.blank_shares import BlankTable, settle
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.publishing.linked_system import CellKey, LinkedSystem, Unknown
from qpv_xlsx.domain.publishing.linking_tables import EQUAL, TableLinker
from qpv_xlsx.domain.publishing.secret_figures import Figures


def link(campaign: Campaign, figures: Figures, earlier: Sequence[Publication] = ()) -> LinkedSystem:
    """The system of everything published together: this time, the history, and the earlier publications."""
    known = _Linker(campaign)
    known.add(figures, 0)
    for publication in earlier:
        known.add_earlier(publication)
    known.link_blanks()
    return LinkedSystem(unknowns=known.unknowns, equations=tuple(known.equations))


class _Linker(TableLinker):
    """The system under construction."""

    def add(self, figures: Figures, vintage: int, renamed: Mapping[CellKey, CellKey] | None = None) -> None:
        """Figures published together and what links them. *renamed*: keys of those known under another name."""
        self._figures, self._renamed, self._vintage = figures.true, renamed or {}, vintage
        self._declared = figures.declared
        self._now = self._now or figures.true
        for key, value in figures.true.items():
            if self._name(key) not in self.unknowns:
                self._put(self._name(key), value, is_declared=key in figures.declared, is_printed=not vintage)
        by_table: dict[tuple[int, str, str, str], list[CellKey]] = defaultdict(list)
        for key in figures.true:
            by_table[key.year, key.territory, key.respondent, key.measure].append(key)
        for (_, territory, _, code), keys in by_table.items():
            self._table(keys, self._measures[code], self._quartiers.get(territory, ()))
        for total, parts in added_up(figures.true, self._measures):
            self.equations.append({self._name(total): 1.0, **dict.fromkeys(map(self._name, parts), -1.0)})
        for relation in _in_order(self._relations):
            self._between_measures(relation, figures.true)

    def add_earlier(self, publication: Publication) -> None:
        """What an earlier publication printed stays known; what it withheld stays withheld."""
        then = {**publication.published, **publication.withheld}
        then = {key: value for key, value in then.items() if key.measure in self._measures}
        renamed = {
            key: replace(key, vintage=publication.number)
            for key, value in then.items()
            if key not in self._now or abs(self._now[key] - value) > EQUAL
        }
        self.add(Figures(true=then), publication.number, renamed)
        for key in then:
            name = renamed.get(key, key)
            is_public = key in publication.published
            one = self.unknowns[name]
            held = one.is_forced or (not is_public and not name.vintage)
            self.unknowns[name] = replace(one, is_public=one.is_public or is_public, is_forced=held)

    def _remember_within(self, whole: CellKey, part: CellKey) -> None:
        """*part* is counted in *whole*, one of them being a figure that was not given."""
        top = self._name(whole) if whole in self._figures else self._blank_cells.name(whole, self._vintage)
        bottom = self._name(part) if part in self._figures else self._blank_cells.name(part, self._vintage)
        if top is not None and bottom is not None:
            left = replace(self._name(whole), role=f"blank {part.measure}", vintage=self._vintage)
            self._blanks_within[left] = (top, bottom)

    def link_blanks(self) -> None:
        """Blanks are given values that every table and every measure within another allows, then linked to each other."""
        settled = settle(self.unknowns, self._blank_tables, self._blanks_within.values())
        for name, value in settled.items():
            one = self.unknowns[name]
            self.unknowns[name] = replace(one, true=value, lower=0.0, upper=self._upper(value) if one.upper else 0.0)
        for name, (top, bottom) in self._blanks_within.items():
            left = self.unknowns[top].true - self.unknowns[bottom].true
            if left > -EQUAL:
                left = max(left, 0.0)
                self.unknowns[name] = Unknown(key=name, true=left, lower=0.0, upper=self._upper(left), is_printed=False)
                self.equations.append({top: 1.0, bottom: -1.0, name: -1.0})

    def _between_measures(self, relation: MeasureRelation, true: Mapping[CellKey, float]) -> None:
        if relation.kind is RelationKind.WITHIN:
            self._blanks(relation)
        named = relation.share if relation.kind is RelationKind.SHARE else relation.whole
        told = dict.fromkeys([*true, *sorted(self._declared - true.keys())])
        for key in [one for one in told if one.measure == named and one.field is Field.VALUE]:
            parts = [replace(key, measure=code) for code in relation.parts]
            present = [part for part in parts if part in true]
            match relation.kind:
                case RelationKind.WITHIN | RelationKind.LARGEST if key in true:
                    for part in present:
                        self._within(key, part, "without", self._measures[part.measure])
                case RelationKind.SUM:
                    self._sum(key, parts, true)
                case RelationKind.SHARE if key in true:
                    self._share(key, parts, relation.whole, true)
                case _:
                    pass

    def _blanks(self, relation: MeasureRelation) -> None:
        measures = {relation.whole, *relation.parts}
        for blank in self._blank_cells.listed(measures, self._vintage):
            for code in relation.parts:
                part, whole = replace(blank, measure=code), replace(blank, measure=relation.whole)
                if blank.measure in {code, relation.whole} and (blank == whole or whole in self._figures):
                    self._remember_within(whole, part)

    def _sum(self, whole: CellKey, parts: Sequence[CellKey], true: Mapping[CellKey, float]) -> None:
        told = [part for part in parts if part in true]
        if not told:
            return
        if whole not in true:
            self._sum_withheld(whole, parts, told)
            return
        rest = true[whole] - sum(true[part] for part in told)
        row = {self._name(whole): 1.0, **dict.fromkeys(map(self._name, told), -1.0)}
        blanks = [part for part in parts if part not in true]
        if any(map(self._is_asked, blanks)) and rest > -EQUAL:
            row |= dict.fromkeys(self._blank_parts(blanks, max(rest, 0.0)), -1.0)
        elif rest > EQUAL:
            need = self._need_left(rest, self._measures[whole.measure], whole, told)
            row[self._beside(whole, f"rest {parts[0].measure}", rest, need=need)] = -1.0
        self.equations.append(row)

    def _sum_withheld(self, whole: CellKey, parts: Sequence[CellKey], told: Sequence[CellKey]) -> None:
        """A total declared secret without its figure, of which all the parts were given."""
        if len(told) == len(parts):
            name = self._untold(whole, sum(self._figures[part] for part in told))
            self.equations.append({name: 1.0, **dict.fromkeys(map(self._name, parts), -1.0)})

    def _is_asked(self, key: CellKey) -> bool:
        return not key.quartier or self._measures[key.measure].is_asked_in(key.quartier)

    def _blank_parts(self, blanks: Sequence[CellKey], rest: float) -> Sequence[CellKey]:
        """The unknowns of parts that were not given, of which their sum leaves *rest*."""
        names: list[CellKey] = []
        for key in blanks:
            need = self._need_of_blank(key, rest / len(blanks), rest)
            name = self._blank_cells.name(key, self._vintage) or self._beside(key, BLANK, rest / len(blanks), need=need)
            self._blank_cells.remember(key, self._vintage, name)
            names.append(name)
        self._blank_tables.append(BlankTable(blanks=tuple(names), rest=rest))
        return names

    def _share(self, share: CellKey, tops: Sequence[CellKey], whole: str, true: Mapping[CellKey, float]) -> None:
        other, own = replace(share, measure=whole), replace(share, field=Field.DENOMINATOR)
        bottom = other if whole and other in true else own if own in true else None
        missing = [top for top in tops if top not in true]
        if missing:
            self._share_of_untold(
                share, tops, bottom or (self._blank_cells.name(other, self._vintage) if whole else None)
            )
            return
        if whole and bottom is None and true[share] > 0:
            bottom = self._untold(other, sum(true[top] for top in tops) / true[share])
        self._divide(share, tops, bottom)
        numerator = replace(share, field=Field.NUMERATOR)
        if numerator in true and abs(true[numerator] - sum(true[top] for top in tops)) <= EQUAL:
            self.equations.append({self._name(numerator): 1.0, **dict.fromkeys(map(self._name, tops), -1.0)})
        if bottom is other and own in true and abs(true[own] - true[other]) <= EQUAL:
            self.equations.append({self._name(own): 1.0, self._name(other): -1.0})

    def _share_of_untold(self, share: CellKey, tops: Sequence[CellKey], bottom: CellKey | None) -> None:
        """A share of which one numerator was not given: it follows from the rest."""
        missing = [top for top in tops if top not in self._figures]
        if bottom is None or len(missing) > 1:
            return
        given = sum(self._figures[top] for top in tops if top in self._figures)
        value = self._figures[share] * self.unknowns[self._name(bottom)].true - given
        name = self._untold(missing[0], max(value, 0.0))
        self._divide(share, [name if top in missing else top for top in tops], bottom)


def _in_order(relations: Sequence[MeasureRelation]) -> Sequence[MeasureRelation]:
    """Sums name blanks; then a share comes after the one that gives its denominator."""
    given_by = {part: one for one in relations if one.kind is RelationKind.SHARE for part in one.parts}

    def depth(relation: MeasureRelation) -> int:
        steps, above = 1, given_by.get(relation.whole)
        while above is not None and steps <= len(relations):
            steps, above = steps + 1, given_by.get(above.whole)
        return steps

    return sorted(relations, key=lambda one: 0 if one.kind is RelationKind.SUM else depth(one))
