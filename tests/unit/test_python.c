/* test_python.c - what the Python reader makes of a file: names, scopes, calls. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read/python.h"
#include "syntax/lang.h"
#include "syntax/lex.h"

struct page {
	char text[8192];
	size_t n;
};

static void put(struct page *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void put(struct page *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (p->n < sizeof p->text)
		p->n += (size_t)vsnprintf(p->text + p->n, sizeof p->text - p->n, fmt, ap);
	va_end(ap);
}

static void put_expr(struct page *p, const char *before, const struct expr *e)
{
	char buf[256];

	if (e)
		put(p, "%s%s", before, expr_print(e, buf, sizeof buf));
}

static void put_list(struct page *p, const char *before, const struct expr *e)
{
	for (; e; e = e->next)
		put_expr(p, before, e);
}

static void put_binding(struct page *p, const struct binding *b)
{
	static const char *const kinds[] = { "value", "augment", "import", "def",
		                             "loop",  "with",    "field" };

	put(p, "%s %.*s", kinds[b->kind], (int)b->name.len, b->name.s ? b->name.s : "");
	if (b->kind == BIND_IMPORT)
		put(p, " <%s:%s>", b->module.s, b->imported.s ? b->imported.s : "");
	put_expr(p, " at ", binding_target(b));
	put_expr(p, " : ", binding_annotation(b));
	put_expr(p, " = ", binding_value(b));
	put(p, "\n");
}

static void put_scope(struct page *p, const struct scope *s)
{
	if (s->kind != SCOPE_MODULE) {
		put_list(p, "@", s->decorators);
		put(p, "%s%s%s %s", s->flags & SCOPE_ASYNC ? "async " : "",
		    s->kind == SCOPE_CLASS ? "class" : "function",
		    s->flags & SCOPE_GENERATOR ? "*" : "",
		    s->name.s ? s->name.s : "<lambda>");
		put_list(p, " < ", s->bases);
		for (const struct param *q = s->params; q; q = q->next) {
			put(p, " %s%s", q->rest ? "..." : "",
			    q->name.s ? q->name.s : "?");
			put_expr(p, ":", q->annotation);
			put_expr(p, "=", q->value);
		}
		put_expr(p, " -> ", s->annotation);
		put(p, " [%u-%u s%u b%u c%u]\n", s->line, s->end_line, s->statements,
		    s->branches, s->calls);
	}
	for (const struct binding *b = s->first_binding; b; b = b->next)
		put_binding(p, b);
	for (const struct site *t = s->first_site; t; t = t->next) {
		put_expr(p, "call ", t->call);
		put(p, "\n");
		assert_ptr_equal(t->call->scope, s);
	}
	put_list(p, "return ", s->returns);
	put(p, "%s", s->returns ? "\n" : "");
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		put_scope(p, c);
}

/* words: the vocabulary, separated by spaces; "*" is every name, "(app)" an argument. */
static void fill(struct vocabulary *v, const char *words)
{
	char word[64];
	int n;

	memset(v, 0, sizeof *v);
	if (words[0] == '*')
		vocabulary_add_all(v);
	for (; sscanf(words, "%63s%n", word, &n) == 1; words += n) {
		if (word[0] == '(') {
			uint32_t h = name_hash(word + 1, strlen(word) - 2);

			v->arguments[h >> 6 & 1023] |= (uint64_t)1 << (h & 63);
		} else {
			vocabulary_add(v, name_of(word));
		}
	}
}

static struct unit read_text(struct arena *a, const char *text, size_t n,
                             const char *words)
{
	static struct vocabulary v;
	struct unit u = { .path = "x.py", .language = LANG_PYTHON, .arena = a };
	char *padded = calloc(1, n + READ_PADDING);

	assert_non_null(padded);
	memcpy(padded, text, n);
	fill(&v, words);
	python_read(&u, padded, n, &v);
	free(padded); /* nothing of it may be needed any more */
	return u;
}

/* x = TEXT, and how the value prints. */
static const struct {
	const char *text, *printed;
} values[] = {
	{ "a", "a" },
	{ "a.b.c", "a.b.c" },
	{ "a(b, c=1, *d, **e)", "a(b, c=1, ...d, ...e)" },
	{ "a.b(c)(d)[e].f()", "a.b(c)(d)[e].f()" },
	{ "(a)", "a" },
	{ "()", "()" },
	{ "(a,)", "(a)" },
	{ "a, b", "(a, b)" },
	{ "a, *b", "(a, ...b)" },
	{ "[a, [b]]", "[a, [b]]" },
	{ "{a, b}", "[a, b]" },
	{ "{}", "{}" },
	{ "{'a': 1, **b, c: d}", "{\"a\": 1, ...b, c: d}" },
	{ "{**b}", "{...b}" },
	{ "[f(x) for x in y if z]", "f(x) for each of y" },
	{ "(f(x) for x in y for z in x)", "f(x) for each of y" },
	{ "{k: v for k, v in d.items()}", "k: v for each of d.items()" },
	{ "{k async for k in d}", "k for each of d" },
	{ "f(x for x in y)", "f(x for each of y)" },
	{ "a + b * c - d", "a + b * c - d" },
	{ "a or b and not c", "a or b and <c>" },
	{ "a % (b, c)", "a % (b, c)" },
	{ "a | b", "a | b" },
	{ "a not in b", "a not in b" },
	{ "a is not b", "a is not b" },
	{ "a ** -b", "a ** <b>" },
	{ "-1", "-1" },
	{ "~a", "<a>" },
	{ "not a(b)", "<a(b)>" },
	{ "a if b else c", "<either a, c>" },
	{ "a if b else c if d else e", "<either a, <either c, e>>" },
	{ "lambda a, b=1, *c, **d: a(b)", "<function>" },
	{ "[lambda: 1, lambda x: {1: 2}]", "[<function>, <function>]" },
	{ "await a.b()", "a.b()" },
	{ "(await a()).b()", "a().b()" },
	{ "yield a", "<a>" },
	{ "a[1:2, ::3]", "a[<1, 2>, <, , 3>]" },
	{ "a[b:=c]", "a[c]" },
	{ "a[*b]", "a[...b]" },
	{ "True, None, ...", "(True, None, ...)" },
	{ "a \\\n + b", "a + b" },
	{ "[\n a, # no, )\n b,\n]", "[a, b]" },
	/* strings */
	{ "'a' \"b\" r'\\n' '''c'''", "\"ab\\nc\"" },
	{ "('a'\n 'b')", "\"ab\"" },
	{ "'\\x41\\u00e9\\U0001F600\\101\\q\\\n.'", "\"A\xC3\xA9\xF0\x9F\x98\x80"
	                                            "A\\q.\"" },
	{ "'\\xZ \\u12 \\N{DASH}'", "\"\\xZ \\u12 \\N{DASH}\"" },
	{ "b'\\u0041\\x41'", "\"\\u0041A\"" },
	{ "'''a\r\nb'''", "\"a\nb\"" },
	{ "f'a{b}c{d.e(1)!r:>{w}}' 'f'", "`a${b}c${d.e(1)}f`" },
	{ "'a' f'b{c}' f'{d}'", "`ab${c}${d}`" },
	{ "f'{{a}}'", "\"{a}\"" },
	{ "f'{a['b']}{c:{d}}'", "`${a[\"b\"]}${c}`" },
	{ "f'{a=}'", "`${a}`" },
	{ "f\"\"\"{\n  a(\n)}\"\"\"", "`${a()}`" },
	/* not understood, or not ours */
	{ "`a`", "<a>" },
	{ "0777L", "0777L" },
	{ "a <> b", "a <> b" },
};

static void test_values(void **state)
{
	char text[512], out[512];
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		int n = snprintf(text, sizeof text, "x = %s\n", values[i].text);
		struct unit u = read_text(&a, text, (size_t)n, "");
		const struct binding *b = u.module->last_binding;

		assert_non_null(b);
		assert_string_equal(b->name.s, "x");
		assert_string_equal(expr_print(binding_value(b), out, sizeof out),
		                    values[i].printed);
		assert_null(u.defects);
		arena_reset(&a);
	}
	arena_release(&a);
}

/* Whole files, and what is kept of them with a vocabulary. */
static const struct {
	const char *words, *text, *kept;
} files[] = {
	/* imports */
	{ "",
	  "import a, b.c, d.e as f\nfrom g import h as i, j\nfrom ..k.l import (m,\n n "
	  "as o)\n"
	  "from . import p\nfrom ... import q; from r import *\n",
	  "import a <a:>\nimport b <b:>\nimport  <b.c:>\nimport f <d.e:>\nimport i "
	  "<g:h>\n"
	  "import j <g:j>\nimport m <..k.l:m>\nimport o <..k.l:n>\nimport p <.:p>\n"
	  "import q <...:q>\nimport * <r:*>\n" },
	/* assignments */
	{ "",
	  "a = b = c\nd, (e.f, *g) = h\ni: T = 1\nj: U\nk += 1\nl.m[n] = 2\ntype X[T] = "
	  "Y\n"
	  "f().x = 3\n",
	  "value a = c\nvalue b = c\nvalue d at (d, (e.f, ...g)) = h\n"
	  "value e at (d, (e.f, ...g)) = h\nvalue g at (d, (e.f, ...g)) = h\n"
	  "value i : T = 1\nfield j : U\naugment k = 1\nvalue l at l.m[n] = 2\nvalue X = "
	  "Y\n"
	  "value f at f().x = 3\n" },
	/* conditional definitions belong to the enclosing scope, all of them */
	{ "",
	  "if a:\n    x = 1\nelif b: x = 2\nelse:\n    try:\n        x = 3\n"
	  "    except E as e:\n        x = 4\n    finally: x = 5\n",
	  "value x = 1\nvalue x = 2\nvalue x = 3\nvalue x = 4\nvalue x = 5\n" },
	{ "",
	  "for a, b in c: d = 1\nwith e as f, g(h) as (i, j), k: pass\n"
	  "with (l as m, n as o,): pass\nwith (p): pass\nwhile q: r = 2\n"
	  "async with s as t: pass\nasync for u in v: pass\n",
	  "loop a at (a, b) = c\nloop b at (a, b) = c\nvalue d = 1\nwith f = e\n"
	  "with i at (i, j) = g(h)\nwith j at (i, j) = g(h)\nwith m = l\nwith o = n\n"
	  "value r = 2\nwith t = s\nloop u = v\n" },
	/* functions and classes */
	{ "",
	  "@d.e(1)\n@f\nasync def g(a, /, b: T = 1, *c, k, **d) -> R:\n    return a, b\n"
	  "class C(B, metaclass=M):\n    x = 1\n    y: int\n    def m(self): self.z = 2\n"
	  "n = 3\n",
	  "def g\ndef C\nvalue n = 3\n"
	  "@d.e(1)@fasync function g a b:T=1 ...c k ...d -> R [3-4 s1 b0 c0]\nreturn (a, "
	  "b)\n"
	  "class C < B < metaclass=M [5-8 s4 b0 c0]\nvalue x = 1\nfield y : int\ndef m\n"
	  "function m self [8-8 s1 b0 c0]\nvalue self at self.z = 2\n" },
	{ "",
	  "def f[T](a: T): pass\nclass A[T: int]: pass\nclass B[T](A[T]): pass\nz = 1\n",
	  "def f\ndef A\ndef B\nvalue z = 1\nfunction f a:T [1-1 s1 b0 c0]\n"
	  "class A [2-2 s1 b0 c0]\nclass B < A[T] [3-3 s1 b0 c0]\n" },
	{ "",
	  "def f():\n    if a and b:\n        return 1\n    for x in y:\n        "
	  "g(h(x))\n"
	  "    def k():\n        yield p()\n    return 2\n\n# end\n",
	  "def f\nfunction f [1-8 s7 b3 c3]\nloop x = y\ndef k\nreturn 1return 2\n"
	  "function* k [6-7 s1 b0 c1]\nreturn p()\n" },
	/* a run of `and` or of `or` is one branch */
	{ "",
	  "def f():\n    return a or b or c\n"
	  "def g():\n    return a and b or c and d\n"
	  "def h():\n    x = [a or b, c or d]\n    return e or (f or g) or h\n"
	  "def i():\n    return a or b if c or d else 1\n"
	  "def j():\n    return k(lambda: a or b or c)\n",
	  "def f\ndef g\ndef h\ndef i\ndef j\nfunction f [1-2 s1 b1 c0]\n"
	  "return a or b or c\nfunction g [3-4 s1 b3 c0]\n"
	  "return a and b or c and d\nfunction h [5-7 s2 b4 c0]\n"
	  "value x = [a or b, c or d]\nreturn e or f or g or h\n"
	  "function i [8-9 s1 b3 c0]\nreturn <either a or b, 1>\n"
	  "function j [10-11 s1 b1 c1]\nreturn k(<function>)\n"
	  "function <lambda> [11-11 s1 b1 c0]\nreturn a or b or c\n" },
	{ "*", "x = lambda a, b=c(): d(a) or e\n",
	  "value x = <function>\ncall c()\nfunction <lambda> a b=c() [1-1 s1 b1 c1]\n"
	  "call d(a)\nreturn d(a) or e\n" },
	{ "", "def f():\n    global a, b\n    a = 1; c = 2\n    a.d = 3\n",
	  "def f\nvalue a = 1\nvalue a at a.d = 3\nfunction f [1-4 s4 b0 c0]\nvalue c = "
	  "2\n" },
	{ "", "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n",
	  "def f\nfunction f [1-5 s4 b0 c0]\nvalue x = 1\ndef g\nvalue x = 2\n"
	  "function g [3-5 s2 b0 c0]\n" },
	{ "", "if (n := f()): pass\n", "" }, /* nobody asked for f */
	{ "f", "if (n := f()): pass\n", "value n = f()\ncall f()\n" },
	/* sites: one a chain, nested ones apart, in source order */
	{ "g h route", "a.f(g(1)).h(i(h(2)), k)\nr.route('/x')(n)\n",
	  "call a.f(g(1)).h(i(h(2)), k)\ncall g(1)\ncall h(2)\ncall "
	  "r.route(\"/x\")(n)\n" },
	{ "all execute",
	  "async def f(s):\n    x = (await s.execute(q)).scalars().all()\n",
	  "def f\nasync function f s [1-2 s1 b0 c3]\n"
	  "value x = s.execute(q).scalars().all()\ncall s.execute(q).scalars().all()\n" },
	{ "b", "x = (a() if b() else c()).d()\n",
	  "value x = <either a(), c()>.d()\ncall b()\n" },
	{ "get", "x.get('a')\nx.got('b')\nget\ndef f():\n    y.get(1)\n    z.got(2)\n",
	  "def f\ncall x.get(\"a\")\nfunction f [4-6 s2 b0 c2]\ncall y.get(1)\n" },
	{ "g", "@g(1)\ndef f(a=g(2)): pass\n@h(g(3))\nclass C(g(4)): pass\n",
	  "def f\ndef C\ncall g(2)\ncall g(4)\n"
	  "@g(1)function f a=g(2) [2-2 s1 b0 c0]\n@h(g(3))class C < g(4) [4-4 s1 b0 "
	  "c0]\n" },
	{ "g",
	  "x = f'{g(1):{g(2)}}'\nassert g(3), g(4)\nraise g(5) from g(6)\ndel a[g(7)]\n"
	  "print g(8), x\nexec g(9) in d\nprint >>f, g(10)\nraise E, g(11)\n",
	  "value x = `${g(1)}`\ncall g(1)\ncall g(2)\ncall g(3)\ncall g(4)\ncall "
	  "g(5)\ncall g(6)\n"
	  "call g(7)\ncall g(8)\ncall g(9)\ncall g(10)\ncall g(11)\n" },
	{ "(app)",
	  "def f():\n    setup(app)\n    setup(other)\n    go(1, x, app=app)\n    "
	  "up((app))\n",
	  "def f\nfunction f [1-5 s4 b0 c4]\ncall setup(app)\ncall go(1, x, "
	  "app=app)\ncall up(app)\n" },
	/* match, case and type as words and as names */
	{ "g",
	  "match g(1):\n    case Point(x=0, y=g(2)) if g(3): a = 1\n    case [b, *c] | "
	  "{'d': e}:\n"
	  "        f = 2\n    case -1: pass\n    case _: pass\n"
	  "match = 1\nmatch(g(4))\nmatch[1] = 2\ncase = 3\ntype(g(5))\ntype = "
	  "4\nprint(g(6))\n",
	  "value a = 1\nvalue f = 2\nvalue match = 1\nvalue match at match[1] = 2\nvalue "
	  "case = 3\n"
	  "value type = 4\ncall g(1)\ncall g(3)\ncall g(4)\ncall g(5)\ncall g(6)\n" },
	{ "g",
	  "try: pass\nexcept A, B: g(1)\nexcept* C as d: g(2)\nexcept g(3) as e: pass\n",
	  "call g(1)\ncall g(2)\ncall g(3)\n" },
	{ "g", "try: g(1)\nexcept A, e:\n    print e\n", "call g(1)\n" },
	{ "",
	  "def f():\n    match (a, b):\n        case (1, 2): pass\n        case C(): "
	  "pass\n",
	  "def f\nfunction f [1-4 s3 b2 c0]\n" },
	/* long statements of a function are passed by unless they hold a hit */
	{ "g",
	  "def f():\n    a = "
	  "[1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8]\n"
	  "    b = {1: [2, g(3)]}\n",
	  "def f\nfunction f [1-3 s2 b0 c1]\nvalue b = {1: [2, g(3)]}\ncall g(3)\n" },
	/* broken files: what follows stays good */
	{ "g", "x = (1,\ndef f():\n    g(2)\ny = 3\n",
	  "value x = (1)\ndef f\nvalue y = 3\nfunction f [2-3 s1 b0 c1]\ncall g(2)\n" },
	{ "g", "x = = 1\n) ] g(1)\ny = 2\n", "value x = 1\nvalue y = 2\ncall g(1)\n" },
	{ "",
	  "class C:\n\tdef a(self):\n\t\tpass\n        def b(self):\n                x = "
	  "1\n",
	  "def C\nclass C [1-5 s4 b0 c0]\ndef a\ndef b\nfunction a self [2-3 s1 b0 c0]\n"
	  "function b self [4-5 s1 b0 c0]\nvalue x = 1\n" },
};

static void test_files(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct page p = { .n = 0 };
		struct unit u = read_text(&a, files[i].text, strlen(files[i].text),
		                          files[i].words);

		p.text[0] = '\0';
		put_scope(&p, u.module);
		assert_string_equal(p.text, files[i].kept);
		arena_reset(&a);
	}
	arena_release(&a);
}

static void test_lines_of_calls(void **state)
{
	static const char text[] = "x = (a\n  .b(1)\n  .c(\n    2\n  ))\n";
	struct arena a = { 0 };
	struct unit u = read_text(&a, text, sizeof text - 1, "*");
	const struct expr *c = u.module->first_site->call;

	(void)state;
	assert_int_equal(c->line, 3);
	assert_int_equal(expr_left(expr_left(c))->line, 2);
	assert_int_equal(u.module->first_binding->line, 1);
	assert_int_equal(u.lines, 5);
	arena_release(&a);
}

static void test_flags(void **state)
{
	static const char text[] = "async def f():\n    x = await g()\n";
	struct arena a = { 0 };
	struct unit u = read_text(&a, text, sizeof text - 1, "g");
	const struct scope *f = u.module->first_child;

	(void)state;
	assert_true(f->flags & SCOPE_ASYNC);
	assert_true(binding_value(f->first_binding)->flags & EXPR_AWAIT);
	arena_release(&a);
}

/* A pattern, how often, and what may stand around it. */
static const struct {
	const char *before, *again, *after;
} deep[] = {
	{ "x = ", "(", "" },
	{ "x = ", "[", "]" },
	{ "x = ", "-", "1" },
	{ "x = ", "not ", "1" },
	{ "x = ", "lambda: ", "1" },
	{ "x = ", "f(", ")" },
	{ "x = a", ".b", "" },
	{ "x = a", "()", "" },
	{ "x = 1", "+1", "" },
	{ "x = 1", "**1", "" },
	{ "x = ", "a if b else ", "c" },
	{ "x = ", "await ", "a" },
	{ "x = ", "f'{", "" },
	{ "x = f'{a", ":{a", "" },
	{ "x = ", "{1:", "" },
	{ "", "@a\n", "" },
	{ "", "class A:", "" },
	{ "", "def f(a=", "" },
	{ "x = ", "(lambda x", "" },
	{ "x = ", "`", "" },
	{ "", ")]}", "" },
	{ "", "match (x ", "" },
	{ "", "with (a as b, ", "" },
	{ "x = [a ", "for a in b ", "]" },
	{ "a", "=a", "" },
	{ "x = ", "*", "a" },
	{ "x = ", "yield ", "" },
};

static void test_deep_nesting(void **state)
{
	enum { TIMES = 100000 };
	struct arena a = { 0 };
	char buf[64];

	(void)state;
	for (size_t i = 0; i < sizeof deep / sizeof *deep; i++) {
		size_t step = strlen(deep[i].again), n = strlen(deep[i].before);
		char *text = malloc(n + step * TIMES + strlen(deep[i].after) + 1);
		struct unit u;

		assert_non_null(text);
		memcpy(text, deep[i].before, n);
		for (size_t k = 0; k < TIMES; k++, n += step)
			memcpy(text + n, deep[i].again, step);
		memcpy(text + n, deep[i].after, strlen(deep[i].after));
		n += strlen(deep[i].after);
		u = read_text(&a, text, n, "*");
		for (const struct binding *b = u.module->first_binding; b; b = b->next)
			if (binding_value(b))
				expr_print(binding_value(b), buf, sizeof buf);
		free(text);
		arena_reset(&a);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),         cmocka_unit_test(test_files),
		cmocka_unit_test(test_lines_of_calls), cmocka_unit_test(test_flags),
		cmocka_unit_test(test_deep_nesting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
