"""What went wrong, as a notice: the same sentences as the command line."""

from dataclasses import dataclass

from qpv_xlsx.desk.speech import Speech
from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.messages.problem_places import problems_in_words
from qpv_xlsx.messages.system_words import system_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sentence, and the places it is about (« Administrations!F9 » and what is wrong there)."""

    sentence: str
    places: tuple[tuple[str, str], ...] = ()


def as_notice(trouble: BaseException, language: str) -> Notice:
    """*trouble* in words. What nobody foresaw is told as such, with nothing of its inside."""
    speech = Speech(language=language)
    match trouble:
        case CampaignError():
            places = tuple(problems_in_words(trouble.problems, speech.error, language))
            return Notice(sentence=speech.error(trouble.code, trouble.facts), places=places)
        case StorageError():
            return Notice(sentence=speech.error(trouble.code, trouble.facts))
        case PermissionError():
            path = str(trouble.filename2 or trouble.filename or trouble)
            return Notice(sentence=speech.error("access", {"path": path}))
        case OSError():
            detail = " – ".join(str(part) for part in (system_words(trouble, language), trouble.filename) if part)
            return Notice(sentence=speech.error("storage", {"detail": detail}))
    return Notice(sentence=speech.error("desk_bug", {"detail": type(trouble).__name__}))
