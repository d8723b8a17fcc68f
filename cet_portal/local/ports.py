"""Loopback ports: a free one, and whether one is taken."""

import secrets
import socket

# Systems give higher ones to outgoing connections, which could take a port before its server does.
LOWEST, HIGHEST = 20_000, 32_000


def free() -> int:
    """A port that was free a moment ago; whoever uses it has to expect that it is taken."""
    while taken(port := LOWEST + secrets.randbelow(HIGHEST - LOWEST)):
        pass
    return port


def taken(port: int) -> bool:
    """Whether something listens there already (a closing connection does not count)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False
