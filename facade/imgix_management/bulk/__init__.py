"""Jobs of many calls: their reports and journals, and what turns files, tables and git revisions into items.

    from imgix_management.bulk import changed_files, map_urls

    urls = map_urls(changed_files("HEAD~1"), {"public/": "https://shop.imgix.net/"})
    print(client.purges.create_many(urls, journal="purge.journal").run())

The jobs themselves are methods of the client, such as `client.purges.create_many`.
"""
