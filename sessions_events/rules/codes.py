"""Short codes of certificates: made, printed, typed."""

import re
import secrets

# No letters that are read as figures, and no vowels, so that no word comes out.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
# 27 to the power of 12 is 150,000 million million: nobody finds one by trying.
LENGTH = 12
GROUP = 4


def new_code() -> str:
    """An unguessable code."""
    return "".join(secrets.choice(ALPHABET) for _position in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed: "BCDF-2345-GHJK"."""
    return "-".join(code[first : first + GROUP] for first in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """What was typed as a code is kept: capitals, without spaces, hyphens and the like.

    What cannot be a code comes back empty.
    """
    plain = re.sub(r"[\W_]+", "", typed).upper()
    return plain if 1 <= len(plain) <= 16 and plain.isascii() else ""
