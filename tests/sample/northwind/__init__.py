"""Northwind: orders, customers and invoices."""

__version__ = "1.8.0"
