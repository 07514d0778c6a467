"""Break-glass openings: who opened what is closed to them, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# The second wall (0002): the program's coordinators, who opened it, and whom it is about.
JOB = "coalesce(current_setting('trellis.job', true), '') <> ''"
ME = "current_setting('trellis.person', true)"
RULE = (
    "program_id = current_setting('trellis.program', true)"
    f" AND (opened_by = {ME} OR about_id = {ME} OR coalesce(current_setting('trellis.wide', true), '') <> '')"
)


def upgrade() -> None:
    op.create_table(
        "break_glass",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("program_id", sa.String(length=64), nullable=False),
        sa.Column("about_id", sa.String(length=64), nullable=False),
        sa.Column("opened_by", sa.String(length=64), nullable=False),
        sa.Column("second_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("danger", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name="fk_break_glass_program_id"),
        sa.ForeignKeyConstraint(["about_id"], ["people.id"], name="fk_break_glass_about_id"),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name="fk_break_glass_opened_by"),
        sa.ForeignKeyConstraint(["second_id"], ["people.id"], name="fk_break_glass_second_id"),
        sa.PrimaryKeyConstraint("id", name="pk_break_glass"),
    )
    for column in ("program_id", "about_id", "opened_by", "second_id", "expires_at"):
        op.create_index(f"ix_break_glass_{column}", "break_glass", [column])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE break_glass ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE break_glass FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY break_glass_wall ON break_glass USING ({JOB} OR ({RULE}))")


def downgrade() -> None:
    op.drop_table("break_glass")
