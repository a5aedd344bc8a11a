"""Killed at any moment, an engine leaves whole acts: the record opens again and goes on."""

import random
import subprocess
import sys
import time
from contextlib import closing

from procedures.journal.store import open_store
from tests.engine.office import assert_whole, done, engine_on, entries, names, settled, start

ROUNDS = 4

WORKER = """
import sys
from procedures.journal.store import open_store
from tests.engine.office import after, done, engine_on, head, names, start
engine = engine_on(open_store(sys.argv[1]))
while True:
    case = start(engine, "session")
    done(engine, case, "decide-date", {"session_kind": "例会", "opening_on": after(60).isoformat()})
    for _ in range(10):
        facts = {"presidium_list": "、".join(names(7)), "votes_for": 24}
        done(engine, case, "elect-presidium", facts, after(1))
        print(head(engine).number, flush=True)
"""


def test_kill_9_leaves_the_last_whole_act(tmp_path):
    path = str(tmp_path / "record.db")
    with closing(open_store(path)) as store:
        settled(store)
    chance = random.Random(20260108)  # noqa: S311 - no secret
    total = 0
    for _ in range(ROUNDS):
        with subprocess.Popen(
            [sys.executable, "-c", WORKER, path], stdout=subprocess.PIPE, text=True
        ) as worker:
            first = worker.stdout.readline()
            time.sleep(chance.uniform(0, 0.15))
            worker.kill()
            confirmed = [int(line) for line in [first, *worker.stdout] if line.endswith("\n")]
        assert confirmed[0] > total
        with closing(open_store(path)) as store:
            engine = engine_on(store)
            assert_whole(engine)
            read = entries(engine)
            total = len(read)
            assert total >= confirmed[-1]
            elected = [entry.number for entry in read if entry.step == "elect-presidium"]
            seated = [entry.body["because"] for entry in read if entry.kind == "presidium"]
            assert seated == elected  # a step and what follows from it are there together or not at all
    with closing(open_store(path)) as store:
        engine = engine_on(store)
        case = start(engine, "session")
        done(engine, case, "elect-presidium", {"presidium_list": "、".join(names(7)), "votes_for": 24})
        assert_whole(engine)
