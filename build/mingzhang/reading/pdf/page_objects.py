"""The pictures and paths that a page of a PDF is drawn with, found in one walk through the page and the forms in it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...model import Box

Handle = Any
"""An object of a page as PDFium knows it; it lives as long as the page is open."""

MOST_OBJECTS = 20_000
"""Pictures or paths of one page that are looked at; a drawing with more is no table."""
_DEEPEST = 15
"""Forms within forms."""


class Path(NamedTuple):
    """A path, and the way from the form that it is drawn in to the page; None where it is in no form."""

    handle: Handle
    form: pdfium.PdfMatrix | None


class PageObjects(NamedTuple):
    """What is drawn on a page beside its words."""

    pictures: list[Handle]
    paths: list[Path]


def page_objects(page: pdfium.PdfPage) -> PageObjects:
    """The pictures and paths of a page in the order they are drawn."""
    found = PageObjects([], [])
    _collect(found, page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    return found


def _collect(
    found: PageObjects,
    parent: Handle,
    count: Callable[[Handle], int],
    get: Callable[[Handle, int], Handle],
    form: pdfium.PdfMatrix | None = None,
    depth: int = 1,
) -> None:
    pictures, paths = found
    kind_of, text = raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_TEXT
    for at in range(count(parent)):
        handle = get(parent, at)
        kind = kind_of(handle)
        if kind == text:  # most are
            continue
        if kind == raw.FPDF_PAGEOBJ_PATH:
            if len(paths) < MOST_OBJECTS:
                paths.append(Path(handle, form))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            if len(pictures) < MOST_OBJECTS:
                pictures.append(handle)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = matrix_of(handle, form)
            _collect(found, handle, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)


def bounds(handle: Handle) -> Box:
    """The box around an object, as drawn: left, bottom, right, top."""
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def matrix_of(handle: Handle, form: pdfium.PdfMatrix | None) -> pdfium.PdfMatrix:
    """From the points of an object to the page, through the form it is drawn in."""
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, own)
    matrix = pdfium.PdfMatrix.from_raw(own)
    return matrix.multiply(form) if form is not None else matrix
