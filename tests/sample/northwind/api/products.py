"""The catalogue and its stock."""

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy import select

from northwind.api.paging import PageDep
from northwind.auth.security import require_admin
from northwind.db import SessionDep
from northwind.models import Category, Product
from northwind.schemas import ProductIn, ProductOut, StockChange
from northwind.tasks.stock import reorder

router = APIRouter(tags=["products"])


@router.get("", response_model=list[ProductOut])
def list_products(session: SessionDep, page: PageDep, category: str | None = None):
    statement = select(Product).order_by(Product.name)
    if category:
        statement = statement.join(Product.category).where(Category.name == category)
    return session.scalars(page.of(statement)).all()


@router.post(
    "",
    response_model=ProductOut,
    status_code=status.HTTP_201_CREATED,
    dependencies=[Depends(require_admin)],
)
def create_product(session: SessionDep, body: ProductIn):
    if session.get(Category, body.category_id) is None:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_ENTITY, "no such category")
    product = Product(**body.model_dump())
    session.add(product)
    session.commit()
    return product


@router.get("/{sku}", response_model=ProductOut)
def read_product(session: SessionDep, sku: str):
    product = session.scalar(select(Product).where(Product.sku == sku))
    if product is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such product")
    return product


@router.post("/{sku}/stock", dependencies=[Depends(require_admin)])
def change_stock(session: SessionDep, sku: str, body: StockChange) -> dict:
    product = session.scalar(
        select(Product).where(Product.sku == sku).with_for_update()
    )
    if product is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such product")
    if product.in_stock + body.delta < 0:
        raise HTTPException(status.HTTP_409_CONFLICT, "not enough in stock")
    product.in_stock += body.delta
    session.commit()
    if product.in_stock <= product.reorder_at:
        reorder.delay(product.id)
    return {"sku": sku, "in_stock": product.in_stock}
