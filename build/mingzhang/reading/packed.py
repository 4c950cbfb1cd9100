"""Parts of zipped documents (Word, Excel, OFD), opened within bounds; XML read without entities or other files."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from ..model import NotReadable

Element = Any
"""An element of lxml, which publishes no name for its type."""

MOST_BYTES = 256 * 1024 * 1024
"""Unpacked bytes of one part."""


class Package:
    """A zip of parts. Raises `NotReadable` where it is broken, encrypted, or unpacks to more than it may."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise NotReadable("文件不完整或已损坏：请重新下载") from error
        self._names = {info.filename.lstrip("/"): info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._names)

    def check(self, name: str) -> None:
        """Raise `NotReadable` where a part is encrypted or unpacks to more than it may, by its own word."""
        info = self._names.get(name)
        if info is None:
            raise NotReadable("文件不完整或已损坏：请重新下载")
        if info.flag_bits & 1:
            raise NotReadable("文件加了密码：请去掉密码后再提供")
        if info.file_size > MOST_BYTES:
            raise NotReadable(f"文件解压后超过 {MOST_BYTES // 2**20} MB：请检查文件")

    def member(self, name: str) -> bytes:
        """The bytes of a part."""
        self.check(name)
        try:
            with self._zip.open(self._names[name]) as opened:
                data = opened.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise NotReadable("文件不完整或已损坏：请重新下载") from error
        if len(data) > MOST_BYTES:
            raise NotReadable(f"文件解压后超过 {MOST_BYTES // 2**20} MB：请检查文件")
        return data


def parsed(data: bytes) -> Element:
    """The root of an XML part. No entity is resolved, no other file or host asked."""
    from lxml import etree  # only files of Office need it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotReadable("文件不完整或已损坏：请重新下载") from error


def local_name(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def all_named(element: Element, name: str) -> Iterator[Element]:
    """An element and those below it that bear a name, in order."""
    return (found for found in element.iter() if local_name(found) == name)


def first_named(element: Element, name: str) -> Element | None:
    """The first of them, or None."""
    return next(all_named(element, name), None)


def part_name(folder: str, location: str) -> str:
    """The name of a part that stands in a part of `folder`: from the root of the package where it begins with a slash."""
    name = location.strip()
    return posixpath.normpath(name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name))
