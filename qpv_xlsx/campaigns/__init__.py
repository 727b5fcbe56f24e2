"""The campaign's outer forms: campagne.xlsx, campagne.json, built-in templates and geographies."""

from qpv_xlsx.campaigns.documents import campaign_from_json, campaign_in_pieces, campaign_to_json
from qpv_xlsx.campaigns.folder import competing_forms, load_campaign, load_file, save_campaign, unread_headers

__all__ = [
    "campaign_from_json",
    "campaign_in_pieces",
    "campaign_to_json",
    "competing_forms",
    "load_campaign",
    "load_file",
    "save_campaign",
    "unread_headers",
]
