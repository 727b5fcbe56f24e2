"""A whole number between two, told as people write it: click says « 1990<=x<=2100 »."""

import click


class WholeNumber(click.IntRange):
    """Click's own, with « 1990–2100 » or « ≥ 1 » in help and in errors."""

    def _describe_range(self) -> str:
        return f"≥ {self.min}" if self.max is None else f"{self.min}–{self.max}"
