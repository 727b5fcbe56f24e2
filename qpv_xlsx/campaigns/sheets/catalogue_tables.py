"""Tables of what goes with the measures: how they are linked, and what their words mean."""

from qpv_xlsx.campaigns.sheets.columns import CampaignSheet, CellForm, Level, columns_of

RELATIONS = CampaignSheet(
    key="relations",
    is_later=True,
    levels=(
        Level(
            listed=("catalogue", "relations"),
            columns=columns_of(
                "measure_relation",
                ("kind", CellForm.WORD, 14, "relations"),
                ("parts", CellForm.CODES, 30),
                ("whole", CellForm.CODE, 14),
                ("share", CellForm.CODE, 14),
                ("is_confirmed", CellForm.YES_NO, 14),
            ),
        ),
    ),
)


GLOSSARY = CampaignSheet(
    key="glossary",
    levels=(
        Level(
            listed=("catalogue", "glossary"),
            columns=columns_of(
                "term", ("term", CellForm.NAME, 24), ("expansion", CellForm.NAME, 80), ("note", CellForm.TEXT, 50)
            ),
        ),
    ),
)
