"""What a line of several administrations is called, so that a part is never taken for the whole."""

from collections.abc import Mapping

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.several import whole_code
from qpv_xlsx.domain.judging.assessment import MeasureAssessment, Reason
from qpv_xlsx.messages.wordbook import phrase


def shared_name(found: MeasureAssessment, measure: str, administration: str, language: str) -> str:
    """« Mesure – 2 sur 3 administrations »; or whose answer the line is, and whether it counts in the whole."""
    if found.parts is None:
        key = "master_one_of_several" if found.barred is Reason.PART_OF_WHOLE else "master_separate"
        return phrase(language, key, measure=measure, name=administration)
    counted, expected = found.parts.counted, found.parts.expected
    key = "master_part_of_several" if found.parts.is_partial else "master_all_of_several"
    return phrase(language, key, measure=measure, counted=counted, expected=expected)


def names_of_wholes(campaign: Campaign, language: str) -> Mapping[str, str]:
    """« Ensemble », by the code that stands for all the administrations of a territory and that nobody has."""
    whole = phrase(language, "master_total")
    return {whole_code(campaign, territory.code): whole for territory in campaign.territories}
