"""From a campaign's figures to the linear system that a reader of its publication can solve.

Relations: quartiers add up to the measure, administrations to the territory, women are among persons, the QPV among the
whole territory, a share is its numerator over its denominator; and those that the catalogue says between measures.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Nature
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.contract.relations import MeasureRelation, RelationKind
from qpv_xlsx.domain.publishing.administrations_added import added_up
from qpv_xlsx.domain.publishing.blank_shares import BLANK, Tying, remembered, settle
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.publishing.few_enterprises import margin_of
from qpv_xlsx.domain.publishing.linked_system import CellKey, LinkedSystem, Unknown
from qpv_xlsx.domain.publishing.linking_tables import ELSEWHERE, TableLinker
from qpv_xlsx.domain.publishing.secret_figures import Figures, is_small, is_whole
from qpv_xlsx.domain.publishing.system_begun import EQUAL


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
        if not vintage:
            self._now, self._declared_now = figures.true, figures.declared
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
        self._between_years(figures.true)
        for relation in _in_order(self._relations):
            self._between_measures(relation, figures.true)
        within = [one for one in self._relations if one.kind is RelationKind.WITHIN]
        for relation in within:
            self._name_untold(relation)
        for relation in within:
            self._blanks(relation)

    def add_earlier(self, publication: Publication) -> None:
        """What an earlier publication printed stays known; what it withheld stays withheld. Its quartiers are those of then."""
        self._quartiers = {**self._present_quartiers, **publication.quartiers}
        then = {**publication.published, **publication.withheld}
        then = {key: value for key, value in then.items() if key.measure in self._measures}
        untold = self._untold_now(then)
        renamed = {
            key: replace(key, vintage=publication.number)
            for key, value in then.items()
            if key not in self._now or abs(self._now[key] - value) > EQUAL
        }
        self.add(Figures(true=then), publication.number, renamed)
        for key, name in untold.items():
            row = {name: 1.0, renamed[key]: -1.0}
            self.equations.append(row)
            self._tie(row, Tying.SUM)
        for key in then:
            name = renamed.get(key, key)
            is_public = key in publication.published
            one = self.unknowns[name]
            held = one.is_forced or (not is_public and not name.vintage)
            is_lost = is_public and key in self._declared_now and key not in self._now
            need = margin_of(one.true, self._measures[key.measure], self._limit) if is_lost else one.need
            self.unknowns[name] = replace(one, is_public=one.is_public or is_public, is_forced=held, need=need)

    def _untold_now(self, then: Mapping[CellKey, float]) -> Mapping[CellKey, CellKey]:
        """What was told *then* and is not now, by the name that it has now, where nothing forbids that it is still the same.

        A reader who keeps the earlier publication will suppose so; the blank is given the value that it had.
        """
        names = {key: self._blank_cells.name(key, 0) for key in then if key not in self._now}
        by_table: dict[CellKey, dict[CellKey, CellKey]] = defaultdict(dict)
        for key, name in names.items():
            if name is not None:
                by_table[replace(key, quartier="", field=Field.VALUE)][key] = name
        same: dict[CellKey, CellKey] = {}
        for table, told in by_table.items():
            before = {name: then[key] for key, name in told.items()}
            values = remembered(self._ties.values(), self.unknowns, before, self._elsewhere(table, then))
            if values is not None:
                same |= told
                for name, value in values.items():
                    self.unknowns[name] = replace(self.unknowns[name], true=value, lower=0.0, upper=self._upper(value))
        return same

    def _elsewhere(self, table: CellKey, then: Mapping[CellKey, float]) -> float:
        """How many lived in none of the quartiers *then*, where all were told."""
        asked = (replace(table, quartier=each) for each in self._quartiers.get(table.territory, ()))
        quartiers = [key for key in asked if self._is_asked(key)]
        if table not in then or any(key not in then for key in quartiers):
            return 0.0
        return max(then[table] - sum(then[key] for key in quartiers), 0.0)

    def _remember_within(self, whole: CellKey, part: CellKey) -> None:
        """*part* is counted in *whole*, one of them being a figure that was not given."""
        top, bottom = self._known_name(whole), self._known_name(part)
        if top is not None and bottom is not None:
            left = replace(self._name(whole), role=f"blank {part.measure}", vintage=self._vintage)
            self._tie({top: 1.0, bottom: -1.0}, Tying.WITHIN, left)

    def link_blanks(self) -> None:
        """Blanks are given values that every table and every measure within another allows, then linked to each other."""
        for name, value in settle(self.unknowns, [*self._ties.values()]).items():
            one, measure = self.unknowns[name], self._measures[name.measure]
            need = one.need if measure.counts_persons or not one.need else margin_of(value, measure, self._limit)
            self.unknowns[name] = replace(one, true=value, lower=0.0, upper=self._upper(value), need=need)
        for tie in self._ties.values():
            rest = tie.rest(self.unknowns)
            if tie.left is not None and (tie.tying is Tying.WITHIN or rest > EQUAL):
                self._leave(tie.left, rest)
                tie.row[tie.left] = -1.0
            if tie.tying is Tying.WITHIN:
                self.equations.append(tie.row)

    def _leave(self, name: CellKey, rest: float) -> None:
        """What a whole leaves beside its parts; beside a table, persons of no quartier."""
        is_few = name.role == ELSEWHERE and self._measures[name.measure].counts_persons and is_small(rest, self._limit)
        self.unknowns[name] = Unknown(
            key=name,
            true=rest,
            lower=min(0.0, rest),
            upper=self._upper(rest),
            need=float(self._limit * is_few),
            is_printed=False,
        )

    def _between_years(self, true: Mapping[CellKey, float]) -> None:
        """What is counted since the start of the contract, less what it was a year before, is what that year brought."""
        years = sorted({key.year for key in true}, reverse=True)
        for key in true:
            measure = self._measures[key.measure]
            if measure.nature is Nature.CUMULATED and measure.kind.adds_up:
                before = (each for year in years if year < key.year for each in self._called(key, year))
                self._within(key, next((each for each in before if each in true), None), "before", measure)

    def _called(self, key: CellKey, year: int) -> Iterator[CellKey]:
        """The same figure in another year: what is all administrations', or the only one's, is the territory's."""
        yield replace(key, year=year)
        if is_whole(key) or (key.territory, key.measure) not in self._several:
            yield replace(key, year=year, respondent="")

    def _between_measures(self, relation: MeasureRelation, true: Mapping[CellKey, float]) -> None:
        named = relation.share if relation.kind is RelationKind.SHARE else relation.whole
        blanks = self._blank_cells.listed({named}, self._vintage) if relation.kind is RelationKind.SUM else ()
        told = dict.fromkeys([*true, *sorted(self._declared - true.keys()), *blanks])
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

    def _name_untold(self, relation: MeasureRelation) -> None:
        """What was not given, and of which no table tells anything, lies between its parts and its whole."""
        for given in sorted({*self._figures, *self._declared}):
            if given.field is not Field.VALUE or given.measure not in {relation.whole, *relation.parts}:
                continue
            for key in (replace(given, measure=code) for code in (relation.whole, *relation.parts)):
                if self._known_name(key) is None and self._is_asked(key):
                    self._name_between(key)

    def _name_between(self, key: CellKey) -> None:
        """A number that was not given: secret only where that was said."""
        least, most = self._known_bounds(key)
        value = least if most == float("inf") else (least + most) / 2
        is_secret = key in self._declared
        need = margin_of(value, self._measures[key.measure], self._limit) if is_secret else 0.0
        self._remember_blank(self._beside(key, BLANK, value, need=need), key, most)

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
        if BLANK in {key.role for key in row}:
            self._tie(row, Tying.SUM)

    def _sum_withheld(self, whole: CellKey, parts: Sequence[CellKey], told: Sequence[CellKey]) -> None:
        """A total that was not given: it follows from its parts where all were, and is no less than those that were."""
        if len(told) == len(parts) and whole in self._declared:
            name = self._untold(whole, sum(self._figures[part] for part in told))
            self.equations.append({name: 1.0, **dict.fromkeys(map(self._name, parts), -1.0)})
            return
        names = [name for name in map(self._known_name, (whole, *parts)) if name is not None]
        if self._known_name(whole) is None:
            return
        row = {names[0]: 1.0, **dict.fromkeys(names[1:], -1.0)}
        if len(names) > len(parts):
            self.equations.append(row)
            self._tie(row, Tying.SUM)
        else:
            self._tie(row, Tying.WITHIN, replace(names[0], role=f"blank {parts[0].measure}", vintage=self._vintage))

    def _known_name(self, key: CellKey) -> CellKey | None:
        """The unknown of a figure, or of a blank of which its table tells something."""
        return self._name(key) if key in self._figures else self._blank_cells.name(key, self._vintage)

    def _is_asked(self, key: CellKey) -> bool:
        return not key.quartier or self._measures[key.measure].is_asked_in(key.quartier)

    def _blank_parts(self, blanks: Sequence[CellKey], rest: float) -> Sequence[CellKey]:
        """The unknowns of parts that were not given, of which their sum leaves *rest*."""
        names: list[CellKey] = []
        for key in blanks:
            need = self._need_of_blank(key, rest / len(blanks), rest)
            name = self._blank_cells.name(key, self._vintage)
            if name is None:
                name = self._beside(key, BLANK, rest / len(blanks), need=need)
                self._remember_blank(name, key, rest)
            names.append(name)
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
