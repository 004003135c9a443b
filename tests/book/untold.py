"""untold.py - texts of a workbook that a language lacks.

    untold.py ENGLISH.xlsx OTHER.xlsx [TEXTS]

Two workbooks of the same estimate: a text that stands in both alike is told with its cell,
unless a line of TEXTS is it. Names and places of the code, and sources, are alike, too: it
is for reading by a person, and for columns that hold words of ours alone.
"""

import re
import sys

from book import Book


def texts(path):
    book = Book(path)
    for name in book.files:
        for ref, (value, _) in book.sheet(name).items():
            if isinstance(value, str):
                yield name, ref, value


def main():
    english, other = sys.argv[1:3]
    allowed = set(open(sys.argv[3]).read().split("\n")) if len(sys.argv) > 3 else set()
    mine = {}
    for name, ref, text in texts(english):
        mine.setdefault(text, f"{name}!{ref}")
    for _, _, text in texts(other):
        # A word of three small letters at least: no number, no sign.
        if text in mine and text not in allowed and re.search(r"[a-z]{3}", text):
            allowed.add(text)
            print(f"{mine[text]}\t{text!r}")


main()
