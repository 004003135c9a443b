/* test_script.c - what the script reader makes of JavaScript, TypeScript, JSX and TSX. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read/script.h"
#include "syntax/lang.h"
#include "syntax/lex.h"

/* ---- a unit as one line of text ------------------------------------------------ */

struct out {
	char text[16384];
	size_t n;
};

static void put(struct out *o, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void put(struct out *o, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(o->text + o->n, sizeof o->text - o->n, fmt, ap);
	va_end(ap);
	assert_true(n >= 0 && (size_t)n < sizeof o->text - o->n);
	o->n += (size_t)n;
}

static void put_expr(struct out *o, const char *before, const struct expr *e)
{
	char buf[512];

	if (e)
		put(o, "%s%s%s", before, e->flags & EXPR_AWAIT ? "await " : "",
		    expr_print(e, buf, sizeof buf));
}

static void put_list(struct out *o, const char *before, const struct expr *e)
{
	for (; e; e = e->next)
		put_expr(o, before, e);
}

static void put_next(struct out *o)
{
	if (o->n && o->text[o->n - 1] != '{')
		put(o, " |");
	if (o->n)
		put(o, " ");
}

static void put_binding(struct out *o, const struct binding *b)
{
	static const char *const kinds[] = {
		[BIND_VALUE] = "value",   [BIND_AUGMENT] = "augment",
		[BIND_IMPORT] = "import", [BIND_DEF] = "def",
		[BIND_LOOP] = "loop",     [BIND_WITH] = "with",
		[BIND_FIELD] = "field",
	};

	put_next(o);
	put(o, "%s%s %s", b->is_exported ? "export " : "", kinds[b->kind],
	    b->name.len ? b->name.s : "-");
	put_expr(o, " in ", binding_target(b));
	put_expr(o, " : ", binding_annotation(b));
	put_expr(o, " = ", binding_value(b));
	put_list(o, " @", binding_decorators(b));
	if (b->kind == BIND_IMPORT)
		put(o, " from %s.%s", b->module.s, b->imported.len ? b->imported.s : "");
}

static void put_params(struct out *o, const struct scope *s)
{
	put(o, "(");
	for (const struct param *p = s->params; p; p = p->next) {
		put_list(o, "@", p->decorators);
		put(o, "%s%s%s", p->decorators ? " " : "", p->rest ? "..." : "",
		    p->name.len ? p->name.s : "");
		put_expr(o, "", p->pattern);
		put_expr(o, ": ", p->annotation);
		put_expr(o, " = ", p->value);
		put(o, "%s", p->next ? ", " : "");
	}
	put(o, ")");
	put_expr(o, ": ", s->annotation);
}

static void put_scope(struct out *o, const struct scope *s);

static void put_inside(struct out *o, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next)
		put_binding(o, b);
	for (const struct site *t = s->first_site; t; t = t->next) {
		put_next(o);
		put_expr(o, "site ", t->call);
		assert_ptr_equal(t->call->scope, s);
	}
	for (const struct expr *e = s->returns; e; e = e->next) {
		put_next(o);
		put(o, "return ");
		put_expr(o, "", e);
	}
	for (const struct scope *c = s->first_child; c; c = c->sibling) {
		put_next(o);
		put_scope(o, c);
	}
}

static void put_scope(struct out *o, const struct scope *s)
{
	put_list(o, "@", s->decorators);
	put(o, "%s%s%s%s%s%s %s", s->decorators ? " " : "",
	    s->flags & SCOPE_EXPORTED ? "export " : "",
	    s->flags & SCOPE_STATIC ? "static " : "",
	    s->flags & SCOPE_ABSTRACT ? "abstract " : "",
	    s->flags & SCOPE_ASYNC ? "async " : "",
	    s->kind == SCOPE_CLASS       ? "class"
	    : s->flags & SCOPE_GENERATOR ? "function*"
	                                 : "function",
	    s->name.len ? s->name.s : "");
	if (s->kind == SCOPE_FUNCTION)
		put_params(o, s);
	put_list(o, " extends ", s->bases);
	put(o, " {");
	put_inside(o, s);
	put(o, " }");
}

static void put_exports(struct out *o, const struct unit *u)
{
	for (const struct export_entry *e = u->exports; e; e = e->next) {
		put_next(o);
		put(o, "export %s", e->name.s);
		if (e->imported.len)
			put(o, " is %s", e->imported.s);
		if (e->module.len)
			put(o, " from %s", e->module.s);
		put_expr(o, " = ", e->value);
	}
}

/* ---- running ------------------------------------------------------------------- */

static struct arena arena;

static struct unit *read_text(const char *text, int language)
{
	static const char *const words[] = { "get",    "post",    "route", "use",
		                             "Router", "add",     "Queue", "require",
		                             "import", "express", "sql",   "findMany",
		                             "as",     "register" };
	struct unit *u;
	size_t n = strlen(text);
	struct vocabulary v = { 0 };
	char *padded;

	arena_reset(&arena);
	u = arena_zero(&arena, sizeof *u);
	padded = arena_zero(&arena, n + READ_PADDING);
	memcpy(padded, text, n);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		vocabulary_add(&v, name_of(words[i]));
	u->path = "x";
	u->language = (uint8_t)language;
	u->arena = &arena;
	script_read(u, padded, n, &v);
	return u;
}

struct script_case {
	const char *text, *expected;
};

static void check(const struct script_case *c, size_t n, int language)
{
	for (size_t i = 0; i < n; i++) {
		struct unit *u = read_text(c[i].text, language);
		struct out o = { .n = 0 };

		put_inside(&o, u->module);
		put_exports(&o, u);
		assert_string_equal(o.text, c[i].expected);
		assert_null(u->defects);
	}
}

#define CHECK(cases, language) check(cases, sizeof(cases) / sizeof *(cases), language)

/* ---- cases --------------------------------------------------------------------- */

static void test_imports(void **state)
{
	static const struct script_case cases[] = {
		{ "import d, {a, b as c, default as e, 'x y' as f} from 'm'\nimport * as "
		  "n from \"n\"",
		  "import d from m.default | import a from m.a | import c from m.b | "
		  "import e "
		  "from m.default | import f from m.x y | import n from n." },
		{ "import 'm'; import d, * as n from \"m\" with {type: 'json'};\nget(1)",
		  "import - from m. | import d from m.default | import n from m. | site "
		  "get(1)" },
		{ "const {a, b: c = 1, ...d} = require('m'), e = require(\"n\").f;",
		  "value a in {\"a\": a, \"b\": c = 1, ...d} = require(\"m\") | value c "
		  "in {\"a\": "
		  "a, \"b\": c = 1, ...d} = require(\"m\") | value d in {\"a\": a, "
		  "\"b\": c = 1, "
		  "...d} = require(\"m\") | value e = require(\"n\").f | site "
		  "require(\"m\") | "
		  "site require(\"n\")" },
		{ "const [x, , [y]] = z; let w; var v = 1, u",
		  "value x in [x, <>, [y]] = z | value y in [x, <>, [y]] = z | value w | "
		  "value v = 1 | value u" },
		{ "const m = await import('m')",
		  "value m = await import(\"m\") | site await import(\"m\")" },
		{ "import.meta.get(1); import('m').then(x)",
		  "site import.meta.get(1) | site import(\"m\").then(x)" },
		{ "export const a = 1, {b} = c; export function f() {}\nexport class C "
		  "{}\n"
		  "export async function* g() {}",
		  "export value a = 1 | export value b in {\"b\": b} = c | export def f "
		  "| "
		  "export def C | export def g | export function f() { } | export class "
		  "C { "
		  "} | export async function* g() { }" },
		{ "export {a, b as c, d as default} from 'm'; export * from 'n'\nexport "
		  "* as o from 'p'\n"
		  "export {q}",
		  "export a is a from m | export c is b from m | export default is d "
		  "from m "
		  "| export * from n | export o from p | export q is q" },
		{ "export default express(); export default class extends B {}",
		  "site express() | export class  extends B { } | export default = "
		  "express() "
		  "| export default = <class>" },
		{ "export default async function f() {}",
		  "def f | export async function f() { } | export default = f" },
		{ "export default (a) => a",
		  "function (a) { return a } | export default = <function>" },
		{ "module.exports = {a, f() {}, 'g': function () {}, [h]: 1, "
		  "...i}\nexports.b = exports.c = d",
		  "value module in module.exports = {\"a\": a, \"f\": <function>, \"g\": "
		  "<function>, h: 1, ...i} | value exports in exports.b = d | value "
		  "exports "
		  "in exports.c = d | function f() { } | function () { }" },
		{ "module.exports = function (app) { app.get('/') }",
		  "value module in module.exports = <function> | function (app) { site "
		  "app.get(\"/\") }" },
	};
	static const struct script_case typed[] = {
		{ "import type {A} from 'm'; import type B from 'n'; import {type C, "
		  "type as D} from 'o'\n"
		  "import type from 'p'; import type X = require('q')",
		  "import A from m.A | import B from n.default | import C from o.C | "
		  "import "
		  "D from o.type | import type from p.default | value X = require(\"q\") "
		  "| "
		  "site require(\"q\")" },
		{ "import x = require('m'); import y = A.B; export = y",
		  "value x = require(\"m\") | value y = A.B | value module in "
		  "module.exports = "
		  "y | site require(\"m\")" },
		{ "export type {A} from 'm'; export type T = A | {b: C}\nexport "
		  "interface I extends J<K> { l(): void }\ntype L<M> = N.O<M> | null",
		  "export value I = J[K] | value L = N.O[M] | export A is A from m" },
		{ "export enum E { A = 'a', B, 'c d' = 1 << 2 }\ndeclare enum F { A "
		  "}\nconst enum G { H = `h` }",
		  "export value E = {\"A\": \"a\", \"B\": <>, \"c d\": 1 << 2} | value G "
		  "= {\"H\": \"h\"}" },
		{ "declare module 'm' { const a: B }\ndeclare const c: D\ndeclare global "
		  "{ var e: F }\nget(1)",
		  "site get(1)" },
		{ "namespace N { export const a = get(1) }",
		  "export value a = get(1) | site get(1)" },
		{ "export abstract class A<T> extends B<T> implements C<{d: E}>, F {}",
		  "export def A | export abstract class A extends B { }" },
		{ "export declare function f(a: B): C\nexport default interface I "
		  "{}\nget(1)",
		  "site get(1)" },
		{ "type A<T> =\n  | (x: T) => void\n  | B\nconst c = get(1)",
		  "value c = get(1) | site get(1)" },
	};

	(void)state;
	CHECK(cases, LANG_JAVASCRIPT);
	CHECK(cases, LANG_TYPESCRIPT);
	CHECK(typed, LANG_TYPESCRIPT);
}

static void test_sites(void **state)
{
	static const struct script_case cases[] = {
		{ "app.get('/a', h)\napp.use(express.json(), m)",
		  "site app.get(\"/a\", h) | site app.use(express.json(), m)" },
		{ "r.route('/').get(a).post(b).other(c); r.other('/')",
		  "site r.route(\"/\").get(a).post(b).other(c)" },
		{ "a.get(b.get(1), c.other(d.get(2)))",
		  "site a.get(b.get(1), c.other(d.get(2))) | site b.get(1) | site "
		  "d.get(2)" },
		{ "app?.get?.(1)?.[a].b['post'](2)", "site app.get(1)[a].b.post(2)" },
		{ "new Queue('a').add('b'); new a.Queue; new Queue",
		  "site new Queue(\"a\").add(\"b\") | site new a.Queue() | site new "
		  "Queue()" },
		{ "await q.add(1); (await q.add(2)).x.add(3)",
		  "site await q.add(1) | site q.add(2).x.add(3)" },
		{ "(0, m.get)(1); (function () { get(2) })(); (() => get(3))()",
		  "site m.get(1) | function () { site get(2) } | function () { site "
		  "get(3) | "
		  "return get(3) }" },
		{ "sql`a ${b} c`; x.sql`d`; `${get(1)}`",
		  "site sql`a ${b} c` | site x.sql`d` | site get(1)" },
		{ "if (get(1)) get(2); else get(3)\nwhile (get(4)) { get(5) }\nswitch "
		  "(get(6)) { case get(7): get(8) }",
		  "site get(1) | site get(2) | site get(3) | site get(4) | site get(5) | "
		  "site get(6) | site get(7) | site get(8)" },
		{ "for (let i = get(1); i < 2; i++) get(3)\nfor (const k in get(4)) {}\n"
		  "for (const [a, b] of get(5)) {}\nfor await (c of get(6)) get(7)",
		  "value i = get(1) | loop k = Object.keys(get(4)) "
		  "| loop a in [a, b] = get(5) | loop b in [a, b] = get(5) "
		  "| site get(1) | site get(3) | site get(4) | site get(5) | site get(6) "
		  "| "
		  "site get(7)" },
		{ "do get(1); while (get(2))\ntry { get(3) } catch { get(4) } finally { "
		  "get(5) }\nx: get(6)",
		  "site get(1) | site get(2) | site get(3) | site get(4) | site get(5) | "
		  "site get(6)" },
		{ "throw get(1)\nvoid get(2), delete get(3).a, !get(4)",
		  "site get(1) | site get(2) | site get(3) | site get(4)" },
		{ "a ? get(1) : b ? get(2) : get(3); c = get(4) || get(5)",
		  "value c = get(4) || get(5) | site get(1) | site get(2) | site get(3) "
		  "| "
		  "site get(4) | site get(5)" },
		{ "x = a\n/get(1)/g\nget(2)\n++b\nget(3)\n;[get(4)].map(c)",
		  "value x = a / get(1) / g | site get(1) | site get(2) | site get(3) | "
		  "site "
		  "get(4)" },
		{ "f(`${a}`, 'b' + c, -1, /x/, null, undefined, true, [1, , 2], {'a-b': "
		  "1, 2: c}); get(f, `d`)",
		  "site get(f, \"d\")" },
		{ "get('\\x41\\u0042\\u{43}\\t\\\nd\\q', 1_0n)",
		  "site get(\"ABC\tdq\", 1_0n)" },
		{ "get(a ?? b, a + b * c - d, a >>> 2, a >= b, x => y, async z => 0)",
		  "site get(a ?? b, a + b * c - d, a >>> 2, a >= b, <function>, "
		  "<function>) "
		  "| function (x) { return y } | async function (z) { return 0 }" },
		{ "x.y.z = get(1); x[0] = get(2); x += get(3); x.y ||= get(4); [a, b.c] "
		  "= get(5); ({d} = get(6))",
		  "value x in x.y.z = get(1) | value x in x[0] = get(2) | augment x = "
		  "get(3) "
		  "| augment x in x.y = get(4) | value a in [a, b.c] = get(5) | value d "
		  "in "
		  "{\"d\": d} = get(6) | site get(1) | site get(2) | site get(3) | site "
		  "get(4) "
		  "| site get(5) | site get(6)" },
	};
	static const struct script_case typed[] = {
		{ ">\nget(1)", "site get(1)" },
		{ "x.get<T>('a'); get<A<B>>(1); new Queue<X[]>(2); new Queue<Map<string, "
		  "X[]>>()",
		  "site x.get(\"a\") | site get(1) | site new Queue(2) | site new "
		  "Queue()" },
		{ "a < b > (c); f(a < b, c > get(1))", "site get(1)" },
		{ "x!.get!(1); (x as any).get(2); (get as F)(3); (<any>x).get(4)",
		  "site x.get(1) | site x.get(2) | site get(3) | site x.get(4)" },
		{ "const a = b as const\nconst c = get(1) satisfies D\nlet e: (f: G) => "
		  "void\nget(2)",
		  "value a = b | value c = get(1) | value e | site get(1) | site "
		  "get(2)" },
		{ "const f = <T,>(a: T): T => get(1), g = async <T>(a) => get(2)",
		  "value f = <function> | value g = <function> | function (a: T): T { "
		  "site "
		  "get(1) | return get(1) } | async function (a) { site get(2) | return "
		  "get(2) }" },
		{ "a ? (b) : c => get(1); a ? (b): T => get(2) : d",
		  "function (c) { site get(1) | return get(1) } | function (b): T { site "
		  "get(2) | return get(2) }" },
		{ "const f = (a: A): ((b: B) => C) => { get(1) }",
		  "value f = <function> | function (a: A) { site get(1) }" },
		{ "let a: Map<A, B[]> = get(1), b: string | null, c: typeof d, e!: F.G",
		  "value a : Map[A, Array[B]] = get(1) | value b : string | value c : "
		  "typeof d | "
		  "value "
		  "e : F.G | site get(1)" },
	};

	(void)state;
	CHECK(cases, LANG_JAVASCRIPT);
	CHECK(typed, LANG_TYPESCRIPT);
}

static void test_functions(void **state)
{
	static const struct script_case cases[] = {
		{ "app.get('/', async (req, {a, b: [c] = d}, ...e) => { const x = 1; "
		  "return req.x })",
		  "site app.get(\"/\", <function>) | async function (req, {\"a\": a, "
		  "\"b\": [c] = "
		  "d}, ...e) { value x = 1 | return req.x }" },
		{ "function f(a = 1, [b]) {\n  return\n  a\n  return b\n}",
		  "def f | function f(a = 1, [b]) { return b }" },
		{ "const f = a => ({b: a}), g = async function* h() { yield get(1) }",
		  "value f = <function> | value g = <function> | function (a) { return "
		  "{\"b\": "
		  "a} } | async function* h() { site get(1) }" },
		{ "function f() { function g() { post(1) } other(() => { x() }); "
		  "other(() => { get(2) }) }",
		  "def f | function f() { def g | function g() { site post(1) } | "
		  "function "
		  "() { site get(2) } }" },
		{ "function f() { const h = async (req) => { long(); long(); long(); "
		  "long(); long(); long(); long();"
		  " long(); long(); long(); long(); long(); long(); long(); long(); "
		  "long(); long(); long() };"
		  " const t = "
		  "[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,"
		  "5,6,7,8,9,0] }",
		  "def f | function f() { value h = <function> | async function (req) { "
		  "} }" },
		{ "x = {get() {}, get a() {}, set a(b) {}, async *c() {}, async, get: 1, "
		  "async d() {}}",
		  "value x = {\"get\": <function>, \"a\": <function>, \"a\": <function>, "
		  "\"c\": "
		  "<function>, \"async\": async, \"get\": 1, \"d\": <function>} | "
		  "function get() { "
		  "} | function a() { } | function a(b) { } | async function* c() { } | "
		  "async function d() { }" },
	};

	(void)state;
	CHECK(cases, LANG_JAVASCRIPT);
	CHECK(cases, LANG_TSX);
}

static void test_classes(void **state)
{
	static const struct script_case cases[] = {
		{ "class A extends b.C { x = 1; static y\n #z = () => get(1)\n static { "
		  "get(2) }\n"
		  " constructor(a) { super(a); this.b = a }\n get c() {}\n static async "
		  "*d() {}\n 'e f'() {}\n"
		  " [g]() {}\n async\n h() {} }",
		  "def A | class A extends b.C { value x = 1 | field y | value #z = "
		  "<function> | def constructor | def c | def d | def e f | def - | "
		  "field "
		  "async | def h | site get(2) | function () { site get(1) | return "
		  "get(1) } "
		  "| function constructor(a) { value this in this.b = a } | function c() "
		  "{ } "
		  "| static async function* d() { } | function e f() { } | function () { "
		  "} | "
		  "function h() { } }" },
		{ "const A = class B extends mixin(get(1)) {}",
		  "value A = <class> | site get(1) | class B extends mixin(get(1)) { }" },
	};
	static const struct script_case typed[] = {
		{ "@Controller('a')\nexport class A {\n"
		  " constructor(private readonly b: B<C>, @Inject('d') e?: D.E, public f "
		  "= 1) {}\n"
		  " @Get(':id') @Http(200) async g(@Param('id', new P()) id: string): "
		  "Promise<X> { return this.b.get(id) }\n"
		  " @Column({type: 'int'}) h!: number\n @ManyToOne(() => U, (u) => "
		  "u.get(1)) i: U | null;\n"
		  " j(a: A): void\n j(a: any) {}\n abstract k(): void\n [l: string]: "
		  "any\n"
		  " declare m: N\n private static o?: Array<P>[] = get(2)\n}",
		  "export def A | @Controller(\"a\") export class A { def constructor | "
		  "field "
		  "b : B[C] | field f | def g | field h : number @Column({\"type\": "
		  "\"int\"}) | "
		  "field i : U @ManyToOne(<function>, <function>) | def j | def k | "
		  "field m "
		  ": N | value o : Array[Array[P]] = get(2) | site get(2) | function "
		  "constructor(b: B[C], @Inject(\"d\") e: D.E, f = 1) { } | "
		  "@Get(\":id\")@Http(200) async function g(@Param(\"id\", new P()) id: "
		  "string): "
		  "Promise[X] { site this.b.get(id) | return this.b.get(id) } | function "
		  "() "
		  "{ return U } | function (u) { site u.get(1) | return u.get(1) } | "
		  "function j(a: any) { } | abstract function k(): void { } }" },
		{ "export default @A() class B {}\n@C export class D {}\n@E.f('g') class "
		  "H {}",
		  "def B | export def D | def H | @A() export class B { } | @C export "
		  "class "
		  "D { } | @E.f(\"g\") class H { } | export default = B" },
		{ "@Module({imports: [T.register({a: 1})]})\nclass M {}",
		  "def M | site T.register({\"a\": 1}) | @Module({\"imports\": "
		  "[T.register({\"a\": "
		  "1})]}) class M { }" },
		{ "abstract class A { abstract b: C; protected abstract d(e: F): G; "
		  "get<T>(a: T) { return a } }",
		  "def A | abstract class A { field b : C | def d | def get | abstract "
		  "function d(e: F): G { } | function get(a: T) { return a } }" },
	};

	(void)state;
	CHECK(cases, LANG_JAVASCRIPT);
	CHECK(typed, LANG_TYPESCRIPT);
}

static void test_jsx(void **state)
{
	static const struct script_case cases[] = {
		{ "const C = () => <a b={get(1)} {...post(2)}>get(3) {x && "
		  "<b>{get(4)}</b>} don't</a>",
		  "value C = <function> | function () { site get(1) | site post(2) | "
		  "site "
		  "get(4) | return <get(1), post(2), x && <get(4)>> }" },
		{ "function C() { return (<><D on={() => { get(1) }}/></>) }",
		  "def C | function C() { return <<function>> | function () { site "
		  "get(1) } }" },
	};

	(void)state;
	CHECK(cases, LANG_JAVASCRIPT);
	CHECK(cases, LANG_TSX);
}

static void test_measures(void **state)
{
	struct scope *f =
	    read_text("\nfunction f(a) {\n"
	              "  if (a && b()) { c.d() } else if (e) g()\n"
	              "  for (const x of y) h(() => { i(); return x ? 1 : 2 })\n"
	              "  switch (a) { case 1: j(); default: new K() }\n"
	              "}\n",
	              LANG_JAVASCRIPT)
		->module->first_child;

	(void)state;
	assert_int_equal(f->line, 2);
	assert_int_equal(f->end_line, 6);
	assert_int_equal(f->calls, 7);    /* b d g h i j K */
	assert_int_equal(f->branches, 6); /* if && if for ? case */
	/* if c.d if g for h i return switch case default */
	assert_int_equal(f->statements, 11);
}

/* A run of && or of || is one branch, whatever it is long. */
static const struct {
	const char *of;
	uint32_t branches;
} runs[] = {
	{ "return a || b || c || d", 1 },
	{ "return a === 1 || a === 2 || x.y(a || b)", 2 },
	{ "return a || b && c", 2 },
	{ "return a && b || c && d", 3 },
	{ "x = a || b\n y = c || d", 2 },
	{ "f(a || b, c || d, { e: g || h, i: j || k })", 4 },
	{ "return a || b ? c || d : e || f", 4 },
	{ "return a || (b || c) || d", 2 },
};

static void test_runs(void **state)
{
	char text[128];

	(void)state;
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
		snprintf(text, sizeof text, "function f() {\n %s\n}\n", runs[i].of);
		assert_int_equal(
		    read_text(text, LANG_JAVASCRIPT)->module->first_child->branches,
		    runs[i].branches);
	}
}

static void test_lines(void **state)
{
	struct unit *u = read_text("app\n  .route('/')\n  .get(\n    a\n  )\n",
	                           LANG_JAVASCRIPT);
	const struct expr *call = u->module->first_site->call;

	(void)state;
	assert_int_equal(call->line, 3);
	assert_int_equal(expr_left(expr_left(call))->line, 2);
	assert_int_equal(u->lines, 5);
	assert_int_equal(u->code_lines, 5);
}

/* What nests too deeply is noted and left; what is long stays quick and shallow. */
static void test_hostile(void **state)
{
	static const struct {
		const char *before, *part, *after;
		bool defect;
	} cases[] = {
		{ "get", "(", "", true },
		{ "get(", "[", "", true },
		{ "get(", "a=>", "0)", true },
		{ "get(", "!", "0)", true },
		{ "get(", "a+", "0)", true },
		{ "get(0)", ".get(0)", "", true },
		{ "get(", "a?b:", "0)", true },
		{ "get(", "{a:", "", true },
		{ "get(", "function f(){", "", true },
		{ "", "class A{x=", "", true },
		{ "", "function f(){get();", "", true },
		{ "x: ", "A<", "", false },
		{ "let x: ", "(a:", "", true },
		{ "", "if(a){", "", true },
		{ "", "@a ", "class A{}", false },
		{ "", "@", "", true },
		{ "get(", "`${", "", true },
		{ "get(", "<a b={", "", true },
		{ "get(", "new ", "A)", true },
		{ "", "a = ", "get(0)", true },
		{ "", "x ? (y) : ", "get(0)", true },
		{ "", "case 0:", "get(0)", false },
		{ "", "export default ", "get(0)", false },
	};
	static char text[1 << 17];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int language = LANG_JAVASCRIPT; language <= LANG_TSX; language++) {
			size_t n = (size_t)snprintf(text, sizeof text, "%s",
			                            cases[i].before);

			while (n + 64 < sizeof text)
				n += (size_t)snprintf(text + n, sizeof text - n, "%s",
				                      cases[i].part);
			snprintf(text + n, sizeof text - n, "%s", cases[i].after);
			assert_true(read_text(text, language)->defects ||
			            !cases[i].defect);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_imports),   cmocka_unit_test(test_sites),
		cmocka_unit_test(test_functions), cmocka_unit_test(test_classes),
		cmocka_unit_test(test_jsx),       cmocka_unit_test(test_measures),
		cmocka_unit_test(test_runs),      cmocka_unit_test(test_lines),
		cmocka_unit_test(test_hostile),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_release(&arena);
	return failed;
}
