"""The first program of the README."""

from imgix_management import ManagementClient, NotFoundError

with ManagementClient(language="en+ja") as client:  # the key comes from IMGIX_API_KEY
    for source in client.sources.list(enabled=True):
        print(source.id, source.name, source.deployment_status)
        for asset in client.assets.list(source.id, sort="-date_created"):
            print("  ", asset.origin_path, asset.media_width, asset.media_height)
    try:
        client.sources.get("0" * 24)
    except NotFoundError as error:
        print(error)
