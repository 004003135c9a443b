"""What goes over the wire."""

from datetime import date, datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, EmailStr, Field

from northwind.models import InvoiceStatus, OrderStatus


class Row(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


class UserOut(Row):
    id: int
    email: EmailStr
    is_admin: bool


class AddressIn(BaseModel):
    street: str
    city: str
    postcode: str
    country: str = Field(min_length=2, max_length=2)


class CustomerIn(BaseModel):
    name: str = Field(min_length=1, max_length=200)
    email: EmailStr
    vat_number: str | None = None
    credit_limit: int = Field(default=0, ge=0)


class CustomerOut(Row, CustomerIn):
    id: int
    is_active: bool
    created_at: datetime


class ProductIn(BaseModel):
    sku: str
    name: str
    description: str | None = None
    unit_price: Decimal = Field(gt=0, decimal_places=2)
    category_id: int


class ProductOut(Row, ProductIn):
    id: int
    in_stock: int


class StockChange(BaseModel):
    delta: int
    reason: str


class OrderLineIn(BaseModel):
    product_id: int
    quantity: int = Field(gt=0)


class OrderLineOut(Row):
    id: int
    product_id: int
    quantity: int
    unit_price: Decimal


class OrderIn(BaseModel):
    customer_id: int
    note: str | None = None
    lines: list[OrderLineIn] = Field(min_length=1)


class OrderOut(Row):
    id: int
    customer_id: int
    status: OrderStatus
    note: str | None
    total: Decimal
    lines: list[OrderLineOut]


class InvoiceOut(Row):
    id: int
    number: str
    order_id: int
    amount: Decimal
    due_on: date
    status: InvoiceStatus


class PaymentEvent(BaseModel):
    event: str
    reference: str
    invoice_number: str
    amount: Decimal


class MonthlySales(BaseModel):
    month: str
    orders: int
    revenue: float
    change: float | None
