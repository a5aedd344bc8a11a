"""Steps a second of two peers on SQLite: run by `tools/bench.py` with the Python of .venv-bench.

Usage: bench_peers.py eventsourcing|spiffworkflow FOLDER CASES
Prints one line: how many steps, and in how many seconds.

Both do what our engine does for a step, without the law: load the case, take the step, save durably.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from pathlib import Path

STEPS = ("submit", "hand_over", "reply", "opinion", "report", "publish")
FACTS = {
    "handler": "交通运输管理站",
    "topic": "修整村道并加装路灯",
    "reply_class": "已解决",
    "on": "2026-01-08",
}


def full_by_default(path: Path) -> None:
    """Make sure that a connection which sets nothing writes with synchronous=FULL."""
    connection = sqlite3.connect(path)
    (level,) = connection.execute("PRAGMA synchronous").fetchone()
    connection.close()
    if level != 2:
        sys.exit(f"synchronous is {level}, not FULL (2): nothing can be compared")


def eventsourcing(folder: Path, cases: int) -> float:
    """An aggregate for each case, an event for each step: load, append, save. Seconds."""
    path = folder / "eventsourcing.db"
    full_by_default(path)
    os.environ["PERSISTENCE_MODULE"] = "eventsourcing.sqlite"
    os.environ["SQLITE_DBNAME"] = str(path)
    from eventsourcing.application import Application  # noqa: PLC0415 - only one is run
    from eventsourcing.domain import Aggregate, event  # noqa: PLC0415 - only one is run

    class Suggestion(Aggregate):
        """One case."""

        @event("Opened")
        def __init__(self, title: str) -> None:
            self.title = title
            self.stage = "submit"

        @event("Stepped")
        def step(self, step: str, facts: dict[str, str]) -> None:
            """Take a step."""
            self.stage = step
            self.facts = facts

    application = Application()
    spent = 0.0
    for number in range(cases):
        case = Suggestion(title=f"建议{number}")
        application.save(case)
        for step in STEPS:
            began = time.perf_counter()
            loaded = application.repository.get(case.id)
            loaded.step(step, FACTS)
            application.save(loaded)
            spent += time.perf_counter() - began
    return spent


FLOWS = (
    ("start", "submit", ""),
    ("submit", "handing", ""),
    ("handing", "hand_over", ""),
    ("hand_over", "accepted", ""),
    ("accepted", "give_back", "returned"),
    ("give_back", "handing", ""),
    ("accepted", "reply", "not returned"),
    ("reply", "asking", ""),
    ("asking", "opinion", ""),
    ("opinion", "satisfied", ""),
    ("satisfied", "reply_again", "dissatisfied"),
    ("reply_again", "asking", ""),
    ("satisfied", "report", "not dissatisfied"),
    ("report", "publish", ""),
    ("publish", "end", ""),
)
"""The same procedure as workflows/suggestion.yaml, its optional steps left out: two branches, two loops."""


def process() -> str:
    """The procedure in BPMN: manual tasks and exclusive gateways."""
    tasks = (*STEPS, "give_back", "reply_again")
    nodes = '<startEvent id="start"/><endEvent id="end"/>'
    nodes += "".join(f'<manualTask id="{task}" name="{task}"/>' for task in tasks)
    nodes += "".join(
        f'<exclusiveGateway id="{gate}"/>' for gate in ("handing", "accepted", "asking", "satisfied")
    )
    for one, other, condition in FLOWS:
        asked = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
        nodes += (
            f'<sequenceFlow id="{one}-{other}" sourceRef="{one}" targetRef="{other}">{asked}</sequenceFlow>'
        )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="bench">'
        f'<process id="suggestion" isExecutable="true">{nodes}</process></definitions>'
    )


def spiffworkflow(folder: Path, cases: int) -> float:
    """A serialized workflow for each case: load it, complete a task, save it. Seconds."""
    from SpiffWorkflow.bpmn.parser import BpmnParser  # noqa: PLC0415 - only one is run
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer  # noqa: PLC0415 - only one is run
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow  # noqa: PLC0415 - only one is run
    from SpiffWorkflow.util.task import TaskState  # noqa: PLC0415 - only one is run

    parser = BpmnParser()
    parser.add_bpmn_str(process().encode())
    spec = parser.get_spec("suggestion")
    serializer = BpmnWorkflowSerializer()
    connection = sqlite3.connect(folder / "spiffworkflow.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE workflow (id INTEGER PRIMARY KEY, state TEXT NOT NULL)")
    spent = 0.0
    for number in range(cases):
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        connection.execute(
            "INSERT INTO workflow VALUES (?, ?)", (number, serializer.serialize_json(workflow))
        )
        for step in STEPS:
            began = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            (state,) = connection.execute("SELECT state FROM workflow WHERE id = ?", (number,)).fetchone()
            loaded = serializer.deserialize_json(state)
            (task,) = loaded.get_tasks(state=TaskState.READY, manual=True)
            if task.task_spec.name != step:
                sys.exit(f"at {task.task_spec.name}, not {step}")
            task.data.update({step: FACTS, "returned": False, "dissatisfied": False})
            task.run()
            loaded.do_engine_steps()
            state = serializer.serialize_json(loaded)
            connection.execute("UPDATE workflow SET state = ? WHERE id = ?", (state, number))
            connection.execute("COMMIT")
            spent += time.perf_counter() - began
        if not loaded.is_completed():
            sys.exit("the workflow did not come to its end")
    connection.close()
    return spent


if __name__ == "__main__":
    name, place, count = sys.argv[1:]
    seconds = {"eventsourcing": eventsourcing, "spiffworkflow": spiffworkflow}[name](Path(place), int(count))
    print(int(count) * len(STEPS), seconds)
