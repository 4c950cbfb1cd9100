"""An OFD opened: its pages with their templates, and the resources they name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from ...model import NotReadable
from ..packed import Element, Package, all_named, first_named, parsed, part_name
from .ofd_objects import Sheet, numbers_in

MOST_PAGES = 1_000
_A4 = (0.0, 0.0, 210.0, 297.0)


@dataclass(frozen=True, slots=True)
class OfdPage:
    """A page: its box (x, y, width, height in millimetres) and its layers, those of its templates first."""

    box: Sheet
    layers: tuple[Element, ...]


class OfdFile:
    """The pages of an OFD. Raises `NotReadable` where it is no whole file, or has more than `MOST_PAGES` pages."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        root = first_named(parsed(self.package.member("OFD.xml")), "DocRoot")
        if root is None or not root.text:
            raise NotReadable("OFD 文件没有正文：请检查文件是否完整")
        main = root.text.strip().lstrip("/")
        document = parsed(self.package.member(main))
        self._folder = posixpath.dirname(main)
        self._templates = {
            page.get("ID", ""): part_name(self._folder, page.get("BaseLoc", ""))
            for page in all_named(document, "TemplatePage")
        }
        self._pages = [page.get("BaseLoc") for page in all_named(document, "Page") if page.get("BaseLoc")]
        if len(self._pages) > MOST_PAGES:
            raise NotReadable(f"OFD 文件超过 {MOST_PAGES} 页：请只提供决算公开的部分")
        self._box = _box_of(document) or _A4
        self.media: dict[str, str] = {}
        """The names of the parts that are pictures, by their identifiers."""
        self.looks: dict[str, Element] = {}
        """How objects are drawn that name one of these (`DrawParam`)."""
        for base, resources in self._resources(document):
            for medium in all_named(resources, "MultiMedia"):
                for file in all_named(medium, "MediaFile"):
                    self.media[medium.get("ID", "")] = part_name(base, file.text or "")
            self.looks |= {look.get("ID", ""): look for look in all_named(resources, "DrawParam")}

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, number: int) -> OfdPage:
        """Page `number` (from 1). Raises `NotReadable` where it, or a template of it, is damaged."""
        page = parsed(self.package.member(part_name(self._folder, self._pages[number - 1])))
        used = [self._templates.get(one.get("TemplateID", "")) for one in all_named(page, "Template")]
        drawn = [*(parsed(self.package.member(name)) for name in used if name is not None), page]
        layers = tuple(layer for one in drawn for layer in all_named(one, "Layer"))
        return OfdPage(_box_of(page) or self._box, layers)

    def _resources(self, document: Element) -> Iterator[tuple[str, Element]]:
        """The lists of resources, and the folder their files lie in."""
        for kind in ("PublicRes", "DocumentRes"):
            for listed in all_named(document, kind):
                name = part_name(self._folder, listed.text or "")
                try:
                    resources = parsed(self.package.member(name))
                except NotReadable:  # a damaged list leaves its pictures unread
                    continue
                yield part_name(posixpath.dirname(name), resources.get("BaseLoc", "")), resources


def _box_of(element: Element) -> Sheet | None:
    """The box of a page, or of all pages."""
    area = next((area for name in ("Area", "PageArea") for area in all_named(element, name)), None)
    box = first_named(area, "PhysicalBox") if area is not None else None
    match numbers_in(box.text or "") if box is not None else ():
        case [x, y, width, height] if width > 0 and height > 0:
            return x, y, width, height
    return None
