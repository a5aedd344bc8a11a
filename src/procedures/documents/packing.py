"""Equal content gives equal bytes: an OOXML package packed again with fixed times and in a fixed order."""

from __future__ import annotations

import io
import zipfile

# The first moment that a zip archive can name.
_WHEN = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def repacked(package: bytes) -> bytes:
    """The same package without the time at which it was written.

    Args:
        package: a .docx or .xlsx file.
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return buffer.getvalue()
