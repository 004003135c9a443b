"""The payment provider's API."""

from decimal import Decimal

import httpx

from northwind.settings import get_settings


async def create_link(number: str, amount: Decimal) -> str:
    settings = get_settings()
    async with httpx.AsyncClient(base_url=settings.payments_url) as client:
        response = await client.post(
            "/v2/links", json={"reference": number, "amount": str(amount)}
        )
        response.raise_for_status()
        return response.json()["url"]
