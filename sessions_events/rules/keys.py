"""Keys of machines: what is kept of one."""

import hashlib

# So that a key that leaks into a log or a repository is known for what it is.
PREFIX = "mycet_"
SHOWN = 10


def digest_of(secret: str) -> str:
    """What is kept of a key. It is random and long, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
