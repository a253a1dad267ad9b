"""Jobs of many calls: their reports and journals, and what turns files, tables and git revisions into items.

    from imgix_management.bulk import changed_files, map_urls

    urls = map_urls(changed_files("HEAD~1"), {"public/": "https://shop.imgix.net/"})
    print(client.purges.create_many(urls, journal="purge.journal").run())

The jobs themselves are methods of the client, such as `client.purges.create_many`.
"""

from .reading import journal_items, read_journal
from .report import ItemResult, JobProgress, JobReport, JournalInfo, JournalItem, SkipReason, State, Verb
from .urls import URLFile, changed_files, map_urls

__all__ = [
    "ItemResult",
    "JobProgress",
    "JobReport",
    "JournalInfo",
    "JournalItem",
    "SkipReason",
    "State",
    "URLFile",
    "Verb",
    "changed_files",
    "journal_items",
    "map_urls",
    "read_journal",
]
