import pytest
from fastapi.testclient import TestClient

from northwind.auth.security import get_current_user
from northwind.main import app
from northwind.models import User


@pytest.fixture
def client():
    app.dependency_overrides[get_current_user] = lambda: User(id=1, is_admin=True)
    with TestClient(app) as test_client:
        yield test_client
    app.dependency_overrides.clear()
