"""``resolve``: the coordinator decides."""

from datetime import datetime

import click

from qpv_xlsx.cli.root import Setting
from qpv_xlsx.cli.signature import signature
from qpv_xlsx.domain.contract.questions import Field

_FIELDS = "Colonne visée : " + ", ".join(Field)


@click.command("resolve", short_help="Tranche un désaccord, ou retient une valeur.")
@click.option("--measure", metavar="CODE", help="Mesure sur laquelle porte la décision.")
@click.option("--respondent", default="", metavar="CODE", help="Administration, si plusieurs ont cette mesure.")
@click.option("--quartier", default="", metavar="NOM", help="Quartier : nom, code ou identifiant.")
@click.option(
    "--field", type=click.Choice([field.value for field in Field]), default="value", metavar="CHAMP", help=_FIELDS
)
@click.option("--file", "file", default="", metavar="FICHIER", help="Retient ce retour : nom ou début du SHA-256.")
@click.option("--accept", default="", metavar="CODE", help="Retient la valeur malgré cette anomalie.")
@click.option("--value", metavar="VALEUR", help="Remplace la valeur (nd, so ou s : la retire).")
@click.option("--admit", default="", metavar="FICHIER", help="Compte ce retour arrivé après la clôture.")
@click.option("--reason", default="", metavar="MOTIF", help="Motif, obligatoire et conservé.")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, /, *, measure: str | None, admit: str, as_json: bool, **wanted: str) -> None:
    """Tranche un désaccord ou retient une valeur malgré une anomalie.

    La décision est enregistrée avec son motif ; aucun retour n’est modifié. Avec
    --admit : compte un retour arrivé après la clôture. Sans --measure ni --admit :
    liste ce qui reste à trancher.

    \b
    Exemple : qpv-xlsx resolve --measure EMP-01 --value "17,3 %"
                --reason "appel du 3 mars"
    Ensuite : qpv-xlsx consolidate
    """
    from qpv_xlsx.cli.show_decisions import show_conflicts, show_decisions
    from qpv_xlsx.tasks.resolve import Ruling, admit_late, open_conflicts, resolve

    now = datetime.now().astimezone()
    if admit:
        late = {"respondent": wanted["respondent"], "reason": wanted["reason"]}
        decisions = admit_late(setting.folder, admit, **late, author=signature(), now=now)
        show_decisions(decisions, setting.language, as_json=as_json)
        return
    if measure is None:
        show_conflicts(*open_conflicts(setting.folder, now=now), setting.language, as_json=as_json)
        return
    ruling = Ruling(measure=measure, **{**wanted, "field": Field(wanted["field"])})  # type: ignore[arg-type]  # click's own names
    decisions = resolve(setting.folder, ruling, author=signature(), now=now)
    show_decisions(decisions, setting.language, as_json=as_json)
