"""What the payment provider tells us."""

import logging
from datetime import datetime, timezone

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import func, select

from northwind.auth.security import require_webhook_key
from northwind.db import SessionDep
from northwind.models import Invoice, InvoiceStatus, Payment
from northwind.schemas import PaymentEvent

log = logging.getLogger(__name__)
router = APIRouter(tags=["webhooks"], dependencies=[Depends(require_webhook_key)])


@router.post("/payments")
def payment_event(session: SessionDep, body: PaymentEvent) -> dict:
    if body.event != "payment.succeeded":
        log.info("ignored event %s", body.event)
        return {"ok": True}
    invoice = session.scalar(
        select(Invoice).where(Invoice.number == body.invoice_number).with_for_update()
    )
    if invoice is None:
        raise HTTPException(404, "no such invoice")
    known = session.scalar(select(Payment).where(Payment.reference == body.reference))
    if known is None:
        session.add(
            Payment(
                invoice=invoice,
                reference=body.reference,
                amount=body.amount,
                paid_at=datetime.now(timezone.utc),
            )
        )
        session.flush()
        paid = session.scalar(
            select(func.sum(Payment.amount)).where(Payment.invoice_id == invoice.id)
        )
        if paid >= invoice.amount:
            invoice.status = InvoiceStatus.PAID
        session.commit()
    return {"ok": True}
