"""Killed at any moment, a writer leaves whole acts and a chain that verifies."""

import random
import subprocess
import sys
import time
from contextlib import closing

from procedures.journal.store import open_store
from procedures.journal.verify import check_chain
from tests.journal.samples import TOWN, append, entries

ROUNDS = 6
PER_ACT = 3

WRITER = """
import sys
from procedures.journal.store import open_store
from tests.journal.samples import TOWN, draft
store = open_store(sys.argv[1])
while True:
    with store.writing(TOWN) as writer:
        for count in range(3):
            writer.append([draft(count, body={"text": "字" * 2000, "count": count})])
    print(writer.head.number, flush=True)
"""


def test_kill_9_leaves_whole_acts(tmp_path):
    path = str(tmp_path / "a.db")
    chance = random.Random(20260108)  # noqa: S311  # no secret
    total = 0
    for _ in range(ROUNDS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True
        ) as process:
            first = process.stdout.readline()
            time.sleep(chance.uniform(0, 0.15))
            process.kill()
            confirmed = [int(line) for line in [first, *process.stdout] if line.endswith("\n")]
        assert confirmed[0] > total  # it went on from where the last one was killed
        with closing(open_store(path)) as store:
            read = entries(store)
            total = len(read)
            assert total % PER_ACT == 0
            assert total >= confirmed[-1]
            assert check_chain(read) == []
    with closing(open_store(path)) as store:
        append(store, 1, TOWN)
        assert check_chain(entries(store)) == []
