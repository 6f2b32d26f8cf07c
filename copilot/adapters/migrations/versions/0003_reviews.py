"""Certification: uploads, reviews with what their steps made, decisions with what they overruled."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_reviews()
    _make_decisions()


def _make_reviews() -> None:
    op.create_table(
        "uploads",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("organisation", sa.String(80), nullable=False),
        sa.Column("team", sa.String(80)),
        sa.Column("upload_id", sa.String(40), nullable=False, unique=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("beside", sa.String(40), index=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "reviews",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("organisation", sa.String(80), nullable=False),
        sa.Column("team", sa.String(80)),
        sa.Column("review_id", sa.String(40), nullable=False, unique=True),
        sa.Column("deck_id", sa.String(40), nullable=False, index=True),
        sa.Column("story_id", sa.String(40)),
        sa.Column("seller_id", sa.String(120), index=True),
        sa.Column("author", sa.String(200), index=True),
        sa.Column("series", sa.String(80), index=True),
        sa.Column("idempotency_key", sa.String(300), unique=True),
        sa.Column("request_digest", sa.String(64), nullable=False),
        sa.Column("rubric", sa.String(80), nullable=False),
        sa.Column("rubric_version", sa.Integer, nullable=False),
        sa.Column("rubric_digest", sa.String(64), nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("status", sa.String(10), nullable=False, index=True),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("sentence", sa.Text),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "review_outcomes",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("review_key", sa.Integer, sa.ForeignKey("reviews.key", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.UniqueConstraint("review_key", "step"),
    )


def _make_decisions() -> None:
    op.create_table(
        "review_decisions",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("review_key", sa.Integer, sa.ForeignKey("reviews.key", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("proposed_verdict", sa.String(20), nullable=False),
        sa.Column("rule_verdict", sa.String(20), nullable=False),
        sa.Column("total", sa.Float, nullable=False),
        sa.Column("decided_by", sa.String(120)),
        sa.Column("note", sa.Text),
        sa.Column("decided_on", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "review_overrules",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column(
            "decision_key", sa.Integer, sa.ForeignKey("review_decisions.key", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("subject", sa.String(20), nullable=False),
        sa.Column("proposed", sa.String(20)),
        sa.Column("chosen", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in ("review_overrules", "review_decisions", "review_outcomes", "reviews", "uploads"):
        op.drop_table(table)
