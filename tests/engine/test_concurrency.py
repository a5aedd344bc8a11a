"""Several at once, on one record: nobody acts on a state that another has changed."""

import threading
from contextlib import closing

import pytest

from procedures.engine.engine import Engine
from procedures.engine.outlook import outlook
from procedures.engine.practice import switch_practice
from procedures.engine.rolling import decide_rolling
from procedures.errors import Conflict, RecordError
from procedures.journal.store import open_store
from procedures.journal.transaction import Writer
from tests.engine.office import (
    START,
    SUBMITTED,
    after,
    assert_whole,
    do,
    done,
    engine_on,
    head,
    settled,
    start,
    suggestion,
)


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "record.db")


def test_what_one_engine_records_the_other_sees(path):
    with closing(open_store(path)) as one, closing(open_store(path)) as other:
        first = settled(one)
        second = engine_on(other)
        case = start(first, "suggestion")
        assert second.record.cases[case].acts == []
        done(first, case, "submit", SUBMITTED)
        assert second.record.cases[case].facts["topic"] == "修整村道"
        done(second, case, "hand-over", {"handler": "财政所"})
        assert first.record.cases[case].stage == "办理"
        assert not do(first, case, "hand-over", {"handler": "财政所"}).allowed
        assert_whole(first)
        assert_whole(second)


def test_who_has_not_seen_the_last_entry_is_told(path):
    with closing(open_store(path)) as one, closing(open_store(path)) as other:
        first, second = settled(one), engine_on(other)
        case = start(first, "suggestion")
        seen = done(first, case, "submit", SUBMITTED, seen=0).entry
        before = head(first)
        with pytest.raises(Conflict) as told:
            do(second, case, "hand-over", {"handler": "财政所"}, seen=0)
        assert told.value.exit_code == 1
        assert case in told.value.remedy
        assert head(first) == before
        done(second, case, "hand-over", {"handler": "财政所"}, seen=seen)


def race(engines, case, step, facts, on=START):
    """Everybody takes the step at the same moment; what became of it."""
    barrier, results = threading.Barrier(len(engines)), []

    def take(engine):
        barrier.wait()
        try:
            results.append(do(engine, case, step, facts, on).recorded)
        except Conflict:
            results.append(False)

    threads = [threading.Thread(target=take, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(results) == len(engines)
    return results


def test_of_two_with_engines_of_their_own_one_records(path):
    with closing(open_store(path)) as one, closing(open_store(path)) as other:
        engines = [settled(one), engine_on(other)]
        for _ in range(12):
            case = start(engines[0], "suggestion")
            done(engines[0], case, "submit", SUBMITTED)
            assert sorted(race(engines, case, "hand-over", {"handler": "财政所"})) == [False, True]
        for engine in engines:
            assert_whole(engine)


@pytest.mark.parametrize("where", ["file", "memory"])
def test_of_four_who_share_one_engine_one_records(path, where):
    with closing(open_store(path if where == "file" else None)) as store:
        engine = settled(store)
        for _ in range(12):
            case = start(engine, "suggestion")
            done(engine, case, "submit", SUBMITTED)
            assert sum(race([engine] * 4, case, "hand-over", {"handler": "财政所"})) == 1
            assert len(engine.record.cases[case].acts) == 2
        assert_whole(engine)


def test_repeated_steps_of_four_are_all_recorded_once(path):
    with closing(open_store(path)) as store:
        engine = settled(store)
        case = suggestion(engine, until="hand-over")
        for _ in range(10):
            assert all(race([engine] * 4, case, "follow-up", {}, after(9)))
        assert len(engine.record.cases[case].acts) == 2 + 40
        assert_whole(engine)


def test_an_entry_taken_in_twice_counts_once():
    """A thread may read what another has committed before that one takes it in itself."""
    engine = settled()
    case = suggestion(engine, until="hand-over")
    with engine.writing() as (writer, _record):
        last = writer.entries(after=writer.head.number - 1)
    engine.entered(last)
    assert len(engine.record.cases[case].acts) == 2


def test_a_record_put_back_from_a_backup_is_read_again(tmp_path):
    """A running program whose file was replaced judges on what lies there now."""
    with (
        closing(open_store(str(tmp_path / "a.db"))) as one,
        closing(open_store(str(tmp_path / "b.db"))) as other,
    ):
        engine = settled(one)
        suggestion(engine)
        backup = settled(other)
        case = start(backup, "suggestion")
        engine.store = other  # what a replaced file looks like from within
        assert engine.record.cases[case].acts == []
        assert engine.record.head == head(backup)
        done(engine, case, "submit", SUBMITTED)
        assert_whole(engine)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_fault_inside_the_transaction_leaves_everything_as_it_was(path, monkeypatch, when):
    with closing(open_store(path)) as store:
        engine = settled(store)
        case = start(engine, "suggestion")
        done(engine, case, "submit", SUBMITTED)
        before, append = head(engine), Writer.append

        def fail(writer, drafts, **more):
            if when == "after":
                append(writer, drafts, **more)
            raise RecordError("磁盘已满。")

        with monkeypatch.context() as patched:
            patched.setattr(Writer, "append", fail)
            with pytest.raises(RecordError):
                do(engine, case, "hand-over", {"handler": "财政所"})
        assert head(engine) == before
        assert engine.record.cases[case].stage == "提出"
        assert outlook(engine, case).stage == "提出"
        done(engine, case, "hand-over", {"handler": "财政所"})
        assert_whole(engine)


def test_a_fault_after_the_commit_is_made_good_by_reading(monkeypatch):
    engine = settled()
    case = start(engine, "suggestion")

    def fail(_self, _entries):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Engine, "entered", fail)
        with pytest.raises(KeyboardInterrupt):
            do(engine, case, "submit", SUBMITTED)
    assert engine.record.cases[case].facts["submitted_on"] == START
    assert_whole(engine)


@pytest.mark.parametrize("switch", ["practice", "rolling"])
def test_two_switch_at_once_and_one_entry_tells_it(path, switch):
    with closing(open_store(path)) as one, closing(open_store(path)) as other:
        engines = [settled(one), engine_on(other)]
        before, barrier, told = head(engines[0]).number, threading.Barrier(2), []

        def take(engine):
            barrier.wait()
            if switch == "practice":
                told.append(switch_practice(engine, ["PS"], switch_on=True, on=START, operator="x").entry)
            else:
                told.append(decide_rolling(engine, "县里的决定", on=START, operator="x"))

        threads = [threading.Thread(target=take, args=(engine,)) for engine in engines]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert sorted(told, key=str) == [before + 1, None]
        assert head(engines[0]).number == before + 1
        for engine in engines:
            assert_whole(engine)
