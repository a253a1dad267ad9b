import traceback

import pytest

from imgix_management._core.config import Config, resolve
from imgix_management.errors import ConfigurationError, ImgixError
from imgix_sandbox.keys import Keys

KEY = "ak_0123456789abcdef"
SECRET = "hunter2-hunter2"


def refused(**arguments: object) -> ConfigurationError:
    environ = arguments.pop("environ", {})
    with pytest.raises(ConfigurationError) as caught:
        resolve(**arguments, environ=environ)  # type: ignore[arg-type]
    return caught.value


class TestOrder:
    def test_defaults(self) -> None:
        assert resolve(KEY, environ={}) == Config(api_key=KEY, base_url="https://api.imgix.com", language="en")

    def test_the_environment_comes_before_the_defaults(self) -> None:
        environ = {"IMGIX_API_KEY": KEY, "IMGIX_BASE_URL": "https://imgix.example", "IMGIX_LANGUAGE": "ja"}
        assert resolve(environ=environ) == Config(KEY, "https://imgix.example", "ja")

    def test_arguments_come_before_the_environment(self) -> None:
        environ = {"IMGIX_API_KEY": "no good", "IMGIX_BASE_URL": "ftp://x", "IMGIX_LANGUAGE": "xx"}
        assert resolve(KEY, "https://imgix.example", "en+ja", environ) == Config(KEY, "https://imgix.example", "en+ja")

    def test_an_empty_variable_counts_as_unset(self) -> None:
        environ = {"IMGIX_API_KEY": "", "IMGIX_BASE_URL": "", "IMGIX_LANGUAGE": ""}
        assert resolve(KEY, environ=environ) == Config(KEY)
        assert refused(environ=environ).code == "api_key_missing"

    def test_the_real_environment_is_read_when_no_other_is_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IMGIX_API_KEY", KEY)
        monkeypatch.setenv("IMGIX_LANGUAGE", "ja")
        monkeypatch.delenv("IMGIX_BASE_URL", raising=False)
        assert resolve() == Config(KEY, language="ja")

    @pytest.mark.parametrize(
        ("setting", "code"),
        [("api_key", "api_key_empty"), ("base_url", "base_url_invalid"), ("language", "language_invalid")],
    )
    def test_an_empty_argument_is_an_error(self, setting: str, code: str) -> None:
        environ = {"IMGIX_API_KEY": KEY, "IMGIX_LANGUAGE": "ja"}
        error = refused(**{"environ": environ, setting: ""})
        assert error.code == code
        assert setting in error.message("en")


class TestKey:
    @pytest.mark.parametrize("key", ["ak_0123", "any-form.of_key~", "!", "x" * 1000])
    def test_its_form_is_not_checked(self, key: str) -> None:
        assert resolve(key, environ={}).api_key == key

    @pytest.mark.parametrize(
        "key",
        [
            f" {SECRET}",
            f"{SECRET} ",
            f"{SECRET}\n",
            f"{SECRET}\r\nX-Other: 1",
            f"{SECRET}\0",
            f"{SECRET}\t{SECRET}",
            f"{SECRET}\x7f",
            f"{SECRET}キー",
            f"{SECRET}\u200b",
            " ",
        ],
    )
    @pytest.mark.parametrize("by", ["argument", "environment"])
    def test_what_no_header_can_carry_is_refused_and_not_shown(self, key: str, by: str) -> None:
        error = refused(api_key=key) if by == "argument" else refused(environ={"IMGIX_API_KEY": key})
        assert error.code == "api_key_invalid"
        assert ("IMGIX_API_KEY" in error.message("en")) == (by == "environment")
        shown = "".join([str(error), repr(error), str(vars(error)), *traceback.format_exception(error)])
        assert SECRET not in shown

    def test_another_type_is_refused(self) -> None:
        assert refused(api_key=KEY.encode()).code == "api_key_invalid"

    def test_it_is_in_no_repr(self) -> None:
        config = resolve(SECRET, environ={})
        assert SECRET not in f"{config!r} {config}"
        assert "https://api.imgix.com" in repr(config)


class TestMissingKey:
    def test_without_a_chosen_language_the_error_speaks_both(self) -> None:
        error = refused()
        assert error.code == "api_key_missing"
        english, japanese = str(error).split("\n")
        assert "IMGIX_API_KEY" in english
        assert "IMGIX_API_KEY" in japanese
        assert "API キーが指定されていません" in japanese

    def test_in_the_chosen_language(self) -> None:
        assert str(refused(language="en")) == refused().message("en")
        assert str(refused(environ={"IMGIX_LANGUAGE": "ja"})) == refused().message("ja")

    def test_it_is_an_imgix_error_and_a_value_error(self) -> None:
        assert isinstance(refused(), ImgixError)
        assert isinstance(refused(), ValueError)


class TestBaseURL:
    @pytest.mark.parametrize(
        ("base_url", "used"),
        [
            ("https://api.imgix.com/", "https://api.imgix.com"),
            ("HTTPS://api.imgix.com", "https://api.imgix.com"),
            ("https://proxy.example:8443/imgix//", "https://proxy.example:8443/imgix"),
            ("https://proxy.example/a/b", "https://proxy.example/a/b"),
            ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
            ("http://localhost:8787", "http://localhost:8787"),
            ("http://LOCALHOST", "http://LOCALHOST"),
            ("http://127.0.0.1:1/", "http://127.0.0.1:1"),
            ("http://127.255.0.9", "http://127.255.0.9"),
            ("http://[::1]:8787/x", "http://[::1]:8787/x"),
        ],
    )
    def test_accepted(self, base_url: str, used: str) -> None:
        assert resolve(KEY, base_url, environ={}).base_url == used

    @pytest.mark.parametrize(
        "base_url",
        [
            "http://api.imgix.com",
            "http://localhost.example",
            "http://127.0.0.1.example",
            "http://0.0.0.0",
            "http://10.0.0.1",
            "http://[::2]",
            "http://128.0.0.1",
        ],
    )
    def test_plain_http_is_for_loopback_only(self, base_url: str) -> None:
        assert refused(api_key=KEY, base_url=base_url).code == "base_url_insecure"

    def test_keys_that_a_sandbox_made_may_go_over_plain_http(self) -> None:
        key = Keys().main
        assert resolve(key, "http://imgix:8787", environ={}).base_url == "http://imgix:8787"

    @pytest.mark.parametrize(
        "base_url",
        [
            "api.imgix.com",
            "//api.imgix.com",
            "https:",
            "https://",
            "https:///api",
            "ftp://api.imgix.com",
            "file:///etc/passwd",
            "https://api.imgix.com?",
            "https://api.imgix.com/?a=1",
            "https://api.imgix.com#",
            "https://api.imgix.com/#part",
            f"https://user:{SECRET}@api.imgix.com",
            f"https://{SECRET}@api.imgix.com",
            "http://localhost@api.imgix.com",
            "https://@api.imgix.com",
            f"https://api.imgix.com:{SECRET}",
            "https://api.imgix.com:99999",
            "https://[::1",
            "https://api.imgix.com\\.evil.example",
            " https://api.imgix.com",
            "https://api.imgix.com\n",
            "https://api.im\tgix.com",
            "https://画像.example",
        ],
    )
    def test_refused_and_not_shown(self, base_url: str) -> None:
        error = refused(environ={"IMGIX_API_KEY": KEY, "IMGIX_BASE_URL": base_url})
        assert error.code == "base_url_invalid"
        assert "IMGIX_BASE_URL" in error.message("en")
        shown = "".join([str(error), repr(error), str(vars(error)), *traceback.format_exception(error)])
        assert SECRET not in shown

    def test_the_error_speaks_the_chosen_language(self) -> None:
        error = refused(api_key=KEY, base_url="x", language="ja")
        assert str(error) == error.message("ja")
        error = refused(api_key=KEY, base_url="x")
        assert str(error) == error.message("en+ja")


class TestLanguage:
    @pytest.mark.parametrize("language", ["en", "ja", "en+ja"])
    def test_known(self, language: str) -> None:
        assert resolve(KEY, language=language, environ={"IMGIX_LANGUAGE": "xx"}).language == language
        assert resolve(KEY, environ={"IMGIX_LANGUAGE": language}).language == language

    @pytest.mark.parametrize("language", ["fr", "EN", "ja+en", "日本語", " ja"])
    def test_unknown_is_reported_in_both_languages(self, language: str) -> None:
        for error in (refused(api_key=KEY, language=language), refused(environ={"IMGIX_LANGUAGE": language})):
            assert error.code == "language_invalid"
            assert str(error) == error.message("en+ja")
            assert language in str(error)
            assert "en, ja, en+ja" in error.message("en")
