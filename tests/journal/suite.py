"""What every store must do; run against each database by a subclass with a `url` fixture."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from procedures.errors import BadInput, Conflict, RecordError
from procedures.journal.entry import EMPTY, GENESIS, is_sealed, seal
from procedures.journal.store import open_store
from procedures.journal.verify import check_chain
from tests.journal.samples import COLUMNS, TOWN, append, draft, entries, straight

MOMENT = "2026-01-08T09:30:00Z"


def insert(verb, entry):
    """A statement that writes an entry past the store."""
    case = f"'{entry.case}'" if entry.case else "NULL"
    values = (
        f"'{entry.congress}', {entry.number}, '{entry.kind}', {case}, NULL, '{entry.on}', '{entry.recorded_at}', "
        f"'{entry.operator}', '{entry.text}', '{entry.previous}', '{entry.hash}'"
    )
    return f"{verb} INTO entry ({COLUMNS}) VALUES ({values})"


class StoreSuite:
    @pytest.fixture
    def url(self):
        raise NotImplementedError

    @pytest.fixture
    def store(self, url):
        with closing(open_store(url, patience=10)) as store:
            yield store

    def test_an_empty_record_has_no_head(self, store):
        with store.reading(TOWN) as reader:
            assert reader.head == EMPTY
            assert reader.entries() == []
        assert store.congresses() == []

    def test_what_is_appended_is_read_back(self, store, url):
        with store.writing(TOWN) as writer:
            first = writer.append([draft(1), draft(2, case=None, step=None)], recorded_at=MOMENT)
            assert (writer.head.number, writer.head.hash) == (2, first[-1].hash)
            assert writer.entries() == first
            second = writer.append([draft(3)])
        read = entries(store)
        assert read == first + second
        assert [entry.number for entry in read] == [1, 2, 3]
        assert read[0].previous == GENESIS
        assert read[0].recorded_at == MOMENT
        assert read[0].body == draft(1).body
        assert (read[1].case, read[1].step) == (None, None)
        assert check_chain(read) == []
        with store.reading(TOWN) as reader:
            assert reader.entries(after=2) == second
            assert (reader.head.number, reader.head.hash) == (3, second[-1].hash)
        with closing(open_store(url, create=False)) as again:
            assert entries(again) == read

    def test_nothing_appended_is_nothing(self, store):
        with store.writing(TOWN) as writer:
            assert writer.append([]) == []
        assert store.congresses() == []

    def test_every_congress_has_its_own_chain(self, store):
        append(store, 2, "甲镇")
        append(store, 3, "乙乡")
        assert store.congresses() == sorted(["甲镇", "乙乡"])
        assert [entry.number for entry in entries(store, "乙乡")] == [1, 2, 3]
        assert check_chain(entries(store, "甲镇")) == []

    def test_text_of_every_kind_survives(self, store):
        body = {"\x00\n\"\\'%s:x": "\x00\x7f\u2028䶮𬭎", "大": 2**53 - 1, "\ufb33": 1, "\U0001f600": 2}
        with store.writing("O'Brien%s") as writer:
            writer.append([draft(body=body, operator="a'b:c?%(x)s")])
        (read,) = entries(store, "O'Brien%s")
        assert read.body == body
        assert is_sealed(read)

    def test_an_error_in_the_block_undoes_everything(self, store):
        append(store, 1)
        with pytest.raises(KeyError), store.writing(TOWN) as writer:  # noqa: PT012  # the block is the point
            writer.append([draft(2)])
            raise KeyError
        assert len(entries(store)) == 1

    def test_a_bad_draft_appends_nothing_and_the_writer_goes_on(self, store):
        with store.writing(TOWN) as writer:
            with pytest.raises(BadInput):
                writer.append([draft(1), draft(body={"share": 0.5})])
            writer.append([draft(2)])
        assert [entry.body["facts"]["deputies_present"] for entry in entries(store)] == [2]

    def test_a_conflict_that_is_swallowed_still_undoes_everything(self, store):
        append(store, 1)
        with pytest.raises(Conflict), store.writing(TOWN) as writer:  # noqa: PT012  # the block is the point
            writer.append([draft(2)])
            writer._head = EMPTY  # as if the lock had not held
            for _ in range(2):
                with pytest.raises(Conflict):
                    writer.append([draft(3)])
        assert len(entries(store)) == 1
        append(store, 1)
        assert check_chain(entries(store)) == []

    def test_writers_at_once_lose_nothing(self, store, url):
        each = 25

        def work(name):
            with closing(open_store(url, patience=30)) as own:
                for count in range(each):
                    with own.writing(TOWN) as writer:
                        seen = len(writer.entries())
                        assert writer.head.number == seen
                        (entry,) = writer.append([draft(count, operator=name)])
                        assert entry.number == seen + 1

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, ["甲", "乙"]))
        read = entries(store)
        assert len(read) == 2 * each
        assert check_chain(read) == []
        for name in ("甲", "乙"):
            counts = [entry.body["facts"]["deputies_present"] for entry in read if entry.operator == name]
            assert counts == list(range(each))

    def test_one_store_serves_several_threads(self, store):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: append(store, 1), range(20)))
        assert check_chain(entries(store)) == []
        assert len(entries(store)) == 20

    def test_a_reader_sees_one_state(self, store):
        append(store, 1)
        with store.reading(TOWN) as reader:
            assert reader.head.number == 1
            append(store, 1)
            assert len(reader.entries()) == 1
        assert len(entries(store)) == 2

    def test_a_lock_held_too_long_is_said(self, store, url):
        held, done = threading.Event(), threading.Event()

        def hold():
            with store.writing(TOWN):
                held.set()
                done.wait(10)

        thread = threading.Thread(target=hold)
        thread.start()
        try:
            held.wait(10)
            with closing(open_store(url, patience=0.1)) as other:
                with pytest.raises(RecordError, match="正被另一程序使用") as error, other.writing(TOWN):
                    pass
                assert error.value.remedy
                assert error.value.where == other.url
        finally:
            done.set()
            thread.join()

    def test_the_database_refuses_to_alter(self, store, url):
        append(store, 2)
        before = entries(store)
        last = before[-1]
        forged = seal(TOWN, 2, before[0].hash, MOMENT, draft(99))
        statements = ["UPDATE entry SET operator = '李'", "DELETE FROM entry", *self.forgeries(forged, last)]
        with straight(url) as connection:
            for statement in statements:
                with pytest.raises(DBAPIError, match="entry"):
                    connection.exec_driver_sql(statement.replace("%", "%%"))
        assert entries(store) == before

    def forgeries(self, forged, last):
        """Statements of this database that would throw out an older entry."""
        raise NotImplementedError

    @pytest.mark.parametrize(
        ("number", "words"), [(1, "next one"), (2, "next one"), (4, "next one"), (3, "last one")]
    )
    def test_the_database_refuses_gaps_and_broken_links(self, store, url, number, words):
        append(store, 2)
        forged = seal(TOWN, number, GENESIS, MOMENT, draft(99))
        with straight(url) as connection, pytest.raises(IntegrityError, match=words):
            connection.exec_driver_sql(insert("INSERT", forged).replace("%", "%%"))
        assert len(entries(store)) == 2

    def test_a_first_entry_must_follow_genesis(self, url):
        open_store(url).close()
        forged = seal(TOWN, 1, "1" * 64, MOMENT, draft(99))
        with straight(url) as connection, pytest.raises(IntegrityError, match="last one"):
            connection.exec_driver_sql(insert("INSERT", forged).replace("%", "%%"))

    def test_a_date_that_was_meddled_with_is_told(self, store, url):
        assert entries(store) == []
        forged = seal(TOWN, 1, GENESIS, MOMENT, draft(99))
        with straight(url) as connection:
            connection.exec_driver_sql(insert("INSERT", forged).replace("2026-01-08'", "2026-13-08'"))
        with pytest.raises(RecordError, match="第 1 号记录的日期"):
            entries(store)

    def test_without_create_an_empty_database_is_refused(self, url):
        with pytest.raises(RecordError, match=r"还没有记录|找不到"):
            open_store(url, create=False)
        with closing(open_store(url)), closing(open_store(url, create=False)) as store:
            assert store.congresses() == []

    def test_a_newer_database_is_refused(self, url):
        open_store(url).close()
        with straight(url) as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(RecordError, match="更新的程序版本") as error:
            open_store(url)
        assert "9999" in error.value.message
        assert "升级" in error.value.remedy

    @pytest.mark.parametrize(
        "statements",
        [
            ["CREATE TABLE invoice (id integer)"],
            ["CREATE TABLE entry (id integer)"],
            ["CREATE TABLE invoice (id integer)", "CREATE TABLE alembic_version (version_num varchar(32))"],
            ["CREATE TABLE entry (id integer)", "CREATE TABLE alembic_version (version_num varchar(32))"],
        ],
    )
    def test_somebody_elses_database_is_refused_and_left_alone(self, url, statements):
        with straight(url) as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        with pytest.raises(RecordError, match="属于其他程序"):
            open_store(url)

    def test_stores_opened_at_once_make_one_schema(self, url):
        def work(_):
            with closing(open_store(url, patience=10)) as store:
                append(store, 1)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, range(4)))
        with closing(open_store(url)) as store:
            assert len(entries(store)) == 4
