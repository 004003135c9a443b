"""Reordering."""

from celery import shared_task

from northwind.db import SessionLocal
from northwind.models import Product
from northwind.tasks.mail import send


@shared_task(ignore_result=True)
def reorder(product_id: int) -> None:
    with SessionLocal() as session:
        product = session.get(Product, product_id)
        if product is not None and product.in_stock <= product.reorder_at:
            send("purchasing@northwind.example", f"Reorder {product.sku}", product.name)
