# Derived from facade/imgix_management/_async/bulk_assets.py by `invoke sync`. Do not edit.
"""Jobs on Assets: change the metadata of many, refresh or add many."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from imgix_openapi.api.assets import get_asset

from .._core import validation
from .._models.resources import AddAssetResult, Asset
from ..bulk.inputs import is_checked_first
from ..bulk.items import Entry, Item
from ..bulk.report import ItemResult, JobMethod
from ..bulk.table import differences, refuse_repeated, row_entry
from ..errors import IncompleteResponseError, InvalidInputError
from .assets import Assets
from .bulk_work import Planner, T, Work
from .pipeline import Pipeline


class UpdateWork(Work[Asset]):
    """Changes metadata. Each Asset is read first, so that only what differs is sent: to do it again does no harm."""

    method: ClassVar[JobMethod] = "update"
    repeatable: ClassVar[bool] = False  # to be asked first, so that what was done counts as done

    def __init__(self, rows: Any, arguments: dict[str, Any], *, dry_run: bool = False) -> None:  # noqa: ANN401
        super().__init__(arguments, checked_first=is_checked_first(rows), dry_run=dry_run)
        self._rows = rows
        self._number = 0

    @classmethod
    def resume(cls, arguments: dict[str, Any]) -> Self:
        """Create the work from a journal."""
        return cls(None, arguments)

    def plan(self, planner: Planner) -> None:
        """Read the rows."""
        self._number = 0
        planner.read(self._rows, self._entry)

    def _entry(self, row: Any) -> Entry:  # noqa: ANN401
        self._number += 1
        return row_entry(row, self._number, self.arguments["source_id"])

    def repeats(self, entry: Entry, before: str | None) -> None:
        """Refuse a second row for an Asset."""
        refuse_repeated(entry, before)

    def perform(self, api: Pipeline, item: Item) -> ItemResult[Asset]:
        """Read one Asset, and change what differs."""
        source_id, _, path = item.key.partition("/")
        assets = Assets(api)
        asset = assets.get(source_id, path)
        present = asset.to_dict()
        if item.input["custom"] != {} and not (asset.keys() and isinstance(present.get("custom_fields"), dict | None)):
            # To write now would delete custom fields that the response left out.
            call = api.describe(api.request(get_asset.request, source_id, origin_path=path))
            raise api.stamp(IncompleteResponseError(attribute="custom_fields"), call)
        attributes, changes = differences(
            present, item.input, replace_custom_fields=self.arguments["replace_custom_fields"]
        )
        if not attributes:
            return ItemResult(item.key, "skipped", value=asset, reason="unchanged")
        if self.dry_run:
            return ItemResult(item.key, "skipped", value=asset, reason="dry run", changes=changes)
        return ItemResult(item.key, "done", value=assets.update(source_id, path, **attributes), changes=changes)

    def was_done(self, api: Pipeline, item: Item) -> bool | None:
        """Return whether the Asset has all that was to be set."""
        source_id, _, path = item.key.partition("/")
        present = (Assets(api).get(source_id, path)).to_dict()
        replace = self.arguments["replace_custom_fields"]
        return not differences(present, item.input, replace_custom_fields=replace)[0]


class PathWork(Work[T]):
    """Makes one call for each origin path of a Source."""

    def __init__(self, paths: Any, arguments: dict[str, Any], *, dry_run: bool = False) -> None:  # noqa: ANN401
        super().__init__(arguments, checked_first=is_checked_first(paths), dry_run=dry_run)
        self._paths = paths

    @classmethod
    def resume(cls, arguments: dict[str, Any]) -> Self:
        """Create the work from a journal."""
        return cls(None, arguments)

    def plan(self, planner: Planner) -> None:
        """Read the paths."""
        planner.read(self._paths, self._entry)

    def _entry(self, path: Any) -> Entry:  # noqa: ANN401
        try:
            return Entry(f"{self.arguments['source_id']}/{validation.origin_path(path)}")
        except InvalidInputError:
            if self.checked_first:
                raise
            return Entry(f"{self.arguments['source_id']}/{path}")  # it fails alone, when its turn comes

    def perform(self, api: Pipeline, item: Item) -> ItemResult[T]:
        """Make the call for one path."""
        if self.dry_run:
            return ItemResult(item.key, "skipped", reason="dry run")
        source_id, _, path = item.key.partition("/")
        return self.call(api, source_id, path, item.key)

    def call(self, api: Pipeline, source_id: str, path: str, key: str) -> ItemResult[T]:
        """Make the call."""
        raise NotImplementedError


class RefreshWork(PathWork[Asset]):
    """Refreshes Assets."""

    method: ClassVar[JobMethod] = "refresh"

    def call(self, api: Pipeline, source_id: str, path: str, key: str) -> ItemResult[Asset]:
        """Refresh one Asset."""
        return ItemResult(key, "done", value=Assets(api).refresh(source_id, path))


class AddWork(PathWork[AddAssetResult]):
    """Adds Assets from the origin; what was added before is a duplicate."""

    method: ClassVar[JobMethod] = "add"

    def call(self, api: Pipeline, source_id: str, path: str, key: str) -> ItemResult[AddAssetResult]:
        """Add one Asset."""
        result = Assets(api).add(source_id, path)
        return ItemResult(key, "done", duplicate=result.duplicate, value=result)
