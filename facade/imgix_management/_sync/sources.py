# Derived from facade/imgix_management/_async/sources.py by `invoke sync`. Do not edit.
"""The verbs of Sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from imgix_openapi.api.sources import create_source, get_source, list_sources, update_source
from imgix_openapi.types import Request

from .._core import validation
from .._core.jsonapi import parse_resource
from .._core.pages import Position
from .._core.query import comma_list, parameters
from .._models._generated.params import SourceListParams, SourceUpdateParams
from .._models.deployments import without_read_only
from .._models.resources import Deployment, Source
from ..errors import DeploymentError, InvalidInputError
from .pagination import Pager
from .pipeline import Pipeline
from .polling import wait_for


class Sources:
    """Sources: where imgix fetches images from, and how they are deployed.

    There is no verb that deletes a Source, because the API has none; disable it instead.
    """

    def __init__(self, caller: Pipeline) -> None:
        self._caller = caller

    def list(self, *, start: int | str | None = None, **query: Unpack[SourceListParams]) -> Pager[Source]:
        """List Sources. Needs the permission Sources; each page takes one request of the bucket default.

        Example:
            newest = client.sources.list(deployment_type="s3", sort="-date_deployed").first()

        Args:
            start: The page to begin with, counted from 0.
            **query: Filters (all of them must match), `sort`, `fields` and `page_size`.
        """
        wire = parameters(query, resource_type="sources", page_size="page_size")

        def request(position: Position | None) -> Request:
            return list_sources.request(**wire, page_number=None if position is None else int(position))

        return Pager(self._caller, request, Source, start)

    def get(self, source_id: str, *, fields: str | Sequence[str] | None = None) -> Source:
        """Get one Source. Permission Sources; bucket default.

        Args:
            source_id: The id of the Source.
            fields: A sparse fieldset: the attributes wanted, a dot leads to a nested one.

        Raises:
            InvalidInputError: The id cannot be one.
            NotFoundError: There is no such Source.
            ImgixError: The call failed.
        """
        source_id = self._caller.checked(validation.source_id, source_id)
        wanted = None if fields is None else comma_list(fields)
        answer = self._caller.call(get_source.request(source_id, fields_sources=wanted))
        return parse_resource(answer, Source, source_id)

    def create(self, name: str, deployment: Mapping[str, Any] | Deployment, *, enabled: bool | None = None) -> Source:
        """Create a Source and start its deployment. Permission Sources; bucket create-source (60 an hour).

        Example:
            deployment = WebFolderDeployment(imgix_subdomains=["cats"], webfolder_base_url="https://cats.example/")
            source = client.sources.create("Cats", deployment)
            source = client.sources.wait_until_deployed(source.id)

        Args:
            name: Its name.
            deployment: How to deploy it: `S3Deployment`, `WebFolderDeployment` and so on, or any mapping.
            enabled: Whether it serves images. That it may be given here is inferred.

        Raises:
            BadRequestError: imgix refused an attribute.
            ImgixError: The call failed.
        """
        attributes: dict[str, Any] = {"name": name, "deployment": without_read_only(deployment)}
        if enabled is not None:
            attributes["enabled"] = enabled
        answer = self._caller.call(create_source.request(), document=self._caller.envelope("sources", attributes))
        return parse_resource(answer, Source)

    def update(self, source_id: str, **changes: Unpack[SourceUpdateParams]) -> Source:
        """Change attributes of a Source. Permission Sources; bucket update-source (60 an hour).

        Only the attributes given are sent. `deployment` goes as a whole: what it leaves out may be lost, for whether
        imgix merges or replaces it is not known. A change of it starts a deployment. Begin
        with `{**source.deployment, ...}`: fields that only imgix sets are left out.

        Example:
            client.sources.update(source.id, deployment={**source.deployment, "cache_ttl_error": 60})

        Raises:
            InvalidInputError: The id cannot be one.
            ImgixError: The call failed.
        """
        source_id = self._caller.checked(validation.source_id, source_id)
        attributes: dict[str, Any] = {**changes}
        if "deployment" in changes:
            attributes["deployment"] = without_read_only(changes["deployment"])
        document = self._caller.envelope("sources", attributes, source_id)
        return parse_resource(self._caller.call(update_source.request(source_id), document=document), Source, source_id)

    def enable(self, source_id: str) -> Source:
        """Enable a Source, which deploys it. Permission Sources; bucket update-source (60 an hour).

        Raises:
            InvalidInputError: The id cannot be one.
            ImgixError: The call failed.
        """
        return self.update(source_id, enabled=True)

    def disable(self, source_id: str) -> Source:
        """Disable a Source: the nearest there is to deleting it, for the API has no way to delete one.

        Permission Sources; bucket update-source (60 an hour). imgix then answers 410 for images that it has not
        cached (documented). While a Source is disabled, other changes are refused (seen in code): make them before.

        Raises:
            InvalidInputError: The id cannot be one.
            ImgixError: The call failed.
        """
        return self.update(source_id, enabled=False)

    def find_by_name(self, name: str) -> Source | None:
        """Find the Source that has just this name. Permission Sources; bucket default, once for each page.

        Whether imgix's filter takes names whole or in part is not known, so what it finds is compared again.

        Returns:
            The Source, or None if there is none.

        Raises:
            InvalidInputError: Several Sources have the name (`source_name_ambiguous`).
            ImgixError: A call failed.
        """
        found = [source for source in self.list(name=name) if source.name == name]
        if len(found) > 1:
            raise InvalidInputError(
                "source_name_ambiguous",
                name=name,
                ids=", ".join(source.id for source in found),
                language=self._caller.config.language,
            )
        return found[0] if found else None

    def wait_until_deployed(self, source_id: str, *, timeout: float = 1800.0) -> Source:
        """Wait until a Source is deployed, asking less and less often. Permission Sources; bucket default.

        Args:
            source_id: The id of the Source.
            timeout: The longest wait, in seconds. Half an hour is what a third-party client allows.

        Returns:
            The Source, deployed.

        Raises:
            DeploymentError: It is disabled or deleted, and waiting does not change that.
            WaitTimeoutError: It took longer than `timeout`.
            ImgixError: A call failed.
        """

        def settled(source: Source) -> bool:
            status = source.deployment_status
            if status in ("disabled", "deleted"):
                raise DeploymentError(
                    source_id=source_id,
                    deployment_status=status,
                    language=self._caller.config.language,
                )
            return status == "deployed"

        return wait_for(
            self._caller,
            lambda: self.get(source_id),
            settled,
            status=lambda source: source.deployment_status,
            timeout=timeout,
        )
