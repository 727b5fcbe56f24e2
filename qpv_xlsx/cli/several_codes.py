"""``--only A B``: several codes after one option, as well as the option several times."""

from collections.abc import Iterator, Sequence

import click

_OPTION = "--only"


class OnlyCodes(click.Command):
    """A command that takes ``--only CODE …``, and no word of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Click's own, which knows of one code after each ``--only``."""
        return super().parse_args(ctx, list(_one_by_one(args)))


def _one_by_one(words: Sequence[str]) -> Iterator[str]:
    """« --only A B --json » as « --only A --only B --json »: codes end where an option begins."""
    is_among, has_code = False, False
    for word in words:
        if word.startswith("-"):
            is_among, has_code = word.partition("=")[0] == _OPTION, "=" in word
        elif is_among:
            if has_code:
                yield _OPTION
            has_code = True
        yield word
