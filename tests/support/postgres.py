"""A PostgreSQL of the tests' own: made once per run in a temporary folder, a new database for each who asks."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg

from hall.server.store.postgres import PostgresDatabase


def program(name):
    """Where Debian keeps it: the newest."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


def available():
    """Whether PostgreSQL is installed."""
    return program("initdb") is not None


class Cluster:
    """One server on 127.0.0.1. As root it runs as another user: PostgreSQL refuses root."""

    def __init__(self, folder, sync=True):
        self.folder = Path(folder)
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            who = pwd.getpwnam(self.user)
            os.chown(folder, who.pw_uid, who.pw_gid)
        self._data = self.folder / "data"
        self._run(
            "initdb",
            "--no-sync",
            "--locale=C",
            "--encoding=UTF8",
            "--auth=trust",
            "--username=hallkit",
            "-D",
            self._data,
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories= "
        self._options += "-c max_connections=60 -c shared_buffers=64MB"
        self._made = 0
        self.start()

    def start(self):
        self._run(
            "pg_ctl",
            "-w",
            "-t",
            "180",
            "-D",
            self._data,
            "-l",
            self.folder / "log",
            "-o",
            self._options,
            "start",
        )

    def stop(self, mode="fast"):
        self._run("pg_ctl", "-w", "-D", self._data, "-m", mode, "stop")

    def database(self):
        """The address of a new database with a hall's tables, all empty."""
        if not self._made:
            self._create("empty_hall", "template1")
            PostgresDatabase(self.url("empty_hall")).open_writer().close()
        self._made += 1
        return self._create(f"hall{self._made}", "empty_hall")

    def _create(self, name, template):
        with psycopg.connect(self.url("postgres"), autocommit=True) as line:
            line.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def url(self, name):
        return f"postgresql://hallkit@127.0.0.1:{self.port}/{name}"

    def _run(self, name, *words):
        command = [program(name), *map(str, words)]
        if self.user:
            command = ["setpriv", "--reuid", self.user, "--regid", self.user, "--clear-groups", *command]
        done = subprocess.run(
            command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


@contextmanager
def cluster():
    """Ended and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hallkit-pg-"))
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.stop("immediate")
        shutil.rmtree(folder)
