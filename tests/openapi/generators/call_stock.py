"""What openapi-python-client makes of the document without any of our templates: one call.

Its arguments are the base URL, a key, and the id of a Source.
"""

import json
import sys

from stock import AuthenticatedClient
from stock.api.assets import add_asset
from stock.api.sources import update_source
from stock.models import SourceUpdateAttributes, SourceUpdateDocument, WebFolderDeploymentUpdate
from stock.models import SourceUpdateDocumentSourceUpdateData as Data

base_url, key, source_id = sys.argv[1:]
deployment = WebFolderDeploymentUpdate("webfolder", imgix_subdomains=["stock"], annotation="one annotation")
deployment.webfolder_base_url = "https://img.example/"
body = SourceUpdateDocument(Data(source_id, "sources", SourceUpdateAttributes(deployment=deployment)))
with AuthenticatedClient(base_url=base_url, token=key) as client:
    response = update_source.sync(source_id, client=client, body=body)
    added = add_asset.sync_detailed(source_id, "tom.jpg", client=client)
print(
    json.dumps(
        [body.to_dict()["data"]["attributes"], response.data.attributes.deployment.annotation, added.status_code]
    )
)
