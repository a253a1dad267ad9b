"""Any operation of the contract, by its id."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from imgix_openapi.operations import OPERATIONS
from imgix_openapi.types import Request

from ..errors import InvalidInputError
from . import validation

_CHECKS: Final[Mapping[str, Callable[[str], str]]] = {
    "source_id": validation.source_id,
    "report_id": validation.report_id,
    "session_id": validation.session_id,
    "origin_path": validation.origin_path,
}
"""What may stand in a path. A test fails if the contract has a path parameter that is not here."""


def low_level_request(operation_id: str, arguments: Mapping[str, Any]) -> Request:
    """The request of a generated operation.

    Args:
        operation_id: Its operationId.
        arguments: Path and query parameters, named as `imgix_openapi.api` names them.

    Raises:
        InvalidInputError: There is no such operation (`operation_unknown`), or a value cannot stand in a path.
        TypeError: The operation has no such argument.
    """
    operation = OPERATIONS.get(operation_id)
    if operation is None:
        raise InvalidInputError("operation_unknown", value=operation_id, known=", ".join(OPERATIONS))
    name = re.sub(r"(?=[A-Z])", "_", operation.id).lower()
    module = importlib.import_module(f"imgix_openapi.api.{operation.tag}.{name}")
    checked = {name: _CHECKS[name](value) if name in _CHECKS else value for name, value in arguments.items()}
    return cast("Request", module.request(**checked))
