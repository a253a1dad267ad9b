"""Write everything that is derived: `invoke generate`. Running it twice changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import (
    attributes,
    catalogues,
    contract,
    drift,
    fields,
    literals,
    openapi30,
    operations,
    params,
    signatures,
    sync,
)
from tools.contract import ROOT

GENERATED = ROOT / "generated" / "imgix_openapi"
OPENAPI_30 = ROOT / "openapi" / "3.0" / "imgix-management.yaml"
FACADE = ROOT / "facade" / "imgix_management"
MODELS = FACADE / "_models" / "_generated"
MARK = "# Derived from {source} by `invoke generate`. Do not edit.\n"


def main() -> None:
    """Derive everything, and print what still has to be written by hand."""
    document = contract.load()
    generate_client(document)
    write(OPENAPI_30, openapi30.render(document))
    write(MODELS / "attributes.py", attributes.render(document))
    write(MODELS / "fields.py", fields.render(document))
    write(MODELS / "literals.py", literals.render(document))
    write(MODELS / "params.py", params.render(document))
    signatures.write(document)
    sync.main([])
    ruff("check", "--fix-only", "--quiet", "--select", "I,F401,UP", str(MODELS))
    ruff("format", "--quiet", str(MODELS))
    untranslated = [f"no Japanese in imgix_management.po: {message}" for message in catalogues.build(ROOT)]
    for line in [*untranslated, *drift.missing(ROOT, document)]:
        print(line)


def write(path: Path, text: str, source: str = "openapi/imgix-management.yaml") -> None:
    """Write derived source, marked as such."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(MARK.format(source=source) + text, encoding="utf-8")


def generator() -> Path:
    """Return the generator's own environment; create it if it is missing or its requirements have changed."""
    requirements = ROOT / "openapi" / "generator-requirements.txt"
    home = ROOT / ".venv-generator"
    stamp = home / "requirements.txt"
    programs = home / ("Scripts" if sys.platform == "win32" else "bin")
    if not stamp.exists() or stamp.read_bytes() != requirements.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        python = programs / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)
        shutil.copyfile(requirements, stamp)
    return programs


def generate_client(document: contract.Json) -> None:
    """Generate the low-level client, with the table of operations and the contract."""
    binaries = generator()
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "document.json"
        source.write_text(json.dumps(contract.for_generator(document)), encoding="utf-8")
        target = Path(scratch) / "imgix_openapi"
        result = subprocess.run(
            [
                str(binaries / "openapi-python-client"),
                "generate",
                *("--path", str(source), "--meta", "none", "--output-path", str(target)),
                *("--config", str(ROOT / "openapi" / "generator.yaml")),
                *("--custom-template-path", str(ROOT / "openapi" / "templates")),
                "--fail-on-warning",
            ],
            env={**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise SystemExit(result.stdout + result.stderr)
        (target / "operations.py").write_text(operations.render(document), encoding="utf-8")
        for path in sorted(target.rglob("*.py")):
            mark = MARK.format(source="openapi/imgix-management.yaml")
            path.write_text(mark + path.read_text(encoding="utf-8"), encoding="utf-8")
        for step in (["check", "--fix-only", "--quiet", "--select", "I,F401"], ["format", "--quiet"]):
            command = [str(binaries / "ruff"), *step, "--isolated", "--line-length", "110", str(target)]
            subprocess.run(command, check=True)
        compact = json.dumps(document, ensure_ascii=False, indent=1)
        (target / "contract.json").write_text(compact + "\n", encoding="utf-8")
        (target / "py.typed").touch()
        shutil.rmtree(target / ".ruff_cache", ignore_errors=True)
        shutil.rmtree(GENERATED, ignore_errors=True)
        shutil.copytree(target, GENERATED)


def ruff(*arguments: str) -> None:
    """Run the project's ruff."""
    subprocess.run([sys.executable, "-m", "ruff", *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
