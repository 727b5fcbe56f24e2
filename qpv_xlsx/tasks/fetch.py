"""Take messages from a mailbox, and register what they bring."""

from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.mail.servers import fetch_messages, parse_server
from qpv_xlsx.tasks.collect import collect_parcels
from qpv_xlsx.tasks.gathering import gather, gather_messages
from qpv_xlsx.tasks.reading_report import Reading


def fetch(
    folder: Path,
    source: str,
    *,
    marks_seen: bool,
    author: str,
    now: datetime,
) -> tuple[Campaign, list[Reading]]:
    """The campaign, and readings of what *source* holds: « imaps://nom@serveur/dossier », or a path (folder, .eml, .msg, mbox, Maildir).

    A mailbox on a server is left as it is, unless *marks_seen*: then messages are marked as read once registered.
    """
    campaign = load_campaign(folder)
    limits = campaign.options.limits
    if "://" in source:
        server = parse_server(source, ("imap", "imaps"))
        parcels = gather_messages(fetch_messages(server, marks_seen=marks_seen), server.folder, limits, now)
    else:
        parcels = gather([Path(source)], limits)
    return campaign, list(collect_parcels(folder, campaign, parcels, author=author, now=now))
