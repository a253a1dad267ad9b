# Derived from facade/imgix_management/_async/asset_jobs.py by `invoke sync`. Do not edit.
"""Many Assets at once: the part of `client.assets` that returns jobs, and the export."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, Unpack

from .._core import validation
from .._core.blocking import call_directly
from .._core.validation import OriginPath
from .._models._generated.params import AssetListParams
from .._models.resources import AddAssetResult, Asset
from ..bulk.inputs import Input
from ..bulk.report import ExportFormat, ExportTarget, JobProgress
from .bulk import Job
from .pipeline import Pipeline


class AssetJobs:
    """Methods for many Assets."""

    def __init__(self, api: Pipeline) -> None:
        self._api = api

    def update_many(
        self,
        rows: Input[Mapping[str, Any]],
        *,
        source_id: str | None = None,
        replace_custom_fields: bool = False,
        journal: str | os.PathLike[str] | None = None,
        progress: JobProgress | None = None,
        dry_run: bool = False,
    ) -> Job[Asset]:
        """Change the metadata of many Assets. Permissions Asset Browse and Asset Edit; buckets get-asset, default.

        Nothing is sent until the job is iterated over or run. A row holds `origin_path`, `source_id` unless it is
        given here, and what to change: `name`, `description`, `tags`, `categories`, `custom_fields`, `custom.KEY`.
        Empty text leaves a value as it is, None removes it. `AssetTable` of `imgix_management.bulk` reads rows from a
        CSV file.

        Each Asset is read first, and only what differs is sent: `changes` of a result says what, before and after.
        Custom fields are merged. Two programs that do so at the same moment can overwrite each other's changes. All
        rows are read and checked before anything is sent, unless they come from an iterator.

        Example:
            rows = [{"origin_path": "cats/tom.jpg", "name": "Tom", "tags": "cat, pet", "custom.shelf": "B2"}]
            for result in client.assets.update_many(rows, source_id=source.id):
                print(result.key, result.changes)

        Args:
            rows: The rows; each names another Asset.
            source_id: The Source of the rows that name none.
            replace_custom_fields: Whether to remove the custom fields that a row with custom fields does not name.
            journal: A file in which the job is recorded, see `client.purges.create_many`.
            progress: Called with the `JobReport`.
            dry_run: Whether to show the differences only.

        Raises:
            InvalidInputError: `source_id` is not a valid id. All other errors are raised by the job.
        """
        from .bulk_assets import UpdateWork  # noqa: PLC0415 - it imports the module of this class

        if source_id is not None:
            with self._api.localized():
                source_id = validation.source_id(source_id)
        arguments = {"source_id": source_id, "replace_custom_fields": replace_custom_fields}
        work = UpdateWork(rows, arguments, dry_run=dry_run)
        return Job(self._api, work, journal=journal, progress=progress)

    def refresh_many(
        self,
        source_id: str,
        origin_paths: Input[OriginPath],
        *,
        journal: str | os.PathLike[str] | None = None,
        progress: JobProgress | None = None,
        dry_run: bool = False,
    ) -> Job[Asset]:
        """Refresh many Assets, see `refresh`. Permissions Asset Edit and Asset Purge; bucket refresh-asset.

        That bucket takes 10 requests a minute.

        Example:
            report = client.assets.refresh_many(source.id, ["cats/tom.jpg"]).run()
            print(report.done)

        Args:
            source_id: The id of the Source.
            origin_paths: The paths in the origin. A collection is checked before anything is sent.
            journal: A file in which the job is recorded, see `client.purges.create_many`.
            progress: Called with the `JobReport`.
            dry_run: Whether to read and check the paths, but send nothing.

        Raises:
            InvalidInputError: `source_id` is not a valid id. All other errors are raised by the job.
        """
        from .bulk_assets import RefreshWork  # noqa: PLC0415

        work = RefreshWork(origin_paths, self._of_source(source_id), dry_run=dry_run)
        return Job(self._api, work, journal=journal, progress=progress)

    def add_many(
        self,
        source_id: str,
        origin_paths: Input[OriginPath],
        *,
        journal: str | os.PathLike[str] | None = None,
        progress: JobProgress | None = None,
        dry_run: bool = False,
    ) -> Job[AddAssetResult]:
        """Queue many files of the origin for the Asset Manager, see `add`. Permission Asset Edit; bucket default.

        Files that were added before count as done, and as duplicates.

        Example:
            report = client.assets.add_many(source.id, ["cats/tim.jpg", "cats/tam.jpg"]).run()
            print(report.done, report.duplicate)

        Args:
            source_id: The id of the Source.
            origin_paths: The paths in the origin. A collection is checked before anything is sent.
            journal: A file in which the job is recorded, see `client.purges.create_many`.
            progress: Called with the `JobReport`.
            dry_run: Whether to read and check the paths, but send nothing.

        Raises:
            InvalidInputError: `source_id` is not a valid id. All other errors are raised by the job.
        """
        from .bulk_assets import AddWork  # noqa: PLC0415

        work = AddWork(origin_paths, self._of_source(source_id), dry_run=dry_run)
        return Job(self._api, work, journal=journal, progress=progress)

    def _of_source(self, source_id: str) -> dict[str, Any]:
        with self._api.localized():
            return {"source_id": validation.source_id(source_id)}

    def export(
        self,
        source_id: str,
        file: ExportTarget,
        *,
        format: ExportFormat = "csv",
        progress: Callable[[int], object] | None = None,
        **filters: Unpack[AssetListParams],
    ) -> int:
        """Write the Assets of a Source to a CSV or NDJSON file, page by page. Permission Asset Browse; bucket default.

        A CSV has a column for each attribute; tags, categories and custom fields are JSON in their cells, as
        `update_many` reads them. A file gets its name when it is complete.

        Example:
            print(client.assets.export(source.id, "assets.csv", fields=["origin_path", "name", "tags"]))

        Args:
            source_id: The id of the Source.
            file: A path, or a text file that is open for writing, such as `sys.stdout`.
            format: "csv", or "ndjson" for a JSON object on each line.
            progress: Called with the number of Assets written so far, after each page.
            **filters: Which Assets, and which attributes: the keywords of `list`.

        Returns:
            How many Assets were written.

        Raises:
            InvalidInputError: `source_id` or `format` is not valid, or the file cannot be written.
            ImgixError: A page could not be listed; a file at a path is then left as it was.
        """
        from ..bulk.export import AssetWriter, check_format, columns_of, export_file  # noqa: PLC0415
        from .assets import Assets  # noqa: PLC0415
        from .bulk_purges import LIST_PAGE  # noqa: PLC0415

        written = 0
        with self._api.localized():
            check_format(format)
            arguments: AssetListParams = {"page_size": LIST_PAGE, **filters}
            pages = Assets(self._api).list(source_id, **arguments).pages()
            with export_file(file) as target:
                writer = AssetWriter(target, format, columns_of(filters.get("fields")))
                for page in pages:
                    call_directly(writer.write, [asset.to_dict() for asset in page])
                    written += len(page)
                    if progress is not None:
                        progress(written)
        return written
