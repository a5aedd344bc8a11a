"""A desk with an empty drawer, and one in an office whose congress has been founded."""

import shutil

import pytest

from renda.main import run
from tests.cli.desk import DAY, FOUND, ROSTER, Desk


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch, tmp_path):
    """No command of a test ever reaches the record of whoever runs the tests."""
    for name in ("DATABASE_URL", "CONGRESS", "LIBRARY"):
        monkeypatch.delenv(f"RENDA_{name}", raising=False)
    monkeypatch.setenv("RENDA_OPERATOR", "秘书")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def desk(capsys, tmp_path):
    """Nothing has been recorded yet; there is not even a file."""
    return Desk(capsys, tmp_path / "renda.db")


@pytest.fixture(scope="session")
def _founded(tmp_path_factory):
    """A record with congress, 72 deputies and one session (S20-1) in preparation; made once, copied for each test."""
    path = tmp_path_factory.mktemp("founded") / "renda.db"
    before = ["--database", str(path), "--today", DAY]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENDA_OPERATOR", "秘书")
        for words in (FOUND, ("roster", "import", str(ROSTER)), ("open", "session", "二十届一次会议")):
            assert run([*before, *words]) == 0
    return path


@pytest.fixture
def office(desk, _founded):
    """A founded congress of 72 deputies with a session S20-1 in preparation."""
    shutil.copy(_founded, desk.database)
    return desk
