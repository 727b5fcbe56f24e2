"""Tables of places: territories, their quartiers, and what those of a former map became."""

from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, CampaignSheet, CellForm, Level, columns_of, later, spared

TERRITORIES = CampaignSheet(
    key="territories",
    levels=(
        Level(
            listed=("territories",),
            columns=(
                *columns_of("territory", ("code", CellForm.CODE, 16), ("name", CellForm.TEXT, 30)),
                *columns_of("territory", ("geography", CellForm.TEXT, 18), ("geography_note", CellForm.TEXT, 90)),
                *later(*columns_of("territory", ("former_codes", CellForm.CODES, 20))),
            ),
        ),
    ),
)

QUARTIERS = CampaignSheet(
    key="quartiers",
    levels=(
        Level(
            listed=("territories",),
            identity="quartier_territory",
            is_elsewhere=True,
            columns=(
                CampaignColumn(
                    name="quartier_territory",
                    path=("code",),
                    form=CellForm.CODE,
                    width=14,
                    about="respondent.territory",
                    is_spared=True,
                ),
            ),
        ),
        Level(
            listed=("quartiers",),
            columns=(
                *spared(*columns_of("quartier", ("id", CellForm.CODE, 34))),
                *columns_of("quartier", ("name", CellForm.NAME, 50)),
                *spared(
                    *columns_of(
                        "quartier",
                        ("official_code", CellForm.NAME, 14),
                        ("area", CellForm.TEXT, 22),
                        ("aliases", CellForm.LINES, 40),
                    )
                ),
                *later(*columns_of("quartier", ("former_codes", CellForm.CODES, 24))),
            ),
        ),
    ),
)

SUCCESSIONS = CampaignSheet(
    key="successions",
    is_later=True,
    levels=(
        Level(
            listed=("successions",),
            columns=columns_of(
                "succession",
                ("territory", CellForm.CODE, 14),
                ("geography", CellForm.NAME, 18),
                ("former", CellForm.CODE, 30),
                ("former_name", CellForm.TEXT, 40),
                ("continuity", CellForm.WORD, 16, "continuities"),
                ("quartier", CellForm.CODE, 30),
                ("note", CellForm.TEXT, 60),
            ),
        ),
    ),
)
