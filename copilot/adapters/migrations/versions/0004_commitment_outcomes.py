"""What became of the commitments of earlier one-on-ones."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting_lines", sa.Column("became", sa.String(10)))
    op.add_column("meeting_lines", sa.Column("why", sa.Text))


def downgrade() -> None:
    op.drop_column("meeting_lines", "why")
    op.drop_column("meeting_lines", "became")
