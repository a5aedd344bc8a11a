"""The manifest of an archive folder: every file with its hash, what is missing, and where the journal's excerpt sits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from procedures.journal.canonical import canonical

MANIFEST = "归档清单.json"
FORMAT = "renda-archive-1"
SEAL = "seal"


def sealed(value: Mapping[str, Any]) -> bytes:
    """The manifest's file: readable JSON with a hash over its canonical form.

    Args:
        value: the manifest without its seal.
    """
    whole = {**value, SEAL: _seal(value)}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def unsealed(content: bytes) -> dict[str, Any]:
    """The manifest from its file.

    Args:
        content: as of `sealed`.

    Raises:
        ValueError: where it is no manifest, or was changed.
    """
    value = json.loads(content)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError("format")
    seal = value.pop(SEAL, None)
    if seal != _seal(value):
        raise ValueError("seal")
    return value


def _seal(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(dict(value)).encode()).hexdigest()
