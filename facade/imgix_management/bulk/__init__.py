"""Jobs of many calls: their reports and journals, and what turns files, tables and git revisions into items.

    from imgix_management.bulk import changed_files, map_urls

    urls = map_urls(changed_files("HEAD~1"), {"public/": "https://shop.imgix.net/"})
    print(client.purges.create_many(urls, journal="purge.journal").run())

The jobs themselves are methods of the client, such as `client.purges.create_many`. Each name is loaded when it is first
used.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .folders import folder_files
    from .reading import journal_items, read_journal
    from .report import (
        Compare,
        ExportFormat,
        ExportTarget,
        ItemResult,
        JobMethod,
        JobProgress,
        JobReport,
        JournalInfo,
        JournalItem,
        SkipReason,
        State,
    )
    from .table import AssetTable
    from .urls import URLFile, changed_files, map_urls

__all__ = [
    "AssetTable",
    "Compare",
    "ExportFormat",
    "ExportTarget",
    "ItemResult",
    "JobMethod",
    "JobProgress",
    "JobReport",
    "JournalInfo",
    "JournalItem",
    "SkipReason",
    "State",
    "URLFile",
    "changed_files",
    "folder_files",
    "journal_items",
    "map_urls",
    "read_journal",
]

_MODULES = {
    "AssetTable": ".table",
    "folder_files": ".folders",
    "journal_items": ".reading",
    "read_journal": ".reading",
    "URLFile": ".urls",
    "changed_files": ".urls",
    "map_urls": ".urls",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(_MODULES.get(name, ".report"), __name__)
    value = globals()[name] = getattr(module, name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
