"""Any operation of the contract, by its id."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from typing import Any, cast

from imgix_openapi.operations import OPERATIONS
from imgix_openapi.types import Request

from .errors import InvalidInputError


def low_level_request(operation_id: str, arguments: Mapping[str, Any]) -> Request:
    """The request of a generated operation.

    Args:
        operation_id: Its operationId.
        arguments: Path and query parameters, named as `imgix_openapi.api` names them.

    Raises:
        InvalidInputError: There is no such operation (`operation_unknown`), or a value cannot stand in a path
            (`argument_invalid`).
        TypeError: The operation has no such argument.
    """
    operation = OPERATIONS.get(operation_id)
    if operation is None:
        raise InvalidInputError("operation_unknown", value=operation_id, known=", ".join(OPERATIONS))
    name = re.sub(r"(?=[A-Z])", "_", operation.id).lower()
    module = importlib.import_module(f"imgix_openapi.api.{operation.tag}.{name}")
    try:
        return cast("Request", module.request(**arguments))
    except ValueError as error:
        raise InvalidInputError("argument_invalid", name="path", value=str(error), allowed="a path segment") from error
