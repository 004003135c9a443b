"""Version 1 of the API: everything but signing in asks for a token."""

from fastapi import APIRouter, Depends

from northwind.api import customers, invoices, orders, products, reports, webhooks
from northwind.auth import routes as auth
from northwind.auth.security import get_current_user

signed_in = [Depends(get_current_user)]

api_router = APIRouter()
api_router.include_router(auth.router)
api_router.include_router(customers.router, prefix="/customers", dependencies=signed_in)
api_router.include_router(products.router, prefix="/products", dependencies=signed_in)
api_router.include_router(orders.router, dependencies=signed_in)
api_router.include_router(invoices.router, dependencies=signed_in)
api_router.include_router(reports.router, prefix="/reports", tags=["reports"])
api_router.include_router(webhooks.router, prefix="/webhooks")
