"""Paging: ?limit=&offset= as a dependency."""

from typing import Annotated

from fastapi import Depends, Query
from sqlalchemy import Select


class Page:
    def __init__(
        self,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> None:
        self.limit = limit
        self.offset = offset

    def of(self, statement: Select) -> Select:
        return statement.limit(self.limit).offset(self.offset)


PageDep = Annotated[Page, Depends()]
