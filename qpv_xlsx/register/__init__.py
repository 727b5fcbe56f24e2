"""The campaign's memory in SQLite, and the received files beside it."""

from qpv_xlsx.register.memory import RECEIVED_FOLDER, Register, open_register

__all__ = ["RECEIVED_FOLDER", "Register", "open_register"]
