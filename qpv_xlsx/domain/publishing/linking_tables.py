"""The tables of one measure, as equations that a reader can solve.

Quartiers and their total, women among persons, the territory that contains the QPV, a share that is its numerator over its
denominator; and what was not answered there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.contract.relations import RelationKind
from qpv_xlsx.domain.publishing.blank_shares import BLANK, Tying
from qpv_xlsx.domain.publishing.few_enterprises import margin_of
from qpv_xlsx.domain.publishing.linked_system import CellKey
from qpv_xlsx.domain.publishing.secret_figures import counts_persons, is_small
from qpv_xlsx.domain.publishing.system_begun import EQUAL, SystemBegun
from qpv_xlsx.domain.publishing.what_masks_lose import spread

UNTOLD = "untold"
"""Role of a figure that was not given, and that a share or a sum gives."""

ELSEWHERE = "elsewhere"
"""Role of the persons of a table who live in none of its quartiers."""


class TableLinker(SystemBegun):
    """The figures of one measure of one administration, and what links them."""

    def _table(self, keys: Sequence[CellKey], measure: Measure, quartiers: Iterable[str]) -> None:
        """The figures of one measure of one administration."""
        own = {(key.quartier, key.field): key for key in keys}
        whole = own.get(("", Field.VALUE))
        if measure.kind.adds_up:
            if whole is not None:
                self._quartiers_of(whole, own, measure, quartiers)
            else:
                self._quartiers_within(own, measure)
            counted = whole or own.get(("", Field.WOMEN))
            self._within(own.get(("", Field.TERRITORY_VALUE)), counted, "outside", measure)
        if measure.kind.is_rate and measure.kind is not Kind.GAP:
            self._fraction(own, measure)
        counted = whole if measure.kind is Kind.COUNT else own.get(("", Field.NUMERATOR))
        self._within(counted, own.get(("", Field.WOMEN)), "men", measure)

    def _quartiers_of(
        self,
        whole: CellKey,
        own: Mapping[tuple[str, Field], CellKey],
        measure: Measure,
        quartiers: Iterable[str],
    ) -> None:
        parts = [key for (quartier, field), key in own.items() if quartier and field is Field.VALUE]
        rest = self._figures[whole] - sum(self._figures[key] for key in parts)
        blanks = [
            replace(whole, quartier=quartier)
            for quartier in quartiers
            if measure.is_asked_in(quartier) and (quartier, Field.VALUE) not in own
        ]
        if not parts and self._declared.isdisjoint(blanks):
            return
        if blanks and rest > -EQUAL:
            self._table_with_blanks(self._name(whole), parts, blanks, rest)
            return
        row = {self._name(whole): 1.0, **dict.fromkeys(map(self._name, parts), -1.0)}
        if rest > EQUAL:
            row[self._beside(whole, ELSEWHERE, rest, need=self._need_left(rest, measure, whole, parts))] = -1.0
        self.equations.append(row)

    def _table_with_blanks(
        self, whole: CellKey, parts: Sequence[CellKey], blanks: Sequence[CellKey], rest: float
    ) -> None:
        """What *parts* leave of a total, given or worked out, is shared by the quartiers that were not given."""
        names = (*map(self._name, parts), *self._blanks_of(blanks, max(rest, 0.0)))
        row = {whole: 1.0, **dict.fromkeys(names, -1.0)}
        self.equations.append(row)
        self._tie(row, Tying.TABLE, replace(whole, role=ELSEWHERE, vintage=self._vintage))

    def _quartiers_within(self, own: Mapping[tuple[str, Field], CellKey], measure: Measure) -> None:
        """Quartiers whose total was not given are in the whole territory all the same."""
        territory = own.get(("", Field.TERRITORY_VALUE))
        parts = [key for (quartier, field), key in own.items() if quartier and field is Field.VALUE]
        if territory is None or not parts:
            return
        left = self._figures[territory] - sum(self._figures[key] for key in parts)
        if left > -EQUAL:
            name = self._beside(territory, f"rest {measure.code}", max(left, 0.0))
            self.equations.append(
                {self._name(territory): 1.0, name: -1.0, **dict.fromkeys(map(self._name, parts), -1.0)}
            )

    def _blanks_of(self, blanks: Sequence[CellKey], rest: float) -> Sequence[CellKey]:
        """The unknowns of the blank cells of a table, which leaves *rest* for them."""
        before = self._blank_cells.as_before(blanks, rest, self._vintage)
        names: list[CellKey] = []
        for key, taken in spread(rest, {key: self._known_bounds(key) for key in blanks}).items():
            need = self._need_of_blank(key, taken, rest)
            name = before.get(key) or self._beside(key, BLANK, taken, need=need)
            self._blank_cells.remember(key, self._vintage, name)
            names.append(name)
        return names

    def _need_of_blank(self, key: CellKey, taken: float, rest: float) -> float:
        """Of a cell that was not given, takes *taken* and has a share in *rest*: persons where some are left, and what was declared."""
        measure = self._measures[key.measure]
        if key in self._declared:
            return margin_of(taken, measure, self._limit)
        is_counted = measure.counts_persons and measure.kind is Kind.COUNT and rest > EQUAL
        return float(self._limit) if is_counted else 0.0

    def _known_bounds(self, key: CellKey) -> tuple[float, float]:
        """What the measures it is counted with say of a blank."""
        links = [one for one in self._relations if one.kind is RelationKind.WITHIN]
        wholes = [replace(key, measure=one.whole) for one in links if key.measure in one.parts]
        parts = [replace(key, measure=code) for one in links if key.measure == one.whole for code in one.parts]
        least = max((self._figures[part] for part in parts if part in self._figures), default=0.0)
        most = min((self._figures[whole] for whole in wholes if whole in self._figures), default=float("inf"))
        return least, most

    def _within(self, whole: CellKey | None, part: CellKey | None, role: str, measure: Measure) -> None:
        """*part* is counted in *whole*: what is left is a count too."""
        if whole is None or part is None:
            return
        left = self._figures[whole] - self._figures[part]
        if left < 0:
            return
        name = self._beside(whole, f"{role} {part.measure}", left, need=self._need_left(left, measure, whole, [part]))
        self.equations.append({self._name(whole): 1.0, self._name(part): -1.0, name: -1.0})

    def _fraction(self, own: Mapping[tuple[str, Field], CellKey], measure: Measure) -> None:
        top, bottom = own.get(("", Field.NUMERATOR)), own.get(("", Field.DENOMINATOR))
        share = own.get(("", Field.VALUE))
        if top is not None and bottom is not None:
            if measure.kind is Kind.SHARE:
                self._within(bottom, top, "others", measure)
            if share is not None:
                self._divide(share, [top], bottom)
        elif share is not None and measure.kind is Kind.SHARE:
            self._half_fraction(share, top, bottom, measure)

    def _half_fraction(self, share: CellKey, top: CellKey | None, bottom: CellKey | None, measure: Measure) -> None:
        """A share and one of its two numbers of persons: the other, and those who are left, follow."""
        rate, given = self._figures[share], top or bottom
        if given is None or not 0 < rate <= 1 or not measure.counts_persons:
            return
        value = self._figures[given] * (rate if top is None else 1 / rate)
        left = abs(value - self._figures[given])
        if not is_small(value, self._limit) and not is_small(left, self._limit):
            return
        other = self._beside(
            replace(share, field=Field.NUMERATOR if top is None else Field.DENOMINATOR),
            UNTOLD,
            value,
            need=float(self._limit) if is_small(value, self._limit) else 0.0,
        )
        over, under = (other, self._name(given)) if top is not None else (self._name(given), other)
        rest = self._beside(
            over, f"others {share.measure}", left, need=float(self._limit) if is_small(left, self._limit) else 0.0
        )
        self.equations.append({over: 1.0, under: -1.0, rest: -1.0})
        self._divide(share, [under], over)

    def _untold(self, key: CellKey, value: float) -> CellKey:
        """The unknown of a figure that was not given and that others would give as *value*.

        Its own where its table leaves another value for it: both are readers' conclusions, and both are looked after.
        """
        measure = self._measures[key.measure]
        is_few = counts_persons(key, measure) and is_small(value, self._limit)
        need = margin_of(value, measure, self._limit) if key in self._declared else float(self._limit * is_few)
        known = self._blank_cells.name(key, self._vintage)
        if known is not None and abs(self.unknowns[known].true - value) <= EQUAL:
            self.unknowns[known] = replace(self.unknowns[known], need=max(need, self.unknowns[known].need))
            return known
        name = self._beside(key, UNTOLD, value, need=need)
        if known is None:
            self._remember_blank(name, key, value)
        return name

    def _remember_blank(self, name: CellKey, key: CellKey, most: float) -> None:
        """A figure that was not given is called *name*; its quartiers, women and territory bound it. *most*: what it can be."""
        self._blank_cells.remember(key, self._vintage, name)
        self._blanks_under(name, key, most)
        self._around(name, key)

    def _blanks_under(self, name: CellKey, key: CellKey, most: float) -> None:
        """Quartiers that were not given, under a total that was not either: one that can be worked out, or where one is « s »."""
        measure = self._measures[key.measure]
        if key.field is not Field.VALUE or key.quartier or not measure.kind.adds_up:
            return
        asked = [each for each in self._quartiers.get(key.territory, ()) if measure.is_asked_in(each)]
        quartiers = [replace(key, quartier=each) for each in asked]
        parts = [each for each in quartiers if each in self._figures]
        blanks = [each for each in quartiers if each not in self._figures]
        told, value = sum(self._figures[each] for each in parts), self.unknowns[name].true
        is_known = bool(parts) and most - value <= EQUAL
        if blanks and told - EQUAL < most < float("inf") and (is_known or not self._declared.isdisjoint(blanks)):
            self._table_with_blanks(name, parts, blanks, value - told)

    def _around(self, name: CellKey, key: CellKey) -> None:
        """A number that was not given lies between what is counted in it and the whole territory."""
        if key.field is not Field.VALUE or key.quartier or not self._measures[key.measure].kind.adds_up:
            return
        quartiers = [replace(key, quartier=each) for each in self._quartiers.get(key.territory, ())]
        parts = [each for each in quartiers if each in self._figures]
        women, territory = replace(key, field=Field.WOMEN), replace(key, field=Field.TERRITORY_VALUE)
        are_all = len(parts) == len(quartiers)
        for under, tying in ((parts, Tying.TABLE if are_all else Tying.WITHIN), ([women], Tying.WITHIN)):
            if under and under[0] in self._figures:
                row = {name: 1.0, **dict.fromkeys(map(self._name, under), -1.0)}
                self._tie(row, tying, replace(self._name(under[0]), role=f"rest {key.measure}", vintage=self._vintage))
                if tying is Tying.TABLE:
                    self.equations.append(row)
        if territory in self._figures:
            left = replace(self._name(territory), role=f"outside {key.measure}", vintage=self._vintage)
            self._tie({self._name(territory): 1.0, name: -1.0}, Tying.WITHIN, left)

    def _divide(self, share: CellKey, tops: Sequence[CellKey], bottom: CellKey | None) -> None:
        """Σ tops = share × bottom, as long as the share is published; a share that is masked says nothing.

        The unknown of the share is what would be left of that equation. Without a denominator of ours the reader is
        taken to know it from elsewhere (the population of the quartiers is published by INSEE).
        """
        name = self._name(share)
        rate = self._figures[share]
        row = {**dict.fromkeys(map(self._name, tops), 1.0), name: -1.0}
        largest = sum(self.unknowns[self._name(top)].upper for top in tops)
        if bottom is not None:
            row[self._name(bottom)] = -rate
            largest += rate * self.unknowns[self._name(bottom)].upper
        one = self.unknowns[name]
        if name in self._divided:
            # the same share under a second relation: it is hidden by one mask only, so that both are tied to it
            name = self._beside(share, f"again {len(self.equations)}", 0.0, upper=0.0)
            row[name] = row.pop(self._name(share))
            self.equations.append(row)
            self.equations.append({name: 1.0, self._name(share): -1.0})
            self.unknowns[name] = replace(self.unknowns[name], lower=-largest, upper=largest)
        else:
            self._divided.add(name)
            self.unknowns[name] = replace(one, true=0.0, lower=-largest, upper=largest, need=0.0)
            self.equations.append(row)
