"""credit limit"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "customer",
        sa.Column("credit_limit", sa.Integer, nullable=False, server_default="0"),
    )
    op.execute("UPDATE customer SET credit_limit = 1000")


def downgrade() -> None:
    op.drop_column("customer", "credit_limit")
