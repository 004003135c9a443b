"""All models, so that one import fills the metadata."""

from northwind.models.catalogue import Category, Product
from northwind.models.customer import Address, Customer
from northwind.models.invoice import Invoice, InvoiceStatus, Payment
from northwind.models.order import Order, OrderLine, OrderStatus
from northwind.models.user import User

__all__ = [
    "Address",
    "Category",
    "Customer",
    "Invoice",
    "InvoiceStatus",
    "Order",
    "OrderLine",
    "OrderStatus",
    "Payment",
    "Product",
    "User",
]
