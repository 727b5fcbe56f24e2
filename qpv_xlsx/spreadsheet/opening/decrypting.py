"""A workbook that Excel encrypted with the password that all its copies know, as it does when the structure is protected.

Nobody is asked for that password: Excel opens such a file without a word. Any other password is the sender's to take away.
"""

import io
import logging
import re

from qpv_xlsx.domain.findings import Code, finding
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, Refused

_EXCELS_OWN = "VelvetSweatshop"  # [MS-OFFCRYPTO], 2.4.2.3 and elsewhere
_ROUNDS = re.compile(rb"""spinCount\s*=\s*["'](\d+)["']""")
_MOST_ROUNDS = 1_000_000  # Excel's own is 100 000; a hostile file may ask for days


def decrypted(content: bytes, information: bytes) -> bytes:
    """The file that *content* (a compound file) hides. *information*: its description of the cipher, where it has one.

    Raises Refused (F02) where the password is another one.
    """
    refusal = Refused(finding(Code.F02))
    if any(int(rounds[:9]) > _MOST_ROUNDS for rounds in _ROUNDS.findall(information)):
        raise refusal
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, EncryptionError, FileFormatError, InvalidKeyError, ParseError

    logging.getLogger("msoffcrypto").setLevel(logging.CRITICAL)
    held = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(content))
        locked.load_key(password=_EXCELS_OWN, verify_password=True)
        locked.decrypt(held)
    except (DecryptionError, EncryptionError, FileFormatError, InvalidKeyError, ParseError, *DAMAGE) as trouble:
        raise refusal from trouble
    return held.getvalue()
