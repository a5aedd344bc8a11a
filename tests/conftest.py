"""No test reads or writes what the user's own commands keep of the library."""

import os
import tempfile

_KEPT = tempfile.TemporaryDirectory(prefix="renda-tests-")
os.environ["RENDA_CACHE"] = _KEPT.name
