"""Orders, from the draft to the van."""

from fastapi import APIRouter, HTTPException, status
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from northwind.api.paging import PageDep
from northwind.db import SessionDep
from northwind.models import Customer, Order, OrderLine, OrderStatus, Product
from northwind.schemas import OrderIn, OrderLineIn, OrderOut
from northwind.tasks.invoices import make_invoice
from northwind.tasks.mail import send_order_confirmation

router = APIRouter(prefix="/orders", tags=["orders"])


def find(session: SessionDep, order_id: int) -> Order:
    order = session.scalar(
        select(Order)
        .where(Order.id == order_id)
        .options(joinedload(Order.customer), selectinload(Order.lines))
    )
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such order")
    return order


def line_of(session: SessionDep, body: OrderLineIn) -> OrderLine:
    product = session.get(Product, body.product_id)
    if product is None:
        raise HTTPException(422, f"no product {body.product_id}")
    return OrderLine(
        product=product, quantity=body.quantity, unit_price=product.unit_price
    )


@router.get("", response_model=list[OrderOut])
def list_orders(
    session: SessionDep, page: PageDep, order_status: OrderStatus | None = None
):
    statement = select(Order).options(selectinload(Order.lines)).order_by(Order.id)
    if order_status is not None:
        statement = statement.where(Order.status == order_status)
    return session.scalars(page.of(statement)).all()


@router.post("", response_model=OrderOut, status_code=status.HTTP_201_CREATED)
def create_order(session: SessionDep, body: OrderIn):
    customer = session.get(Customer, body.customer_id)
    if customer is None or not customer.is_active:
        raise HTTPException(422, "no such customer")
    order = Order(customer=customer, note=body.note)
    order.lines = [line_of(session, line) for line in body.lines]
    if customer.credit_limit and order.total > customer.credit_limit:
        raise HTTPException(402, "over the credit limit")
    session.add(order)
    session.commit()
    return order


@router.get("/{order_id}", response_model=OrderOut)
def read_order(session: SessionDep, order_id: int):
    return find(session, order_id)


@router.post("/{order_id}/lines", response_model=OrderOut)
def add_line(session: SessionDep, order_id: int, body: OrderLineIn):
    order = find(session, order_id)
    if order.status is not OrderStatus.DRAFT:
        raise HTTPException(status.HTTP_409_CONFLICT, "the order is placed already")
    order.lines.append(line_of(session, body))
    session.commit()
    return order


@router.post("/{order_id}/place", response_model=OrderOut)
def place_order(session: SessionDep, order_id: int):
    order = find(session, order_id)
    if order.status is not OrderStatus.DRAFT:
        raise HTTPException(status.HTTP_409_CONFLICT, "the order is placed already")
    for line in order.lines:
        product = session.get(Product, line.product_id, with_for_update=True)
        if product.in_stock < line.quantity:
            session.rollback()
            raise HTTPException(409, f"not enough of {product.sku} in stock")
        product.in_stock -= line.quantity
    order.status = OrderStatus.PLACED
    session.commit()
    send_order_confirmation.delay(order.id)
    return order


@router.post("/{order_id}/ship", response_model=OrderOut)
def ship_order(session: SessionDep, order_id: int):
    order = find(session, order_id)
    if order.status is not OrderStatus.PLACED:
        raise HTTPException(status.HTTP_409_CONFLICT, "only placed orders are shipped")
    order.status = OrderStatus.SHIPPED
    session.commit()
    make_invoice.apply_async((order.id,), countdown=60)
    return order


@router.delete("/{order_id}", status_code=status.HTTP_204_NO_CONTENT)
def cancel_order(session: SessionDep, order_id: int) -> None:
    order = find(session, order_id)
    if order.status is OrderStatus.SHIPPED:
        raise HTTPException(status.HTTP_409_CONFLICT, "the order is on its way")
    if order.status is OrderStatus.PLACED:
        for line in order.lines:
            line.product.in_stock += line.quantity
    order.status = OrderStatus.CANCELLED
    session.commit()
