"""Invoices as HTML."""

from jinja2 import Environment, PackageLoader, select_autoescape

from northwind.models import Invoice

environment = Environment(
    loader=PackageLoader("northwind"), autoescape=select_autoescape()
)


def render_invoice(invoice: Invoice) -> str:
    template = environment.get_template("invoice.html")
    return template.render(invoice=invoice, order=invoice.order)
