/* test_value.c - which texts an expression may be, over names, files, calls, classes. */
#include "units.h"

#include "scan/passes.h"

#define IN_CLASS                                                                         \
	"class Base:\n"                                                                  \
	"    prefix = ''\n"                                                              \
	"    def __init__(self, root='/root'):\n"                                        \
	"        self.root = root\n"                                                     \
	"        self.own = self.prefix\n"                                               \
	"    @property\n"                                                                \
	"    def path(self):\n"                                                          \
	"        return self.root + self.own\n"                                          \
	"    @staticmethod\n"                                                            \
	"    def slash(s):\n"                                                            \
	"        return '/' + s\n"                                                       \
	"class Users(Base):\n"                                                           \
	"    prefix = '/users'\n"

/* x of the file a.py or a.js: its texts with | in between, * behind one that is not
 * complete. */
static const struct {
	const char *what, *x;
	struct source sources[4];
} cases[] = {
	{ "a name", "/a", { { "a.py", "y = '/a'\nx = y\n" } } },
	{ "both branches", "/a|/b", { { "a.py", "x = '/a' if y else '/b'\n" } } },
	{ "an unknown part", "/{y}/b*", { { "a.py", "x = f'/{y}/b'\n" } } },
	{ "an import",
	  "/a",
	  { { "a.py", "from b import y as x\n" }, { "b.py", "y = '/a'\n" } } },
	{ "a function",
	  "/v1/a",
	  { { "a.py", "def f(v, p='/a'):\n    return '/' + v + p\nx = f('v1')\n" } } },
	{ "recursion", "", { { "a.py", "def f(v):\n    return f(v)\nx = f('v1')\n" } } },
	{ "format",
	  "/a/{}/1*",
	  { { "a.py", "x = '/{p}/{}/{n}'.format(q, p='a', n=1)\n" } } },
	{ "an unknown start", "/b*", { { "a.py", "x = '{p}/b'.format(p=q)\n" } } },
	{ "percent", "/a/b%", { { "a.py", "x = '/%s/%s%%' % ('a', 'b')\n" } } },
	{ "percent of a dictionary",
	  "/a/{n}*",
	  { { "a.py", "x = '/%(p)s/%(n)d' % {'p': 'a'}\n" } } },
	{ "join",
	  "a/b/c",
	  { { "a.py",
	      "def f():\n    p = ['a', 'b']\n    p.append('c')\n    return '/'.join(p)\n"
	      "x = f()\n" } } },
	{ "strip", "a", { { "a.py", "x = '/a/'.strip('/')\n" } } },
	{ "an attribute by name",
	  "/a|/d",
	  { { "a.py", "class C:\n    p = '/a'\n"
	              "x = getattr(C, 'p', '/b') if y else getattr(C, 'q', '/d')\n" } } },
	{ "a dictionary",
	  "/a",
	  { { "a.py", "d = {'p': '/a', 'q': '/b'}\nx = d['p']\n" } } },
	{ "items of a loop",
	  "/a|/b",
	  { { "a.py", "for x in ['/a', '/b']:\n    pass\n" } } },
	{ "a pattern", "/b", { { "a.py", "(y, x) = ('/a', '/b')\n" } } },
	{ "self of a subclass",
	  "/root/users",
	  { { "a.py", IN_CLASS "x = Users().path\n" } } },
	{ "an argument of a constructor",
	  "/here/users",
	  { { "a.py", IN_CLASS "x = Users(root='/here').path\n" } } },
	{ "what a class below sets hides a text",
	  "",
	  { { "a.py",
	      "class Bench:\n    def __init__(self):\n        self.at = '/bench'\n"
	      "class Stool(Bench):\n    def __init__(self, o):\n"
	      "        self.at = o['at']\nx = Stool(y).at\n" } } },
	{ "super is the class above",
	  "/a/b",
	  { { "a.py", "class A:\n    def p(self):\n        return '/a'\n"
	              "class B(A):\n    def p(self):\n        return super().p() + '/b'\n"
	              "x = B().p()\n" } } },
	{ "an option that is not there",
	  "/a",
	  { { "a.py", "def f(o):\n    return o.get('p', '/a')\nx = f(y)\n" } } },
	{ "a static method", "/a", { { "a.py", IN_CLASS "x = Users().slash('a')\n" } } },
	{ "a field of an unknown class",
	  "/a",
	  { { "a.py", "from collections import namedtuple\nR = namedtuple('R', 'p')\n"
	              "def f(p):\n    return R(p=p)\nx = f('/a').p\n" } } },
	{ "settings",
	  "/api",
	  { { "a.py", "from django.conf import settings\nx = settings.API\n" },
	    { "app/settings/base.py", "API = '/api'\n" } } },
	{ "other modules are no settings",
	  "",
	  { { "a.py", "from django.conf import settings\nx = settings.API\n" },
	    { "app/other.py", "API = '/api'\n" } } },
	{ "a template",
	  "/a/{b}*",
	  { { "a.js", "const y = '/a'; const x = `${y}/${b}`;" } } },
	{ "module.exports",
	  "/a",
	  { { "a.js", "const { y: x } = require('./b');" },
	    { "b.js", "module.exports = { y: '/a' };" } } },
	{ "assigned in a function",
	  "/a",
	  { { "a.js", "let x; function f() { x = '/a'; }" } } },
};

static void append(char *buf, size_t size, const struct text *t)
{
	size_t n = strlen(buf);

	snprintf(buf + n, size - n, "%s%s%s", n ? "|" : "", t->s, t->complete ? "" : "*");
}

static void texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct code_base c;
		struct values v;
		struct expr x = { .kind = EXPR_NAME, .text = name_of("x") };
		struct facts facts = { 0 };
		struct texts t;
		char buf[400] = "";

		code_base_init(&c, cases[i].sources);
		passes_run(&facts, &c.arena, &c.program, &c.detectors, NULL);
		eval_expr(&c.eval, &x, c.units[0]->module, NULL, &v);
		eval_texts(&c.eval, &x, c.units[0]->module, NULL, &t);
		for (size_t k = 0; k < t.n; k++)
			append(buf, sizeof buf, &t.v[k]);
		if (strcmp(buf, cases[i].x))
			fail_msg("%s: '%s' instead of '%s'", cases[i].what, buf,
			         cases[i].x);
		code_base_release(&c);
	}
}

/* Each name is made of the one before, twice: 2^60 texts without a budget. */
static void costs_are_bounded(void **state)
{
	static char text[8192];
	struct source sources[] = { { "a.py", text }, { NULL, NULL } };
	struct expr x = { .kind = EXPR_NAME, .text = name_of("y") };
	struct code_base c;
	struct values v;
	size_t n = (size_t)snprintf(text, sizeof text, "x0 = '/a'\n");

	(void)state;
	for (int i = 1; i <= 60; i++)
		n += (size_t)snprintf(text + n, sizeof text - n,
		                      "def x%d(a):\n    return x%d(a) or x%d(a.b)\n", i,
		                      i - 1, i - 1);
	snprintf(text + n, sizeof text - n, "y = x60(1)\n");
	code_base_init(&c, sources);
	eval_expr(&c.eval, &x, c.units[0]->module, NULL, &v);
	assert_true(v.n <= VALUES_MAX);
	code_base_release(&c);
}

/* More members of one object than are followed: it is told where that begins. */
static void members_are_cut_aloud(void **state)
{
	enum { MEMBERS = 1200 };
	char *text = malloc(MEMBERS * 32), *end = text;
	struct source sources[2] = { { "a.py", text }, { NULL, NULL } };
	struct code_base c;

	(void)state;
	end += sprintf(end, "class A:\n    def __init__(self):\n");
	for (int i = 0; i < MEMBERS; i++)
		end += sprintf(end, "        self.x%d = %d\n", i, i);
	code_base_init(&c, sources);
	scope_find(c.units[0]->module->first_child->first_child, name_of("self"));
	assert_int_equal(c.units[0]->members_cut, 1003);
	code_base_release(&c);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(members_are_cut_aloud),
		cmocka_unit_test(costs_are_bounded),
	};

	return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
