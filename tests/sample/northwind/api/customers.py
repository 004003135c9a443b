"""Customers and their addresses."""

from fastapi import APIRouter, HTTPException, status
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from northwind.api.paging import PageDep
from northwind.db import SessionDep
from northwind.models import Address, Customer, Order
from northwind.schemas import AddressIn, CustomerIn, CustomerOut, OrderOut

router = APIRouter(tags=["customers"])


def find(session: SessionDep, customer_id: int) -> Customer:
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such customer")
    return customer


@router.get("", response_model=list[CustomerOut])
def list_customers(session: SessionDep, page: PageDep, search: str | None = None):
    statement = select(Customer).where(Customer.is_active).order_by(Customer.name)
    if search:
        like = f"%{search}%"
        statement = statement.where(
            or_(Customer.name.ilike(like), Customer.email.ilike(like))
        )
    return session.scalars(page.of(statement)).all()


@router.post("", response_model=CustomerOut, status_code=status.HTTP_201_CREATED)
def create_customer(session: SessionDep, body: CustomerIn):
    customer = Customer(**body.model_dump())
    session.add(customer)
    try:
        session.commit()
    except IntegrityError:
        session.rollback()
        raise HTTPException(409, "this e-mail address is taken") from None
    return customer


@router.get("/{customer_id}", response_model=CustomerOut)
def read_customer(session: SessionDep, customer_id: int):
    return find(session, customer_id)


@router.put("/{customer_id}", response_model=CustomerOut)
def update_customer(session: SessionDep, customer_id: int, body: CustomerIn):
    customer = find(session, customer_id)
    for field, value in body.model_dump().items():
        setattr(customer, field, value)
    session.commit()
    return customer


@router.delete("/{customer_id}", status_code=status.HTTP_204_NO_CONTENT)
def deactivate_customer(session: SessionDep, customer_id: int) -> None:
    """Customers with invoices must stay in the books: they are only put to sleep."""
    find(session, customer_id).is_active = False
    session.commit()


@router.post("/{customer_id}/addresses", status_code=status.HTTP_201_CREATED)
def add_address(session: SessionDep, customer_id: int, body: AddressIn) -> dict:
    customer = find(session, customer_id)
    customer.addresses.append(Address(**body.model_dump()))
    session.commit()
    return {"addresses": len(customer.addresses)}


@router.get("/{customer_id}/orders", response_model=list[OrderOut])
def list_orders_of_customer(session: SessionDep, customer_id: int, page: PageDep):
    find(session, customer_id)
    statement = (
        select(Order)
        .where(Order.customer_id == customer_id)
        .options(selectinload(Order.lines))
        .order_by(Order.created_at.desc())
    )
    return session.scalars(page.of(statement)).all()
