"""The Monday mail."""

from datetime import date

from sqlalchemy import select

from northwind.db import SessionLocal
from northwind.models import User
from northwind.services.sales import monthly_sales
from northwind.tasks.app import app
from northwind.tasks.mail import send


@app.task(name="northwind.tasks.reports.send_weekly_report")
def send_weekly_report() -> int:
    with SessionLocal() as session:
        months = monthly_sales(session, date.today().year)
        text = "\n".join(f"{m['month']}: {m['revenue']}" for m in months)
        admins = session.scalars(select(User.email).where(User.is_admin)).all()
    for email in admins:
        send(email, "Sales", text)
    return len(admins)
