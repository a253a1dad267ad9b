"""Purges, recorded."""

import pytest

from imgix_management import BadRequestError

pytestmark = [pytest.mark.vcr, pytest.mark.block_network, pytest.mark.writes]


async def test_create_and_repeat(client, source):
    url = f"https://{source.deployment.imgix_subdomains[0]}.imgix.net/cats/tom.jpg"
    purge = await client.purges.create(url)
    assert purge.purge_id == purge.id
    assert not purge.duplicate
    again = await client.purges.create(url)
    assert again.duplicate
    assert again.response_info.status_code == 409


async def test_sub_image(client, source):
    url = f"https://{source.deployment.imgix_subdomains[0]}.imgix.net/marks/logo.png"
    assert (await client.purges.create(url, sub_image=True, source_id=source.id)).type == "purges"


async def test_of_a_foreign_domain(client):
    with pytest.raises(BadRequestError) as caught:
        await client.purges.create("https://elsewhere.example/a.png")
    assert caught.value.operation == "createPurge"
