"""The campaign's outer forms: campagne.xlsx, campagne.json, built-in templates and geographies."""

from qpv_xlsx.campaigns.documents import campaign_from_json, campaign_to_json

__all__ = ["campaign_from_json", "campaign_to_json"]
