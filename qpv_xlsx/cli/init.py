"""``qpv-xlsx init``: a campaign's folder from a template."""

from datetime import datetime
from pathlib import Path

import click

from qpv_xlsx.cli.root import Setting


@click.command("init", epilog="Ensuite : complétez campagne.xlsx, puis « qpv-xlsx -C DOSSIER generate ».")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--template", default="paris-2015-2020", metavar="NOM", help="Modèle (voir « qpv-xlsx templates »).")
@click.option("--year", type=click.IntRange(1990, 2100), metavar="ANNÉE", help="Année des réponses.")
@click.option("--geography", metavar="NOM|FICHIER", help="Géographie, ou fichier CSV code;libellé;arrondissement.")
@click.option("--force", "is_forced", is_flag=True, help="Accepte un dossier qui n’est pas vide ; n’y efface rien.")
@click.pass_obj
def command(
    setting: Setting, *, folder: Path, template: str, year: int | None, geography: str | None, is_forced: bool
) -> None:
    """Crée le dossier d’une campagne.

    Écrit campagne.xlsx, à compléter dans Excel ou LibreOffice, et quatre
    dossiers vides : a_envoyer, recus, a_retourner, synthese. N’efface jamais
    rien : un campagne.xlsx déjà présent est conservé sous un autre nom.

    Exemple : qpv-xlsx init paris --year 2015 --geography paris-2015
    """
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.init import make_folder, start_campaign

    campaign = start_campaign(template, year=year, geography=geography)
    now = datetime.now().astimezone()
    started = make_folder(folder, campaign, language=setting.language, now=now, is_forced=is_forced)
    if started.kept is not None:
        click.echo(phrase(setting.language, "init_kept", file=started.kept.name), err=True)
    if not setting.is_quiet:
        click.echo(phrase(setting.language, "init_done", folder=str(folder), code=campaign.code), err=True)
        for territory in campaign.territories:
            if territory.geography_note:
                facts = {"territory": territory.name, "note": territory.geography_note}
                click.echo(phrase(setting.language, "init_note", **facts), err=True)
