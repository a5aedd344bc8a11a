"""The store on SQLite."""

import sqlite3
from contextlib import closing

import pytest

from procedures.errors import RecordError
from procedures.journal import transaction
from procedures.journal.store import open_store
from procedures.journal.verify import check_chain
from tests.journal.migrating import MigrationSuite, test_the_revisions_listed_are_those_in_the_folder  # noqa: F401  # collected here
from tests.journal.samples import append, draft, entries, straight
from tests.journal.suite import TOWN, StoreSuite, insert


class TestStore(StoreSuite):
    @pytest.fixture
    def url(self, tmp_path):
        return str(tmp_path / "记录 %1.db")

    def forgeries(self, forged, last):  # as the suite has it
        return [
            insert("INSERT OR REPLACE", forged),
            insert("REPLACE", forged),
            insert("INSERT", forged) + " ON CONFLICT (congress, number) DO UPDATE SET body = excluded.body",
            "UPDATE OR REPLACE entry SET number = 1 WHERE number = 2",
            f"INSERT OR REPLACE INTO entry (rowid, congress) VALUES (1, '{TOWN}')",
        ]

    def test_every_connection_is_set_up(self, store):
        with store._engine.connect() as connection:
            values = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
            ]
        assert values == ["wal", 1, 2, 10_000]

    def test_it_waits_five_seconds_unless_told(self, url):
        with closing(open_store(url)) as store, store._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000

    def test_urls_and_paths_name_the_same_file(self, store, url):
        append(store, 1)
        with closing(open_store(f"sqlite:///{url}", create=False)) as other:
            assert entries(other) == entries(store)
            assert other.url == store.url == url

    def test_a_full_disk_is_said_and_nothing_is_lost(self, store):
        append(store, 1)
        with store._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RecordError, match="磁盘已满"), store.writing(TOWN) as writer:
            writer.append([draft(body={"text": "字" * 100_000})])
        assert len(entries(store)) == 1

    def test_a_file_of_another_program_keeps_its_journal_mode(self, url):
        with closing(sqlite3.connect(url)) as connection:
            connection.execute("CREATE TABLE invoice (id)")
        with pytest.raises(RecordError, match="属于其他程序"):
            open_store(url)
        with closing(sqlite3.connect(url)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)

    def test_the_insert_guard_holds_where_conflicts_are_ignored(self, store, url):
        before = append(store, 2)
        with straight(url) as connection, pytest.raises(Exception, match="next one"):
            connection.exec_driver_sql(insert("INSERT OR IGNORE", before[0]))


class TestMemory:
    @pytest.mark.parametrize("url", [None, "sqlite://", "sqlite:///:memory:"])
    def test_a_record_in_memory_is_a_record(self, url):
        with open_store(url) as store, open_store(url) as other:
            append(store, 2)
            assert check_chain(entries(store)) == []
            assert entries(other) == []
            assert store.url == "内存"

    def test_a_clock_a_little_behind_is_not_held_against_the_record(self, monkeypatch):
        with open_store(None) as store, store.writing(TOWN) as writer:
            for clock, recorded in [
                ("2026-01-08T09:30:00Z", "2026-01-08T09:30:00Z"),
                ("2026-01-08T09:26:00Z", "2026-01-08T09:30:00Z"),
                ("2026-01-08T09:30:01Z", "2026-01-08T09:30:01Z"),
                ("2026-01-08T09:25:00Z", "2026-01-08T09:25:00Z"),
            ]:
                monkeypatch.setattr(transaction, "now", lambda clock=clock: clock)
                (entry,) = writer.append([draft()])
                assert entry.recorded_at == recorded
            assert [problem.number for problem in check_chain(writer.entries())] == [4]


class TestMigration(MigrationSuite):
    @pytest.fixture
    def url(self, tmp_path):
        return str(tmp_path / "one.db")

    @pytest.fixture
    def second_url(self, tmp_path):
        return str(tmp_path / "two.db")

    def snapshot(self, connection):
        rows = connection.exec_driver_sql(
            "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        )
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        return [tuple(row) for row in rows] + [mode]
