"""Invoices."""

from datetime import date

from fastapi import APIRouter, HTTPException, status
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from northwind.api.paging import PageDep
from northwind.db import SessionDep
from northwind.models import Invoice, InvoiceStatus, Order
from northwind.schemas import InvoiceOut
from northwind.services import payments
from northwind.services.documents import render_invoice
from northwind.tasks.mail import send_reminder

router = APIRouter(prefix="/invoices", tags=["invoices"])


def find(session: SessionDep, number: str) -> Invoice:
    invoice = session.scalar(
        select(Invoice)
        .where(Invoice.number == number)
        .options(joinedload(Invoice.order).joinedload(Order.customer))
    )
    if invoice is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such invoice")
    return invoice


@router.get("", response_model=list[InvoiceOut])
def list_invoices(
    session: SessionDep,
    page: PageDep,
    invoice_status: InvoiceStatus | None = None,
    due_before: date | None = None,
):
    statement = select(Invoice).order_by(Invoice.due_on)
    if invoice_status is not None:
        statement = statement.where(Invoice.status == invoice_status)
    if due_before is not None:
        statement = statement.where(Invoice.due_on < due_before)
    return session.scalars(page.of(statement)).all()


@router.get("/{number}", response_model=InvoiceOut)
def read_invoice(session: SessionDep, number: str):
    return find(session, number)


@router.get("/{number}/document", response_class=HTMLResponse)
def read_document(session: SessionDep, number: str) -> str:
    return render_invoice(find(session, number))


@router.post("/{number}/payment-link")
async def create_payment_link(session: SessionDep, number: str) -> dict:
    invoice = find(session, number)
    if invoice.status is InvoiceStatus.PAID:
        raise HTTPException(status.HTTP_409_CONFLICT, "already paid")
    return {"url": await payments.create_link(invoice.number, invoice.amount)}


@router.post("/{number}/remind", status_code=status.HTTP_202_ACCEPTED)
def remind(session: SessionDep, number: str) -> dict:
    invoice = find(session, number)
    send_reminder.delay(invoice.id)
    return {"queued": True}
