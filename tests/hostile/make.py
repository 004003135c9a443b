#!/usr/bin/env python3
"""make.py - writes code that nobody would write: make.py DIR

One folder for each way in which a reader or the linker could fall over: nesting without
end, everything in one line, things that hang on themselves, names that are no text,
links and devices, files that are not what they are called. A fixed seed: every run writes
the same bytes. Each folder is small enough to be read in a second or two.
"""
import os
import random
import sys

DEEP = 60000  # brackets in each other
LONG = 1000000  # bytes in a line
MANY = 800  # things that hang on each other
EACH = 16000  # things of a kind, each looked for among all

FLASK = "from flask import Flask\napp = Flask(__name__)\n"
EXPRESS = 'const express = require("express");\nconst app = express();\n'


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(content if isinstance(content, bytes) else content.encode())


def lines(n, template):
    """The template n times: {0} is the number, {1} the next, {2} one far away."""
    return "".join(
        template.replace("{0}", str(i))
        .replace("{1}", str((i + 1) % n))
        .replace("{2}", str((i * 7 + 3) % n))
        for i in range(n)
    )


def nested(openers, inner, closers, lines=True):
    """Over many lines, or the file is passed over as a minified one."""
    if not lines:
        return openers * DEEP + inner + closers * DEEP + "\n"
    return (openers * 9 + "\n") * (DEEP // 9) + inner + (closers * 9 + "\n") * (DEEP // 9)


def nesting():
    for i, parts in enumerate(
        [
            ("[", "", "]"), ("(", "", ")"), ("f(", "", ")"), ("a[", "", "]"),
            ("not ", "1", ""), ("-", "1", ""), ("lambda:", "1", ""), ("a.", "b", ""),
            ("a + ", "b", ""), ("a if b else ", "c", ""), ("q.filter(a).", "b", ""),
            ("lambda a, ", "b", ""), ("[a for ", "", ""),
        ]
    ):  # fmt: skip
        yield f"x{i}.py", FLASK + "x = (" + nested(*parts) + ")\n"
    yield "open.py", "x = " + "[" * DEEP
    yield "decorated.py", "@" * DEEP + "a\ndef f(): pass\n"
    yield "f_string.py", "x = " + 'f"{' * 5000 + "1" + '}"' * 5000 + "\n"
    yield "if.py", "".join(" " * i + "if a:\n" for i in range(1500))
    yield "class.py", "".join(" " * i + "class A:\n" for i in range(1300))
    for i, parts in enumerate(
        [
            ("[", "", "]"), ("(", "", ")"), ("f(", "", ")"), ("() =>", "1", ""),
            ("!", "1", ""), ("a ? b : ", "1", ""), ("a => {", "", "}"), ("{a:", "1", "}"),
            ("`${", "1", "}`"), ("class extends ", "B {}", ""), ("new ", "X", ""),
            ("await ", "x", ""), ("typeof ", "x", ""), ("z.object({a:", "1", "})"),
            ("async ", "x", ""), ("<T>(a)", "x", ""), ("a as ", "b", ""),
        ]
    ):  # fmt: skip
        yield f"x{i}.ts", EXPRESS + "x = " + nested(*parts) + ";\n"
    for name, parts in {
        "block.js": ("{", "", "}"),
        "function.ts": ("function f() {", "", "}"),
        "if.js": ("if (a) b; else ", "c", ""),
        "type.ts": ("type A = B<", "C", ">"),
        "union.ts": ("type A = ", "B", ""),
        "callback.ts": ("let q: (a: ", "B", ") => C"),
        "jsx.tsx": ("<a>", "", "</a>"),
        "jsx_value.tsx": ("<a b={", "1", "}/>"),
        "decorated.ts": ("@", "a class B {}", ""),
        "open.js": ("f(", "", ""),
        "chain.js": ("app.get('/a', f).", "b", ""),
        "package.json": ('{"dependencies": ', "1", "}"),
        "tsconfig.json": ("[", "", "]"),
        "openapi.json": ('{"openapi": "3.0.0", "paths": ', "1", "}"),
        "pyproject.toml": ("a = [", "", "]"),
        "schema.prisma": ("model A { a B @x(", "", ") }"),
        "schema.graphql": ("type Query { a: [", "A", "] }"),
    }.items():
        yield name, nested(*parts)
    yield "openapi.yaml", "openapi: 3.0.0\npaths:\n" + "".join(
        " " * min(i, 2000) + "a:\n" for i in range(1, 3000)
    )


def one_line():
    for name, text in {
        "calls.py": "x = f(1);", "import.py": "import a,", "string.py": '"a',
        "routes.js": "app.get('/a', f);", "names.js": "a", "comment.js": "/*",
        "template.js": "`${a}", "case.js": "case ", "let.js": "let ", "slash.js": "/",
        "less.tsx": "<", "arrow.js": "a =>", "generic.ts": "a<", "typed.ts": "(a:",
        "quote.py": '"', "at.py": "@", "if.py": "if ", "def.py": "def ", "for.js": "for(",
        "class.py": "class a(b):", "class.js": "class a { b() {", "spread.js": "[...",
        "export.js": "export ", "import.js": "import(", "key.ts": "keyof ", "do.js": "do ",
        "newlines.js": "\n", "joined.py": "\\\n", "semicolons.py": ";", "with.py": "with a as b:",
    }.items():  # fmt: skip
        yield name, text * (LONG // len(text) // 3)
        yield "lines/" + name, (text * 9 + "\n") * (LONG // len(text) // 30)
    yield "list.py", FLASK + "x = [" + lines(20000, '"a{0}", ') + "]\nfor i in x: app.route(i)(f)\n"
    yield "object.js", EXPRESS + "const x = {" + lines(
        20000, "a{0}: b{0}, "
    ) + "};\nfor (const k of Object.keys(x)) app.get(k, x[k]);"
    yield "decorators.py", FLASK + lines(10000, '@app.route("/a{0}")\n') + "def f(): pass\n"
    yield "doubled.py", FLASK + 'p0 = "/a"\n' + "".join(
        f"p{i} = p{i - 1} + p{i - 1}\n" for i in range(1, 60)
    ) + "@app.route(p59)\ndef f(): pass\n"
    yield "doubled.js", EXPRESS + 'const p0 = "/a";\n' + "".join(
        f"const p{i} = `${{p{i - 1}}}${{p{i - 1}}}`;\n" for i in range(1, 60)
    ) + "app.get(p59, f);"
    yield "loops.js", EXPRESS + 'const xs = ["/a", "/b", "/c", "/d", "/e"];\n' + "".join(
        f"for (const a{i} of xs) {{" for i in range(15)
    ) + "app.get(" + " + ".join(f"a{i}" for i in range(15)) + ", f);" + "}" * 15
    yield "paths.js", EXPRESS + "".join(
        f"app.get('{part * 5000}', f);" for part in [":a", "/(", "{", "<", "(a|b)"]
    )
    yield "factories.py", FLASK + "def f(x):\n" + "    return f(1)\n" * 400 + "".join(
        f"@f(1)\ndef g{i}(): pass\n" for i in range(20)
    )
    yield "timers.ts", EXPRESS + "".join(
        f"function f{i}() {{ setInterval(() => g{i}(), 9); }}\nfunction g{i}() {{}}\n"
        for i in range(20000)
    )
    yield "patterns.py", "from django.urls import re_path\nurlpatterns = [" + "".join(
        f"re_path(r'{part * 5000}', v), " for part in ["(?P<a>", "(a|", "[^", "\\\\d+"]
    ) + "]\n"
    yield "statements.py", FLASK + "x = app\n" * 10000 + '@x.route("/a")\ndef f(): pass\n' * 1000
    yield "wrapped.js", EXPRESS + "let x = app;\n" + "x = wrap(x);\n" * 10000 + "x.get('/a', f);\n" * 500


def cycles():
    for i in range(MANY):
        j, k = (i + 1) % MANY, (i * 7 + 1) % MANY
        yield f"py/m{i}.py", (
            f"from m{j} import *\nfrom m{k} import r{k} as q, B{k}\n"
            f"r{i} = q\nclass B{i}(B{j}): pass\n"
            f'@r{j}.route("/a")\ndef f(): pass\n'
        )
        yield f"ts/m{i}.ts", (
            f'export * from "./m{j}"; import {{ r{j} as q, B{j} }} from "./m{j}";\n'
            f"export {{ q as r{i} }}; export class B{i} extends B{j} {{}}\n"
            'q.get("/a", () => 1); export default q;'
        )
        yield f"django/a{i}/urls.py", (
            "from django.urls import path, include\n"
            f'urlpatterns = [path("x{i}/", f), path("y/", include("a{j}.urls")),\n'
            f' path("z/", include("a{k}.urls"))]\n'
        )
        yield f"next/app/a{i}/[id]/route.ts", (
            f'export {{ GET }} from "../../a{j}/[id]/route";'
            f'export * from "../../a{k}/[id]/route";'
        )
        yield f"packages/p{i}/package.json", f'{{"name": "p{i}", "dependencies": {{"p{j}": "1"}}}}'
        yield f"packages/p{i}/index.ts", f'export * from "p{j}"; import {{ app }} from "p{k}"; app.get("/a", f);'
    yield "package.json", '{"workspaces": ["packages/*", "../*", "**/**"], "dependencies": {"next": "1"}}'
    yield "django/settings.py", 'ROOT_URLCONF = "a0.urls"\n'
    yield "tsconfig.json", '{"extends": "./tsconfig.json", "compilerOptions": {"paths": {"*": ["*", "*/*"]}}}'
    yield "requirements.txt", "-r requirements.txt\n-r a.txt\n" * 300
    yield "a.txt", "-r requirements.txt\n-c a.txt\n"
    yield "self.py", (
        FLASK + "from django.db import models\n"
        "class A(A): x = models.CharField()\nclass B(C): pass\nclass C(B): pass\n"
        'class M(models.Model, M): a = models.ForeignKey("self")\n'
        "x = y\ny = x\nz = z.z.z()\ndef f(): return g()\ndef g(): return f()\n"
        "app = f()\n@app.route(f())\ndef h(): return h()\nk = k(k)(k)\n"
        'l = [l, l]\nd = {"a": d, **d}\nfor q in l:\n q.route("/x")(q)\n'
    )
    yield "self.js", EXPRESS + (
        "let a = b, b = a; const f = () => g(), g = () => f(); const o = {...o, a: o};\n"
        'f().get("/a", f); app.use(app); const r = express.Router(); r.use("/r", r);\n'
        'o.a.get("/z", o); module.exports = require("./self"); const t = c ? t : t();\n'
        't.get("/t", f); function mk(p) { const r = express.Router(); r.use(mk(p + "/q"));'
        ' return r; } app.use(mk("/b"));'
    )
    yield "mixins.py", "from django.db import models\n" + lines(
        300, "class L{0}(L{1}, R{1}): pass\nclass R{0}(L{1}, R{1}): pass\n"
    )


def mounts():
    yield "every_way.js", EXPRESS + lines(
        MANY, "const r{0} = express.Router(); r{0}.get('/g{0}', f);\n"
    ) + lines(MANY, "r{0}.use('/a', r{1}); r{0}.use('/b', r{2}); r{0}.use('/c', r{1});\n") + "app.use(r0);"
    yield "all_in_all.js", EXPRESS + lines(
        80, "const s{0} = express.Router(); s{0}.get('/g{0}', f);\n"
    ) + "".join(f"s{i}.use('/m{j}', s{j});" for i in range(80) for j in range(80)) + "app.use(s0);"
    yield "every_way.py", "from fastapi import FastAPI, APIRouter\napp = FastAPI()\n" + lines(
        MANY, 'r{0} = APIRouter(prefix="/p{0}")\n@r{0}.get("/g{0}")\ndef f{0}(): pass\n'
    ) + lines(MANY, 'r{0}.include_router(r{1}, prefix="/m")\nr{0}.include_router(r{2})\n')
    yield "calls.js", EXPRESS + "".join(
        f"function f{i}(a) {{ f{i + 1}(a); f{i + 1}(a); a.get('/x{i}', h); }}\n" for i in range(60)
    ) + "f0(app);"
    yield "calls.py", FLASK + "".join(
        f'def f{i}(a, p):\n f{i + 1}(a, p + "/l")\n f{i + 1}(a, p + "/r")\n' for i in range(60)
    ) + 'f0(app, "")\n'
    yield "graph.py", FLASK + "".join(
        f"def g{i}():\n" + "".join(f" g{(i * 7 + j) % 600}()\n" for j in range(20)) for i in range(600)
    ) + lines(600, '@app.route("/{0}")\ndef f{0}(): g{0}()\n')
    yield "depends.py", "from fastapi import FastAPI, Depends\napp = FastAPI()\n" + "".join(
        f"def d{i}({', '.join(f'a{j}=Depends(d{(i * 3 + j) % 40})' for j in range(40))}): pass\n"
        f'@app.get("/{i}")\ndef f{i}(a=Depends(d{i})): pass\n'
        for i in range(40)
    )
    yield "trpc.ts", 'import { initTRPC } from "@trpc/server"; const t = initTRPC.create();\n' + lines(
        MANY, "const r{0} = t.router({a: t.procedure.query(f), b: r{1}, c: r{2}});\n"
    ) + "export const appRouter = r0;"
    yield "nest.ts", 'import { Module, Controller, Get } from "@nestjs/common";\n' + lines(
        MANY,
        '@Controller("c{0}") class C{0} { @Get() g() {} }\n'
        "@Module({imports: [M{1}, M{2}], controllers: [C{0}]}) export class M{0} {}\n",
    )
    yield "celery.py", "from celery import Celery, chain\napp = Celery()\n" + lines(
        2000, "@app.task\ndef t{0}(): t{1}.delay()\n"
    ) + "chain(" + lines(2000, "t{0}.s(), ") + ")()\n"
    yield "models.py", "from django.db import models\n" + lines(
        3000,
        "class M{0}(models.Model):\n"
        ' a = models.ForeignKey("M{1}")\n b = models.ManyToManyField("M{2}", through="M{1}")\n',
    )
    yield "schema.prisma", lines(
        4000, 'model M{0} {\n id Int @id\n a M{1} @relation("x")\n b M{2}[] @relation("x")\n}\n'
    )
    yield "schema.graphql", lines(2000, "type T{0} { a: T{1} b(x: I): [T{2}!]! }\n") + (
        "type Query {" + lines(2000, " q{0}: T{1}\n") + "}\n" + "extend type Query { x: Int }\n" * 500
    )


def lists():
    """Lists in front of themselves, and the routes of every module through one helper."""
    grown = 'urlpatterns = [path("a{0}/", f), path("b{0}/", f)] + urlpatterns\n'
    head = "from django.urls import path\n"
    yield "grown/urls.py", head + "urlpatterns = []\n" + lines(20, grown)
    yield "made/urls.py", head + "def urls():\n urlpatterns = []\n" + lines(
        10, " " + grown
    ) + " return urlpatterns\nurlpatterns = urls()\n"
    yield "helper/__init__.py", (
        "def helper(app, routes):\n for path, view in routes:\n"
        "  app.add_url_rule(path, view_func=view.as_view(view.__name__))\n"
    )
    for i in range(30):
        yield f"helper/m{i}.py", (
            "from flask import Blueprint\nfrom flask.views import MethodView\n"
            "from helper import helper\nclass V(MethodView):\n def get(self): pass\n"
            f"b = Blueprint('m{i}', __name__)\nhelper(b, [" + lines(40, f'("/m{i}/{{0}}", V), ') + "])\n"
        )
    yield "helper/app.py", FLASK + lines(30, "from helper import m{0}\napp.register_blueprint(m{0}.b)\n")


def settings():
    """What an application keeps by key: many keys, one key many times, a class for each."""
    read = '@app.route(app.config["KEY"])\ndef f{0}(): pass\n'
    yield "keys.py", FLASK + lines(EACH, 'app.config["K{0}"] = "/a{0}"\n' + read.replace("KEY", "K{2}"))
    yield "one.py", FLASK + lines(EACH, 'app.config["X"] = a{0}\n' + read.replace("KEY", "X"))
    yield "config.py", lines(EACH, 'class C{0}:\n    L{0} = "/b{0}"\n')
    yield "classes.py", FLASK + lines(EACH, read.replace("KEY", "L{2}"))


def given():
    """What a module gives to a thing that it made, a member each; ends of paths that hold zeros."""
    yield "requirements.txt", "fastapi\n"
    yield "given.py", "from fastapi import APIRouter, FastAPI\nclass A: pass\napp = FastAPI()\na = A()\n" + (
        lines(EACH, "a.r{0} = APIRouter()\n") + lines(EACH, "app.include_router(a.r{0})\n")
    )
    zeros = "".join(
        f"PATH{i} = '/\\0{'x' * 4000}'\nPATH{i} += '/'\n@app.get(PATH{i} + 'x')\ndef f{i}(): pass\n" for i in range(20)
    )
    yield "ends.py", "from fastapi import FastAPI\napp = FastAPI()\n" + zeros


def json():
    """A module of JSON that is none, which more ask for than are read of good ones."""
    yield "package.json", '{"dependencies": {"express": "4"}}'
    yield "bad.json", '{"base": '
    yield "good.json", '{"base": "/good"}'
    for i in range(MANY):
        yield f"a{i}.js", 'module.exports = require("./bad.json");\n'
    yield "z.js", EXPRESS + 'app.get(require("./good.json").base, (req, res) => res.end());\n'


def models():
    """Parts of a model that hold each other by their names: 12^8 relations."""
    script = 'const { Schema } = require("mongoose");\nconst p0 = { type: Schema.Types.ObjectId, ref: "User" };\n'
    for i in range(8):
        script += f"const p{i + 1} = {{ {', '.join(f'k{n}: p{i}' for n in range(12))} }};\n"
    yield "package.json", '{"dependencies": {"mongoose": "8"}}'
    yield "models.js", script + "module.exports = new Schema({ a: p8 });\n"


def methods():
    """Classes of many methods that serve, and a method of many parameters."""
    register = "from flask_classful import FlaskView\nclass V(FlaskView):\n"
    yield "registered.py", FLASK + register + lines(EACH, " def m{0}(self): pass\n") + "V.register(app)\n"
    yield "parameters.py", FLASK + register + " def f(self, " + lines(EACH, "p{0},\n") + "): pass\nV.register(app)\n"
    yield "heir.py", FLASK + "class V:\n" + lines(EACH, " def m{0}(self):\n  app.route('/h{0}')(self.x)\n") + (
        "class W(V):\n" + lines(EACH, " def n{0}(self): pass\n") + "w = W()\n" + lines(EACH, "w.m{0}()\n")
    )
    yield "decorators.py", FLASK + "class V:\n" + lines(EACH, " def m{0}(self): pass\n") + lines(
        EACH, "@app.route('/d{0}')\n@V()\ndef f{0}(): pass\n"
    )
    yield "viewset.py", (
        "from rest_framework import viewsets, routers\nfrom rest_framework.decorators import action\n"
        "class V(viewsets.ModelViewSet):\n" + lines(EACH, " @action(detail=True)\n def m{0}(self): pass\n")
        + "router = routers.DefaultRouter()\nrouter.register('v', V)\nurlpatterns = router.urls\n"
    )
    yield "controller.ts", 'import { Controller, Get } from "@nestjs/common";\n@Controller("a") export class A {\n' + lines(
        EACH, '@Get("/{0}") m{0}() {}\n'
    ) + "}\n"


def names():
    python = b'@app.route("/\xff\x01\t\\x1b[31m\\n<\xc3>")\ndef f\xff(): pass\n'
    script = b'const app = require("express")();\napp.get("/\xff\x01\t\\u001b[31m\\u0000\\ud800", f);'
    for name in [
        b"a\tb.py", b"a\nb.py", b"a\x01b.js", b"\xff\xfe.py", b"\xc3.js", b"a'b.py", b'a"b.ts',
        b"-rf.py", b"%s%n.py", b"\x1b[31m.py", b"=cmd().js", b"a\\b.py", b"\xe2\x80\xae.py",
    ]:  # fmt: skip
        yield name, FLASK.encode() + python if name.endswith(b"py") else script
    yield "package.json", b'{"name": "a\\tb\\n\xff\\u0000", "dependencies": {"express": "\xff\\n"}}'


def binary():
    made = random.Random(1)
    for name in ["a.py", "a.js", "package.json", "schema.prisma", "pyproject.toml", "openapi.yaml"]:
        yield name, made.randbytes(1 << 18)
    yield "zero.ts", b"\0" * (1 << 20)
    yield "ones.py", b"\xff" * (1 << 20)
    yield "utf16.py", ("\ufeff" + FLASK).encode("utf-16")
    yield ".gitignore", "**/" * 3000 + "a\n" + "*a" * 3000 + "b\n" + "[a-" * 3000 + "\n" + "!" * 3000
    for i, text in enumerate(
        ["@", "class", "def f(*,**", "from . import (", 'x="""', 'f"{', "x=1if", ""]
    ):
        yield f"cut{i}.py", text
    for i, text in enumerate(["export default", "import {a as", "<a b=`${", "@A(", "app.get(`", ""]):
        yield f"cut{i}.tsx", text
    for name, text in {"a/package.json": '{"a":"\\u', "a/pyproject.toml": "[a", "a/tsconfig.json": "/*"}.items():
        yield name, text


def links(root):
    """What a walk must not follow or wait for."""
    os.makedirs(root + "/a/b")
    for to, name in [
        ("../..", "a/b/up"), (".", "a/b/here"), ("self", "self"), ("/", "root"), ("/proc", "proc"),
        ("/dev/zero", "zero.py"), ("/dev/stdin", "in.js"), ("x2.py", "x1.py"), ("x1.py", "x2.py"),
    ]:  # fmt: skip
        os.symlink(to, f"{root}/{name}")
    for name in ["fifo.py", "package.json", ".gitignore"]:
        os.mkfifo(f"{root}/{name}")
    write(root + "/a/b/x.py", FLASK + '@app.route("/")\ndef f(): pass\n')
    here = os.open(root, os.O_RDONLY)
    for _ in range(1200):  # deeper than a path may be long
        os.mkdir("dddd", dir_fd=here)
        below = os.open("dddd", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def pages(root):
    """Templates that code names: without end, a pipe, a link, and one of text."""
    write(root + "/package.json", '{"dependencies": {"express": "4", "ejs": "3"}}')
    write(
        root + "/app.js",
        EXPRESS
        + "".join(
            f"app.get('/{name}', (req, res) => res.render('{name}'))\n"
            for name in ["endless", "pipe", "link", "text"]
        ),
    )
    write(root + "/views/text.ejs", "a\n" * 12)
    with open(root + "/views/endless.ejs", "wb") as out:
        out.truncate(1 << 40)
    os.mkfifo(root + "/views/pipe.ejs")
    os.symlink("/dev/zero", root + "/views/link.ejs")


def globs():
    """A pattern of files that stands for 2^40 others."""
    yield "package.json", '{"dependencies": {"@hapi/hapi": "21"}}'
    yield "a/routes.js", 'module.exports = [{ method: "GET", path: "/a", handler: () => 1 }];\n'
    yield (
        "index.js",
        "const { globSync } = require('node:fs');\n"
        "exports.plugin = { name: 'a', register(server) {\n"
        f"  globSync('{'{a,b}' * 40}*.js', {{ cwd: __dirname }})\n"
        "    .forEach((x) => server.route(require('./' + x)));\n"
        f"  globSync('{'**/' * 40}routes.js', {{ cwd: __dirname }})\n"
        "    .forEach((x) => server.route(require('./' + x)));\n"
        "} };\n",
    )


def deep():
    """Settings made of settings, each by many steps: as deep as values are followed."""
    text = "from flask import Flask\napp = Flask(__name__)\napp.config['K0'] = '/x'\n"
    for k in range(12):
        text += f"v{k}_0 = app.config['K{k}']\n"
        text += "".join(f"v{k}_{i + 1} = '%s' % v{k}_{i}\n" for i in range(36))
        text += (
            f"app.config['K{k + 1}'] = v{k}_36\n"
            f"@app.get(app.config['K{k + 1}'])\ndef f{k}():\n    return ''\n"
        )
    yield "requirements.txt", "flask\n"
    yield "app.py", text


def doubled():
    """A path of 2^40 letters, joined, formatted and put into templates."""
    text = f"from flask import Flask\napp = Flask(__name__)\na0 = b0 = c0 = '/{'x' * 50000}'\n"
    for i in range(40):
        text += f"a{i + 1} = a{i} + a{i}\nb{i + 1} = '%s%s' % (b{i}, b{i})\n"
        text += f"c{i + 1} = '{{}}{{}}'.format(c{i}, c{i})\n"
    for name in "abc":
        text += f"@app.get({name}40)\ndef {name}():\n    return ''\n"
    yield "requirements.txt", "flask\n"
    yield "app.py", text
    script = 'const app = require("express")();\nconst d0 = "/' + 'x' * 50000 + '";\n'
    script += "".join(f"const d{i + 1} = `${{d{i}}}${{d{i}}}`;\n" for i in range(40))
    yield "package.json", '{"dependencies": {"express": "4"}}'
    yield "app.js", script + "app.get(d40, (req, res) => res.end());\n"


def asked():
    """Modules that ask each other for ever longer names."""
    for here, there in ("ab", "ba"):
        yield here + ".py", (
            f"import {there}\ndef __getattr__(name):\n"
            f"    return getattr({there}, name + 'x') or getattr({there}, name + 'y') or "
            f"getattr({there}, name + name)\n"
        )
    yield "requirements.txt", "flask\n"
    yield "app.py", FLASK + "import a\n" + lines(
        300, "@a.v{0}.route('/x{0}')\ndef x{0}(): pass\n"
    )


def own():
    """Routes, jobs and decorators that the code base makes itself: each looked for."""
    yield "requirements.txt", "flask\n"
    yield "package.json", '{"dependencies": {"express": "4"}}'
    yield "app.js", EXPRESS + lines(EACH, "app.get('/e{0}', (q, r) => r.send(1));\n")
    yield "server.js", (
        "class Server { get(path, handler) { } post(path, handler) { } }\n"
        "const server = new Server();\n"
        + lines(EACH, "server.get('/x{0}', (q, r) => r.end());\n")
    )
    yield "tasks.py", (
        "def task(fn):\n    fn.delay = lambda *a: later(fn, a)\n    return fn\n"
        + lines(EACH, "@task\ndef t{0}():\n    t{2}.delay()\n")
    )
    yield "made.py", lines(4 * EACH, "x{0} = 1\n") + "class A: pass\n" + (
        "A = f(A)\n" * EACH + lines(4 * EACH, "y{0} = f(y{0})\n")
    )


def cut():
    """Imports that end too soon, and classes that calls make of each other."""
    yield "half.ts", 'import { Router as R } f"express";\nR.get("/x", f)\n'
    yield "end.ts", 'import { Router } from\n'
    names = [f"D{i}" for i in range(60)]
    yield "package.json", (
        '{"dependencies": {"@nestjs/common": "10", "@nestjs/mapped-types": "2", "class-validator": "0"}}'
    )
    yield (
        "mixed.ts",
        'import { IntersectionType } from "@nestjs/mapped-types";\n'
        'import { Body, Controller, Post } from "@nestjs/common";\n'
        + "".join(
            f"export class {n} extends IntersectionType({', '.join(names[i + 1:] + names[:1])}) {{}}\n"
            for i, n in enumerate(names)
        )
        + '@Controller("/x")\nexport class C { @Post() make(@Body() b: D0) { return b } }\n',
    )


def hung():
    """Routers that hang on each other by any number of ways, and thousands beside them."""
    yield "lists/requirements.txt", "litestar\n"
    yield "lists/app.py", (
        'from litestar import Litestar, get\n@get("/listed")\ndef f() -> str: return ""\n'
        "A = [f, A, A, A, A]\nB0 = [f]\n"
        + "".join(f"B{i + 1} = [*B{i}, *B{i}] + [*B{i}]\n" for i in range(13))
        + "app = Litestar(route_handlers=A)\nbox = Litestar(route_handlers=B13)\n"
    )
    yield "gates/requirements.txt", "flask\n"
    each = range(30)
    text = "from flask import Flask, Blueprint\napp = Flask(__name__)\n"
    for d in range(7):
        text += "".join(f'b{d}_{k} = Blueprint("b{d}_{k}", __name__)\n' for k in each)
    for d in range(6):
        text += "".join(
            f'b{d}_{k}.register_blueprint(b{d + 1}_{j}, url_prefix="/x{j}")\n'
            for k in each
            for j in each
        )
    yield "gates/app.py", text + "@b6_0.before_app_request\ndef login_required(): check()\n"
    yield "hooks/package.json", '{"dependencies": {"fastify": "4", "@fastify/autoload": "5"}}'
    yield "hooks/app.js", (
        'const load = require("@fastify/autoload"), path = require("path");\n'
        'const fastify = require("fastify")();\n'
        'fastify.register(load, { dir: path.join(__dirname, "routes"),\n'
        "  autoHooks: true, cascadeHooks: true });\n"
    )
    at, serves = "hooks/routes", (
        'module.exports = async (fastify) => { fastify.get("/hooked", async () => 1) };\n'
    )
    for d in range(24):
        at += f"/d{d}"
        yield at + "/autohooks.js", (
            'async function f(fastify) { fastify.addHook("onRequest", a) }\n'
            'async function g(fastify) { fastify.addHook("onRequest", b) }\n'
            "module.exports = process.env.X ? f : g;\n"
        )
    yield at + "/index.js", serves
    for i in range(MANY):
        yield f"hooks/routes/{'a/' * 30}e{i}/index.js", serves
    yield "placed/requirements.txt", "requests\n"
    yield "placed/own.py", (
        "def get(path):\n    def d(f): return f\n    return d\n"
        + lines(EACH, '@get("/placed{0}")\ndef f{0}(): pass\n')
    )
    yield "shape/package.json", '{"dependencies": {"express": "4", "async-router-x": "1"}}'
    yield "shape/app.js", (
        EXPRESS
        + 'const AsyncRouter = require("async-router-x");\n'
        + lines(5 * MANY, "const r{0} = AsyncRouter();\n")
        + lines(5 * MANY, 'r{0}.get("/told{0}", show);\n')
        + lines(5 * MANY, 'app.use("/b{0}", r{0});\n')
    )


def same():
    """One table in many scripts, one variable for many texts, one class in many views."""
    yield "requirements.txt", "django\n"
    yield "package.json", '{"dependencies": {"drizzle-orm": "1"}}'
    for i in range(3 * MANY):
        yield f"src/s{i}.ts", (
            'import { pgTable, text } from "drizzle-orm/pg-core";\n'
            'export const users = pgTable("users", { id: text("id").primaryKey() });\n'
        )
    yield "held.py", "from django.db import connection\ncursor = connection.cursor()\n" + (
        lines(EACH, "sql = 'select * from t{0} where x = 1'\ncursor.execute(sql)\n")
    )
    yield "urls.py", (
        "from django.urls import path\nfrom django.views import View\nclass C(View):\n"
        + lines(5 * MANY, "    def m{0}(self): pass\n")
        + "def make(request):\n"
        + lines(5 * MANY, "    C.as_view()\n")
        + "urlpatterns = [path('x', make)]\n"
    )


def main():
    root = sys.argv[1]
    for kind in [
        nesting,
        one_line,
        cycles,
        mounts,
        lists,
        settings,
        given,
        json,
        models,
        methods,
        names,
        globs,
        deep,
        doubled,
        asked,
        own,
        cut,
        hung,
        same,
        binary,
    ]:
        folder = os.path.join(root, kind.__name__)
        for path, content in kind():
            at = os.fsencode(folder) + b"/" + os.fsencode(path)
            write(at, content)
    links(os.path.join(root, "links"))
    pages(os.path.join(root, "pages"))


main()
