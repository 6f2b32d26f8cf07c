"""Sellers and their play ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sellers",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("organisation", sa.String(80), nullable=False),
        sa.Column("team", sa.String(80)),
        sa.Column("seller_id", sa.String(80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_sellers_seller_id", "sellers", ["seller_id"])
    op.create_table(
        "ledger",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("seller_key", sa.Integer, sa.ForeignKey("sellers.key", ondelete="CASCADE"), nullable=False),
        sa.Column("play_id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.Column("depth", sa.Integer),
        sa.Column("outcome", sa.Text),
    )
    op.create_index("ix_ledger_seller_key", "ledger", ["seller_key"])


def downgrade() -> None:
    op.drop_table("ledger")
    op.drop_table("sellers")
