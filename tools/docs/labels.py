"""The words of the pages that are made from the contract, the command and the errors, in both languages."""

from __future__ import annotations

from typing import Final, Literal

Lang = Literal["en", "ja"]

_JAPANESE: Final = {
    "Permission": "権限",
    "Permissions": "権限",
    "Implies": "含まれる権限",
    "Rate limit": "レート制限",
    "Bucket": "バケット",
    "Deployment type": "デプロイメントのタイプ",
    "In one request": "1 回のリクエスト",
    "In a session": "セッション",
    "none": "不可",
    "Limit": "上限",
    "Operations": "オペレーション",
    "How sure": "確度",
    "Evidence": "根拠",
    "Open question": "未解決の点",
    "Status": "ステータス",
    "Meaning": "意味",
    "Exit code": "終了コード",
    "Errors": "エラー",
    "Parameter": "パラメーター",
    "Parameters": "パラメーター",
    "Request body": "リクエスト本文",
    "Response": "応答",
    "known values": "既知の値",
    "Attribute": "属性",
    "Type": "型",
    "Python": "Python",
    "curl": "curl",
    "Code": "コード",
    "What happened": "状況",
    "What to do": "対処",
    "path": "パス",
    "body": "本文",
    "response": "応答",
    "query": "クエリ",
    "required": "必須",
    "May be repeated": "再送",
    "yes: a second request does no harm": "可（2 回送信しても問題なし）",
    "not known: the client repeats it only when imgix cannot have processed it": (
        "不明（imgix が処理していないことが確かな場合のみ、クライアントが再送）"
    ),
    "a read": "可（読み取りのみ）",
    "a recorded response of the real API": "実際の API の応答の記録",
    "imgix's own pages": "imgix の公式ページ",
    "code written from those pages, or against the API": "公式ページまたは API をもとに書かれたコード",
    "our conclusion; it may be otherwise": "このプロジェクトの推定（実際は異なる可能性あり）",
    "captured": "記録あり",
    "documented": "記載あり",
    "seen-in-code": "コードで確認",
    "inferred": "推定",
    "default": "既定値",
    "imgix's page": "imgix のページ",
    "Any other status": "その他のステータス",
    "only with overwrite": "上書きの場合のみ",
}


def label(text: str, language: Lang) -> str:
    """Return a word of the pages in a language.

    Args:
        text: The English word, as it stands in the table.
        language: The language.

    Raises:
        KeyError: It has no Japanese.
    """
    return text if language == "en" else _JAPANESE[text]
