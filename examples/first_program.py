"""The first program of the README."""

from imgix_management import ManagementClient

with ManagementClient() as client:  # the API key comes from IMGIX_API_KEY
    if source := client.sources.find_by_name("Shop"):
        asset = client.uploads.upload(source.id, "cats/tom.jpg", "tom.jpg", overwrite=True)
        purge = client.purges.create("https://shop.imgix.net/cats/tom.jpg")
        print(source.id, asset.origin_path, asset.media_width, purge.duplicate)
