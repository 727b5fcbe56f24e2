"""The campaign's memory in SQLite, and the received files beside it."""

from qpv_xlsx.register.connecting import RECEIVED_FOLDER
from qpv_xlsx.register.memory import Register, open_register

__all__ = ["RECEIVED_FOLDER", "Register", "open_register"]
