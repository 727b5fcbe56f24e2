"""Which sheets and columns campagne.xlsx has. Writing and reading are both built from these lists."""

from qpv_xlsx.campaigns.sheets.catalogue_tables import GLOSSARY, RELATIONS
from qpv_xlsx.campaigns.sheets.columns import (
    CampaignColumn,
    CampaignSheet,
    CellForm,
    Level,
    Scale,
    columns_of,
    later,
    spared,
)
from qpv_xlsx.campaigns.sheets.history_table import HISTORY
from qpv_xlsx.campaigns.sheets.place_tables import QUARTIERS, SUCCESSIONS, TERRITORIES

_RESPONDENTS = CampaignSheet(
    key="respondents",
    levels=(
        Level(
            listed=("respondents",),
            identity="respondent_code",
            columns=(
                *columns_of("respondent", ("code", CellForm.CODE, 12), ("name", CellForm.NAME, 44)),
                *columns_of("respondent", ("territory", CellForm.CODE, 14), ("conventions", CellForm.CODES, 18)),
                *later(*columns_of("respondent", ("former_codes", CellForm.CODES, 18))),
            ),
        ),
        Level(
            listed=("contacts",),
            is_optional=True,
            columns=columns_of(
                "contact",
                ("name", CellForm.TEXT, 32),
                ("email", CellForm.CODE, 36),
                ("role", CellForm.TEXT, 26),
                ("phone", CellForm.TEXT, 18),
            ),
        ),
    ),
)


def _target_columns(
    field: str, scale: Scale, name: str = "", definition: str = "measure"
) -> tuple[CampaignColumn, CampaignColumn, CampaignColumn]:
    """The three cells of a target. *name*: what their headers' keys start with, where it is not the field's."""
    about, name = f"{definition}.{field}", name or field
    return (
        CampaignColumn(
            name=f"{name}_word", path=(field, "word"), form=CellForm.WORD, about=about, width=21, words="targets"
        ),
        CampaignColumn(
            name=f"{name}_figure", path=(field, "figure"), form=CellForm.FIGURE, about=about, width=13, scale=scale
        ),
        CampaignColumn(
            name=f"{name}_year", path=(field, "year"), form=CellForm.WHOLE, about="target_done.year", width=11
        ),
    )


def _baseline_column(
    field: str, form: CellForm, scale: Scale = Scale.PLAIN, words: str = "", *, is_later: bool = False
) -> CampaignColumn:
    return CampaignColumn(
        name=f"baseline_{field}",
        path=("baseline", field),
        form=form,
        about=f"baseline.{field}",
        width=13,
        scale=scale,
        words=words,
        is_later=is_later,
    )


def _measure_figure(field: str, scale: Scale) -> CampaignColumn:
    about = f"measure.{field}"
    return CampaignColumn(
        name=f"measure_{field}", path=(field,), form=CellForm.FIGURE, about=about, width=13, scale=scale
    )


_INDICATORS = CampaignSheet(
    key="indicators",
    levels=(
        Level(
            listed=("catalogue", "conventions"),
            identity="convention_code",
            columns=columns_of("convention", ("code", CellForm.CODE, 12), ("name", CellForm.NAME, 15)),
        ),
        Level(
            listed=("indicators",),
            identity="indicator_code",
            columns=columns_of(
                "indicator",
                ("code", CellForm.CODE, 11),
                ("strategic_objective", CellForm.TEXT, 28),
                ("operational_objective", CellForm.TEXT, 30),
                ("national_target", CellForm.TEXT, 18),
                ("wording", CellForm.TEXT, 32),
                ("baseline_text", CellForm.TEXT, 22),
                ("local_target", CellForm.TEXT, 22),
            ),
        ),
        Level(
            listed=("measures",),
            columns=(
                *columns_of(
                    "measure",
                    ("code", CellForm.CODE, 12),
                    ("label", CellForm.NAME, 30),
                    ("kind", CellForm.WORD, 10, "kinds"),
                    ("unit", CellForm.TEXT, 11),
                    ("direction", CellForm.WORD, 13, "directions"),
                    ("nature", CellForm.WORD, 13, "natures"),
                    ("perimeter", CellForm.WORD, 18, "perimeters"),
                ),
                _baseline_column("value", CellForm.FIGURE, Scale.KIND),
                _baseline_column("year", CellForm.WHOLE),
                _baseline_column("perimeter", CellForm.WORD, words="perimeters"),
                _baseline_column("numerator", CellForm.FIGURE),
                _baseline_column("denominator", CellForm.FIGURE),
                _baseline_column("precision", CellForm.FIGURE, Scale.KIND, is_later=True),
                *_target_columns("target", Scale.TARGET),
                *_target_columns("national_target", Scale.NATIONAL),
                *columns_of(
                    "measure",
                    ("asks_territory", CellForm.YES_NO, 12),
                    ("by_quartier", CellForm.YES_NO, 11),
                ),
                *later(*columns_of("measure", ("quartiers", CellForm.CODES, 24))),
                *columns_of("measure", ("counts_persons", CellForm.YES_NO, 12)),
                *later(*columns_of("measure", ("asks_women", CellForm.YES_NO, 11))),
                _measure_figure("maximum", Scale.KIND),
                _measure_figure("change_threshold", Scale.PERCENT),
                *columns_of("measure", ("supplier", CellForm.NAME, 20)),
                *later(
                    *columns_of(
                        "measure",
                        ("respondents", CellForm.CODES, 16),
                        ("combination", CellForm.WORD, 14, "combinations"),
                        ("without_object_since", CellForm.WHOLE, 11),
                        ("replaced_by", CellForm.TEXT, 30),
                    ),
                ),
                *columns_of(
                    "measure",
                    ("notes", CellForm.LINES, 50),
                    ("is_confirmed", CellForm.YES_NO, 12),
                ),
                *later(*columns_of("measure", ("former_codes", CellForm.CODES, 18))),
            ),
        ),
    ),
)

_CHOICES = CampaignSheet(
    key="choices",
    levels=(
        Level(
            listed=("choices",),
            columns=(
                *columns_of(
                    "choice",
                    ("measure", CellForm.CODE, 12),
                    ("question", CellForm.NAME, 72),
                    ("decision", CellForm.TEXT, 46),
                ),
                *later(*columns_of("choice", ("start_perimeter", CellForm.WORD, 22, "perimeters"))),
                *columns_of("choice", ("decided_on", CellForm.DATE, 14)),
            ),
        ),
    ),
)

_REVISIONS = CampaignSheet(
    key="revisions",
    is_later=True,
    levels=(
        Level(
            listed=("revisions",),
            columns=(
                *columns_of("revision", ("measure", CellForm.CODE, 12), ("since", CellForm.WHOLE, 12)),
                *_target_columns("target", Scale.REVISED, name="revision_target", definition="revision"),
                *columns_of("revision", ("wording", CellForm.TEXT, 60), ("act", CellForm.TEXT, 40)),
                *spared(*columns_of("revision", ("territory", CellForm.CODE, 14))),
            ),
        ),
    ),
)

_LOCAL_AIMS = CampaignSheet(
    key="local_aims",
    is_later=True,
    levels=(
        Level(
            listed=("local_aims",),
            columns=(
                *columns_of("local_aim", ("territory", CellForm.CODE, 14), ("measure", CellForm.CODE, 12)),
                CampaignColumn(
                    name="local_aim_start",
                    path=("start",),
                    form=CellForm.FIGURE,
                    about="local_aim.start",
                    width=13,
                    scale=Scale.LOCAL,
                ),
                *columns_of(
                    "local_aim",
                    ("start_year", CellForm.WHOLE, 11),
                    ("start_perimeter", CellForm.WORD, 18, "perimeters"),
                    ("baseline_text", CellForm.TEXT, 40),
                ),
                *_target_columns("target", Scale.LOCAL_TARGET, name="local_aim_target", definition="local_aim"),
                *columns_of("local_aim", ("target_text", CellForm.TEXT, 40)),
            ),
        ),
    ),
)

_WAIVERS = CampaignSheet(
    key="waivers",
    levels=(
        Level(
            listed=("waivers",),
            columns=columns_of(
                "waiver",
                ("respondent", CellForm.CODE, 16),
                ("measure", CellForm.CODE, 12),
                ("quartier", CellForm.CODE, 30),
                ("code", CellForm.CODE, 12),
                ("reason", CellForm.NAME, 70),
                ("decided_on", CellForm.DATE, 14),
            ),
        ),
    ),
)


SHEETS = (
    TERRITORIES,
    _RESPONDENTS,
    QUARTIERS,
    _INDICATORS,
    RELATIONS,
    GLOSSARY,
    _CHOICES,
    _REVISIONS,
    _LOCAL_AIMS,
    _WAIVERS,
    HISTORY,
    SUCCESSIONS,
)
"""In the order of reading: territories before those who name them. « Campagne » comes before: see ``SETTINGS``."""
