"""The sellers' ledgers in a database, by SQLAlchemy; the schema is made and moved by Alembic.

SQLite runs with WAL, takes its write lock at the start of a transaction (a deferred one fails at once under load, whatever the
timeout), and overwrites what it deletes, so that an erased seller leaves no bytes behind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import create_engine, delete, event, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from copilot.adapters.store_tables import LedgerRow, SellerRow
from copilot.domain.people import LedgerEntry
from copilot.errors import StoreUnavailable, UnknownSeller

_BUSY_MILLISECONDS = 5000
_LOCK_SECONDS = 30


class SqlSellerStore:
    """Implements the port SellerStore on one database file. Nothing is opened until it is asked for something."""

    def __init__(self, home: Path) -> None:
        self._path = home / "coach.sqlite"
        self._engine: Engine | None = None

    def sellers(self) -> tuple[str, ...]:
        if not self._path.exists():
            return ()
        with self._session() as session:
            return tuple(session.scalars(select(SellerRow.seller_id).order_by(SellerRow.seller_id)))

    def ledger(self, seller_id: str) -> tuple[LedgerEntry, ...]:
        if not self._path.exists():
            return ()  # reading makes nothing: a folder that cannot be written still answers
        with self._session() as session:
            rows = session.scalars(
                select(LedgerRow)
                .join(SellerRow, SellerRow.key == LedgerRow.seller_key)
                .where(SellerRow.seller_id == seller_id)
                .order_by(LedgerRow.key)
            )
            return tuple(_entry(row) for row in rows)

    def record(self, seller_id: str, entry: LedgerEntry) -> None:
        with self._session(writes=True) as session:
            seller = session.scalar(select(SellerRow).where(SellerRow.seller_id == seller_id))
            if seller is None:
                seller = SellerRow(seller_id=seller_id)
                session.add(seller)
                session.flush()
            session.add(
                LedgerRow(
                    seller_key=seller.key,
                    play_id=entry.play_id,
                    kind=entry.kind,
                    on=entry.on,
                    depth=entry.depth,
                    outcome=entry.outcome,
                )
            )

    def export(self, seller_id: str) -> dict[str, object]:
        self._require(seller_id)
        entries = [entry.model_dump(mode="json") for entry in self.ledger(seller_id)]
        return {"seller_id": seller_id, "ledger": entries}

    def erase(self, seller_id: str) -> int:
        self._require(seller_id)
        with self._session(writes=True) as session:
            keys = list(session.scalars(select(SellerRow.key).where(SellerRow.seller_id == seller_id)))
            gone = session.scalars(select(LedgerRow.key).where(LedgerRow.seller_key.in_(keys))).all()
            session.execute(delete(LedgerRow).where(LedgerRow.seller_key.in_(keys)))
            session.execute(delete(SellerRow).where(SellerRow.key.in_(keys)))
        self._forget_bytes()
        return len(gone)

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _require(self, seller_id: str) -> None:
        if seller_id not in self.sellers():
            raise UnknownSeller(f"There is no record of the seller '{seller_id}'; check the id, nothing was changed.")

    @contextmanager
    def _session(self, *, writes: bool = False) -> Iterator[Session]:
        try:
            engine = self._open()
            with Session(engine) as session:
                if writes:
                    session.execute(text("BEGIN IMMEDIATE"))
                yield session
                session.commit()
        except Timeout as error:
            raise StoreUnavailable(f"Another process is preparing {self._path}; try again in a moment.") from error
        except (OperationalError, DatabaseError, OSError) as error:
            raise StoreUnavailable(_explain(error, self._path)) from error
        except SQLAlchemyError as error:
            raise StoreUnavailable(f"The record of sellers in {self._path} cannot be used: {error}.") from error

    def _open(self) -> Engine:
        if self._engine is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(f"sqlite:///{self._path}")
            event.listen(engine, "connect", _prepare_sqlite)
            with FileLock(f"{self._path}.lock", timeout=_LOCK_SECONDS):  # two first openings at once would both make the tables
                _migrate(engine)
            self._engine = engine
        return self._engine

    def _forget_bytes(self) -> None:
        with self._open().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


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


def _entry(row: LedgerRow) -> LedgerEntry:
    return LedgerEntry.model_validate(
        {"play_id": row.play_id, "kind": row.kind, "on": row.on, "depth": row.depth, "outcome": row.outcome}
    )


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
