"""The Celery application and its timetable."""

from celery import Celery
from celery.schedules import crontab

from northwind.settings import get_settings

app = Celery(
    "northwind",
    broker=get_settings().broker_url,
    include=[
        "northwind.tasks.invoices",
        "northwind.tasks.mail",
        "northwind.tasks.reports",
        "northwind.tasks.stock",
    ],
)
app.conf.task_acks_late = True
app.conf.task_routes = {"northwind.tasks.mail.*": {"queue": "mail"}}
app.conf.beat_schedule = {
    "overdue-invoices": {
        "task": "northwind.tasks.invoices.mark_overdue",
        "schedule": crontab(hour=6, minute=0),
    },
    "weekly-report": {
        "task": "northwind.tasks.reports.send_weekly_report",
        "schedule": crontab(day_of_week="mon", hour=7, minute=30),
    },
}
