"""The tests that the plugin adds: one for each recorded call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from imgix_contract.contract import Contract
from imgix_contract.recorded import CheckResult, Exchange, Problem, ProblemCode, check

from .._core.config import DEFAULT_BASE_URL
from .._i18n import LANGUAGES, LocalizedText, gettext, gettext_noop
from ..version import __version__
from . import language
from .cassettes import CassetteError, Interaction, find, read

_PROBLEMS: Final[dict[ProblemCode, str]] = {
    "path_unknown": gettext_noop("No operation of the contract has this path."),
    "method_unknown": gettext_noop("The contract has this path, but not this method: {reason}"),
    "path_invalid": gettext_noop("The path does not match the contract: {reason}"),
    "query_invalid": gettext_noop("The query does not match the contract: {reason}"),
    "key_missing": gettext_noop("The request was sent without an API key."),
    "content_type_wrong": gettext_noop(
        'The request was sent with the Content-Type "{reason}", which is not in the contract.'
    ),
    "body_invalid": gettext_noop("The request body does not match the contract: {reason}"),
    "status_unknown": gettext_noop("The contract does not list the status {reason} for this operation."),
    "response_type_wrong": gettext_noop('The response has the Content-Type "{reason}", which is not in the contract.'),
    "response_unreadable": gettext_noop("The body of the response cannot be read: {reason}"),
    "response_invalid": gettext_noop("The response does not match the contract: {reason}"),
}

_FAULTS: Final = {
    "required": gettext_noop('{place}: the member "{names}" is missing.'),
    "additionalProperties": gettext_noop('{place}: the contract has no member "{names}".'),
    "unevaluatedProperties": gettext_noop('{place}: the contract has no member "{names}".'),
    "type": gettext_noop("{place}: the contract requires the type {names}."),
    "parameter": gettext_noop('the contract has no parameter "{names}".'),
}
_DOCUMENT: Final = LocalizedText("the document", "ドキュメント全体")


class ContractBroken(Exception):  # noqa: N818 - it is reported with a text of our own
    """A recorded call leaves the contract."""

    def __init__(self, result: CheckResult) -> None:
        super().__init__(*(problem.code for problem in result.problems))
        self.result = result


class ContractChecks:
    """Adds the tests to a run."""

    def __init__(self, config: pytest.Config) -> None:
        self._directories = [Path(config.invocation_params.dir, d) for d in _option(config, "cassettes") or ()]
        self._base_urls = [DEFAULT_BASE_URL, *(_option(config, "base-url") or ())]
        for directory in self._directories:
            if not directory.is_dir():
                raise _refused(gettext_noop("The directory {path} does not exist."), path=directory)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Add a test for each recorded call.

        Raises:
            pytest.UsageError: There is none, or a cassette cannot be read.
        """
        calls = list(self._items(session))
        if not calls:
            text = gettext_noop(
                "--imgix-contract found no recorded calls to {base_urls}. Set the directory of your cassettes with "
                "--imgix-contract-cassettes, and another base URL with --imgix-contract-base-url."
            )
            raise _refused(text, base_urls=", ".join(self._base_urls))
        items.extend(calls)

    def _items(self, session: pytest.Session) -> Iterator[pytest.Item]:
        contract = Contract()
        strict = bool(_option(session.config, "strict"))
        for path in find(session.config.rootpath, self._directories):
            try:
                interactions = read(path, self._base_urls)
            except CassetteError as error:
                raise _refused(
                    gettext_noop("The cassette {path} cannot be read: {reason}"), path=path, reason=error
                ) from error
            cassette = Cassette.from_parent(
                session, path=path, contract=contract, interactions=interactions, strict=strict
            )
            yield from cassette.collect()


def _option(config: pytest.Config, name: str) -> Any:  # noqa: ANN401 - pytest's own
    return config.getoption(f"--imgix-contract-{name}")


def _refused(text: str, **values: object) -> pytest.UsageError:
    return pytest.UsageError(gettext(text, language(), **values))


class Cassette(pytest.File):
    """A cassette with calls of the Management API."""

    def __init__(
        self,
        *,
        contract: Contract,
        interactions: list[Interaction],
        strict: bool,
        **kwargs: Any,  # noqa: ANN401 - pytest's own
    ) -> None:
        super().__init__(**kwargs)
        self.contract = contract
        self.interactions = interactions
        self.strict = strict

    def collect(self) -> Iterator[RecordedCall]:
        """Yield a test for each call."""
        for number, exchange in self.interactions:
            name = f"{number} {exchange.method} {exchange.url.partition('?')[0]}"
            yield RecordedCall.from_parent(self, name=name, cassette=self, exchange=exchange)


class RecordedCall(pytest.Item):
    """One recorded call, as a test."""

    def __init__(self, *, cassette: Cassette, exchange: Exchange, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**kwargs)
        self.add_marker("imgix_contract")
        self._cassette = cassette
        self._exchange = exchange

    def runtest(self) -> None:
        """Check the call.

        Raises:
            ContractBroken: It leaves the contract.
        """
        result = check(self._cassette.contract, self._exchange, strict=self._cassette.strict)
        if result.problems:
            raise ContractBroken(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401 - pytest's own
        """Tell what is wrong with the call."""
        if not isinstance(excinfo.value, ContractBroken):
            return super().repr_failure(excinfo, style)
        operation, problems = excinfo.value.result
        head = gettext_noop("This recorded call does not match the contract of imgix-management {version}:")
        advice = gettext_noop("Fix the call, or record the cassette again if the API has changed; see CHANGELOG.md.")
        return "\n".join(
            [
                gettext(head, language(), version=__version__),
                f"  {self._exchange.method} {self._exchange.url}" + (f" ({operation.id})" if operation else ""),
                *map(_describe, problems),
                gettext(advice, language()),
            ]
        )

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Tell where the call is recorded."""
        return self.path, None, self.name


def _describe(problem: Problem) -> str:
    text = gettext(_PROBLEMS[problem.code], language(), reason=_reason(problem))
    return "\n".join(f"  - {line}" for line in text.splitlines())


def _reason(problem: Problem) -> str | LocalizedText:
    """The reason in both languages, where it is one of the usual ones."""
    fault = problem.fault
    if fault is None or fault.kind not in _FAULTS:
        return problem.reason
    place = fault.place or _DOCUMENT
    english, japanese = (gettext(_FAULTS[fault.kind], each, place=place, names=fault.names) for each in LANGUAGES[:2])
    return LocalizedText(english, japanese)
