/* test_route.c - endpoints with full paths, whatever way their routers are put together.
 */
#include "units.h"

#include "scan/passes.h"

static const struct {
	const char *what, *rows;
	struct source sources[4];
} cases[] = {
	{ "a blueprint",
	  "GET /api/x 1",
	  { { "a.py", "from flask import Flask, Blueprint\n"
	              "app = Flask(__name__)\nbp = Blueprint('b', __name__)\n"
	              "@bp.route('/x')\ndef x():\n    return 1\n"
	              "app.register_blueprint(bp, url_prefix='/api')\n" } } },
	{ "nobody mounts it",
	  "GET /x 0",
	  { { "a.py", "from flask import Blueprint\nbp = Blueprint('b', __name__)\n"
	              "@bp.route('/x')\ndef x():\n    return 1\n" } } },
	{ "each item of a loop with its own handler and path",
	  "GET /a 1;POST /b 1",
	  { { "a.py", "from flask import Flask\nfrom flask.views import MethodView\n"
	              "app = Flask(__name__)\n"
	              "class A(MethodView):\n    def get(self):\n        pass\n"
	              "class B(MethodView):\n    def post(self):\n        pass\n"
	              "for view, path in [(A, '/a'), (B, '/b')]:\n"
	              "    app.add_url_rule(path, view_func=view.as_view('x'))\n" } } },
	{ "a router for each item",
	  "GET /v1/x 1;GET /v2/x 1",
	  { { "a.py",
	      "from fastapi import FastAPI, APIRouter\napp = FastAPI()\n"
	      "def x():\n    pass\n"
	      "for v in ['v1', 'v2']:\n    sub = APIRouter(prefix='/' + v)\n"
	      "    sub.add_api_route('/x', x)\n    app.include_router(sub)\n" } } },
	{ "a method of a base, for each class",
	  "GET /a/x 1;POST /b/y 1",
	  { { "a.py",
	      "import flask\nfrom flask.views import MethodView\napp = flask.Flask('x')\n"
	      "class X(MethodView):\n    def get(self):\n        pass\n"
	      "class Y(MethodView):\n    def post(self):\n        pass\n"
	      "class Api:\n    prefix = ''\n    views = []\n"
	      "    def __init__(self):\n"
	      "        self.bp = flask.Blueprint('b', 'b', url_prefix=self.prefix)\n"
	      "        for path, view in self.views:\n"
	      "            self.bp.add_url_rule(path, view_func=view.as_view('v'))\n"
	      "    @classmethod\n    def mount(cls, app):\n"
	      "        app.register_blueprint(cls().bp)\n"
	      "class A(Api):\n    prefix = '/a'\n    views = [('/x', X)]\n"
	      "class B(Api):\n    prefix = '/b'\n    views = [('/y', Y)]\n"
	      "for api in (A, B):\n    api.mount(app)\n" } } },
	{ "appended to a URL configuration",
	  "* /a/ 1;* /b/ 1;* /c/ 1",
	  { { "a.py", "from django.urls import path\nfrom v import v\n"
	              "more = []\nmore.append(path('c/', v))\n"
	              "urlpatterns = [path('a/', v), *more]\n"
	              "urlpatterns.append(path('b/', v))\n" },
	    { "v.py", "def v(request):\n    pass\n" } } },
	{ "registers below registers",
	  "GET /api/ 1;GET /api/jobs/{parent}/tests/ 1;GET "
	  "/api/jobs/{parent}/tests/{pk}/ 1",
	  { { "a.py",
	      "from django.urls import path, include\n"
	      "from rest_framework_extensions.routers import ExtendedDefaultRouter\n"
	      "from rest_framework.viewsets import ReadOnlyModelViewSet, ViewSet\n"
	      "class Jobs(ViewSet):\n    pass\n"
	      "class Tests(ReadOnlyModelViewSet):\n    pass\n"
	      "router = ExtendedDefaultRouter()\njobs = router.register('jobs', Jobs)\n"
	      "jobs.register('tests', Tests, parents_query_lookups=['job'])\n"
	      "urlpatterns = [path('api/', include(router.urls))]\n" } } },
	{ "a factory called twice",
	  "GET /a/x 1;GET /b/x 1",
	  { { "a.js", "const express = require('express');\n"
	              "const make = () => { const r = express.Router();\n"
	              "  r.get('/x', (req, res) => res.end()); return r; };\n"
	              "const app = express(); app.use('/a', make()); app.use('/b', "
	              "make());" } } },
	{ "a plugin",
	  "GET /p/x 1",
	  { { "a.js", "const app = require('fastify')();\n"
	              "app.register(require('./b'), { prefix: '/p' });" },
	    { "b.js", "module.exports = async function (app) {\n"
	              "  app.get('/x', async () => 1);\n};" } } },
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void rows_of(struct code_base *c, const struct facts *facts, char *buf,
                    size_t size)
{
	char *rows[64];
	size_t n = 0, at = 0;

	for (size_t i = 0; i < facts->n && n < 64; i++) {
		const struct fact *f = &facts->v[i];

		if (f->kind == FACT_endpoint)
			rows[n++] = arena_printf(&c->arena, "%s %s %d", f->method,
			                         f->path, !strcmp(f->status, "resolved"));
	}
	qsort(rows, n, sizeof *rows, by_text);
	for (size_t i = 0; i < n && at < size; i++)
		at += (size_t)snprintf(buf + at, size - at, "%s%s", i ? ";" : "",
		                       rows[i]);
}

static void endpoints(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct code_base c;
		struct facts facts = { 0 };
		char buf[1000] = "";

		code_base_init(&c, cases[i].sources);
		passes_run(&facts, &c.arena, &c.program, &c.detectors, NULL);
		rows_of(&c, &facts, buf, sizeof buf);
		if (strcmp(buf, cases[i].rows))
			fail_msg("%s: '%s' instead of '%s'", cases[i].what, buf,
			         cases[i].rows);
		code_base_release(&c);
	}
}

/* Queries count where the handler begins and ends, and nowhere else. */
static void queries_inside(void **state)
{
	static const struct source sources[] = {
		{ "a.py", "from fastapi import FastAPI\nfrom sqlalchemy import text\n"
		          "app = FastAPI()\n"
		          "@app.get('/a')\ndef a(s, session):\n    s.execute(text('x'))\n"
		          "    return session.query(1)\n"
		          "@app.get('/b')\ndef b(s):\n    return 1\n"
		          "def c(s):\n    return s.query(1)\n" },
		{ NULL, NULL },
	};
	struct facts facts = { 0 };
	struct code_base c;
	uint32_t seen = 0;

	(void)state;
	code_base_init(&c, sources);
	passes_run(&facts, &c.arena, &c.program, &c.detectors, NULL);
	for (size_t i = 0; i < facts.n; i++) {
		const struct fact *f = &facts.v[i];

		if (f->kind == FACT_endpoint) {
			assert_int_equal(f->queries, strcmp(f->path, "/a") ? 0 : 2);
			seen++;
		}
	}
	assert_int_equal(seen, 2);
	code_base_release(&c);
}

/* A dependency of a dependency that asks for a scheme of authentication. */
static void guards(void **state)
{
	static const struct source sources[] = {
		{ "a.py",
		  "from typing import Annotated\nfrom fastapi import FastAPI, Depends\n"
		  "from fastapi.security import OAuth2PasswordBearer\n"
		  "scheme = OAuth2PasswordBearer('t')\napp = FastAPI()\n"
		  "def token(t = Depends(scheme)):\n    return t\n"
		  "def user(t = Depends(token)):\n    return t\n"
		  "def page(p = 1):\n    return p\n"
		  "User = Annotated[str, Depends(user)]\n"
		  "@app.get('/guarded')\ndef a(u: User):\n    return 1\n"
		  "@app.get('/guarded/2', dependencies=[Depends(user)])\n"
		  "def b():\n    return 1\n"
		  "@app.get('/open')\ndef c(p = Depends(page)):\n    return 1\n" },
		{ NULL, NULL },
	};
	struct facts facts = { 0 };
	struct code_base c;

	(void)state;
	code_base_init(&c, sources);
	passes_run(&facts, &c.arena, &c.program, &c.detectors, NULL);
	for (size_t i = 0; i < facts.n; i++) {
		const struct fact *f = &facts.v[i];

		if (f->kind != FACT_endpoint)
			continue;
		if (strcmp(f->path, "/open"))
			assert_string_equal(f->guard, "user");
		else
			assert_null(f->guard);
	}
	code_base_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(endpoints),
		cmocka_unit_test(queries_inside),
		cmocka_unit_test(guards),
	};

	return cmocka_run_group_tests_name("route", tests, NULL, NULL);
}
