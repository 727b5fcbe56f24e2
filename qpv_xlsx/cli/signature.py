"""Who runs the command: signs the register's journal."""

import getpass


def signature() -> str:
    """The session's user name; empty where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name; Windows without environment
        return ""
