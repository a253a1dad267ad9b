import ast
import copy
import pickle
import string
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from imgix_management import errors
from imgix_management._i18n import LANGUAGES, LocalizedText
from imgix_management.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AssetExistsError,
    AuthenticationError,
    BadRequestError,
    Call,
    ClientStateError,
    ConfigurationError,
    ConflictError,
    DeploymentError,
    ErrorObject,
    FieldNotRequestedError,
    ImgixError,
    IncompleteResponseError,
    InvalidInputError,
    InvalidResponseError,
    ItemInterruptedError,
    JournalError,
    MethodNotAllowedError,
    NotFoundError,
    OperationInfo,
    PaginationError,
    PermissionDeniedError,
    RateLimitError,
    RateLimitStoreError,
    RateLimitWaitError,
    ResponseTooLargeError,
    ServerError,
    TransferError,
    UnsafeURLError,
    UploadSessionError,
    WaitTimeoutError,
    status_error,
)
from imgix_management.errors.base import excerpt, outcome_note
from imgix_management.errors.inputs import PROBLEMS

ROOT = Path(__file__).parents[2]
ID = "65a1b2c3d4e5f60718293a4b"
SECRET = "hunter2hunter2hunter2"  # no test key has this form by chance
EDIT = LocalizedText("Asset Edit", "アセット編集")
PURGE = LocalizedText("Asset Purge", "アセットパージ")

# The 404 of imgix's overview page, and a captured 401.
DOCUMENTED_404 = {
    "errors": [
        {
            "detail": "Resource not found.",
            "id": "56ba72bdd33d4395b464fae69f0d31c7",
            "meta": {},
            "status": "404",
            "title": "NotFound",
        }
    ],
    "jsonapi": {"version": "1.0"},
    "meta": {},
    "server": {},
}
CAPTURED_401 = {
    "errors": [
        {
            "detail": "A valid API key is required and could not be determined.",
            "id": "0123456789abcdef0123456789abcdef",
            "meta": {},
            "status": "401",
            "title": "Unauthorized",
        }
    ],
    "jsonapi": {"version": "1.0"},
    "meta": {"authentication": {"authorized": False}, "server": {"commit": "production"}},
}


def info(
    permissions: tuple[LocalizedText, ...] = (EDIT, PURGE),
    bucket: str = "refresh-asset",
    limit: int = 10,
    period: float = 60,
) -> OperationInfo:
    return OperationInfo(permissions, bucket, limit, period)


def call(operation: str) -> Call:
    return Call(operation, "GET", f"/api/v1/sources/{ID}/assets/cats/tom.jpg", "cats/tom.jpg")


def failed(status: int) -> APIStatusError:
    return status_error(
        status_code=status,
        body=DOCUMENTED_404,
        headers={"Retry-After": "3"},
        operation_info=info(),
        call=call("refreshAsset"),
        language="ja",
    )


EXAMPLES: dict[type[ImgixError], ImgixError] = {
    ImgixError: ImgixError(call=call("getSource"), language="en+ja"),
    InvalidInputError: InvalidInputError("source_id_invalid", value="a/b", call=call("getSource"), language="ja"),
    ClientStateError: ClientStateError("client_closed"),
    ConfigurationError: ConfigurationError("api_key_missing", language="en+ja"),
    APIStatusError: failed(418),
    BadRequestError: failed(400),
    AuthenticationError: failed(401),
    PermissionDeniedError: failed(403),
    NotFoundError: failed(404),
    MethodNotAllowedError: failed(405),
    ConflictError: failed(409),
    RateLimitError: failed(429),
    ServerError: failed(502),
    APIConnectionError: APIConnectionError(
        host="api.imgix.com", reason="refused", call=call("getSource"), language="ja"
    ),
    APITimeoutError: APITimeoutError(host="api.imgix.com", timeout=5.0, call=call("getSource"), language="ja"),
    ResponseTooLargeError: ResponseTooLargeError(
        status_code=200, excerpt="x" * 9999, call=call("getSource"), language="ja"
    ),
    InvalidResponseError: InvalidResponseError(
        status_code=502, content_type="text/html", excerpt="<html>", call=call("getSource"), language="ja"
    ),
    DeploymentError: DeploymentError(source_id="65a1", deployment_status="disabled", language="ja"),
    RateLimitWaitError: RateLimitWaitError(
        bucket="create-source", wait=1800.25, max_wait=5, call=call("createSource"), language="ja"
    ),
    RateLimitStoreError: RateLimitStoreError(store="redis://redis:6379/0", reason="Connection refused.", language="ja"),
    WaitTimeoutError: WaitTimeoutError(
        resource=LocalizedText("source 65a1", "ソース 65a1"), timeout=600, last_status="deploying"
    ),
    FieldNotRequestedError: FieldNotRequestedError(resource="Source", field="name", language="ja"),
    JournalError: JournalError(path="a.journal", reason="database or disk is full", language="ja"),
    ItemInterruptedError: ItemInterruptedError(key=f"{ID}/a.png", language="ja"),
    PaginationError: PaginationError(position=3, call=call("listSources"), language="ja"),
    TransferError: TransferError(host="storage.example", status_code=403, call=call("getReport"), language="ja"),
    UnsafeURLError: UnsafeURLError(host="storage.example", call=call("getReport"), language="ja"),
    AssetExistsError: AssetExistsError(source_id=ID, origin_path="a.png", status_code=400, language="ja"),
    IncompleteResponseError: IncompleteResponseError(attribute="custom_fields", call=call("getAsset"), language="ja"),
    UploadSessionError: UploadSessionError(
        source_id="65a1",
        session_id="s1",
        origin_path="a.png",
        reason="refused",
        cancelled=False,
        session_status="CANCELLED",
    ),
}


def classes(root: type[ImgixError] = ImgixError) -> Iterator[type[ImgixError]]:
    yield root
    for subclass in root.__subclasses__():
        if subclass.__module__.startswith("imgix_management."):
            yield from classes(subclass)


def properties(error: ImgixError) -> dict[str, object]:
    names = [name for name in dir(type(error)) if isinstance(getattr(type(error), name), property)]
    return {name: getattr(error, name) for name in names} | vars(error)


def is_japanese(text: str) -> bool:
    return any("\u3040" <= sign <= "\u30ff" for sign in text)


every_class = pytest.mark.parametrize("cls", EXAMPLES, ids=lambda cls: cls.__name__)


class TestEveryClass:
    def test_has_an_example_here_and_is_public(self) -> None:
        from_errors = {cls for cls in classes() if cls.__module__.startswith("imgix_management.errors")}
        assert from_errors == set(EXAMPLES)
        assert {cls.__name__ for cls in EXAMPLES} <= set(errors.__all__)

    def test_has_a_code_of_its_own(self) -> None:
        codes = [cls.code for cls in classes() if not issubclass(cls, InvalidInputError)] + list(PROBLEMS)
        assert len(codes) == len(set(codes))
        assert all(code.replace("_", "").isalnum() and code.islower() for code in codes)

    @every_class
    def test_says_it_in_both_languages(self, cls: type[ImgixError]) -> None:
        error = EXAMPLES[cls]
        assert not is_japanese(error.message("en"))
        assert is_japanese(error.message("ja"))
        assert error.message("en+ja") == f"{error.message('en')}\n{error.message('ja')}"
        assert "\n" not in error.message("en") + error.message("ja")

    @every_class
    def test_str_speaks_its_language(self, cls: type[ImgixError]) -> None:
        error = copy.copy(EXAMPLES[cls])
        for language in LANGUAGES:
            error.language = language
            assert str(error) == error.message() == error.message(language)
        error.language = None
        assert str(error) == error.message("en")

    @every_class
    def test_names_its_call(self, cls: type[ImgixError]) -> None:
        error = copy.copy(EXAMPLES[cls])
        error.call = call("getAsset")
        assert all(error.message(language).startswith("getAsset cats/tom.jpg: ") for language in LANGUAGES)
        assert error.operation == "getAsset"
        error.call = Call("listSources", "GET", "/api/v1/sources")
        assert error.message("en").startswith("listSources: ")
        error.call = None
        assert error.operation is None
        assert "getAsset" not in error.message("en+ja")

    @every_class
    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickles_completely(self, cls: type[ImgixError], protocol: int) -> None:
        error = EXAMPLES[cls]
        again = pickle.loads(pickle.dumps(error, protocol))
        assert type(again) is cls
        assert properties(again) == properties(error)
        assert (str(again), repr(again), again.code) == (str(error), repr(error), error.code)

    @every_class
    @pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
    def test_copies_completely(self, cls: type[ImgixError], copied: Any) -> None:
        error = EXAMPLES[cls]
        again = copied(error)
        assert again is not error
        assert type(again) is cls
        assert properties(again) == properties(error)
        again.call = call("another")
        assert error.call != again.call

    @every_class
    def test_keeps_its_cause_but_does_not_pickle_it(self, cls: type[ImgixError]) -> None:
        error, cause = copy.copy(EXAMPLES[cls]), RuntimeError(SECRET)
        with pytest.raises(cls) as caught:
            raise error from cause
        assert caught.value.__cause__ is cause
        assert SECRET.encode() not in pickle.dumps(caught.value)
        assert pickle.loads(pickle.dumps(caught.value)).__cause__ is None

    @every_class
    def test_keeps_its_notes(self, cls: type[ImgixError]) -> None:
        error = copy.copy(EXAMPLES[cls])
        error.add_note("while uploading")
        assert pickle.loads(pickle.dumps(error)).__notes__ == ["while uploading"]

    @every_class
    def test_repr_names_class_and_code(self, cls: type[ImgixError]) -> None:
        error = EXAMPLES[cls]
        assert repr(error).startswith(f"{cls.__name__}(")
        assert error.code in repr(error)
        assert not is_japanese(repr(error))

    def test_crosses_processes(self) -> None:
        program = (
            f"import sys; sys.path[:0] = {[str(ROOT / 'facade'), str(ROOT / 'generated')]!r}\n"
            "import pickle\n"
            "from imgix_management.errors import Call, OperationInfo, status_error\n"
            "info, call = OperationInfo((), 'purge', 10, 1.0), Call('createPurge', 'POST', '/api/v1/purge')\n"
            "headers = {'Retry-After': '7'}\n"
            "error = status_error(status_code=429, headers=headers, operation_info=info, call=call, language='ja')\n"
            "sys.stdout.buffer.write(pickle.dumps(error))\n"
        )
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
        error = pickle.loads(run.stdout)
        assert isinstance(error, RateLimitError)
        assert (error.operation, error.bucket, error.retry_after, error.language) == (
            "createPurge",
            "purge",
            7,
            "ja",
        )


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "cls", "code", "retryable"),
        [
            (302, APIStatusError, "unexpected_status", False),
            (400, BadRequestError, "bad_request", False),
            (401, AuthenticationError, "authentication_failed", False),
            (402, APIStatusError, "unexpected_status", False),
            (403, PermissionDeniedError, "permission_denied", False),
            (404, NotFoundError, "not_found", False),
            (405, MethodNotAllowedError, "method_not_allowed", False),
            (409, ConflictError, "conflict", False),
            (413, APIStatusError, "unexpected_status", False),
            (422, APIStatusError, "unexpected_status", False),
            (429, RateLimitError, "rate_limited", True),
            (500, ServerError, "server_error", True),
            (501, ServerError, "server_error", False),
            (503, ServerError, "server_error", True),
            (520, ServerError, "server_error", True),
            (599, ServerError, "server_error", True),
            (600, APIStatusError, "unexpected_status", False),
        ],
    )
    def test_each_status_has_its_class(self, status: int, cls: type, code: str, retryable: bool) -> None:
        error = status_error(status_code=status)
        assert type(error) is cls
        assert (error.status_code, error.code, error.retryable) == (status, code, retryable)
        assert str(status) in error.message("en")
        assert str(status) in error.message("ja")

    def test_the_documented_404(self) -> None:
        error = status_error(status_code=404, body=DOCUMENTED_404, call=call("getSource"))
        assert (error.operation, error.title, error.detail) == (
            "getSource",
            "NotFound",
            "Resource not found.",
        )
        assert error.request_id == "56ba72bdd33d4395b464fae69f0d31c7"
        (only,) = error.errors
        assert only == ErrorObject(
            detail="Resource not found.",
            id="56ba72bdd33d4395b464fae69f0d31c7",
            status=404,
            title="NotFound",
            meta={},
            raw=DOCUMENTED_404["errors"][0],  # type: ignore[index]
        )
        for text in (error.message("en"), error.message("ja")):
            assert "Resource not found." in text
            assert "56ba72bdd33d4395b464fae69f0d31c7" in text

    def test_the_captured_401_reports_where_keys_are_made(self) -> None:
        error = status_error(status_code=401, body=CAPTURED_401)
        assert error.detail == "A valid API key is required and could not be determined."
        assert "API Keys view of the imgix dashboard" in error.message("en")
        assert "imgix ダッシュボードの API キー画面（API Keys）" in error.message("ja")

    def test_a_403_names_the_permissions_needed(self) -> None:
        error = status_error(status_code=403, operation_info=info())
        assert isinstance(error, PermissionDeniedError)
        assert error.permissions == (EDIT, PURGE)
        assert "Asset Edit, Asset Purge" in error.message("en")
        assert "アセット編集、アセットパージ" in error.message("ja")

    def test_a_403_of_an_unknown_operation(self) -> None:
        error = status_error(status_code=403)
        assert isinstance(error, PermissionDeniedError)
        assert error.permissions == ()
        assert "Required permission:" not in error.message("en")

    def test_a_409_of_a_purge_says_that_it_succeeds(self) -> None:
        error = status_error(status_code=409, call=call("createPurge"))
        assert "this purge still succeeds" in error.message("en")
        assert "今回のパージも成功しています" in error.message("ja")

    def test_a_409_of_adding_says_that_the_asset_was_added_before(self) -> None:
        error = status_error(status_code=409, call=call("addAsset"))
        assert "The asset was added before." in error.message("en")
        assert "すでに追加されています" in error.message("ja")

    def test_another_409_says_neither(self) -> None:
        for called in (None, call("updateSource")):
            text = status_error(status_code=409, call=called).message("en")
            assert "purge" not in text
            assert "asset" not in text

    def test_the_operations_with_a_409_text_are_those_with_a_409_in_the_contract(self) -> None:
        contract = yaml.safe_load((ROOT / "openapi/imgix-management.yaml").read_text("utf-8"))
        conflicting = {
            described["operationId"]
            for path in contract["paths"].values()
            for method, described in path.items()
            if method in {"get", "post", "patch", "put", "delete"} and "409" in described["responses"]
        }
        assert set(ConflictError._advice_by_operation) == conflicting

    def test_a_server_error_asks_for_the_request_id_where_there_is_one(self) -> None:
        without, having = status_error(status_code=500), status_error(status_code=500, body=DOCUMENTED_404)
        assert "request id" not in without.message("en")
        assert "give imgix support the request id" in having.message("en")
        assert "imgix サポートにリクエスト ID をお知らせください" in having.message("ja")

    def test_all_details_are_reported_once(self) -> None:
        body = {"errors": [{"detail": "a"}, {"title": "b"}, {"detail": "a"}, {}]}
        error = status_error(status_code=400, body=body)
        assert (error.detail, error.title, len(error.errors)) == ("a", "b", 4)
        assert '"a / b"' in error.message("en")


class TestRateLimit:
    @pytest.mark.parametrize(
        ("limit", "period", "english", "japanese"),
        [
            (10, 1.0, "10 per second", "秒間 10 回"),
            (10, 60, "10 per minute", "分毎に 10 回"),
            (60, 3600.0, "60 per hour", "時間毎に 60 回"),
            (5, 2.5, "5 in 2.5 s", "2.5 秒間に 5 回"),
        ],
    )
    def test_names_bucket_and_limit(self, limit: int, period: float, english: str, japanese: str) -> None:
        error = status_error(status_code=429, operation_info=info(bucket="purge", limit=limit, period=period))
        assert isinstance(error, RateLimitError)
        assert (error.bucket, error.limit, error.period, error.retry_after) == ("purge", limit, period, None)
        assert f"bucket purge is {english}." in error.message("en")
        assert f"バケット purge のレート制限: {japanese}。" in error.message("ja")
        assert "The server did not say when to continue" in error.message("en")

    def test_of_an_unknown_operation(self) -> None:
        error = status_error(status_code=429)
        assert isinstance(error, RateLimitError)
        assert (error.bucket, error.limit, error.period) == (None, None, None)
        assert "bucket" not in error.message("en")
        assert "None" not in error.message("en+ja")

    @pytest.mark.parametrize(
        ("headers", "wait"),
        [
            ({"Retry-After": "3"}, 3.0),
            ({"retry-after": " 0 "}, 0.0),
            ({"RETRY-AFTER": "1.5"}, 1.5),
            ({"Retry-After": "Wed, 21 Oct 2026 07:28:30 GMT", "Date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 30.0),
            ({"Retry-After": "Wed, 21 Oct 2026 07:27:00 GMT", "Date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 0.0),
            ({"Retry-After": "Wed, 21 Oct 2015 07:28:30 GMT"}, 0.0),
            ({"Retry-After": "Wed, 21 Oct 2026 07:28:30 -0000", "Date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 30.0),
            ({"Retry-After": "9999999999"}, 1e9),
            ({"Retry-After": "9" * 400}, 1e9),
            ({"Retry-After": "5, 60"}, 60.0),
            ({"Retry-After": "5, soon"}, None),
            ({"Retry-After": "Thu, 99999999999999999999 Jan 2026 00:00:00 GMT"}, None),
            ({"Retry-After": "-3"}, None),
            ({"Retry-After": "inf"}, None),
            ({"Retry-After": "1e9"}, None),
            ({"Retry-After": "９"}, None),
            ({"Retry-After": ""}, None),
            ({}, None),
        ],
    )
    def test_reads_retry_after(self, headers: dict[str, str], wait: float | None) -> None:
        error = status_error(status_code=429, headers=headers)
        assert isinstance(error, RateLimitError)
        assert error.retry_after == wait

    def test_a_date_without_a_date_of_the_response_counts_from_now(self) -> None:
        in_a_minute = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
        wait = status_error(status_code=429, headers={"Retry-After": in_a_minute}).retry_after
        assert wait == pytest.approx(60, abs=5)

    def test_says_when_to_go_on(self) -> None:
        error = status_error(status_code=429, headers={"Retry-After": "3"}, operation_info=info())
        assert "asks to wait 3 s." in error.message("en")
        assert "3 秒待ってから再開してください" in error.message("ja")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
error_objects = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("detail", "id", "status", "title", "meta", "source"), json_values)
)
bodies = json_values | st.fixed_dictionaries({"errors": st.lists(error_objects | json_values) | error_objects})
any_text = st.text(st.characters(exclude_categories=()))


class TestAnyResponse:
    @given(status=st.integers(300, 700), body=bodies)
    def test_any_json_gives_an_error_that_can_be_shown(self, status: int, body: object) -> None:
        error = status_error(status_code=status, body=body, operation_info=info())
        assert isinstance(error, APIStatusError)
        assert error.status_code == status
        assert all(isinstance(text, str | None) for text in (error.detail, error.title, error.request_id))
        for language in LANGUAGES:
            error.message(language).encode("utf-8")
            assert len(error.message(language)) < 3000
        assert error.message("en").isprintable()
        repr(error).encode("utf-8")
        assert pickle.loads(pickle.dumps(error)).message("ja") == error.message("ja")

    @given(headers=st.dictionaries(any_text, any_text), retry_after=any_text, date=any_text)
    def test_any_headers(self, headers: dict[str, str], retry_after: str, date: str) -> None:
        error = status_error(status_code=429, headers={**headers, "Retry-After": retry_after, "Date": date})
        assert isinstance(error, RateLimitError)
        assert error.retry_after is None or error.retry_after >= 0

    @pytest.mark.parametrize(
        ("wire", "read"),
        [
            ("404", 404),
            (404, 404),
            ("4040", None),
            (True, None),
            (40.4, None),
            ("４０４", None),
            (None, None),
            ([], None),
        ],
    )
    def test_the_status_of_an_error_object_is_a_string_or_a_number(self, wire: object, read: int | None) -> None:
        (only,) = status_error(status_code=400, body={"errors": [{"status": wire}]}).errors
        assert only.status == read

    def test_missing_and_extra_members(self) -> None:
        raw = {"source": {"pointer": "/data/attributes/name"}, "detail": 7, "meta": None}
        (only,) = status_error(status_code=400, body={"errors": [raw, "text", None]}).errors
        assert only == ErrorObject(raw=raw)

    def test_one_object_in_place_of_a_list(self) -> None:
        assert status_error(status_code=400, body={"errors": {"detail": "one"}}).detail == "one"

    def test_an_error_object_cannot_be_changed_and_can_be_hashed(self) -> None:
        (only,) = status_error(status_code=404, body=DOCUMENTED_404).errors
        with pytest.raises(AttributeError):
            only.detail = "another"  # type: ignore[misc]
        assert len({only, copy.deepcopy(only)}) == 1

    def test_a_long_or_hostile_detail_is_made_fit_to_show(self) -> None:
        detail = "\x1b[31mred\r\nX: 1\u202e\ud800" + "x" * 100_000
        error = status_error(status_code=400, body={"errors": [{"detail": detail}]})
        assert error.detail == detail
        assert error.message("en").isprintable()
        assert len(error.message("en")) < 1000


class TestNoResponse:
    def test_a_connection_error_reports_host_and_cause(self) -> None:
        error = APIConnectionError(host="api.imgix.com", reason="Name or service not known.")
        assert (error.host, error.reason, error.retryable) == (
            "api.imgix.com",
            "Name or service not known",
            True,
        )
        assert "api.imgix.com" in error.message("ja")
        assert "Cause: Name or service not known. " in error.message("en")

    @pytest.mark.parametrize("cls", [APIConnectionError, APITimeoutError])
    def test_an_unknown_outcome_says_what_to_check_instead_of_retrying(self, cls: type[APIConnectionError]) -> None:
        error = cls(host="api.imgix.com", call=Call("updateAsset", "PATCH", "/x", "cats/tom.jpg"))
        error.outcome_unknown, error.retryable = True, False
        english = error.message("en")
        assert english.startswith("updateAsset cats/tom.jpg: ")
        assert english.endswith(
            "The server may still have processed the request. Get the asset and compare it with your changes."
        )
        assert "etry" not in english
        assert "再試行" not in error.message("ja")
        error.retryable = True
        assert "etry" in error.message("en")

    def test_a_cancelled_call_says_what_to_check(self) -> None:
        called = Call("updateAsset", "PATCH", "/x", "cats/tom.jpg")
        assert outcome_note(called, "en") == (
            "updateAsset cats/tom.jpg: The server may still have processed the request. "
            "Get the asset and compare it with your changes."
        )
        assert outcome_note(called, "en+ja") == f"{outcome_note(called, 'en')}\n{outcome_note(called, 'ja')}"

    def test_without_a_cause(self) -> None:
        assert "Cause" not in APIConnectionError(host="api.imgix.com", reason="").message("en")

    def test_a_time_out_is_a_connection_error(self) -> None:
        error = APITimeoutError(host="api.imgix.com", timeout=2.50)
        assert isinstance(error, APIConnectionError)
        assert (error.timeout, error.retryable) == (2.5, True)
        assert "within 2.5 s" in error.message("en")
        assert "2.5 秒以内" in error.message("ja")
        assert "may still have processed" not in error.message("en")
        assert "None" not in APITimeoutError(host="api.imgix.com").message("en+ja")

    def test_a_page_of_html(self) -> None:
        content = b"<html>\n <h1>502</h1>" + b"x" * 9999
        error = InvalidResponseError(status_code=502, content_type="text/html", excerpt=excerpt(content))
        assert (error.status_code, error.content_type, error.retryable) == (502, "text/html", True)
        assert error.excerpt.startswith("<html> <h1>502</h1>xxx")
        assert len(error.excerpt) == 200
        assert "text/html" in error.message("ja")

    def test_an_empty_body(self) -> None:
        error = InvalidResponseError(status_code=200)
        assert (error.excerpt, error.retryable) == ("", False)
        assert "Its body is empty." in error.message("en")
        assert "None" not in error.message("en+ja")

    @given(st.binary(), any_text)
    def test_any_bytes(self, content: bytes, content_type: str) -> None:
        error = InvalidResponseError(status_code=200, content_type=content_type, excerpt=excerpt(content))
        assert len(error.excerpt) <= 200
        for language in LANGUAGES:
            error.message(language).encode("utf-8")
        assert error.message("en").isprintable()

    def test_a_wait_that_took_too_long(self) -> None:
        error = WaitTimeoutError(
            resource=LocalizedText("source 65a1", "ソース 65a1"), timeout=600.0, last_status="deploying"
        )
        assert (error.timeout, error.last_status, error.retryable) == (600.0, "deploying", True)
        assert "source 65a1 timed out after 600 s" in error.message("en")
        assert "ソース 65a1 の待機が 600 秒で" in error.message("ja")
        assert "deploying" in error.message("ja")
        assert "None" not in WaitTimeoutError(resource="65a1", timeout=1).message("en+ja")

    @pytest.mark.parametrize(
        ("status", "advice"),
        [("disabled", "Enable the source"), ("deleted", "new one"), ("lost", "dashboard")],
    )
    def test_a_source_that_will_not_become_deployed(self, status: str, advice: str) -> None:
        error = DeploymentError(source_id="65a1", deployment_status=status)
        assert (error.source_id, error.deployment_status, error.retryable) == ("65a1", status, False)
        assert advice in error.message("en")
        assert status in error.message("ja")


class TestSecrets:
    @pytest.mark.parametrize(
        "leak",
        [
            f"Authorization: Bearer {SECRET}",
            f"authorization: bearer   {SECRET}",
            f"key ak_{SECRET} is wrong",
            f'{{"data":{{"attributes":{{"secure_url_token":"{SECRET}","name":"x"}}}}}}',
            f'{{"s3_secret_key" : "a\\"{SECRET}"}}',
            f'{{"azure_sas_string":"{SECRET}',
            f"<a href='https://user:{SECRET}@proxy.example/'>",
            f"https://storage.example/file?X-Signature={SECRET}&b={SECRET}",
            "x" * 150 + f" Bearer {SECRET}",
            "x" * 190 + f'"password":"{SECRET}"',
        ],
    )
    def test_in_foreign_text_are_hidden(self, leak: str) -> None:
        shown: list[ImgixError] = [
            InvalidResponseError(status_code=200, content_type=leak, excerpt=leak),
            APIConnectionError(host="api.imgix.com", reason=leak),
        ]
        for error in shown:
            assert SECRET[:8] not in f"{error.message('en+ja')} {error!r} {vars(error)}"
        error = status_error(status_code=400, body={"errors": [{"detail": leak}]})
        assert SECRET[:8] not in f"{error.message('en+ja')} {error!r}"

    def test_named_ones_are_hidden_in_an_excerpt_whatever_their_form(self) -> None:
        content = f"your key was {SECRET}".encode()
        error = InvalidResponseError(status_code=200, excerpt=excerpt(content, SECRET, ""))
        assert error.excerpt == "your key was ***"
        assert SECRET.encode() not in pickle.dumps(error)

    @pytest.mark.parametrize(
        "name",
        [
            "Set-Cookie",
            "authorization",
            "Proxy-Authorization",
            "X-Api-Key",
            "Location",
            "Link",
            "x-auth-token",
        ],
    )
    def test_headers_that_could_hold_one_are_left_out(self, name: str) -> None:
        error = status_error(status_code=302, headers={name: SECRET, "Content-Type": "text/html"})
        assert error.headers == {"content-type": "text/html"}
        assert SECRET.encode() not in pickle.dumps(error)

    def test_ordinary_words_stay(self) -> None:
        text = "Use a Bearer token; see https://docs.imgix.com/apis for the basics."
        assert text in status_error(status_code=401, body={"errors": [{"detail": text}]}).message("en")


def names_in(texts: tuple[str, ...]) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


class TestInput:
    @pytest.mark.parametrize("code", PROBLEMS)
    def test_every_problem_is_reported_in_both_languages(self, code: str) -> None:
        values = {name: f"<{name}>" for name in names_in(PROBLEMS[code])}
        error = InvalidInputError(code, **values)  # type: ignore[arg-type]
        assert (error.code, error.values) == (code, values)
        assert not is_japanese(error.message("en"))
        assert is_japanese(error.message("ja"))
        for value in values.values():
            assert value in error.message("en")
            assert value in error.message("ja")

    def test_is_a_value_error_and_not_worth_repeating(self) -> None:
        error = InvalidInputError("source_id_invalid", value="a/b")
        assert isinstance(error, ValueError)
        assert not error.retryable

    def test_an_unknown_code_is_refused_where_it_is_raised(self) -> None:
        with pytest.raises(KeyError, match="no_such_code"):
            InvalidInputError("no_such_code")

    def test_every_use_in_the_package_has_a_known_code_and_the_values_its_texts_name(self) -> None:
        uses = 0
        for path in (ROOT / "facade/imgix_management").rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text("utf-8"))):
                match call:
                    case ast.Call(
                        func=ast.Name(id="InvalidInputError" | "ConfigurationError"),
                        args=[ast.Constant(value=str(code)), *_],
                        keywords=keywords,
                    ):
                        uses += 1
                        given_names = {keyword.arg for keyword in keywords} - {"call", "language"}
                        assert code in PROBLEMS, f"{path}:{call.lineno}: {code}"
                        assert given_names == names_in(PROBLEMS[code]), f"{path}:{call.lineno}: {code}"
        assert uses >= 6

    def test_values_are_kept_short_and_plain(self) -> None:
        error = InvalidInputError("file_not_found", path=Path("猫") / ("x" * 5000))
        assert len(error.message("ja")) < 400
        assert "猫" in error.message("ja")
        unpicklable = InvalidInputError("source_id_invalid", value=lambda: None)
        assert pickle.loads(pickle.dumps(unpicklable)).message() == unpicklable.message()

    def test_control_characters_in_a_value_are_shown_escaped(self) -> None:
        error = InvalidInputError("origin_path_invalid", value="a\r\nb\x1b[31m")
        assert r"'a\r\nb\x1b[31m'" in error.message("en")
        assert error.message("en").isprintable()

    def test_a_localized_value(self) -> None:
        allowed = LocalizedText("1 or more", "1 以上")
        error = InvalidInputError("argument_invalid", name="page_size", value=0, allowed=allowed)
        assert "The argument page_size cannot be 0. Allowed: 1 or more." in error.message("en")
        assert "引数 page_size に 0 は指定できません。使用できる値: 1 以上。" in error.message("ja")
