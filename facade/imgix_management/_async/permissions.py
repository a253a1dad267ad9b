"""Determine the permissions of an API key by cheap reads."""

from __future__ import annotations

import time
from typing import Final

from imgix_openapi.api.assets import list_assets
from imgix_openapi.api.reports import list_reports
from imgix_openapi.api.sources import list_sources
from imgix_openapi.types import Request

from .._core.jsonapi import Document, parse_resources
from .._models.permissions import Access, conclude, skew
from .._models.resources import Source
from ..errors import (
    APIConnectionError,
    APIStatusError,
    AuthenticationError,
    ImgixError,
    PermissionDeniedError,
    RateLimitStoreError,
)
from .pipeline import AsyncPipeline

SMALLEST: Final = 1


async def check_access(api: AsyncPipeline, source_id: str | None) -> Access:
    """Try one list for each permission that lists need. The arguments are those of the client's method."""
    if source_id is not None:
        api.request(list_assets.request, source_id)  # refused before the first call
    probe = _Probe(api)
    sources = await probe.request(list_sources.request(page_size=SMALLEST))
    await probe.request(list_reports.request(page_size=SMALLEST))
    if source_id is None and sources is not None:
        source_id = next((source.id for source in parse_resources(sources, Source) if source.id), None)
    if source_id is not None:
        await probe.request(list_assets.request(source_id, page_limit=SMALLEST))
    return conclude(probe.tried, probe.skew)


class _Probe:
    """The lists that were tried, and their outcomes."""

    def __init__(self, api: AsyncPipeline) -> None:
        self._api = api
        self.tried: dict[str, bool | ImgixError] = {}
        self.skew: float | None = None

    async def request(self, request: Request) -> Document | None:
        document = None
        outcome: bool | ImgixError = True
        date = None
        try:
            document = await self._api.call(request)
            date = document.response_info.headers.get("date")
        except (AuthenticationError, APIConnectionError, RateLimitStoreError):
            raise  # the next call would fail in the same way
        except ImgixError as error:
            outcome = False if isinstance(error, PermissionDeniedError) else error
            date = error.headers.get("date") if isinstance(error, APIStatusError) else None
        for permission in request.operation.permissions:
            self.tried[permission.id] = outcome
        if self.skew is None:
            self.skew = skew(date, time.time())
        return document
