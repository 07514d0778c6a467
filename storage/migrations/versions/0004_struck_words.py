"""Beside a line: what a model worded there and the gate refused, sealed like the line itself."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft_sentences", sa.Column("struck_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("draft_sentences") as batch:
        batch.drop_column("struck_sealed")
