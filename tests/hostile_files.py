"""Files as accidents and enemies leave them: one small account in every carrier, damaged, stuffed and glued by seed."""

from __future__ import annotations

import io
import random
import re
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

from documents import minimal
from generator.ofd import write_ofd
from mingzhang.engines import Loss
from mingzhang.model import NotADisclosure, NotReadable
from mingzhang.parsing import parse
from mingzhang.reading import read
from mingzhang.reading.scan.page_store import PageStore, recognising
from writing_carriers import Part, as_docx, as_html, as_made_by_libreoffice, as_xlsx, parts_of

HAN = re.compile(r"[\u4e00-\u9fff]")
NOT_PLAIN = re.compile(r"[^ -~]|[()\\]")


def outcome(data: bytes, path: Path) -> str:
    """`read`, or the reason why it is not: one Chinese line. Pictures are not recognised, only opened."""
    try:
        with recognising(PageStore(recognises="never")):
            document = read(path, data=data)
        parse(document)
    except (NotReadable, NotADisclosure) as reason:
        told = str(reason)
        assert HAN.search(told) and "\n" not in told and len(told) < 300, told
        return told
    return "read"


def whole_files(folder: Path) -> dict[str, bytes]:
    """One account in every carrier that Python alone writes, by name."""
    text = folder / "a.txt"
    text.write_text(minimal(), encoding="utf-8")
    parts = parts_of(text)
    files = {
        "a.txt": text.read_bytes(),
        "a.pdf": plain_pdf(parts),
        "a.md": text.read_bytes().replace(b"\t", b" | "),
    }
    for name, write in (("a.docx", as_docx), ("a.xlsx", as_xlsx), ("a.html", as_html), ("a.ofd", write_ofd)):
        write(parts, folder / name)
        files[name] = (folder / name).read_bytes()
    files["a.mht"] = (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + files["a.html"]
        + b"\r\n--b--\r\n"
    )
    files["a.png"] = PNG
    return files


def old_word_file(folder: Path) -> dict[str, bytes]:
    """The same account in Word's former format, as LibreOffice writes it; skips the test where it is not installed."""
    text = folder / "old.txt"
    text.write_text(minimal(), encoding="utf-8")
    as_made_by_libreoffice(parts_of(text), folder / "old.doc")
    return {"old.doc": (folder / "old.doc").read_bytes()}


def plain_pdf(parts: list[Part]) -> bytes:
    """A PDF of a page, uncompressed, so that a changed byte is a changed meaning; Han characters are left out."""
    drawn = ["BT /F 9 Tf 40 780 Td 12 TL"]
    for part in parts:
        rows = [part] if isinstance(part, str) else ["  ".join(row) for row in part]
        drawn += [f"({NOT_PLAIN.sub('', row)} figures) Tj T*" for row in rows]
    drawn += [
        "ET",
        *(
            f"40 {y} m 500 {y} l S {x} 100 m {x} 700 l S"
            for x, y in zip(range(40, 540, 99), range(100, 701, 99), strict=False)
        ),
    ]
    stream = "\n".join(drawn).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%b endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(out))
    )


PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000080000000808000000003b982f") + b"\0" * 40


def mutated(seed: int, files: dict[str, bytes]) -> tuple[str, bytes]:
    """A damaged file, the same for the same seed: its name, its bytes."""
    chance = random.Random(seed)
    name = chance.choice(sorted(files))
    data = files[name]
    if data.startswith(b"PK") and chance.random() < 0.6:
        data = _inside(data, chance)
    else:
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = chance.choice(CHANGES)(data, chance)
    if chance.random() < 0.1:
        other = files[chance.choice(sorted(files))]
        data = data + other if chance.random() < 0.5 else other[: chance.randrange(1, 2000)] + data
    if chance.random() < 0.2:
        name = "a" + chance.choice((".txt", ".docx", ".pdf", ".bin", ""))
    return name, data


def _inside(data: bytes, chance: random.Random) -> bytes:
    """The package with one of its parts changed, and packed again."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        names = package.namelist()
        hit = chance.choice([name for name in names if name.endswith(".xml")])
        for name in names:
            part = package.read(name)
            if name == hit:
                for _ in range(chance.choice((1, 1, 3))):
                    part = chance.choice((*CHANGES, *IN_XML))(part, chance)
            if name != hit or chance.random() < 0.95:
                again.writestr(name, part)
    return out.getvalue()


def _at(data: bytes, chance: random.Random) -> tuple[int, int]:
    begin = chance.randrange(len(data) or 1)
    return begin, begin + chance.choice((1, 4, 50, 2_000))


def flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 5, 100)) if out else 0):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    begin, end = _at(data, chance)
    return data[:begin] if chance.random() < 0.5 else data[:begin] + data[end:]


def repeat(data: bytes, chance: random.Random) -> bytes:
    begin, end = _at(data, chance)
    return (
        data[:end]
        + data[begin:end] * min(chance.choice((2, 30, 3_000)), 2_000_000 // (end - begin))
        + data[end:]
    )


def blank(data: bytes, chance: random.Random) -> bytes:
    begin, end = _at(data, chance)
    return data[:begin] + chance.choice((b"\0", b"\xff", b" ", b"\n", b"<")) * (end - begin) + data[end:]


def swap(data: bytes, chance: random.Random) -> bytes:
    middle = chance.randrange(len(data) or 1)
    return data[middle:] + data[:middle]


def enlarge(data: bytes, chance: random.Random) -> bytes:
    """One number becomes a huge, negative or senseless one."""
    numbers = list(re.finditer(rb"\d+", data[:200_000]))
    if not numbers:
        return data
    hit = chance.choice(numbers)
    return (
        data[: hit.start()]
        + chance.choice((b"999999999999", b"-1", b"1e308", b"0", b"65536"))
        + data[hit.end() :]
    )


def nest(data: bytes, chance: random.Random) -> bytes:
    """An element within itself, thousands of times."""
    tags = re.findall(rb"<([A-Za-z:]+)[ >]", data[:100_000])
    tag = chance.choice(tags) if tags else b"a"
    depth = chance.choice((50, 3_000))
    at = data.find(b">", len(data) // 3) + 1
    return data[:at] + b"<%b>" % tag * depth + b"</%b>" % tag * depth + data[at:]


def entities(data: bytes, chance: random.Random) -> bytes:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">%b]>' % b"".join(
        b'<!ENTITY %c "%b">' % (char, b"&%c;" % (char - 1) * 10) for char in range(ord("b"), ord("k"))
    )
    head, mark, rest = data.partition(b"?>")
    return head + mark + bomb + rest.replace(b"><", b">&j;<", 3) if mark else bomb + data


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, cut, repeat, blank, swap, enlarge)
IN_XML = (nest, entities)


def judged(files: dict[str, bytes], folder: Path, seed: int) -> tuple[str, int, str, int]:
    """Kind, seed, what was told, and the most memory of this process so far in MB."""
    name, data = mutated(seed, files)
    try:
        told = outcome(data, folder / name)
        kind = "read" if told == "read" else "refused"
    except Exception as error:
        kind, told = "raised", f"{type(error).__name__}: {error}"
    return kind, seed, told, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def lost(seed: int, why: Loss) -> tuple[str, int, str, int]:
    return "lost", seed, why.value, 0
