"""``python -m qpv_xlsx``: the same as the command ``qpv-xlsx``."""

from qpv_xlsx.cli import main

if __name__ == "__main__":
    main()
