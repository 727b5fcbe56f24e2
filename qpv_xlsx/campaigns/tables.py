"""Which sheets and columns campagne.xlsx has. Writing and reading are both built from these lists."""

from qpv_xlsx.campaigns.columns import Column, Form, Level, Scale, Sheet


def _columns(definition: str, *rows: tuple[str, Form, float] | tuple[str, Form, float, str]) -> tuple[Column, ...]:
    """Columns of the plain fields of one schema definition; « respondent.code » is headed « respondent_code »."""
    return tuple(
        Column(
            name=f"{definition}_{field}",
            path=(field,),
            form=form,
            width=width,
            about=f"{definition}.{field}",
            words=rest[0] if rest else "",
        )
        for field, form, width, *rest in rows
    )


_TERRITORIES = Sheet(
    key="territories",
    levels=(
        Level(
            listed=("territories",),
            columns=_columns(
                "territory",
                ("code", Form.CODE, 16),
                ("name", Form.NAME, 30),
                ("geography", Form.TEXT, 18),
                ("geography_note", Form.TEXT, 90),
            ),
        ),
    ),
)

_RESPONDENTS = Sheet(
    key="respondents",
    levels=(
        Level(
            listed=("respondents",),
            identity="respondent_code",
            columns=_columns(
                "respondent",
                ("code", Form.CODE, 12),
                ("name", Form.NAME, 44),
                ("territory", Form.CODE, 14),
                ("conventions", Form.CODES, 18),
            ),
        ),
        Level(
            listed=("contacts",),
            is_optional=True,
            columns=_columns(
                "contact",
                ("name", Form.TEXT, 32),
                ("email", Form.CODE, 36),
                ("role", Form.TEXT, 26),
                ("phone", Form.TEXT, 18),
            ),
        ),
    ),
)

_QUARTIERS = Sheet(
    key="quartiers",
    levels=(
        Level(
            listed=("territories",),
            identity="quartier_territory",
            is_elsewhere=True,
            columns=(
                Column(
                    name="quartier_territory", path=("code",), form=Form.CODE, width=14, about="respondent.territory"
                ),
            ),
        ),
        Level(
            listed=("quartiers",),
            columns=_columns(
                "quartier",
                ("id", Form.CODE, 34),
                ("name", Form.NAME, 50),
                ("official_code", Form.NAME, 14),
                ("area", Form.TEXT, 18),
                ("aliases", Form.LINES, 40),
            ),
        ),
    ),
)


def _target_columns(name: str, scale: Scale) -> tuple[Column, ...]:
    about = f"measure.{name}"
    return (
        Column(name=f"{name}_word", path=(name, "word"), form=Form.WORD, about=about, width=26, words="targets"),
        Column(name=f"{name}_figure", path=(name, "figure"), form=Form.FIGURE, about=about, width=13, scale=scale),
        Column(name=f"{name}_year", path=(name, "year"), form=Form.WHOLE, about="target_done.year", width=11),
    )


def _baseline_column(field: str, form: Form, scale: Scale = Scale.PLAIN, words: str = "") -> Column:
    path, about = ("baseline", field), f"baseline.{field}"
    return Column(name=f"baseline_{field}", path=path, form=form, about=about, width=13, scale=scale, words=words)


def _measure_figure(field: str, scale: Scale) -> Column:
    about = f"measure.{field}"
    return Column(name=f"measure_{field}", path=(field,), form=Form.FIGURE, about=about, width=13, scale=scale)


_INDICATORS = Sheet(
    key="indicators",
    levels=(
        Level(
            listed=("catalogue", "conventions"),
            identity="convention_code",
            columns=_columns("convention", ("code", Form.CODE, 12), ("name", Form.NAME, 18)),
        ),
        Level(
            listed=("indicators",),
            identity="indicator_code",
            columns=_columns(
                "indicator",
                ("code", Form.CODE, 11),
                ("strategic_objective", Form.TEXT, 28),
                ("operational_objective", Form.TEXT, 30),
                ("national_target", Form.TEXT, 18),
                ("wording", Form.TEXT, 36),
                ("baseline_text", Form.TEXT, 24),
                ("local_target", Form.TEXT, 26),
            ),
        ),
        Level(
            listed=("measures",),
            columns=(
                *_columns(
                    "measure",
                    ("code", Form.CODE, 12),
                    ("label", Form.NAME, 36),
                    ("kind", Form.WORD, 12, "kinds"),
                    ("unit", Form.TEXT, 14),
                    ("direction", Form.WORD, 14, "directions"),
                    ("nature", Form.WORD, 13, "natures"),
                    ("perimeter", Form.WORD, 18, "perimeters"),
                ),
                _baseline_column("value", Form.FIGURE, Scale.KIND),
                _baseline_column("year", Form.WHOLE),
                _baseline_column("perimeter", Form.WORD, words="perimeters"),
                _baseline_column("numerator", Form.FIGURE),
                _baseline_column("denominator", Form.FIGURE),
                *_target_columns("target", Scale.TARGET),
                *_target_columns("national_target", Scale.NATIONAL),
                *_columns(
                    "measure",
                    ("asks_territory", Form.YES_NO, 12),
                    ("by_quartier", Form.YES_NO, 11),
                    ("counts_persons", Form.YES_NO, 12),
                ),
                _measure_figure("maximum", Scale.KIND),
                _measure_figure("change_threshold", Scale.PERCENT),
                *_columns(
                    "measure",
                    ("supplier", Form.NAME, 20),
                    ("notes", Form.LINES, 60),
                    ("is_confirmed", Form.YES_NO, 12),
                ),
            ),
        ),
    ),
)

_GLOSSARY = Sheet(
    key="glossary",
    levels=(
        Level(
            listed=("catalogue", "glossary"),
            columns=_columns("term", ("term", Form.NAME, 24), ("expansion", Form.NAME, 80), ("note", Form.TEXT, 50)),
        ),
    ),
)

_CHOICES = Sheet(
    key="choices",
    levels=(
        Level(
            listed=("choices",),
            columns=_columns(
                "choice",
                ("measure", Form.CODE, 12),
                ("question", Form.NAME, 80),
                ("decision", Form.TEXT, 60),
                ("decided_on", Form.DATE, 14),
            ),
        ),
    ),
)

_WAIVERS = Sheet(
    key="waivers",
    levels=(
        Level(
            listed=("waivers",),
            columns=_columns(
                "waiver",
                ("respondent", Form.CODE, 16),
                ("measure", Form.CODE, 12),
                ("quartier", Form.CODE, 30),
                ("code", Form.CODE, 12),
                ("reason", Form.NAME, 70),
                ("decided_on", Form.DATE, 14),
            ),
        ),
    ),
)


def _past_figure(field: str) -> Column:
    about = f"past_result.{field}"
    return Column(
        name=f"past_result_{field}", path=(field,), form=Form.FIGURE, about=about, width=14, scale=Scale.MEASURE
    )


_HISTORY = Sheet(
    key="history",
    levels=(
        Level(
            listed=("history",),
            columns=(
                *_columns(
                    "past_result",
                    ("year", Form.WHOLE, 9),
                    ("territory", Form.CODE, 14),
                    ("measure", Form.CODE, 12),
                    ("quartier", Form.CODE, 30),
                ),
                _past_figure("value"),
                *_columns("past_result", ("text", Form.TEXT, 40)),
                _past_figure("territory_value"),
                *_columns(
                    "past_result",
                    ("situation", Form.WORD, 22, "situations"),
                    ("perimeter", Form.WORD, 18, "perimeters"),
                    ("geography", Form.TEXT, 16),
                ),
            ),
        ),
    ),
)

SHEETS = (_TERRITORIES, _RESPONDENTS, _QUARTIERS, _INDICATORS, _GLOSSARY, _CHOICES, _WAIVERS, _HISTORY)
"""In the order of reading: territories before those who name them. « Campagne » comes before: see ``SETTINGS``."""
