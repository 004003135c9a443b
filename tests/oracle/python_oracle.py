#!/usr/bin/env python3
"""python_oracle.py - our Python reader against Python's own ast.

    python_oracle.py DRIVER OUT TREE...

DRIVER is the built dump_calls. Every call and decorator below the trees is listed by
both: line of its last name, last name, first argument when that is a plain string;
and every class and function with its number of statements and calls and its last line.
Disagreements go to OUT; the shares are printed. Files that ast rejects are left out
and counted. Exit code 1: calls and decorators agree on less than 99.9 %.
"""
import ast
import collections
import os
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
GOAL = 99.9
BATCH = 400


def last_name(node):
    """Name and line of what is called."""
    if isinstance(node, ast.Name):
        return node.id, node.lineno
    if isinstance(node, ast.Attribute):
        return node.attr, node.end_lineno
    return "", node.end_lineno


def plain_string(node):
    if isinstance(node, ast.JoinedStr):
        if all(isinstance(v, ast.Constant) for v in node.values):
            return "".join(v.value for v in node.values)
        return None
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Constant) and isinstance(node.value, bytes):
        return node.value.decode("latin-1")
    return None


def escaped(text):
    for plain, written in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(plain, written)
    return text.encode("utf-8", "surrogatepass")


def place(kind, node, call):
    """One line as dump_calls prints it."""
    name, line = last_name(call.func if call else node)
    text = plain_string(call.args[0]) if call and call.args else None
    return b"\t".join((kind, str(line).encode(), escaped(name),
                       b"-" if text is None else b"=" + escaped(text)))


def documents(node, lines):
    """A text that is a line of its own: no statement, for us."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Constant) or \
            not isinstance(node.value.value, (str, bytes)) or \
            (node.lineno, node.col_offset) != (node.value.lineno, node.value.col_offset):
        return False
    return not lines[node.end_lineno - 1][node.end_col_offset:].lstrip().startswith(b";")


def measure(node, lines):
    """Statements and calls in the body, nested ones included; patterns are no calls."""
    statements = calls = 0
    todo = list(node.body)
    while todo:
        n = todo.pop()
        statements += isinstance(n, ast.stmt) and not documents(n, lines)
        calls += isinstance(n, ast.Call)
        todo.extend(ast.iter_child_nodes(n))
    return statements, calls


def shifted(tree):
    """Calls in f-strings of several lines: before 3.12 ast counts their lines wrongly."""
    found = set()
    if sys.version_info < (3, 12):
        for n in ast.walk(tree):
            if isinstance(n, ast.JoinedStr):
                found.update(id(c) for c in ast.walk(n) if isinstance(c, ast.Call))
    return found


def read(source):
    """(places, definitions, places of unsure line) of one file."""
    tree = ast.parse(source)
    unsure = shifted(tree)
    lines = (source if isinstance(source, bytes) else source.encode()).split(b"\n")
    places, defs, floating = [], [], []
    for n in ast.walk(tree):
        if isinstance(n, ast.Call):
            (floating if id(n) in unsure else places).append(place(b"call", n, n))
        if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for d in n.decorator_list:
                places.append(place(b"decorator", d, d if isinstance(d, ast.Call) else None))
            statements, calls = measure(n, lines)
            defs.append(b"def\t%d\t%s\t%d\t%d\t%d" % (n.lineno, n.name.encode(), statements,
                                                      calls, n.end_lineno))
    return places, defs, floating


def python_files(trees):
    for tree in trees:
        for folder, folders, names in os.walk(tree):
            folders.sort()
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name.endswith(".py") and os.path.isfile(path) and not os.path.islink(path):
                    yield path


def ours(driver, paths):
    """{path: (places, defs, defects)} from the driver."""
    run = subprocess.run([driver], input="\n".join(paths).encode() + b"\n",
                         stdout=subprocess.PIPE, check=True)
    found, current = {}, None
    for line in run.stdout.split(b"\n"):
        kind = line.split(b"\t", 1)[0]
        if kind == b"file":
            current = found[line[5:].decode()] = ([], [], [])
        elif kind == b"def":
            current[1].append(line)
        elif kind == b"defect":
            current[2].append(line)
        elif line:
            current[0].append(line)
    return found


def without_line(place):
    kind, _, rest = place.split(b"\t", 2)
    return kind, rest


def compare(mine, theirs, floating):
    """Multisets; those of unsure line only have to occur somewhere. (agreed, extra, missing)"""
    a, b = collections.Counter(mine), collections.Counter(theirs)
    agreed = sum((a & b).values())
    extra, missing = list((a - b).elements()), list((b - a).elements())
    for f in floating:
        for e in extra:
            if without_line(e) == without_line(f):
                extra.remove(e)
                agreed += 1
                break
        else:
            missing.append(f)
    return agreed, extra, missing


class Tally:
    def __init__(self):
        self.agreed = self.extra = self.missing = 0

    def add(self, agreed, extra, missing):
        self.agreed += agreed
        self.extra += len(extra)
        self.missing += len(missing)

    def share(self):
        return 100.0 * self.agreed / max(1, self.agreed + self.extra + self.missing)

    def __str__(self):
        return (f"{self.share():.4f} % of {self.agreed + self.missing} agree, "
                f"{self.missing} missing, {self.extra} extra")


def main():
    driver, out, trees = sys.argv[1], sys.argv[2], sys.argv[3:]
    places, defs = Tally(), Tally()
    lines = files = rejected = defects = 0
    paths = list(python_files(trees))
    with open(out, "wb") as report:
        for at in range(0, len(paths), BATCH):
            batch = paths[at:at + BATCH]
            found = ours(driver, batch)
            for path in batch:
                with open(path, "rb") as f:
                    source = f.read()
                try:
                    want = read(source)
                except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError) as e:
                    rejected += 1
                    continue
                mine = found[path]
                files += 1
                lines += source.count(b"\n")
                defects += len(mine[2])
                for line in mine[2]:
                    report.write(path.encode() + b"\tours only\t" + line + b"\n")
                for tally, i, loose in ((places, 0, want[2]), (defs, 1, ())):
                    agreed, extra, missing = compare(mine[i], want[i], loose)
                    tally.add(agreed, extra, missing)
                    for line in extra:
                        report.write(path.encode() + b"\tours only\t" + line + b"\n")
                    for line in missing:
                        report.write(path.encode() + b"\tast only\t" + line + b"\n")
    print(f"python: {files} files, {lines} lines; {rejected} more that ast rejects; "
          f"{defects} defects noted by us alone")
    print(f"calls and decorators: {places}")
    print(f"definitions (statements, calls, last line): {defs}")
    return places.share() < GOAL


if __name__ == "__main__":
    sys.exit(main())
