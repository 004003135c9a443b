"""Sales figures, by pandas."""

from collections.abc import Iterator

import pandas as pd
from sqlalchemy import extract, select
from sqlalchemy.orm import Session

from northwind.models import Invoice, Order


def sales_frame(session: Session, year: int) -> pd.DataFrame:
    statement = (
        select(Invoice.created_at, Invoice.amount, Order.customer_id)
        .join(Invoice.order)
        .where(extract("year", Invoice.created_at) == year)
    )
    frame = pd.read_sql(statement, session.connection())
    frame["month"] = pd.to_datetime(frame["created_at"]).dt.to_period("M").astype(str)
    return frame


def monthly_sales(session: Session, year: int) -> list[dict]:
    frame = sales_frame(session, year)
    months = frame.groupby("month").agg(
        orders=("amount", "size"), revenue=("amount", "sum")
    )
    months["change"] = months["revenue"].astype(float).pct_change()
    months = months.reset_index()
    return months.where(months.notna(), None).to_dict("records")


def sales_csv(session: Session, year: int) -> Iterator[str]:
    pivot = sales_frame(session, year).pivot_table(
        index="customer_id", columns="month", values="amount", aggfunc="sum", fill_value=0
    )
    yield pivot.to_csv()
