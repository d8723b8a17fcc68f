"""Files of each kind for tests, made with the libraries that read them."""

import io
import struct
import zipfile
import zlib

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)


def picture(form: str, size=(3, 2), **more) -> bytes:
    """A picture as PNG, JPEG, GIF or WEBP."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **more)
    return out.getvalue()


def huge_picture() -> bytes:
    """A small PNG that says it is 50,000 by 50,000."""
    made = picture("PNG")
    head = b"IHDR" + struct.pack(">LL", 50_000, 50_000) + made[24:29]
    return made[:12] + head + struct.pack(">L", zlib.crc32(head)) + made[33:]


def archive(**parts: bytes | str) -> bytes:
    """A ZIP of these parts, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def office(main: str, **parts: bytes | str) -> bytes:
    """A new Office file with this main part."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    return archive(**{"[Content_Types].xml": types}, **parts)


def open_document(kind: str, **parts: bytes | str) -> bytes:
    """An OpenDocument file."""
    return archive(mimetype=f"application/vnd.oasis.opendocument.{kind}", content="<x/>", **parts)


def old_office(*streams: str) -> bytes:
    """The smallest compound file whose root holds streams of these names (three at most)."""
    free, end, fat, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<LLLLLLLLL", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<L", 0) + struct.pack("<L", free) * 108
    table = struct.pack("<LL", fat, end) + struct.pack("<L", free) * 126
    folder = _entry("Root Entry", 5, child=1 if streams else none)
    for number, name in enumerate(streams, start=1):
        folder += _entry(name, 2, right=number + 1 if number < len(streams) else none)
    return header + table + folder.ljust(512, b"\x00")


def _entry(name: str, kind: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    entry = encoded.ljust(64, b"\x00") + struct.pack("<HBB", len(encoded), kind, 1)
    entry += struct.pack("<LLL", 0xFFFFFFFF, right, child) + bytes(36)
    return entry + struct.pack("<LLL", 0xFFFFFFFE, 0, 0)


def bomb(unpacked: int) -> bytes:
    """A Word document that unpacks to so many bytes."""
    out = io.BytesIO(office(f"{OFFICE}wordprocessingml.document.main+xml"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made, made.open("word/x", "w") as part:
        for _chunk in range(unpacked // 1_000_000):
            part.write(bytes(1_000_000))
    return out.getvalue()
