"""Scans of made-up accounts: pages of a PDF as a scanner delivers them, turned, noisy, stamped, as JPEG at 150 dpi."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium

RED = (40, 40, 215)
PAPER = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Scanner:
    """How badly a scanner scans: degrees of turn at most, spread of noise (of 255), quality of JPEG, a stamp or none."""

    turned: float = 2.0
    noise: float = 8.0
    quality: int = 45
    stamp: bool = True
    dpi: int = 150
    seed: int = 1


def scanned_pages(pdf: Path, scanner: Scanner, pages: Iterable[int] | None = None) -> list[Any]:
    """The pages (from 0; all where none are named) of a PDF as pictures (height × width × 3, BGR)."""
    chance = np.random.default_rng(scanner.seed)
    document = pdfium.PdfDocument(pdf)
    try:
        wanted = range(len(document)) if pages is None else pages
        return [_scanned(_drawn(document[page], scanner.dpi), scanner, chance) for page in wanted]
    finally:
        document.close()


def write_scan(pictures: Iterable[Any], path: Path, scanner: Scanner) -> None:
    """Write pictures as a PDF without a text layer."""
    document = pdfium.PdfDocument.new()
    for picture in pictures:
        height, width = (side * 72 / scanner.dpi for side in picture.shape[:2])
        image = pdfium.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(_jpeg(picture, scanner.quality)), inline=True)
        image.set_matrix(pdfium.PdfMatrix().scale(width, height))
        page = document.new_page(width, height)
        page.insert_obj(image)
        page.gen_content()
    document.save(path)
    document.close()


def as_scan(pdf: Path, path: Path, scanner: Scanner, pages: Iterable[int] | None = None) -> None:
    """Scan the pages of a PDF into another."""
    write_scan(scanned_pages(pdf, scanner, pages), path, scanner)


def _drawn(page: pdfium.PdfPage, dpi: int) -> Any:
    return page.render(scale=dpi / 72).to_numpy()[:, :, :3].copy()


def _scanned(picture: Any, scanner: Scanner, chance: np.random.Generator) -> Any:
    height, width = picture.shape[:2]
    if scanner.stamp:
        picture = _stamped(picture, scanner.dpi, chance)
    turn = cv2.getRotationMatrix2D(
        (width / 2, height / 2), chance.uniform(-scanner.turned, scanner.turned), 1.0
    )
    picture = cv2.warpAffine(picture, turn, (width, height), borderValue=PAPER)
    noisy = picture * 0.93 + 8 + chance.normal(0, scanner.noise, picture.shape)
    return cv2.imdecode(
        np.frombuffer(_jpeg(noisy.clip(0, 255).astype(np.uint8), scanner.quality), np.uint8), 1
    )


def _stamped(picture: Any, dpi: int, chance: np.random.Generator) -> Any:
    """A round stamp of 4 cm somewhere over the print; ink lies on the paper and lets the print show."""
    height, width = picture.shape[:2]
    radius = round(20 / 25.4 * dpi)
    middle = tuple(int(chance.uniform(0.35, 0.75) * side) for side in (width, height))
    stamp = np.full_like(picture, 255)
    cv2.circle(stamp, middle, radius, RED, round(radius / 14))
    cv2.putText(
        stamp, "*", (middle[0] - radius // 4, middle[1] + radius // 3), 0, radius / 28, RED, radius // 9
    )
    return np.minimum(picture, cv2.addWeighted(stamp, 0.85, np.full_like(picture, 255), 0.15, 0))


def _jpeg(picture: Any, quality: int) -> bytes:
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return bytes(data.tobytes())
