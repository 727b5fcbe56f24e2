"""The table of former years' results: « Historique »."""

from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, CampaignSheet, CellForm, Level, Scale, columns_of, later


def _past_figure(field: str) -> CampaignColumn:
    about = f"past_result.{field}"
    return CampaignColumn(
        name=f"past_result_{field}", path=(field,), form=CellForm.FIGURE, about=about, width=14, scale=Scale.MEASURE
    )


HISTORY = CampaignSheet(
    key="history",
    levels=(
        Level(
            listed=("history",),
            columns=(
                *columns_of(
                    "past_result",
                    ("year", CellForm.WHOLE, 9),
                    ("territory", CellForm.CODE, 14),
                    ("measure", CellForm.CODE, 12),
                ),
                *later(*columns_of("past_result", ("respondent", CellForm.CODE, 16))),
                *columns_of("past_result", ("quartier", CellForm.CODE, 30)),
                _past_figure("value"),
                *columns_of("past_result", ("text", CellForm.TEXT, 40)),
                _past_figure("territory_value"),
                *columns_of(
                    "past_result",
                    ("situation", CellForm.WORD, 22, "situations"),
                    ("perimeter", CellForm.WORD, 18, "perimeters"),
                    ("geography", CellForm.TEXT, 16),
                ),
                *later(
                    *columns_of("past_result", ("kind", CellForm.WORD, 14, "kinds")),
                    _past_figure("value_before"),
                    *columns_of(
                        "past_result",
                        ("revised_on", CellForm.DATE, 14),
                        ("revised_by", CellForm.TEXT, 20),
                        ("revision_reason", CellForm.TEXT, 40),
                        ("stood", CellForm.WORD, 18, "attainment"),
                    ),
                ),
            ),
        ),
    ),
)
