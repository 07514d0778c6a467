"""A second wall on PostgreSQL: rows of people's words open only to who stands for a viewer near them.

The transaction says for whom it looks (`trellis.person`, `.program`, `.near`, `.pairings`, `.wide`, `.job`); without that
nothing in these tables can be seen or written. The wall is coarse (relations), the collections are fine (sentences).
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JOB = "coalesce(current_setting('trellis.job', true), '') <> ''"
ME = "current_setting('trellis.person', true)"
HERE = "program_id = current_setting('trellis.program', true)"
WIDE = "coalesce(current_setting('trellis.wide', true), '') <> ''"
NEAR = "string_to_array(current_setting('trellis.near', true), ' ')"
PAIRINGS = "string_to_array(current_setting('trellis.pairings', true), ' ')"

SUBJECT = f"EXISTS (SELECT 1 FROM statement_subjects s WHERE s.statement_id = statements.id AND s.person_id = ANY ({NEAR}))"

WALLS = {
    "statements": f"{HERE} AND (said_by = {ME} OR {WIDE} OR {SUBJECT} OR said_by = ANY ({NEAR}))",
    "conversations": f"{HERE} AND person_id = {ME}",
    "questions": "conversation_id IN (SELECT id FROM conversations)",
    "answers": "question_id IN (SELECT id FROM questions)",
    "goals": f"{HERE} AND (mentee_id = ANY ({NEAR}) OR {WIDE})",
    "check_ins": f"{HERE} AND (mentee_id = ANY ({NEAR}) OR {WIDE})",
    "drafts": f"{HERE} AND (made_for = {ME} OR pairing_id = ANY ({PAIRINGS}))",
    "draft_sentences": "draft_id IN (SELECT id FROM drafts)",
    "flags": f"{HERE} AND (about_id = ANY ({NEAR}) OR raised_by = {ME} OR {WIDE})",
    "flag_moves": "flag_id IN (SELECT id FROM flags)",
    "autosaves": f"person_id = {ME}",
}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, rule in WALLS.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY {table}_wall ON {table} USING ({JOB} OR ({rule}))")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in reversed(WALLS):
        op.execute(f"DROP POLICY {table}_wall ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
