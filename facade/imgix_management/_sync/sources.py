# Derived from facade/imgix_management/_async/sources.py by `invoke sync`. Do not edit.
"""Sources: `client.sources`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from imgix_openapi.api.sources import create_source, get_source, list_sources, update_source

from .._core.jsonapi import parse_resource
from .._core.not_given import NOT_GIVEN, NotGiven, without_not_given
from .._core.pages import Cursor
from .._core.polling import DEFAULT_WAIT_TIMEOUT, PollInterval
from .._core.query import comma_list, list_arguments
from .._models._generated.literals import DeploymentType, SourceSort
from .._models.deployments import deployment_attributes, refuse_secret_loss
from .._models.resources import Deployment, Source
from ..errors import DeploymentError, InvalidInputError
from .pagination import Pager
from .pipeline import Pipeline
from .polling import wait_for


class Sources:
    """Sources: where imgix fetches images from, and how they are deployed.

    The API cannot delete a Source; disable it instead.
    """

    def __init__(self, api: Pipeline) -> None:
        self._api = api

    def list(
        self,
        *,
        cursor: Cursor | None = None,
        # Keywords of listSources, by `invoke generate`:
        page_size: int | None = None,
        fields: str | Sequence[str] | None = None,
        sort: SourceSort | str | Sequence[SourceSort | str] | None = None,
        deployment_azure_bucket: str | None = None,
        deployment_bucket_name: str | None = None,
        deployment_custom_domains: str | None = None,
        deployment_gcs_bucket: str | None = None,
        deployment_imgix_subdomains: str | None = None,
        deployment_region: str | None = None,
        deployment_s3_bucket: str | None = None,
        deployment_storage_provider: str | None = None,
        deployment_type: DeploymentType | str | None = None,
        deployment_webfolder_base_url: str | None = None,
        enabled: bool | None = None,
        name: str | None = None,
        # End of keywords
    ) -> Pager[Source]:
        """List Sources. Permission Sources; each page takes one request of the bucket default.

        Example:
            newest = client.sources.list(deployment_type="s3", sort="-date_deployed").first()

        Args:
            cursor: The page to begin with: its number, counted from 0, or `next_cursor` of an earlier page.
            page_size: The number of resources on a page. The maximum is not known. imgix's default: 20.
            fields: A sparse fieldset: one name or several; a dot leads to a nested one.
            sort: date_deployed, enabled, name, or several of these; with a leading "-" in descending order.
            deployment_azure_bucket: The container of an Azure Source.
            deployment_bucket_name: The bucket of an S3-compatible Source.
            deployment_custom_domains: A custom domain of the Source.
            deployment_gcs_bucket: The bucket of a Google Cloud Storage Source.
            deployment_imgix_subdomains: An imgix subdomain of the Source.
            deployment_region: The region of an S3-compatible Source.
            deployment_s3_bucket: The bucket of an Amazon S3 Source.
            deployment_storage_provider: The storage provider of an S3-compatible Source.
            deployment_type: The deployment type. Known values: azure, gcs, s3, webfolder, webproxy, s3_compatible.
            deployment_webfolder_base_url: The base URL of a Web Folder Source.
            enabled: Whether the Source is enabled.
            name: The name of the Source. Whether the full name or a part of it must match is not known.

        Raises:
            InvalidInputError: `cursor` is not a page number.
        """
        arguments = list_arguments(
            "sources",
            # Keywords of listSources, by `invoke generate`:
            page_size=page_size,
            fields=fields,
            sort=sort,
            deployment_azure_bucket=deployment_azure_bucket,
            deployment_bucket_name=deployment_bucket_name,
            deployment_custom_domains=deployment_custom_domains,
            deployment_gcs_bucket=deployment_gcs_bucket,
            deployment_imgix_subdomains=deployment_imgix_subdomains,
            deployment_region=deployment_region,
            deployment_s3_bucket=deployment_s3_bucket,
            deployment_storage_provider=deployment_storage_provider,
            deployment_type=deployment_type,
            deployment_webfolder_base_url=deployment_webfolder_base_url,
            enabled=enabled,
            name=name,
            # End of keywords
        )
        request = partial(list_sources.request, **arguments)
        return Pager(self._api, request, Source, cursor=cursor, page_size=page_size)

    def get(self, source_id: str, *, fields: str | Sequence[str] | None = None) -> Source:
        """Get one Source. Permission Sources; bucket default.

        Args:
            source_id: The id of the Source.
            fields: A sparse fieldset: the attributes to return, one name or several; a dot leads to a nested one.

        Raises:
            InvalidInputError: `source_id` is not a valid id.
            NotFoundError: The Source does not exist.
            ImgixError: The call failed.
        """
        fieldset = None if fields is None else comma_list(fields)
        request = self._api.request(get_source.request, source_id, fields_sources=fieldset)
        return parse_resource(self._api.call(request), Source, source_id)

    def create(
        self,
        name: str,
        deployment: Mapping[str, Any] | Deployment,
        *,
        enabled: bool | None = None,
        extra_attributes: Mapping[str, Any] | None = None,
    ) -> Source:
        """Create a Source and start its deployment. Permission Sources; bucket create-source (60 an hour).

        Example:
            deployment = WebFolderDeployment(imgix_subdomains=["cats"], webfolder_base_url="https://cats.example/")
            source = client.sources.create("Cats", deployment)
            source = client.sources.wait_until_deployed(source.id)

        Args:
            name: The name of the Source.
            deployment: How to deploy it: an `S3Deployment`, a `WebFolderDeployment` and so on, or any mapping.
            enabled: Whether it serves images. That imgix accepts it here is seen in code.
            extra_attributes: Attributes of the deployment whose names this release does not know.

        Raises:
            InvalidInputError: The deployment has an attribute of an unknown name (`deployment_attribute_unknown`).
            BadRequestError: imgix refused an attribute.
            ImgixError: The call failed.
        """
        with self._api.localized():
            attributes: dict[str, Any] = {
                "name": name,
                "deployment": deployment_attributes(deployment, extra_attributes),
            }
        if enabled is not None:
            attributes["enabled"] = enabled
        request = self._api.request(create_source.request)
        return parse_resource(self._api.call(request, type_="sources", attributes=attributes), Source)

    def update(
        self,
        source_id: str,
        *,
        # Keywords of updateSource, by `invoke generate`:
        name: str | NotGiven = NOT_GIVEN,
        enabled: bool | NotGiven = NOT_GIVEN,
        deployment: Mapping[str, object] | Deployment | NotGiven = NOT_GIVEN,
        # End of keywords
        extra_attributes: Mapping[str, Any] | None = None,
        allow_secret_loss: bool = False,
    ) -> Source:
        """Change attributes of a Source. Permission Sources; bucket update-source (60 an hour).

        Arguments that are left out are not sent. When you change a deployment, send the complete object with its
        secret: whether imgix merges or replaces it is not known, so what is left out may be lost. Begin with
        `{**source.deployment, ...}`; fields that only imgix sets are left out automatically. imgix never returns a
        secret, and a lost one shows in no response, only in images that can no longer be fetched: an update without it
        is refused unless `allow_secret_loss` is true. So is one of a Web Folder or Web Proxy unless the deployment
        shows that no handshake secret and no signing key are stored. The change starts a deployment.

        Example:
            deployment = {**source.deployment, "cache_ttl_error": 60, "s3_secret_key": secret_key}
            client.sources.update(source.id, deployment=deployment)

        Args:
            source_id: The id of the Source.
            extra_attributes: Attributes of the deployment to send besides or in place of those in `deployment`,
                whatever their names. If a deployment has attributes newer than this release, pass `source.deployment`
                itself as `deployment`, and the changes here.
            allow_secret_loss: Whether to send a deployment although a stored secret may be lost.
            name: The name of the Source.
            enabled: Whether the Source serves images.
            deployment: The complete deployment, with its secrets. What is left out may be lost.

        Raises:
            InvalidInputError: `source_id` is not a valid id, the deployment has an attribute of an unknown name
                (`deployment_attribute_unknown`), or a stored secret may be lost (`deployment_secret_missing`,
                `deployment_secret_unsendable`, `deployment_secret_unknown`).
            ImgixError: The call failed.
        """
        request = self._api.request(update_source.request, source_id)
        attributes = without_not_given(
            # Keywords of updateSource, by `invoke generate`:
            name=name,
            enabled=enabled,
            deployment=deployment,
            # End of keywords
        )
        if "deployment" in attributes or extra_attributes is not None:
            requested = attributes.get("deployment", {})
            with self._api.localized():
                attributes["deployment"] = deployment_attributes(requested, extra_attributes)
                if not allow_secret_loss:
                    refuse_secret_loss(requested, attributes["deployment"])
        document = self._api.call(request, type_="sources", attributes=attributes, id_=source_id)
        return parse_resource(document, Source, source_id)

    def enable(self, source_id: str) -> Source:
        """Enable a Source, which deploys it. Permission Sources; bucket update-source (60 an hour).

        Args:
            source_id: The id of the Source.

        Raises:
            InvalidInputError: `source_id` is not a valid id.
            ImgixError: The call failed.
        """
        return self.update(source_id, enabled=True)

    def disable(self, source_id: str) -> Source:
        """Disable a Source, which is the closest to deleting it: the API cannot delete one.

        Permission Sources; bucket update-source (60 an hour). imgix then responds 410 for images that it has not
        cached (documented). While a Source is disabled, other changes are refused (seen in code): make them first.

        Args:
            source_id: The id of the Source.

        Raises:
            InvalidInputError: `source_id` is not a valid id.
            ImgixError: The call failed.
        """
        return self.update(source_id, enabled=False)

    def find_by_name(self, name: str) -> Source | None:
        """Find the Source with exactly this name. Permission Sources; each page takes one request of bucket default.

        Whether imgix's filter matches complete names or parts of them is not known, so the names are compared here.

        Args:
            name: The name.

        Returns:
            The Source; None if no Source has the name.

        Raises:
            InvalidInputError: Several Sources have the name (`source_name_ambiguous`).
            ImgixError: A call failed.
        """
        sources = [source for source in self.list(name=name) if source.name == name]
        if len(sources) > 1:
            ids = ", ".join(source.id for source in sources)
            raise self._api.stamp(InvalidInputError("source_name_ambiguous", name=name, ids=ids))
        return sources[0] if sources else None

    def wait_until_deployed(
        self,
        source_id: str,
        *,
        timeout: float = DEFAULT_WAIT_TIMEOUT,
        poll_interval: PollInterval | None = None,
    ) -> Source:
        """Wait until a Source is deployed. Permission Sources; each poll takes one request of the bucket default.

        Args:
            source_id: The id of the Source.
            timeout: The longest wait, in seconds; 0 checks once.
            poll_interval: Seconds between two calls, or a function that returns them for the number of calls made so
                far; by default from 0.5 up to 15 seconds.

        Returns:
            The Source, deployed.

        Raises:
            InvalidInputError: `source_id`, `timeout` or `poll_interval` is not valid.
            DeploymentError: The Source is disabled or deleted, and waiting does not change that.
            WaitTimeoutError: The Source was not deployed after `timeout`.
            ImgixError: A call failed.
        """

        def is_deployed(source: Source) -> bool:
            status = source.deployment_status
            if status in ("disabled", "deleted"):
                raise self._api.stamp(DeploymentError(source_id=source_id, deployment_status=status))
            return status == "deployed"

        return wait_for(
            self._api,
            lambda api: Sources(api).get(source_id),
            is_deployed,
            status=lambda source: source.deployment_status,
            resource=source_id,
            timeout=timeout,
            interval=poll_interval,
        )
