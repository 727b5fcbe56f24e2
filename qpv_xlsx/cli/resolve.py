"""``resolve``: the coordinator decides."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.guard import Exit
from qpv_xlsx.cli.signature import signature

if TYPE_CHECKING:
    from qpv_xlsx.domain.merging.ledger import Decision


@click.command("resolve", short_help="Tranche ce qui est à trancher, dans decisions.xlsx ou une décision à la fois.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FICHIER]...")
@click.option("--measure", default="", metavar="CODE", help="Mesure sur laquelle porte la décision.")
@click.option("--respondent", default="", metavar="CODE", help="Administration, si plusieurs ont cette mesure.")
@click.option("--quartier", default="", metavar="NOM", help="Quartier : nom, code ou identifiant.")
@click.option("--field", default="", metavar="CHAMP", help="Un seul champ (valeur, situation…) et non la ligne.")
@click.option("--file", "file", default="", metavar="FICHIER", help="Retient ce retour, ou l’attribue.")
@click.option("--accept", default="", metavar="CODE", help="Retient la valeur malgré cette anomalie.")
@click.option("--value", metavar="VALEUR", help="Remplace la valeur (nd, so ou s : la retire).")
@click.option("--ask", "asks", is_flag=True, help="Demande la ligne à l’administration (commande return).")
@click.option("--refused", "refuses", is_flag=True, help="Note le refus de répondre, à la mesure ou à tout.")
@click.option("--nil", is_flag=True, help="Note l’état néant de l’administration : rien à déclarer.")
@click.option("--undo", is_flag=True, help="Annule la dernière décision prise sur cette ligne.")
@click.option("--admit", default="", metavar="FICHIER", help="Compte ce retour arrivé après la clôture.")
@click.option("--year", type=int, metavar="ANNÉE", help="Révise un résultat de cette année passée.")
@click.option(
    "--former",
    type=click.Path(file_okay=False, exists=True),
    metavar="DOSSIER",
    help="Dossier de cette année passée, s’il n’est pas à côté.",
)
@click.option("--reason", default="", metavar="MOTIF", help="Motif, obligatoire et conservé.")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(
    setting: Setting,
    /,
    *,
    files: tuple[Path, ...],
    admit: str,
    nil: bool,
    undo: bool,
    year: int | None,
    as_json: bool,
    **wanted: str | bool | None,
) -> int:
    """Tranche ce qui est à trancher.

    Seule : écrit decisions.xlsx dans le dossier de la campagne et liste ce qui
    reste. Avec FICHIER : lit ce classeur rempli (ou plusieurs copies), enregistre
    les décisions et le réécrit. Avec --measure : une décision, sur toute la ligne
    sauf --field. Avec --admit : compte un retour arrivé après la clôture. Avec
    --respondent et --refused ou --nil : l’administration refuse, ou n’a rien à
    déclarer ; --file nomme alors le message qui le dit. Avec --respondent et --file
    seuls : ce retour est celui de cette administration. Avec --year : révise une
    année passée, à la main ou par --file (un classeur ou le dossier de cette
    année-là). Tout est enregistré avec son motif ; aucun retour n’est modifié.
    Code de sortie : 1 si une ligne du classeur n’a pas pu être appliquée.

    \b
    Exemple : qpv-xlsx resolve decisions.xlsx
              qpv-xlsx resolve --measure EMP-01 --value "17,3 %"
                --reason "appel du 3 mars"
              qpv-xlsx resolve --year 2015 --measure EMP-01 --value "18 %"
                --reason "recompte de la DARES"
    Ensuite : qpv-xlsx consolidate
    """
    from qpv_xlsx.cli import show_decisions as show
    from qpv_xlsx.domain.findings import CampaignError

    now, language = datetime.now().astimezone(), setting.language
    former = str(wanted.pop("former") or "")
    named = {name for name, words in {**wanted, "admit": admit, "nil": nil, "undo": undo}.items() if words}
    if (files and (named or year is not None)) or (former and year is None):
        raise CampaignError("resolve_choice")
    if year is not None:
        from qpv_xlsx.cli.revising_years import run

        if named & {"admit", "nil", "undo", "accept", "asks", "refuses"}:
            raise CampaignError("revise_choice")
        return run(setting, year, former, wanted, now=now, as_json=as_json)
    if files:
        from qpv_xlsx.tasks.deciding.decisions_book import apply_decisions

        applied = apply_decisions(setting.folder, files, language=language, author=signature(), now=now)
        show.show_applied(applied, setting, as_json=as_json)
        return Exit.FINDINGS if applied.remarks else Exit.DONE
    if named:
        decisions = _recorded(setting, wanted, named, admit, now)
        show.show_decisions(decisions, setting, as_json=as_json, is_undo=undo)
    else:
        _write_and_list(setting, now, as_json=as_json)
    return Exit.DONE


def _recorded(
    setting: Setting, wanted: dict[str, str | bool | None], named: set[str], admit: str, now: datetime
) -> "tuple[Decision, ...]":
    """What the options record; every form that is none is refused. *named*: the options given."""
    from qpv_xlsx.domain.findings import CampaignError

    about = {name: str(wanted[name] or "") for name in ("respondent", "reason")}
    if "admit" in named:
        from qpv_xlsx.tasks.resolve import admit_late

        if not named <= {"admit", "respondent", "reason"}:
            raise CampaignError("resolve_choice")
        return admit_late(setting.folder, admit, **about, author=signature(), now=now)
    if "nil" in named or ("refuses" in named and "measure" not in named):
        return _spoken_for(setting, wanted, named, now)
    if "measure" in named or {"undo", "respondent"} <= named:
        return _decided(setting, wanted, undo="undo" in named, now=now)
    if {"respondent", "file"} <= named <= {"respondent", "file", "reason"}:
        from qpv_xlsx.tasks.deciding.claiming import attribute

        return attribute(setting.folder, str(wanted["file"]), **about, author=signature(), now=now)
    raise CampaignError("resolve_words")


def _spoken_for(
    setting: Setting, wanted: dict[str, str | bool | None], named: set[str], now: datetime
) -> "tuple[Decision, ...]":
    """What an administration said of all that it is asked."""
    from qpv_xlsx.domain.findings import CampaignError
    from qpv_xlsx.domain.merging.ledger import Resolution
    from qpv_xlsx.tasks.resolve import speak_for

    if not named - {"respondent", "file", "reason"} < {"nil", "refuses"}:
        raise CampaignError("resolve_choice")
    if "respondent" not in named:
        raise CampaignError("resolve_respondent")
    about = {name: str(wanted[name] or "") for name in ("respondent", "file", "reason")}
    verdict = Resolution.NIL if "nil" in named else Resolution.REFUSE
    return speak_for(setting.folder, verdict=verdict, **about, author=signature(), now=now)


def _decided(
    setting: Setting, wanted: dict[str, str | bool | None], *, undo: bool, now: datetime
) -> "tuple[Decision, ...]":
    """One decision, or the one taken back."""
    from qpv_xlsx.domain.findings import CampaignError
    from qpv_xlsx.tasks import resolve as task
    from qpv_xlsx.tasks.deciding.ruling import Ruling, field_named

    if undo and any(wanted[name] for name in ("file", "accept", "value", "asks", "refuses")):
        raise CampaignError("resolve_choice")
    ruling = Ruling(**{**wanted, "field": field_named(str(wanted["field"]))})  # type: ignore[arg-type]  # click's own names
    act = task.undo if undo else task.resolve
    return act(setting.folder, ruling, author=signature(), now=now)


def _write_and_list(setting: Setting, now: datetime, *, as_json: bool) -> None:
    from qpv_xlsx.cli import show_decisions as show
    from qpv_xlsx.tasks.deciding.decisions_book import write_open

    written = write_open(setting.folder, language=setting.language, now=now)
    show.show_conflicts(written, setting, as_json=as_json)
    if not as_json:
        show.show_written(written, setting)
