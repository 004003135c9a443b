"""Figures for the management."""

from datetime import date

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse
from sqlalchemy import text

from northwind.auth.security import require_admin
from northwind.db import SessionDep
from northwind.schemas import MonthlySales
from northwind.services.sales import monthly_sales, sales_csv

router = APIRouter(dependencies=[Depends(require_admin)])

BEST_CUSTOMERS = text(
    """
    SELECT c.id, c.name, sum(i.amount) AS revenue,
           rank() OVER (ORDER BY sum(i.amount) DESC) AS place
      FROM customer c
      JOIN "order" o ON o.customer_id = c.id
      JOIN invoice i ON i.order_id = o.id
     WHERE i.created_at >= :since
     GROUP BY c.id, c.name
     ORDER BY revenue DESC
     LIMIT :limit
    """
)


@router.get("/sales", response_model=list[MonthlySales])
def sales(session: SessionDep, year: int):
    return monthly_sales(session, year)


@router.get("/sales.csv")
def sales_as_csv(session: SessionDep, year: int):
    headers = {"Content-Disposition": f'attachment; filename="sales-{year}.csv"'}
    return StreamingResponse(
        sales_csv(session, year), media_type="text/csv", headers=headers
    )


@router.get("/best-customers")
def best_customers(session: SessionDep, since: date, limit: int = 10) -> list[dict]:
    rows = session.execute(BEST_CUSTOMERS, {"since": since, "limit": limit})
    return [dict(row) for row in rows.mappings()]
