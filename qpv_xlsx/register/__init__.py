"""The campaign's memory in SQLite, and the received files beside it."""

from qpv_xlsx.register.connecting import RECEIVED_FOLDER, is_read_only
from qpv_xlsx.register.memory import JUDGED, Register, open_register
from qpv_xlsx.register.vault import Keeping, bears_another_hash

__all__ = [
    "JUDGED",
    "RECEIVED_FOLDER",
    "Keeping",
    "Register",
    "bears_another_hash",
    "is_read_only",
    "open_register",
]
