"""A job that uploads the files of a folder that are not there yet."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, cast

from imgix_openapi.operations import OPERATIONS

from .._core.concurrency import to_thread
from .._models.resources import Asset
from ..bulk.folders import Folder, FolderFile, refuse_collision, upload_entry
from ..bulk.items import Entry, Item
from ..bulk.report import ItemResult, JobMethod, SkipReason
from ..errors import AssetExistsError, ImgixError, InvalidInputError, NotFoundError
from .assets import AsyncAssets
from .bulk_purges import LIST_PAGE
from .bulk_work import AsyncPlanner, AsyncWork
from .pipeline import AsyncPipeline
from .uploads import AsyncUploads

if TYPE_CHECKING:
    from ..bulk.hashing import HashedFile
    from ..bulk.journal import Journal

CLOCK_ERROR: Final = 60.0
"""Seconds by which the clocks of this machine and of imgix may differ."""


class AsyncUploadWork(AsyncWork[Asset]):
    """Uploads the files of a folder.

    The Assets are listed, or each is looked up before its file is sent: whichever takes fewer requests.
    """

    method: ClassVar[JobMethod] = "upload"
    repeatable: ClassVar[bool] = False

    def __init__(self, arguments: dict[str, Any], *, dry_run: bool = False, input_given: bool = True) -> None:
        super().__init__(arguments, dry_run=dry_run)
        self._source_id: str = arguments["source_id"]
        self._root = Path(arguments["folder"])
        self.renews = input_given
        self._listed = False
        self._journal: Journal | None = None

    @classmethod
    def resume(cls, arguments: dict[str, Any]) -> Self:
        """Create the work from a journal, to continue with the files that were planned."""
        return cls(arguments, input_given=False)

    async def plan(self, planner: AsyncPlanner) -> None:
        """Read the folder; plan again if it has changed since an earlier run was interrupted."""
        journal = planner.journal
        if journal.planned and not self.renews:
            return
        folder = Folder(self._root, self.arguments["include"], self.arguments["exclude"])
        try:
            await planner.read(folder, self._entry)
        except InvalidInputError as error:
            if error.code != "job_input_changed":
                raise
            await to_thread(journal.restart)  # what was sent since is found by comparing
            await planner.read(folder, self._entry)
        if not journal.total:
            raise InvalidInputError("folder_without_files", path=str(self._root))

    def _entry(self, file: FolderFile) -> Entry:
        return upload_entry(
            file,
            root=self._root,
            source_id=self._source_id,
            prefix=self.arguments["prefix"],
            max_bytes=OPERATIONS["openUploadSession"].max_bytes,
        )

    def repeats(self, entry: Entry, before: str | None) -> None:
        """Refuse two files that would go to the same place."""
        refuse_collision(entry, before, self._origin_path(entry.key))

    def _origin_path(self, key: str) -> str:
        return key.removeprefix(f"{self._source_id}/")

    async def prepare(self, api: AsyncPipeline, journal: Journal) -> None:
        """List the Assets, if that takes fewer requests than to look each of them up."""
        from ..bulk.known import forget_remote, remember_remote  # noqa: PLC0415

        self._journal = journal
        if self.arguments["compare"] == "always" or not journal.open:
            return
        await to_thread(forget_remote, journal)
        assets = AsyncAssets(api)
        most = journal.open  # pages that cost as much as looking each up
        count = await assets.list(self._source_id).count()
        if math.ceil(count / LIST_PAGE) >= most:
            return
        pages = 0
        async for page in assets.list(self._source_id, page_size=LIST_PAGE, fields="origin_path,file_size").pages():
            sizes = [
                (f"{self._source_id}/{str(asset.origin_path).removeprefix('/')}", asset.file_size) for asset in page
            ]
            await to_thread(remember_remote, journal, sizes)
            pages += 1
            if pages >= most and page.has_more:  # the server counts up to a limit only
                return
        self._listed = True

    async def perform(self, api: AsyncPipeline, item: Item) -> ItemResult[Asset]:
        """Send one file, if it is not there yet."""
        from ..bulk.hashing import HashedFile  # noqa: PLC0415

        path, kind = item.input
        if kind != "file":
            return ItemResult(item.key, "skipped", reason=kind)
        with api.localized():
            file = await to_thread(HashedFile, self._root / path)
            try:
                return await self._send_if_needed(api, item, file)
            finally:
                await to_thread(file.close)

    async def _send_if_needed(self, api: AsyncPipeline, item: Item, file: HashedFile) -> ItemResult[Asset]:
        from ..bulk.known import remember_sent  # noqa: PLC0415

        overwrite = self.arguments["overwrite"]
        origin_path = self._origin_path(item.key)
        is_there = False
        if self.arguments["compare"] != "always":
            is_there, size = await self._look_up(api, item.key)
            if is_there and size == file.size and (reason := await self._same(item.key, file)):
                return ItemResult(item.key, "skipped", reason=reason)
        if self.dry_run:
            return ItemResult(item.key, "skipped", reason="dry run")
        if is_there and not overwrite:
            raise api.stamp(AssetExistsError(source_id=self._source_id, origin_path=origin_path))
        content = cast("Any", file)  # of a binary file, it has what an upload needs
        try:
            asset = await AsyncUploads(api).upload(self._source_id, origin_path, content, overwrite=overwrite)
        except ImgixError:
            await to_thread(file.as_sent)  # if it changed, that is the reason
            raise
        sent = await to_thread(file.as_sent)
        await to_thread(remember_sent, self._known_journal, item.key, sent)
        return ItemResult(item.key, "done", value=asset)

    @property
    def _known_journal(self) -> Journal:
        if self._journal is None:
            raise RuntimeError("prepare() comes first")
        return self._journal

    async def _look_up(self, api: AsyncPipeline, key: str) -> tuple[bool, int | None]:
        """Return whether the Asset is there, and its size."""
        from ..bulk.known import remote_size  # noqa: PLC0415

        exists, size = await to_thread(remote_size, self._known_journal, key)
        if exists or self._listed:
            return exists, size
        try:
            asset = await AsyncAssets(api).get(self._source_id, self._origin_path(key), fields="file_size")
        except NotFoundError:
            return False, None
        return True, asset.file_size

    async def _same(self, key: str, file: HashedFile) -> SkipReason | None:
        """Return why a file that has the size of its Asset need not be sent; None if it must."""
        from ..bulk.known import last_sent  # noqa: PLC0415

        if self.arguments["compare"] == "size":
            return "size"
        last = await to_thread(last_sent, self._known_journal, key)
        if last is None:
            return "size"
        if (last.size, last.mtime_ns) == (file.size, file.mtime_ns):
            return "hash"
        if last.size != file.size:
            return None
        return "hash" if await to_thread(file.hash_all) == last.sha256 else None

    async def was_done(self, api: AsyncPipeline, item: Item) -> bool | None:
        """Look whether the Asset is there, with the size of the file, and was changed since the attempt began."""
        origin_path = self._origin_path(item.key)
        try:
            asset = await AsyncAssets(api).get(self._source_id, origin_path, fields="file_size,date_modified")
        except NotFoundError:
            return False
        path, _ = item.input
        with api.localized():
            size = await to_thread(_size, self._root / path)
        modified = asset.date_modified
        if asset.file_size == size and modified is not None and modified >= item.began - CLOCK_ERROR:
            return True
        return False if self.arguments["overwrite"] else None


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
