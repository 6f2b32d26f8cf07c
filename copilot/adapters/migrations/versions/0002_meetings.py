"""One-on-ones: what was promised, asked and said in each."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("seller_key", sa.Integer, sa.ForeignKey("sellers.key", ondelete="CASCADE"), nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
    )
    op.create_index("ix_meetings_seller_key", "meetings", ["seller_key"])
    op.create_table(
        "meeting_lines",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("meeting_key", sa.Integer, sa.ForeignKey("meetings.key", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("done", sa.Boolean),
    )
    op.create_index("ix_meeting_lines_meeting_key", "meeting_lines", ["meeting_key"])


def downgrade() -> None:
    op.drop_table("meeting_lines")
    op.drop_table("meetings")
