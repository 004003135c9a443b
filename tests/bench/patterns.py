"""patterns.py - what the detectors look for, said to other programs: see run.

    patterns.py regex | rules    (from models/detect, to standard output)

Each rule of a detector that begins with a call is one pattern: `endpoint
@$router.{get|post}($path, ..., $handler)` becomes the regular expression
    @\\w+\\.(?:get|post)\\(\\s*["'`]
and the rule of ast-grep
    any: [pattern: "@$V.get($$$)", pattern: "@$V.post($$$)"].
What stands between the brackets is left out but for a path, which is a text; so is where a
name was imported from, and everything behind the pattern: both have less to do than we.
What a dot follows is left out of an expression, too, or ripgrep would take minutes.
Equal patterns count once.
"""
import itertools
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = re.compile(r"""^(?P<at>@?)(?P<new>new\s+)?
    (?P<to>(?:\$\w+|[\w$]+|\{[\w|$]+\})(?:\.(?:\$\w+|[\w$]+|\{[\w|$]+\}))*)
    \((?P<first>\$path\b)?""", re.X)


def calls():
    for file in sorted(ROOT.glob("models/detect/*/*.detect")):
        for line in file.read_text().splitlines():
            words = line.split("#")[0].split(None, 1)
            if len(words) == 2 and words[0] not in ("source", "usual", "needs"):
                # `object $socket $namespace.on(..)`: what it is called stands first
                what = re.sub(r"^\$\w+\s+(?=[@$\w{])", "", words[1])
                found = HEAD.match(what)
                if found:
                    yield file.parent.name, found


def regex(m):
    parts = []
    for part in m["to"].split("."):
        if re.fullmatch(r"\$[a-z]\w*", part):
            parts.append(r"\w+" if parts or m["at"] else "")
        elif part.startswith("{"):
            names = part[1:-1].split("|")
            parts.append("(?:" + "|".join(map(re.escape, names)) + ")")
        else:
            parts.append(re.escape(part))
    return ((r"@" if m["at"] else "") + (r"new\s+" if m["new"] else "")
            + (r"\b" if parts[0] and not m["at"] else "") + r"\.".join(parts) + r"\("
            + ("\\s*[\"'`]" if m["first"] else ""))


def spelled(m, language):
    """As code; a decorator of a script is found by its call."""
    options = []
    for i, part in enumerate(m["to"].split(".")):
        if re.fullmatch(r"\$[a-z]\w*", part):
            options.append([f"$V{i}"])
        elif part.startswith("{"):
            options.append(part[1:-1].split("|"))
        else:
            options.append([part])
    at = "@" if m["at"] and language == "python" else ""
    for names in itertools.product(*options):
        yield at + ("new " if m["new"] else "") + ".".join(names) + "($$$)"


def rules():
    seen = set()
    for language, m in calls():
        code = tuple(p for p in spelled(m, language) if not p.startswith("$V0($$"))
        if not code or (language, code) in seen:
            continue
        seen.add((language, code))
        for tongue in ["python"] if language == "python" else ["typescript", "tsx"]:
            yield {"id": f"r{len(seen)}-{tongue}", "language": tongue,
                   "rule": {"any": [{"pattern": p} for p in code]}}


if __name__ == "__main__":
    if sys.argv[1:] == ["regex"]:
        print("\n".join(sorted({regex(m) for _, m in calls()
                                if regex(m) != r"\("})))
    elif sys.argv[1:] == ["rules"]:
        # JSON is YAML.
        print("\n---\n".join(json.dumps(rule) for rule in rules()))
    else:
        sys.exit("patterns.py: regex or rules")
