from unittest import mock


def test_unknown_customer_is_refused(client):
    body = {"customer_id": 0, "lines": [{"product_id": 1, "quantity": 1}]}
    assert client.post("/api/v1/orders", json=body).status_code == 422


@mock.patch("northwind.api.orders.send_order_confirmation.delay")
def test_placing_sends_a_mail(delay, client):
    client.post("/api/v1/orders/1/place")
    delay.assert_called_once_with(1)


def test_shipped_orders_stay(client):
    assert client.delete("/api/v1/orders/2").status_code == 409
