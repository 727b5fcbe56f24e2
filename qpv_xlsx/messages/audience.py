"""Who a document is for: what is not made to be published says so where it begins."""

from qpv_xlsx.messages.wordbook import phrase


def lead_for(lead: str, language: str, *, is_public: bool) -> str:
    """*lead*, and that the document is internal unless its figures are masked."""
    return lead if is_public else f"{lead} {phrase(language, 'internal_document')}"
