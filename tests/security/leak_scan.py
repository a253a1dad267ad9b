"""Looks for marked secrets in whatever a program puts out."""

import base64
import json
import pickle
import traceback
from pathlib import Path
from urllib.parse import quote


class LeakScan:
    """Secrets, and the outputs that were searched for them."""

    def __init__(self, **secrets: str) -> None:
        self.outputs = 0
        self.bytes = 0
        self.leaks: list[str] = []
        self.into_frames = True
        self._forms: dict[str, set[bytes]] = {}
        for name, secret in secrets.items():
            self.mark(name, secret)

    def mark(self, name: str, secret: str) -> None:
        """Look for one more secret from now on."""
        self._forms[name] = forms(secret)

    def look(self, where: str, output: object, only: str | None = None) -> None:
        """Search an output: text, bytes, or the repr of anything else."""
        if not isinstance(output, bytes):
            output = (output if isinstance(output, str) else repr(output)).encode(errors="surrogatepass")
        self.outputs += 1
        self.bytes += len(output)
        for name, written in self._forms.items():
            if only in (None, name):
                self.leaks += [f"{name} in {where}: {form!r} in {output[:500]!r}" for form in written if form in output]

    def look_at_error(self, error: BaseException) -> None:
        """Search all that an error says, its pickle, its traceback, and what a debugger would show of its frames."""
        where = type(error).__name__
        self.look(f"str of {where}", str(error))
        self.look(f"repr of {where}", repr(error))
        self.look(f"attributes of {where}", vars(error))
        if hasattr(error, "message"):
            self.look(f"messages of {where}", error.message("en+ja"))
            self.look(f"pickle of {where}", pickle.dumps(error))
        self.look(f"traceback of {where}", "".join(traceback.format_exception(error)))
        for frame in frames(error) if self.into_frames else ():
            name = f"{Path(frame.f_code.co_filename).name}:{frame.f_code.co_name}"
            for variable, value in list(frame.f_locals.items()):
                # What is sent has to be there as it is; but the key is nobody's business.
                self.look(f"{variable} in {name}", value, only="API key")

    def look_at_folder(self, folder: Path) -> None:
        """Search the names and the content of all files."""
        for path in folder.rglob("*"):
            self.look("a file name", str(path.relative_to(folder)))
            if path.is_file():
                self.look(str(path), path.read_bytes())

    def __str__(self) -> str:
        return f"{self.outputs} outputs, {self.bytes} bytes, {len(self.leaks)} leaks"


def frames(error: BaseException | None):
    """The frames of an error and its causes, but for those of tests, which know the secrets."""
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if "/tests/" not in frame.f_code.co_filename:
                yield frame
        error = error.__cause__ or error.__context__


def forms(secret: str) -> set[bytes]:
    """How a secret may be written."""
    raw = secret.encode()
    spellings = {raw, repr(secret)[1:-1].encode(), json.dumps(secret)[1:-1].encode(), raw.hex().encode()}
    spellings |= {quote(secret, safe="").encode(), "".join(f"%{byte:02X}" for byte in raw).encode()}
    for shift in range(3):  # within a longer text, base64 may begin at any of three places
        usable = raw[shift : shift + (len(raw) - shift) // 3 * 3]
        spellings |= {base64.b64encode(usable), base64.urlsafe_b64encode(usable)}
    return spellings
