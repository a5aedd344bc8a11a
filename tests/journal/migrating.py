"""What every database must keep through a migration; run against each by a subclass with a `url` fixture."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from procedures.journal import schema, upgrade
from procedures.journal.store import open_store
from procedures.journal.verify import check_chain
from tests.journal.samples import append, entries, straight

NEXT = '''
"""A further table, and a column that alembic can only add by copying the table."""
import sqlalchemy as sa
from alembic import op
revision = "0002"
down_revision = "0001"

def upgrade():
    op.create_table("seal_of_test", sa.Column("id", sa.Integer(), nullable=False))
    op.add_column("entry", sa.Column("remark", sa.Text(), nullable=True))
'''


class MigrationSuite:
    @pytest.fixture
    def url(self):
        raise NotImplementedError

    def snapshot(self, connection):
        """Everything the database knows of the schema: tables, constraints, indexes, triggers, functions."""
        raise NotImplementedError

    def by_alembic(self, url):
        engine = create_engine(url if "://" in url else f"sqlite:///{url}")
        try:
            with engine.connect() as connection:
                if connection.dialect.name == "sqlite":
                    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                upgrade.migrate(connection)
                connection.commit()
        finally:
            engine.dispose()

    def test_both_ways_of_making_it_give_the_same_schema(self, url, second_url):
        open_store(url).close()
        self.by_alembic(second_url)
        with straight(url) as one, straight(second_url) as other:
            made = self.snapshot(one)
            assert made == self.snapshot(other)
        assert any("entry_in_order" in str(row) for row in made)

    def test_a_record_made_by_alembic_is_usable(self, url):
        self.by_alembic(url)
        with closing(open_store(url, create=False)) as store:
            append(store, 2)
            assert check_chain(entries(store)) == []

    def test_migrating_what_is_up_to_date_keeps_the_data(self, url):
        with closing(open_store(url)) as store:
            append(store, 3)
            before = entries(store)
            self.by_alembic(url)
            assert entries(store) == before

    def test_an_older_record_is_migrated_when_opened(self, url, tmp_path, monkeypatch):
        with closing(open_store(url)) as store:
            append(store, 3)
            before = entries(store)
        scripts = tmp_path / "migrations %s"
        shutil.copytree(Path(upgrade.__file__).parent / "migrations", scripts)
        (scripts / "versions" / "v0002_test.py").write_text(NEXT, encoding="utf-8")
        monkeypatch.setattr(upgrade, "SCRIPTS", str(scripts))
        monkeypatch.setattr(schema, "REVISIONS", ("0001", "0002"))
        with closing(open_store(url, create=False)) as store:
            assert entries(store) == before
            append(store, 1)
            assert check_chain(entries(store)) == []
        with straight(url) as connection:
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "0002"
            assert connection.exec_driver_sql("SELECT count(*) FROM seal_of_test").scalar() == 0
            assert "entry_in_order" in str(self.snapshot(connection))

    def test_a_migration_that_fails_changes_nothing(self, url, tmp_path, monkeypatch):
        with closing(open_store(url)) as store:
            append(store, 1)
        with straight(url) as connection:
            before = self.snapshot(connection)
        scripts = tmp_path / "migrations"
        shutil.copytree(Path(upgrade.__file__).parent / "migrations", scripts)
        (scripts / "versions" / "v0002_test.py").write_text(NEXT + "    raise KeyError\n", encoding="utf-8")
        monkeypatch.setattr(upgrade, "SCRIPTS", str(scripts))
        monkeypatch.setattr(schema, "REVISIONS", ("0001", "0002"))
        with pytest.raises(KeyError):
            open_store(url)
        with straight(url) as connection:
            assert self.snapshot(connection) == before
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "0001"


def test_the_revisions_listed_are_those_in_the_folder():
    scripts = ScriptDirectory.from_config(upgrade.configuration())
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == schema.REVISIONS
