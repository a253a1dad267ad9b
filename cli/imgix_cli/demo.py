"""`imgix demo`: upload, list, update and purge a folder of images."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from imgix_management import ManagementClient, NotFoundError, RateLimits, S3Deployment, Source
from imgix_management._core.config import resolve
from imgix_management._core.transport import SyncHTTP
from imgix_management._i18n import gettext_noop

from . import report
from .client import new_client
from .exit_codes import CommandError
from .images import ImageFile, find_images, shipped_folder
from .output import Output, size
from .report import DemoResult
from .settings import Settings
from .signals import interruptible

CUSTOM_FIELD = "imgix_demo"
MISSING_SOURCE = "0" * 24
PAGE = 100
STEPS = 7


def run_demo(settings: Settings, folder: Path | None, *, live: bool, source_id: str | None, yes: bool) -> None:
    """Run the demo, in its own sandbox or on the real API.

    Args:
        settings: The shared options.
        folder: The folder with the images; None for the sample images that come with this program.
        live: Whether to use the real API.
        source_id: With `live`, the source to use.
        yes: With `live`, whether to skip the confirmation.

    Raises:
        CommandError: The options do not fit together, or the source takes no uploads.
        ImgixError: An input was rejected, or a call failed; what was created before has been reported.
        Abort: The user did not confirm.
    """
    output = Output(settings)
    if live and source_id is None:
        raise CommandError(
            gettext_noop(
                "--live needs --source ID: a source whose storage imgix can write to. "
                "The demo does not create one, since it has no credentials for your storage."
            )
        )
    if not live and (source_id is not None or yes):
        raise CommandError(gettext_noop("--source and --yes need --live."))
    live_url = resolve(language=output.language).base_url if live else None
    images = find_images(folder or shipped_folder())
    if live_url is not None:
        with new_client(output) as client, interruptible():
            _Demo(client, output, images, DemoResult(live_url, live=True)).run(source_id, yes=yes)
        return

    from imgix_sandbox import Sandbox  # noqa: PLC0415 - an extra that --live does without

    sandbox = Sandbox()
    with interruptible(), sandbox, ExitStack() as stack:
        stack.callback(sandbox.stop)  # again, since an interrupt may stop it before its files are removed
        # A proxy from the environment must not be used for a server on this machine.
        http = stack.enter_context(SyncHTTP(trust_env=False))
        client = ManagementClient(
            sandbox.key,
            rate_limits=RateLimits(store="memory://"),
            base_url=sandbox.url,
            language=output.language,
            http_client=http,
        )
        _Demo(client, output, images, DemoResult(sandbox.url, live=False)).run(None, yes=True)


class _Demo:
    """One run of the demo."""

    def __init__(
        self, client: ManagementClient, output: Output, images: Sequence[ImageFile], result: DemoResult
    ) -> None:
        self._client = client
        self._output = output
        self._images = images
        self._result = result
        self._before = client.rate_limits.status()
        self._step = 0

    def run(self, source_id: str | None, *, yes: bool) -> None:
        """Run all steps. If one fails, report what was created until then."""
        result = self._result
        try:
            if source_id is None:
                self._output.say(
                    gettext_noop(
                        "A sandbox, a local imitation of the imgix Management API, runs at {url} for this demo."
                    ),
                    url=result.url,
                )
                source = self._create()
            else:
                source = self._existing(source_id)
                self._confirm(source, yes=yes)
            self._upload(source)
            self._list(source)
            self._change(source)
            self._purge(source)
            self._ask_for_missing()
            self._rate_limits()
        except BaseException as error:
            report.stopped(self._output, result, len(self._images), error)
            raise
        report.finished(self._output, result)

    def _begin(self, text: str) -> None:
        self._step += 1
        self._output.heading(f"{self._step}/{STEPS} {self._output.name(text)}")

    def _create(self) -> Source:
        self._begin(gettext_noop("Create a source"))
        deployment = S3Deployment(
            imgix_subdomains=[f"demo-{secrets.token_hex(3)}"],
            s3_access_key="demo",
            s3_secret_key="demo",  # noqa: S106 - there is no such bucket: the sandbox stores the files
            s3_bucket="demo",
        )
        source = self._result.source = self._client.sources.create("imgix demo", deployment)
        self._output.say(gettext_noop("Source {id} was created."), 4, id=source.id)
        self._begin(gettext_noop("Wait until it is deployed"))
        begun = time.monotonic()
        source = self._result.source = self._client.sources.wait_until_deployed(source.id)
        self._output.say(gettext_noop("Deployed after {seconds} s."), 4, seconds=f"{time.monotonic() - begun:.1f}")
        return source

    def _existing(self, source_id: str) -> Source:
        self._begin(gettext_noop("Check the source"))
        source = self._client.sources.get(source_id)
        if source.deployment is not None and source.deployment.allows_upload is False:
            text = gettext_noop(
                "Source {id} does not accept uploads: imgix cannot write to its storage. Choose another with --source."
            )
            raise CommandError(text, id=source.id)
        self._begin(gettext_noop("Wait until it is deployed"))
        source = self._result.source = self._client.sources.wait_until_deployed(source_id)
        self._output.say(gettext_noop("Source {id} is deployed."), 4, id=source.id)
        return source

    def _confirm(self, source: Source, *, yes: bool) -> None:
        self._output.line()
        self._output.say(
            gettext_noop(
                "On {url}, in source {id} ({name}), this demo uploads {count} images ({bytes}) without replacing "
                "existing files, sets the custom field {field} of one of them, and purges that one."
            ),
            url=self._result.url,
            id=source.id,
            name=source.name,
            count=len(self._images),
            bytes=size(sum(image.size for image in self._images)),
            field=CUSTOM_FIELD,
        )
        if not yes and not click.confirm(self._output.name(gettext_noop("Continue?")), err=True):
            raise click.Abort

    def _upload(self, source: Source) -> None:
        self._begin(gettext_noop("Upload the images"))
        begun, waited = time.monotonic(), 0.0
        with self._output.progress(gettext_noop("Uploading"), len(self._images)) as advance:
            for image in self._images:
                self._result.in_doubt = image.origin_path
                asset = self._client.uploads.upload(source.id, image.origin_path, image.path)
                self._result.in_doubt = None
                self._result.uploaded[image.origin_path] = asset
                waited += asset.response_info.rate_limit_wait
                advance()
        self._output.say(
            gettext_noop("{count} images ({bytes}) in {seconds} s, of which {waited} s waiting for the rate limit."),
            4,
            count=len(self._images),
            bytes=size(sum(image.size for image in self._images)),
            seconds=f"{time.monotonic() - begun:.1f}",
            waited=f"{waited:.1f}",
        )

    def _list(self, source: Source) -> None:
        self._begin(gettext_noop("List them"))
        result = self._result
        # Newest first, so that the images are on the first pages even in a large source.
        pages = self._client.assets.list(source.id, sort="-date_created", page_size=PAGE).pages()
        for page in islice(pages, len(self._images) // PAGE + 2):
            for asset in page:
                if asset.origin_path.lstrip("/") in result.uploaded:
                    result.listed[asset.origin_path.lstrip("/")] = asset
            if len(result.listed) == len(result.uploaded):
                break
        report.assets(self._output, result)

    def _change(self, source: Source) -> None:
        self._begin(gettext_noop("Set a custom field"))
        path = self._images[0].origin_path
        # An update replaces all custom fields, so the existing ones are sent along.
        fields: dict[str, Any] = {**(self._result.uploaded[path].custom_fields or {}), CUSTOM_FIELD: "hello"}
        asset = self._result.changed = self._client.assets.update(source.id, path, custom_fields=fields)
        self._output.line(f"{path}: custom_fields = {json.dumps(asset.custom_fields, ensure_ascii=False)}", 4)

    def _purge(self, source: Source) -> None:
        self._begin(gettext_noop("Purge one"))
        subdomains, domains = source.deployment.imgix_subdomains, source.deployment.custom_domains
        host = f"{subdomains[0]}.imgix.net" if subdomains else next(iter(domains or ()), "")
        url = f"https://{host}/{quote(self._images[0].origin_path)}"
        self._result.purged_url = url
        self._result.purge = self._client.purges.create(url)
        self._output.say(gettext_noop("{url} is being removed from the caches."), 4, url=url)

    def _ask_for_missing(self) -> None:
        self._begin(gettext_noop("Ask for a source that does not exist"))
        try:
            self._client.sources.get(MISSING_SOURCE)
        except NotFoundError as error:
            self._result.error = error
            self._output.line(f"English: {error.message('en')}", 4)
            self._output.line(f"日本語: {error.message('ja')}", 4)

    def _rate_limits(self) -> None:
        self._result.rate_limits = {
            bucket: (usage.granted - self._before[bucket].granted, usage)
            for bucket, usage in self._client.rate_limits.status().items()
        }
        self._output.heading(gettext_noop("Rate limits used"))
        report.rate_limits(self._output, self._result)
