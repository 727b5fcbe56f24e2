"""A closing date that has passed, told by the commands that work on after it."""

from datetime import datetime

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.messages.wordbook import located_sentence
from qpv_xlsx.tasks.corresponding.closing_day import closing_past


def tell_closing(setting: Setting, campaign: Campaign, now: datetime) -> None:
    """What is asked for may be wanted after the closing date, but its answers would not count: said at its cell."""
    for problem in closing_past(setting.folder, campaign, now.date()):
        click.echo(located_sentence(setting.language, problem), err=True)
