"""Response headers: case makes no difference."""

import copy
import pickle

import pytest

from imgix_management import NotFoundError
from imgix_management.types import Headers

ID = "65a1b2c3d4e5f60718293a4b"


def test_names_are_case_insensitive_and_listed_in_lower_case():
    headers = Headers({"Content-Type": "text/plain", "X-Cloud-Trace-Context": "abc"})
    for name in ("content-type", "Content-Type", "CONTENT-TYPE"):
        assert headers[name] == headers.get(name) == "text/plain"
        assert name in headers
    assert list(headers) == ["content-type", "x-cloud-trace-context"]
    assert dict(headers) == {"content-type": "text/plain", "x-cloud-trace-context": "abc"}
    assert (len(headers), headers.get("Missing"), "missing" in headers, 1 in headers) == (2, None, False, False)
    with pytest.raises(KeyError):
        headers["missing"]


def test_headers_are_values_that_cannot_be_changed():
    headers = Headers({"A": "1"})
    assert headers == Headers({"a": "1"}) == {"A": "1"}
    assert headers != {"a": "2"}
    assert headers != 1
    assert repr(headers) == "Headers({'a': '1'})"
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(headers, protocol)) == headers
    assert copy.deepcopy(headers) == headers
    with pytest.raises(TypeError):
        headers["a"] = "2"


def test_those_of_a_response_and_of_an_error(client, server):
    server.respond({"data": {"id": ID, "type": "sources"}}, headers={"X-Cloud-Trace-Context": "abc"})
    info = client.sources.get(ID).response_info
    assert info.headers["X-Cloud-Trace-Context"] == info.headers["x-cloud-trace-context"] == info.request_id == "abc"
    server.respond({"errors": []}, 404, headers={"X-Cloud-Trace-Context": "def"})
    with pytest.raises(NotFoundError) as caught:
        client.sources.get(ID)
    assert caught.value.headers["X-Cloud-Trace-Context"] == "def"
