"""``qpv-xlsx init``: a campaign's folder from a template."""

from datetime import datetime
from pathlib import Path

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.new_campaign_options import new_campaign_options, tell_columns_left


@click.command(
    "init", epilog="Ensuite : complétez campagne.xlsx, puis « qpv-xlsx -C DOSSIER status », qui dit ce qui manque."
)
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option(
    "--template", default="vierge", metavar="NOM", help="Modèle (voir « qpv-xlsx templates ») ; vierge par défaut."
)
@new_campaign_options
@click.pass_obj
def command(
    setting: Setting,
    *,
    folder: Path,
    template: str,
    year: int | None,
    geography: str | None,
    communes: tuple[str, ...],
    is_forced: bool,
) -> None:
    """Crée le dossier d’une campagne.

    Écrit campagne.xlsx, à compléter dans Excel ou LibreOffice, et quatre
    dossiers vides : a_envoyer, recus, a_retourner, synthese. N’efface jamais
    rien : un campagne.xlsx déjà présent est conservé sous un autre nom.

    Exemple : qpv-xlsx init arles --geography qpv-2024.xlsx --commune 13004
    """
    from qpv_xlsx.messages.lacks import lacks_told
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.init import BLANK, make_folder, start_campaign

    now = datetime.now().astimezone()
    asked = now.year if year is None and template == BLANK else year
    campaign = start_campaign(template, year=asked, geography=geography, communes=communes, folder=folder)
    started = make_folder(folder, campaign, language=setting.language, now=now, is_forced=is_forced)
    if started.kept is not None:
        click.echo(phrase(setting.language, "init_kept", file=started.kept.name), err=True)
    if not setting.is_quiet:
        said = "init_done" if campaign.respondents else "init_done_empty"
        click.echo(phrase(setting.language, said, folder=str(folder), code=campaign.code), err=True)
        tell_columns_left(geography, setting)
        for territory in campaign.territories:
            if territory.geography_note:
                facts = {"territory": territory.name, "note": territory.geography_note}
                click.echo(phrase(setting.language, "init_note", **facts), err=True)
        lacks = lacks_told(campaign, setting.language)
        if lacks:
            click.echo(phrase(setting.language, "status_lacks", lacks=lacks), err=True)
