"""Draw small images, which differ by their names."""

import hashlib
import io
from pathlib import PurePosixPath

from PIL import Image

_FORMATS = {".gif": "GIF", ".jpeg": "JPEG", ".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def sample_image(name: str, width: int = 320, height: int = 240) -> bytes:
    """Return an image, always the same for a name.

    Args:
        name: Its name; the suffix chooses the format, PNG for any that is unknown.
        width: In pixels.
        height: In pixels.
    """
    digest = hashlib.sha256(name.encode()).digest()
    across, down = (Image.linear_gradient("L").rotate(90 * turn).resize((width, height)) for turn in (0, 1))
    image = Image.merge("RGB", (across, down, Image.new("L", (width, height), digest[0])))
    if digest[1] % 2:
        image = image.transpose(Image.Transpose.ROTATE_180)
    output = io.BytesIO()
    image.save(output, _FORMATS.get(PurePosixPath(name).suffix.lower(), "PNG"))
    return output.getvalue()
