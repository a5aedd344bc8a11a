"""No test reads or writes what the user's own commands keep of the library."""

import atexit
import os
import shutil
import tempfile

_KEPT = tempfile.mkdtemp(prefix="renda-tests-")
atexit.register(shutil.rmtree, _KEPT, ignore_errors=True)
os.environ["RENDA_CACHE"] = _KEPT
