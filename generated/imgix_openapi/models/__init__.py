# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""Contains all the data models used in inputs/outputs"""

from .asset_attributes import AssetAttributes
from .asset_attributes_custom_fields_type_0 import AssetAttributesCustomFieldsType0
from .asset_document import AssetDocument
from .asset_list_document import AssetListDocument
from .asset_resource import AssetResource
from .asset_resource_relationships_type_0 import AssetResourceRelationshipsType0
from .asset_update_attributes import AssetUpdateAttributes
from .asset_update_attributes_custom_fields_type_0 import (
    AssetUpdateAttributesCustomFieldsType0,
)
from .asset_update_attributes_tags_type_0 import AssetUpdateAttributesTagsType0
from .asset_update_data import AssetUpdateData
from .asset_update_document import AssetUpdateDocument
from .authentication import Authentication
from .azure_deployment import AzureDeployment
from .azure_deployment_update import AzureDeploymentUpdate
from .azure_fields import AzureFields
from .azure_fields_azure_service_type import AzureFieldsAzureServiceType
from .colors import Colors
from .colors_dominant_colors_type_0 import ColorsDominantColorsType0
from .cursor import Cursor
from .custom_field_filter import CustomFieldFilter
from .deployment import Deployment
from .deployment_default_params_type_0 import DeploymentDefaultParamsType0
from .deployment_settings import DeploymentSettings
from .deployment_settings_cache_ttl_behavior import DeploymentSettingsCacheTtlBehavior
from .deployment_settings_default_params import DeploymentSettingsDefaultParams
from .deployment_settings_robots_txt import DeploymentSettingsRobotsTxt
from .error_document import ErrorDocument
from .error_object import ErrorObject
from .error_object_meta_type_0 import ErrorObjectMetaType0
from .gcs_deployment import GCSDeployment
from .gcs_deployment_update import GCSDeploymentUpdate
from .gcs_fields import GCSFields
from .json_api import JsonApi
from .login_fields import LoginFields
from .meta import Meta
from .pagination import Pagination
from .publication_attributes import PublicationAttributes
from .publication_document import PublicationDocument
from .publication_request import PublicationRequest
from .publication_resource import PublicationResource
from .publication_resource_relationships_type_0 import (
    PublicationResourceRelationshipsType0,
)
from .publish_data import PublishData
from .publish_document import PublishDocument
from .purge_attributes import PurgeAttributes
from .purge_create_attributes import PurgeCreateAttributes
from .purge_create_data import PurgeCreateData
from .purge_create_document import PurgeCreateDocument
from .purge_document import PurgeDocument
from .purge_resource import PurgeResource
from .purge_resource_relationships_type_0 import PurgeResourceRelationshipsType0
from .report_attributes import ReportAttributes
from .report_document import ReportDocument
from .report_list_document import ReportListDocument
from .report_resource import ReportResource
from .report_resource_relationships_type_0 import ReportResourceRelationshipsType0
from .request_json_api import RequestJsonApi
from .resource_identifier import ResourceIdentifier
from .s3_compatible_deployment import S3CompatibleDeployment
from .s3_compatible_deployment_update import S3CompatibleDeploymentUpdate
from .s3_compatible_fields import S3CompatibleFields
from .s3_deployment import S3Deployment
from .s3_deployment_update import S3DeploymentUpdate
from .s3_fields import S3Fields
from .server import Server
from .server_status import ServerStatus
from .source_attributes import SourceAttributes
from .source_create_attributes import SourceCreateAttributes
from .source_create_data import SourceCreateData
from .source_create_document import SourceCreateDocument
from .source_document import SourceDocument
from .source_list_document import SourceListDocument
from .source_resource import SourceResource
from .source_resource_relationships_type_0 import SourceResourceRelationshipsType0
from .source_update_attributes import SourceUpdateAttributes
from .source_update_data import SourceUpdateData
from .source_update_document import SourceUpdateDocument
from .tags import Tags
from .unpublish_data import UnpublishData
from .unpublish_document import UnpublishDocument
from .upload_session_attributes import UploadSessionAttributes
from .upload_session_document import UploadSessionDocument
from .upload_session_resource import UploadSessionResource
from .upload_session_resource_relationships_type_0 import (
    UploadSessionResourceRelationshipsType0,
)
from .uploader import Uploader
from .web_folder_deployment import WebFolderDeployment
from .web_folder_deployment_update import WebFolderDeploymentUpdate
from .web_folder_fields import WebFolderFields
from .web_proxy_deployment import WebProxyDeployment
from .web_proxy_deployment_update import WebProxyDeploymentUpdate

__all__ = (
    "AssetAttributes",
    "AssetAttributesCustomFieldsType0",
    "AssetDocument",
    "AssetListDocument",
    "AssetResource",
    "AssetResourceRelationshipsType0",
    "AssetUpdateAttributes",
    "AssetUpdateAttributesCustomFieldsType0",
    "AssetUpdateAttributesTagsType0",
    "AssetUpdateData",
    "AssetUpdateDocument",
    "Authentication",
    "AzureDeployment",
    "AzureDeploymentUpdate",
    "AzureFields",
    "AzureFieldsAzureServiceType",
    "Colors",
    "ColorsDominantColorsType0",
    "Cursor",
    "CustomFieldFilter",
    "Deployment",
    "DeploymentDefaultParamsType0",
    "DeploymentSettings",
    "DeploymentSettingsCacheTtlBehavior",
    "DeploymentSettingsDefaultParams",
    "DeploymentSettingsRobotsTxt",
    "ErrorDocument",
    "ErrorObject",
    "ErrorObjectMetaType0",
    "GCSDeployment",
    "GCSDeploymentUpdate",
    "GCSFields",
    "JsonApi",
    "LoginFields",
    "Meta",
    "Pagination",
    "PublicationAttributes",
    "PublicationDocument",
    "PublicationRequest",
    "PublicationResource",
    "PublicationResourceRelationshipsType0",
    "PublishData",
    "PublishDocument",
    "PurgeAttributes",
    "PurgeCreateAttributes",
    "PurgeCreateData",
    "PurgeCreateDocument",
    "PurgeDocument",
    "PurgeResource",
    "PurgeResourceRelationshipsType0",
    "ReportAttributes",
    "ReportDocument",
    "ReportListDocument",
    "ReportResource",
    "ReportResourceRelationshipsType0",
    "RequestJsonApi",
    "ResourceIdentifier",
    "S3CompatibleDeployment",
    "S3CompatibleDeploymentUpdate",
    "S3CompatibleFields",
    "S3Deployment",
    "S3DeploymentUpdate",
    "S3Fields",
    "Server",
    "ServerStatus",
    "SourceAttributes",
    "SourceCreateAttributes",
    "SourceCreateData",
    "SourceCreateDocument",
    "SourceDocument",
    "SourceListDocument",
    "SourceResource",
    "SourceResourceRelationshipsType0",
    "SourceUpdateAttributes",
    "SourceUpdateData",
    "SourceUpdateDocument",
    "Tags",
    "UnpublishData",
    "UnpublishDocument",
    "UploadSessionAttributes",
    "UploadSessionDocument",
    "UploadSessionResource",
    "UploadSessionResourceRelationshipsType0",
    "Uploader",
    "WebFolderDeployment",
    "WebFolderDeploymentUpdate",
    "WebFolderFields",
    "WebProxyDeployment",
    "WebProxyDeploymentUpdate",
)
