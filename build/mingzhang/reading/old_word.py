"""Word's binary documents (.doc, and .wps of its kind), made .docx by LibreOffice where it is installed.

catdoc is quicker but drops blank cells, so that figures stand in wrong columns.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ..model import NotReadable
from . import word
from .contract import Content
from .workbook import OLE

NAME = CARRIER = "doc"
_STREAM = "WordDocument\0".encode("utf-16-le")
_SECONDS = 100
_HEAD, _FLAGS, _ENCRYPTED = b"\xec\xa5", 10, 0x01
"""How the main stream begins, where in it a byte of flags stands, and the flag of a document with a password."""
_SECTOR = 512


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is a compound file that holds the main stream of a Word document."""
    return data.startswith(OLE) and _STREAM in data


def read(data: bytes, path: Path) -> Content:
    """The words and tables of a document, as of the .docx that LibreOffice makes of it."""
    if _has_password(data):
        raise NotReadable("文件加了密码：请去掉密码后再提供")
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise NotReadable("读取旧版 Word（.doc、.wps）需要安装 LibreOffice：请安装它，或另存为 .docx")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "account.doc").write_bytes(data)
        # A profile of its own: two conversions at once would wait for each other's, and no macro of a user's runs.
        command = [
            program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", "docx", "--outdir", folder, str(Path(folder) / "account.doc"),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
            made = (Path(folder) / "account.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise NotReadable(
                f"LibreOffice 在 {_SECONDS} 秒内没有转换完旧版 Word 文件：请稍后重试，或另存为 .docx"
            ) from error
        except (subprocess.SubprocessError, OSError) as error:
            raise NotReadable("旧版 Word 文件不完整或已损坏：请另存为 .docx") from error
    return word.read(made, path)


def _has_password(data: bytes) -> bool:
    """Whether a main stream, which begins a sector of the file, says that it is encrypted."""
    heads = (at for at in range(_SECTOR, len(data), _SECTOR) if data.startswith(_HEAD, at))
    at = next(heads, None)
    return at is not None and bool(
        data[at + _FLAGS + 1 : at + _FLAGS + 2] and data[at + _FLAGS + 1] & _ENCRYPTED
    )
