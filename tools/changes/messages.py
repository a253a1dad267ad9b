"""Says in English and Japanese what a change is, and what it does to programs."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from tools.changes.compare import Change
from tools.changes.extensions import BREAKING, COMPATIBLE, INTERNAL
from tools.changes.flat import SCHEMA


class Said(NamedTuple):
    """A text in both languages."""

    en: str
    ja: str


RATINGS = {
    BREAKING: Said("breaking", "互換性なし"),
    COMPATIBLE: Said("compatible", "互換性あり"),
    INTERNAL: Said("internal", "内部のみ"),
}
WHOLE = Said("the whole contract", "定義全体")
_KINDS = {
    "request": Said("request field {field}", "リクエストのフィールド {field}"),
    "response": Said("response field {field}", "応答のフィールド {field}"),
    "error": Said("field {field} of error answers", "エラー応答のフィールド {field}"),
    "parameter": Said("parameter {name}", "パラメーター {name}"),
    "operation": Said("the operation", "操作"),
    "contract": Said("the contract", "定義"),
}
_BODIES = {
    "request": Said("the request body", "リクエストの本文"),
    "response": Said("the response", "応答"),
    "error": Said("the error {name}", "エラー {name}"),
}
_SENTENCES = {
    "property-removed": Said(
        "{subject} was removed: programs that {use} break",
        "{subject} がなくなりました。{use}プログラムは動かなくなります",
    ),
    "property-renamed": Said(
        "{subject} was removed; {what} came in its place: programs that {use} break",
        "{subject} がなくなり、代わりに {what} が加わりました。{use}プログラムは動かなくなります",
    ),
    "property-added": Said("{subject} is new", "{subject} が加わりました"),
    "parameter-added": Said("{subject} is new, and optional", "省略できる {subject} が加わりました"),
    "parameter-removed": Said(
        "{subject} was removed: programs that give it break",
        "{subject} がなくなりました。指定するプログラムは動かなくなります",
    ),
    "parameter-renamed": Said(
        "{subject} was called {old}: programs that give it to a generated function by name break",
        "{subject} の名前は {old} でした。生成された関数に名前で渡すプログラムは動かなくなります",
    ),
    "parameter-became-required": Said(
        "{subject} is required: programs that leave it out are refused",
        "{subject} が必須になりました。省略するプログラムは拒否されます",
    ),
    "operation-added": Said("{subject} is new", "{subject}が加わりました"),
    "operation-removed": Said(
        "{subject} was removed: programs that call it break",
        "{subject}がなくなりました。呼び出すプログラムは動かなくなります",
    ),
    "operation-id-changed": Said(
        "{subject} was called {old}: programs that name it break",
        "操作の名前は {old} でした。名前で呼び出すプログラムは動かなくなります",
    ),
    "path-removed": Said(
        "the path {old} became {new}: earlier versions of the package call the old one",
        "パスが {old} から {new} に変わりました。以前のバージョンは古いパスを呼び出します",
    ),
    "response-removed": Said(
        "{subject} was removed: programs that handle it wait for what no longer comes",
        "{subject} がなくなりました。これを処理するプログラムには届かなくなります",
    ),
    "response-added": Said("{subject} is new", "{subject} が加わりました"),
    "enum-values-removed": Said(
        "{subject} no longer takes {gone}: programs that send it are refused",
        "{subject} は {gone} を受け付けなくなりました。送信するプログラムは拒否されます",
    ),
    "enum-values-added": Said(
        "{subject} may be {came}: programs that know only the other values are surprised",
        "{subject} が {came} になることがあります。他の値しか扱わないプログラムは対応できません",
    ),
    "required-properties-added": Said(
        "{subject} must hold {came}: programs that leave it out are refused",
        "{subject} に {came} が必須になりました。省略するプログラムは拒否されます",
    ),
    "required-properties-removed": Said(
        "{subject} may lack {gone}: programs that rely on it break",
        "{subject} に {gone} がないことがあります。前提とするプログラムは動かなくなります",
    ),
    "request-body-became-required": Said(
        "the request needs a body: programs that send none are refused",
        "リクエストに本文が必須になりました。送信しないプログラムは拒否されます",
    ),
    "request-body-removed": Said(
        "the request takes no body: programs that send one break",
        "リクエストに本文がなくなりました。送信するプログラムは動かなくなります",
    ),
    "schema-type-changed": Said(
        "the type of {subject} changed from {old} to {new}: programs that count on the old one break",
        "{subject} の型が {old} から {new} に変わりました。以前の型を前提とするプログラムは動かなくなります",
    ),
    "schema-constraint-changed": Said(
        "{what} of {subject} changed from {old} to {new}: what was fine before is refused, or comes otherwise",
        "{subject} の {what} が {old} から {new} に変わりました。以前は有効だった値が拒否されるか、別の値が返ります",
    ),
    "media-type-removed": Said(
        "{subject} no longer has the media type {old}: programs that count on it break",
        "{subject} のメディアタイプ {old} がなくなりました。前提とするプログラムは動かなくなります",
    ),
    "server-removed": Said(
        "the server {old} became {new}: earlier versions of the package call the old one",
        "サーバーが {old} から {new} に変わりました。以前のバージョンは古いサーバーを呼び出します",
    ),
    "schema-combinator-changed": Said(
        "the forms that {subject} may have changed: {old} went, {new} came",
        "{subject} の形式が変わりました: 削除 {old}、追加 {new}",
    ),
    "x-schema": Said(
        "the schema of {subject} is called {new}, not {old}",
        "{subject} のスキーマの名前が {old} から {new} に変わりました",
    ),
    "text-changed": Said("texts or examples changed", "説明または例が変わりました"),
    "x-extensible-enum": Said(
        "the known values of {subject}: {came} came, {gone} went", "{subject} の既知の値: 追加 {came}、削除 {gone}"
    ),
    "x-imgix-rate-limits": Said(
        "the rate limit {name} changed from {old} to {new}", "レート制限 {name} が {old} から {new} に変わりました"
    ),
    "x-imgix-permissions": Said(
        "what the permission {name} includes changed from {old} to {new}",
        "権限 {name} に含まれる権限が {old} から {new} に変わりました",
    ),
    "x-imgix-permission": Said(
        "the permissions that {subject} needs changed from {old} to {new}",
        "{subject} に必要な権限が {old} から {new} に変わりました",
    ),
    "x-imgix-rate-limit": Said(
        "it counts in the rate limit {new} instead of {old}", "レート制限が {old} から {new} に変わりました"
    ),
    "x-imgix-never-null": Said(
        "whether {subject} may be null changed: it is typed otherwise",
        "{subject} が null になりうるかどうかが変わり、型が変わりました",
    ),
    "x-imgix-confidence": Said(
        "how sure {subject} is changed from {old} to {new}", "{subject} の確度が {old} から {new} に変わりました"
    ),
    "x-success": Said(
        "the success status changed from {old} to {new}", "成功時のステータスが {old} から {new} に変わりました"
    ),
}
_OTHER = Said(
    "{what} of {subject} changed from {old} to {new}", "{subject} の {what} が {old} から {new} に変わりました"
)
_NOTHING = Said("nothing", "なし")
_JAPANESE = "[ぁ-ヿ一-鿿]"
LONGEST = 80
"""Characters of a value that are shown."""


def say(change: Change) -> Said:
    """The change as a sentence without its full stop."""
    sentence = _SENTENCES.get(change.rule, _OTHER)
    english, japanese = (text.format_map(_values(change, tongue)) for tongue, text in enumerate(sentence))
    return Said(english, re.sub(rf"(?<={_JAPANESE}) (?={_JAPANESE})", "", japanese))


def _values(change: Change, tongue: int) -> dict[str, str]:
    place = change.place
    kinds = _BODIES if place.kind in _BODIES and not place.field else _KINDS
    kind = place.kind if place.operations else "contract"
    subject = kinds.get(kind, _KINDS[kind])[tongue].format(field=place.field, name=place.name)
    old, new = (value if isinstance(value, list) else [] for value in (change.old, change.new))
    use = {
        "request": Said(f"send {_leaf(place.field)}", f"{_leaf(place.field)} を送信する"),
    }.get(place.kind, Said(f"read {_read(change)}", f"{_read(change)} を読む"))
    return {
        "subject": subject,
        "use": use[tongue],
        "name": place.name,
        "what": change.what,
        "old": _shown(change.old, tongue),
        "new": _shown(change.new, tongue),
        "gone": _shown([value for value in old if value not in new], tongue),
        "came": _shown([value for value in new if value not in old], tongue),
    }


def _leaf(field: str) -> str:
    return field.rsplit(".", 1)[-1]


def _read(change: Change) -> str:
    """How a program reads a field of an answer: `source.name`."""
    field, owner = change.place.field, change.place.owner
    if ".attributes." not in field or not owner:
        return field
    words = re.sub(r"(?<!^)(?=[A-Z])", "_", owner.removesuffix("Attributes")).lower()
    return f"{words}.{_leaf(field)}"


def _shown(value: Any, tongue: int) -> str:  # noqa: ANN401 - any JSON
    if value is None or value == []:
        return _NOTHING[tongue]
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if isinstance(value, dict) and SCHEMA in value:
        return str(value[SCHEMA])
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
