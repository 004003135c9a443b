"""What is owed and paid."""

import enum
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Enum, ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from northwind.db import Base, Timestamped
from northwind.models.order import Order


class InvoiceStatus(enum.Enum):
    OPEN = "open"
    PAID = "paid"
    OVERDUE = "overdue"


class Invoice(Timestamped, Base):
    __tablename__ = "invoice"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), unique=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    due_on: Mapped[date]
    status: Mapped[InvoiceStatus] = mapped_column(
        Enum(InvoiceStatus), default=InvoiceStatus.OPEN, index=True
    )

    order: Mapped[Order] = relationship(back_populates="invoice")
    payments: Mapped[list["Payment"]] = relationship(back_populates="invoice")


class Payment(Base):
    __tablename__ = "payment"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    reference: Mapped[str] = mapped_column(String(100), unique=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    paid_at: Mapped[datetime]

    invoice: Mapped[Invoice] = relationship(back_populates="payments")
