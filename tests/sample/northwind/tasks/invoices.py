"""Invoices are made and watched in the background."""

from datetime import date, timedelta

from sqlalchemy import select, update

from northwind.db import SessionLocal
from northwind.models import Invoice, InvoiceStatus, Order
from northwind.tasks.app import app
from northwind.tasks.mail import send_reminder

DAYS_TO_PAY = 30


@app.task(bind=True, max_retries=5, default_retry_delay=30)
def make_invoice(self, order_id: int) -> str:
    with SessionLocal() as session:
        order = session.get(Order, order_id)
        if order is None:
            raise self.retry()
        if order.invoice is not None:
            return order.invoice.number
        invoice = Invoice(
            number=f"{date.today():%Y}-{order.id:06d}",
            order=order,
            amount=order.total,
            due_on=date.today() + timedelta(days=DAYS_TO_PAY),
        )
        session.add(invoice)
        session.commit()
        return invoice.number


@app.task
def mark_overdue() -> int:
    """Every morning: what is due becomes overdue, and the customer hears of it."""
    with SessionLocal() as session:
        due = session.scalars(
            select(Invoice.id)
            .where(Invoice.status == InvoiceStatus.OPEN)
            .where(Invoice.due_on < date.today())
        ).all()
        session.execute(
            update(Invoice)
            .where(Invoice.id.in_(due))
            .values(status=InvoiceStatus.OVERDUE)
        )
        session.commit()
    for invoice_id in due:
        send_reminder.delay(invoice_id)
    return len(due)
