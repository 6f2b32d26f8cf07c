"""The database file of the data folder, by SQLAlchemy; the schema is made and moved by Alembic.

SQLite runs with WAL, takes its write lock at the start of a transaction (a deferred one fails at once under load, whatever the
timeout), and overwrites what it deletes, so that what was erased leaves no bytes behind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from copilot.errors import StoreUnavailable

_BUSY_MILLISECONDS = 5000
_LOCK_SECONDS = 30


class Database:
    """One database file that several stores share. Nothing is opened until it is asked for something."""

    def __init__(self, home: Path) -> None:
        self.path = home / "coach.sqlite"
        self._engine: Engine | None = None

    @property
    def exists(self) -> bool:
        """Whether anything was ever written: reading makes nothing, so that a folder that cannot be written still answers."""
        return self.path.exists()

    @contextmanager
    def session(self, *, writes: bool = False) -> Iterator[Session]:
        """Give a transaction that is kept at its end. Raises StoreUnavailable in one sentence."""
        try:
            engine = self._open()
            with Session(engine) as session:
                if writes:
                    session.execute(text("BEGIN IMMEDIATE"))
                yield session
                session.commit()
        except Timeout as error:
            raise StoreUnavailable(f"Another process is preparing {self.path}; try again in a moment.") from error
        except (OperationalError, DatabaseError, OSError) as error:
            raise StoreUnavailable(_explain(error, self.path)) from error
        except SQLAlchemyError as error:
            raise StoreUnavailable(f"The record of sellers in {self.path} cannot be used: {error}.") from error

    def forget_bytes(self) -> None:
        """Move what the log still holds into the file, where deleted rows are overwritten already."""
        with self._open().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _open(self) -> Engine:
        if self._engine is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(f"sqlite:///{self.path}")
            event.listen(engine, "connect", _prepare_sqlite)
            with FileLock(f"{self.path}.lock", timeout=_LOCK_SECONDS):  # two first openings at once would both make the tables
                _migrate(engine)
            self._engine = engine
        return self._engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins transactions itself, so that BEGIN IMMEDIATE is possible
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(engine: Engine) -> None:
    """Bring the schema to the newest version. Quick where there is nothing to do: one query."""
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
        connection.commit()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def _explain(error: Exception, path: Path) -> str:
    reason = str(getattr(error, "orig", error)).lower()
    if "readonly" in reason or "read-only" in reason or "permission" in reason or "unable to open" in reason:
        return f"The data folder {path.parent} cannot be written; give yourself the right to, or set COACH_HOME elsewhere."
    if "full" in reason or "no space" in reason:
        return f"The disk of the data folder {path.parent} is full; free some space and try again, nothing was changed."
    if "locked" in reason:
        return f"Another process is writing to {path}; try again in a moment, nothing was changed."
    if "malformed" in reason or "not a database" in reason:
        return f"The record {path} is damaged; restore it from a backup or move it away to begin anew."
    return f"The record {path} cannot be used ({reason}); check the disk and try again."
