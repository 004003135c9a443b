"""Mail goes out through a provider."""

import httpx

from northwind.db import SessionLocal
from northwind.models import Invoice, Order
from northwind.settings import get_settings
from northwind.tasks.app import app


def send(to: str, subject: str, text: str) -> None:
    response = httpx.post(
        f"{get_settings().mail_url}/messages",
        json={"to": to, "subject": subject, "text": text},
        timeout=10,
    )
    response.raise_for_status()


@app.task(autoretry_for=(httpx.HTTPError,), retry_backoff=True, rate_limit="10/s")
def send_order_confirmation(order_id: int) -> None:
    with SessionLocal() as session:
        order = session.get_one(Order, order_id)
        send(
            order.customer.email,
            f"Your order {order.id}",
            f"Thank you. The total is {order.total}.",
        )


@app.task(autoretry_for=(httpx.HTTPError,), retry_backoff=True)
def send_reminder(invoice_id: int) -> None:
    with SessionLocal() as session:
        invoice = session.get_one(Invoice, invoice_id)
        send(
            invoice.order.customer.email,
            f"Invoice {invoice.number}",
            f"{invoice.amount} was due on {invoice.due_on}.",
        )
