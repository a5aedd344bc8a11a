"""What a page-setting program makes of the papers; skipped where LibreOffice is not installed."""

import re
import shutil
import subprocess

import pytest

from procedures.papers.making.make import make
from tests.papers.making.township import PAPERS

OFFICE = shutil.which("soffice")
INFO = shutil.which("pdfinfo")
pytestmark = pytest.mark.skipif(not (OFFICE and INFO), reason="LibreOffice or poppler is not installed")
# Papers that must stay on one sheet: they are handed out, posted, or filled in by hand.
ONE_PAGE = {
    ("选票", "X2026-3"),
    ("计票报告单", "X2026-3"),
    ("评议测评票", "P2026-1"),
    ("答复意见征询表", "J2026-1"),
    ("请假条", "S20-1"),
    ("会议公告", "S20-1"),
    ("会议议程", "S20-1"),
    ("会议日程", "S20-1"),
    ("选举结果公告", "X2026-3"),
    ("关于预算的决议", "Y2026-1"),
    ("交办函", "J2026-1"),
    ("催办函", "J2026-1"),
    ("列席人员名单", "S20-1"),
}


def test_pages_are_a4_and_as_many_as_they_should_be(year, tmp_path):
    landscape = set()
    for number, (kind, case) in enumerate(sorted(ONE_PAGE)):
        (tmp_path / f"{number:02}.docx").write_bytes(make(year, PAPERS, kind, case).content)
        if PAPERS.kind(kind).landscape:
            landscape.add(f"{number:02}")
    files = sorted(tmp_path.glob("*.docx"))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    done = subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)],
        capture_output=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    for file, (kind, case) in zip(files, sorted(ONE_PAGE), strict=True):
        info = subprocess.run(
            [INFO, str(file.with_suffix(".pdf"))], capture_output=True, text=True, check=True
        ).stdout
        assert re.search(r"^Pages: +1$", info, re.MULTILINE), (kind, case, info)
        size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", info)
        wanted = [841.9, 595.3] if file.stem in landscape else [595.3, 841.9]
        assert [float(side) for side in size.groups()] == pytest.approx(wanted, abs=1.0), kind
