"""What formulas of the master count by: codes that no spreadsheet takes for numbers, and an entry for each measure.

« EMP-05|PARIS|1+Atteint »: a measure of EMP-05 in PARIS, whose result is known (1), with its status; after « - », why it has none.
By it the line of the indicator finds its measures, wherever a sort has put them.
"""

from qpv_xlsx.domain.judging.assessment import Attainment, MeasureAssessment
from qpv_xlsx.messages.wordbook import label

END = "|"  # of a code
JUDGED, NOT_JUDGED = "+", "-"


def counted(code: str) -> str:
    """« 1.1| »: to COUNTIFS and SUMIF of Excel « 1.1 » and « 1.10 » are one number."""
    return f"{code}{END}"


def entry_beginning(indicator: str, territory: str) -> str:
    """« EMP-05|PARIS| »: what stands in the line of the indicator."""
    return counted(indicator) + counted(territory)


def entry_of(found: MeasureAssessment, indicator: str, language: str) -> str:
    """That of a measure of *indicator*; empty where nothing is asked: no indicator counts it."""
    if found.is_waived:
        return ""
    told = f"{entry_beginning(indicator, found.territory)}{int(found.is_known)}"
    if found.attainment is Attainment.NOT_ASSESSABLE and found.reason:
        return f"{told}{NOT_JUDGED}{label(language, 'reasons', found.reason)}"
    return f"{told}{JUDGED}{label(language, 'attainment', found.attainment)}"
