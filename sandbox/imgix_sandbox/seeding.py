"""Put a source with assets into a new sandbox, so that there is something to look at."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from imgix_sandbox import images
from imgix_sandbox.context import Context
from imgix_sandbox.handlers import assets
from imgix_sandbox.sample_images import sample_image
from imgix_sandbox.state import Source

NAME = "Samples"

SAMPLES = ("cats/tama.jpg", "cats/tom.jpg", "dogs/pochi.jpg", "dogs/rex.png", "flowers/rose.webp", "logo.png")


def seed(context: Context, folder: Path | None = None) -> Source:
    """Add a source with its assets, unless it is there from an earlier run.

    Args:
        context: The sandbox.
        folder: Its files become the assets; None for a few pictures.

    Returns:
        The source. Its id and subdomain follow from its name, that of the folder.

    Raises:
        OSError: The folder cannot be read.
    """
    name = NAME if folder is None else folder.absolute().name or "root"
    id_ = hashlib.sha256(f"imgix sandbox {name}".encode()).hexdigest()[:24]
    source = context.state.sources.get(id_)
    if source is not None:
        return source
    subdomain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "samples"
    bucket = {"s3_access_key": "AKIASANDBOX", "s3_bucket": subdomain, "s3_secret_key": "sandbox"}
    deployment = context.deployments.create({"type": "s3", "imgix_subdomains": [subdomain], **bucket})
    now = context.clock()
    source = Source(id_, name, enabled=True, deployment=deployment.fields, secrets=deployment.secrets)
    source.deployed_at = int(now)
    context.state.put_source(source)
    images_to_add = ((path, sample_image(path)) for path in SAMPLES) if folder is None else _files(folder)
    for path, content in images_to_add:
        file = context.state.store.begin_blob()
        file.write_bytes(content)
        metadata = images.attributes(file, path, None)
        blob = context.state.store.finish_blob(file)
        assets.register(context, id_, path, metadata, now=now, blob=blob, uploaded=True)
    return source


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder but hidden ones, in order."""
    for parent, below, names in os.walk(folder, onerror=_raise):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and path.is_file():
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def _raise(error: OSError) -> None:
    raise error
