"""A roster that was exported comes back as it was; a file that is there is not overwritten."""

import pytest

from tests.cli.desk import FOUND, ROSTER


@pytest.fixture
def other(desk, tmp_path):
    """A second office with an empty roster."""
    from tests.cli.desk import Desk

    second = Desk(desk._capsys, tmp_path / "second.db")
    second.told(*FOUND)
    return second


def listed(desk):
    return desk.told("roster", "list")["deputies"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_out_and_in_again(office, other, tmp_path, kind):
    file = tmp_path / f"名册.{kind}"
    said = office.told("roster", "export", "-o", str(file))
    assert said == {"file": str(file), "deputies": 72}
    again = office.told("roster", "import", str(file))
    assert (again["recorded"], again["corrected"], again["refused"]) == (0, [], [])
    taken = other.told("roster", "import", str(file))
    assert (taken["recorded"], taken["corrected"], taken["refused"]) == (72, [], [])
    assert listed(other) == listed(office)
    second = tmp_path / f"再次.{kind}"
    other.told("roster", "export", "--output", str(second))
    if kind == "csv":
        assert second.read_bytes() == file.read_bytes()


def test_a_csv_opens_in_excel_and_wps(office, tmp_path):
    file = tmp_path / "名册.csv"
    office.told("roster", "export", "-o", str(file))
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 73


def test_on_the_screen_as_in_the_file(office):
    said = office.told("roster", "export")
    rows = office("roster", "export").out.splitlines()
    assert rows[0].split("\t") == said["headers"]
    assert len(rows) == 73


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_that_is_there_is_kept(office, tmp_path, kind):
    file = tmp_path / f"名册.{kind}"
    file.write_bytes(b"mine")
    said = office.json("roster", "export", "-o", str(file))
    assert said.code == 2
    assert "已经有了" in said.error["message"]
    assert "--force" in said.error["remedy"]
    assert file.read_bytes() == b"mine"
    assert office.json("roster", "export", "-o", str(file), "--force").code == 0
    assert file.read_bytes() != b"mine"
    assert sorted(path.name for path in tmp_path.glob(f".*{kind}*")) == []


def test_a_dry_run_writes_nothing(office, tmp_path):
    file = tmp_path / "新.csv"
    file.write_text("姓名\n新代表\n", encoding="utf-8")
    before = office.head()
    assert office.told("roster", "import", str(file), "--dry-run")["added"]
    assert "没有写入任何内容" in office("roster", "import", str(file), "--dry-run").out
    assert office.head() == before


def test_each_correction_names_its_cell(desk):
    desk.told(*FOUND)
    said = desk.told("roster", "import", str(ROSTER))
    assert {note["address"] for note in said["corrected"]} >= {"E14", "B24"}
    assert all(note["row"] for note in said["refused"])
