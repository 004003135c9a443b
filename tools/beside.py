"""beside.py - puts PPM pictures side by side as one PNG: beside.py OUT.png IN.ppm...

Margins are cut, colours reduced to 6 bits a channel so that the PNG stays small.
"""

import struct
import sys
import zlib

BORDER = 14
MAX_HEIGHT = 600


def read_ppm(path):
    data = open(path, "rb").read()
    magic, width, height, _, pixels = data.split(maxsplit=4)
    assert magic == b"P6"
    width, height = int(width), int(height)
    pixels = data[-width * height * 3 :]
    return [pixels[y * width * 3 : (y + 1) * width * 3] for y in range(height)]


def trim(rows):
    """Cuts white margins and puts an even border around."""
    white = b"\xff"
    inked = [y for y, row in enumerate(rows) if row.strip(white)]
    rows = rows[inked[0] : inked[-1] + 1]
    left = min((len(r) - len(r.lstrip(white))) // 3 for r in rows if r.strip(white))
    right = max((len(r.rstrip(white)) + 2) // 3 for r in rows)
    side = white * 3 * BORDER
    rows = [side + row[left * 3 : right * 3] + side for row in rows]
    empty = [white * len(rows[0])] * BORDER
    return empty + rows + empty


def beside(pictures):
    height = min(MAX_HEIGHT, max(len(p) for p in pictures))
    pictures = [p[:height] for p in pictures]
    full = [p + [b"\xff" * len(p[0])] * (height - len(p)) for p in pictures]
    return [b"".join(rows) for rows in zip(*full)]


def write_png(path, rows):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    fewer = bytes(min(255, (c + 4) // 8 * 8) for c in range(256))
    raw = b"".join(b"\0" + row.translate(fewer) for row in rows)
    header = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header))
        out.write(chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


write_png(sys.argv[1], beside([trim(read_ppm(path)) for path in sys.argv[2:]]))
