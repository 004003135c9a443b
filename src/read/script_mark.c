/* script_mark.c - one quick look at every token: calls, branches, statements. */
#include "read/script_mark.h"

#include <stdlib.h>

#include "syntax/hashes.h"

/* Words that a ( may follow without being called. */
static bool takes_parens(uint8_t word)
{
	static const bool takes[WORDS] = {
		[WORD_AWAIT] = true,   [WORD_CASE] = true,   [WORD_CATCH] = true,
		[WORD_DELETE] = true,  [WORD_DO] = true,     [WORD_ELSE] = true,
		[WORD_EXTENDS] = true, [WORD_FOR] = true,    [WORD_FUNCTION] = true,
		[WORD_IF] = true,      [WORD_IN] = true,     [WORD_INSTANCEOF] = true,
		[WORD_NEW] = true,     [WORD_RETURN] = true, [WORD_SWITCH] = true,
		[WORD_THROW] = true,   [WORD_TYPEOF] = true, [WORD_VOID] = true,
		[WORD_WHILE] = true,   [WORD_WITH] = true,   [WORD_YIELD] = true,
	};

	return takes[word];
}

static bool is_dotted(const struct token *v, uint32_t i)
{
	return i > 0 &&
	       (token_is_op(&v[i - 1], '.') || token_is_op(&v[i - 1], OP2('?', '.')));
}

/* The `<` of type arguments that end at i, or 0: so far as it is near. */
static uint32_t type_arguments_start(const struct token *v, uint32_t i)
{
	int depth = 0;

	for (uint32_t steps = 0; i > 0 && steps < 64; i--, steps++) {
		if (v[i].kind == TOK_CLOSE && v[i].aux < i)
			i = v[i].aux;
		else if (token_is_op(&v[i], '>'))
			depth++;
		else if (token_is_op(&v[i], '<') && --depth == 0)
			return i;
		if (!i)
			break;
	}
	return 0;
}

/* The last token of what the bracket or template at i > 0 calls; i: unknown. */
static uint32_t callee_end(const struct token *v, uint32_t i)
{
	uint32_t k = i - 1;

	if (k > 0 && token_is_op(&v[k], OP2('?', '.')))
		k--;
	if (k > 0 && token_is_op(&v[k], '>')) {
		k = type_arguments_start(v, k);
		if (!k--)
			return i;
	}
	if (k > 0 && (token_is_op(&v[k], '!') || token_is_op(&v[k], OP2('?', '.'))))
		k--;
	return k;
}

/* `name(...) {`, `async (...) =>`, `function name(`, and the signature `name(...): type`.
 */
static bool is_definition(const struct reader *r, uint32_t name, uint32_t open)
{
	uint32_t close = r->v[open].aux;
	const struct token *next = &r->v[close + 1 < r->n ? close + 1 : r->n - 1],
			   *before;

	if (token_is_open(next, '{') || token_is_op(next, OP2('=', '>')))
		return true;
	if (!name)
		return false;
	before = &r->v[name - 1];
	if (before->word == WORD_FUNCTION ||
	    (token_is_op(before, '*') && name > 1 && before[-1].word == WORD_FUNCTION))
		return true;
	return r->typed && token_is_op(next, ':') &&
	       (before->kind == TOK_NAME
	            ? !takes_parens(before->word)
	            : r->v[name].flags & TOK_LINE_START && before->kind != TOK_OP);
}

static void mark(struct marks *m, uint32_t i)
{
	m->v[m->n++] = i;
}

/* Hash of what may be the last name of a callee that ends with k; false: has none. */
static bool name_of_callee(const struct reader *r, const struct token *k, uint32_t *hash)
{
	if (k->kind == TOK_NAME) {
		*hash = k->aux;
		return true;
	}
	if (k->kind != TOK_CLOSE || k->op != ']' || k->aux + 2 != (uint32_t)(k - r->v) ||
	    k[-1].kind != TOK_STRING || k[-1].len < 2)
		return false;
	*hash = name_hash(r->text + k[-1].pos + 1, k[-1].len - 2);
	return true;
}

/* `(a.b as T)(`: anything may be called. But `f(a)(` has no name. */
static bool is_parenthesised(const struct token *v, uint32_t close)
{
	uint32_t open = v[close].aux;

	if (v[close].kind != TOK_CLOSE || v[close].op != ')' || open >= close)
		return false;
	if (!open)
		return true;
	v += open - 1;
	return v->kind == TOK_NAME ? takes_parens(v->word)
	                           : v->kind != TOK_CLOSE || v->op == '}';
}

static bool is_usual(const struct reader *r, const struct token *k)
{
	return k->kind == TOK_NAME &&
	       (k[1].kind == TOK_CLOSE || token_is_op(&k[1], ',')) &&
	       vocabulary_has_usual(r->vocabulary, r->text + k->pos, k->len, k->aux);
}

/* this.app: at app; else k. */
static const struct token *own_member(const struct token *k)
{
	return k->word == WORD_THIS && token_is_op(&k[1], '.') ? k + 2 : k;
}

/* f(app), f(app, x), f(x, this.app): given a name that routers usually have. */
static bool is_given_router(const struct reader *r, uint32_t open)
{
	const struct token *k = &r->v[open + 1], *close;

	if (r->v[open].kind != TOK_OPEN)
		return false;
	close = &r->v[r->v[open].aux];
	k = own_member(k);
	for (; k < close && k->kind == TOK_NAME && token_is_op(&k[1], ',');
	     k = own_member(k + 2))
		if (is_usual(r, k))
			return true;
	if (k < close && k->kind == TOK_NAME && is_usual(r, k))
		return true;
	return k < close &&
	       (token_is_op(&close[-2], ',') ||
	        (k + 3 < close && close[-3].word == WORD_THIS)) &&
	       is_usual(r, close - 1);
}

/* f({app, db}), f({server: server}): an object that holds such a name, as far as its
 * first members are names. */
static bool is_given_held_router(const struct reader *r, uint32_t open)
{
	enum { MEMBERS_MAX = 24 };
	const struct token *k = &r->v[open + 1];

	if (r->v[open].kind != TOK_OPEN || !token_is_open(k, '{'))
		return false;
	k++;
	for (int i = 0; i < MEMBERS_MAX && k->kind == TOK_NAME; i++) {
		if (token_is_op(&k[1], ':'))
			k = own_member(k + 2);
		if (is_usual(r, k))
			return true;
		if (k->kind != TOK_NAME || !token_is_op(&k[1], ','))
			return false;
		k += 2;
	}
	return false;
}

/* "./settings.json" */
static bool is_json(const char *s, uint32_t n)
{
	return n > 5 && !memcmp(s + n - 5, ".json", 5);
}

static bool is_called(const struct reader *r, const struct token *called,
                      const char *name)
{
	size_t n = strlen(name);

	return called->len == n && !memcmp(r->text + called->pos, name, n);
}

/* require("package"), import("package"), require("./settings.json"); import("./file"),
 * new URL("./file", import.meta.url) */
static void note_required(struct reader *r, const struct token *called,
                          const struct token *module)
{
	const char *s = r->text + module->pos + 1;
	bool is_file = *s == '.' && !is_json(s, module->len - 2);
	struct required **list = is_file ? &r->u->reached : &r->u->required;
	struct required *x;

	if (called->word != WORD_IMPORT && !is_called(r, called, "require") &&
	    !(is_file && (is_called(r, called, "URL") || is_called(r, called, "Worker"))))
		return;
	x = arena_alloc(r->u->arena, sizeof *x);
	*x = (struct required){ arena_strndup(r->u->arena, s, module->len - 2), *list,
		                called->line };
	*list = x;
}

/* f([new A(), ..]), new App({routes: [new A(), ..]}): given a list of objects. */
static bool is_given_objects(const struct reader *r, uint32_t open)
{
	const struct token *k = &r->v[open + 1], *close;

	if (r->v[open].kind != TOK_OPEN)
		return false;
	close = &r->v[r->v[open].aux];
	if (token_is_open(k, '{'))
		for (k++; k + 3 < close && k->kind == TOK_NAME &&
		          token_is_op(&k[1], ':') && !token_is_open(&k[2], '[');)
			for (k += 2; k < close && !token_is_op(k - 1, ','); k++)
				if (k->kind == TOK_OPEN && k->aux > (uint32_t)(k - r->v))
					k = &r->v[k->aux];
	if (k->kind == TOK_NAME && token_is_op(&k[1], ':'))
		k += 2;
	return k + 2 < close && token_is_open(k, '[') && k[1].word == WORD_NEW;
}

static bool is_path(const struct reader *r, const struct token *k)
{
	return k->kind == TOK_STRING && k->len > 2 &&
	       text_may_be_path(r->text + k->pos + 1, k->len - 2);
}

/* f("/path", ..), f("get", "/path", ..), f(GET, "/path", ..), f(Method.GET, "/path", ..)
 */
static bool is_given_path(const struct reader *r, uint32_t open)
{
	const struct token *k = &r->v[open + 1];

	if (r->v[open].kind != TOK_OPEN)
		return false;
	while (k->kind == TOK_NAME && token_is_op(&k[1], '.'))
		k += 2;
	if (k->kind != TOK_STRING && k->kind != TOK_NAME)
		return false;
	if (token_is_op(&k[1], ',') && k[2].kind == TOK_STRING && !is_path(r, k))
		k += 2;
	return is_path(r, k) && token_is_op(&k[1], ',');
}

/* f(..., ...args), f being no member: a router may be among them. */
static bool is_handed_all(const struct reader *r, uint32_t callee, uint32_t open)
{
	const struct token *v = r->v, *close = &v[v[open].aux];

	return v[open].kind == TOK_OPEN && v[callee].kind == TOK_NAME &&
	       !is_dotted(v, callee) && close - &v[open] > 2 &&
	       close[-1].kind == TOK_NAME && token_is_op(&close[-2], OP3('.', '.', '.'));
}

/* x[method](..): which one it is may become known. */
static bool is_computed(const struct token *v, uint32_t close)
{
	return v[close].kind == TOK_CLOSE && v[close].op == ']' && v[close].aux &&
	       (v[v[close].aux - 1].kind == TOK_NAME ||
	        v[v[close].aux - 1].kind == TOK_CLOSE);
}

/* createWorker(..), by what usual names end in */
static bool is_maker(const struct reader *r, const struct token *k)
{
	return k->kind == TOK_NAME &&
	       vocabulary_has_end(r->vocabulary, r->text + k->pos, k->len);
}

/* column(..)(target, key): a decorator that a function applies, by whatever name. */
static bool is_applied(const struct token *v, uint32_t open)
{
	const struct token *k = &v[v[open].aux];

	return v[open].kind == TOK_OPEN && v[open].op == '(' && v[open].aux > open &&
	       token_is_open(&k[1], '(') && k[2].kind == TOK_NAME &&
	       token_is_op(&k[3], ',') && k[4].kind == TOK_NAME;
}

/* At a ( or a template: is it called, by a name of the vocabulary? */
static void mark_call(struct reader *r, uint32_t i)
{
	const struct token *v = r->v, *k;
	uint32_t c, hash;

	if (!i)
		return;
	c = callee_end(v, i);
	k = &v[c];
	if (v[i].kind == TOK_OPEN && v[i + 1].kind == TOK_STRING && v[i + 1].len > 2)
		note_required(r, k, &v[i + 1]);
	if (c == i) {
		mark(&r->sites, i); /* type arguments too long to look through */
		return;
	}
	if (k->kind == TOK_NAME && takes_parens(k->word) && !is_dotted(v, c))
		return;
	if (k->kind == TOK_NAME && v[i].kind == TOK_OPEN && is_definition(r, c, i))
		return;
	if (name_of_callee(r, k, &hash) ? vocabulary_has(r->vocabulary, hash)
	                                : is_parenthesised(v, c))
		mark(&r->sites, i);
	else if (is_given_router(r, i) || is_given_held_router(r, i) ||
	         is_given_objects(r, i) || is_given_path(r, i) || is_computed(v, c) ||
	         is_handed_all(r, c, i) || is_maker(r, k) || is_applied(v, i))
		mark(&r->sites, i);
	if (k->kind == TOK_NAME || (k->kind == TOK_CLOSE && v[i].kind == TOK_OPEN &&
	                            !(v[k->aux].flags & TOK_BLOCK && k->op == '}')))
		mark(&r->calls, i);
	if (k->kind == TOK_NAME && v[i].kind == TOK_OPEN)
		callees_add(r->callees, v, c, i);
}

/* `new a.B` without arguments is a call no bracket shows. */
static void mark_new(struct reader *r, uint32_t i)
{
	const struct token *v = r->v;

	if (is_dotted(v, i) || v[++i].kind != TOK_NAME)
		return;
	while (token_is_op(&v[i + 1], '.') && v[i + 2].kind == TOK_NAME)
		i += 2;
	if (token_is_open(&v[i + 1], '(') || !vocabulary_has(r->vocabulary, v[i].aux))
		return;
	mark(&r->sites, i);
}

/* Names that this file gives to what it imports. */
struct aliases {
	struct arena *scratch;
	struct vocabulary *own; /* the reader's with names added; NULL: none so far */
	uint64_t packages[16];  /* names of whole packages, a bit a hash */
	struct hashes
	    declaring; /* functions that declare routes by what they are given */
};

static void own_vocabulary(struct reader *r, struct aliases *as)
{
	if (as->own)
		return;
	as->own = arena_alloc(as->scratch, sizeof *as->own);
	*as->own = *r->vocabulary;
	r->vocabulary = as->own;
}

/* One more name for the calls of this file. */
static void alias_add(struct reader *r, struct aliases *as, uint32_t hash)
{
	own_vocabulary(r, as);
	as->own->bits[hash >> 6 & 1023] |= (uint64_t)1 << (hash & 63);
}

/* import { known as name } */
static void alias_as(struct reader *r, struct aliases *as, uint32_t i)
{
	const struct token *k = &r->v[i];

	if (i > 1 && k[-1].kind == TOK_NAME && k[1].kind == TOK_NAME &&
	    (k[-2].kind == TOK_OPEN || token_is_op(&k[-2], ',')) &&
	    vocabulary_has(r->vocabulary, k[-1].aux))
		alias_add(r, as, k[1].aux);
}

/* import name from "package", const name = require("package"): the name may be made
 * objects of with `new`, and makes routers where the package itself does. */
static void alias_package(struct reader *r, struct aliases *as, uint32_t name,
                          uint32_t package)
{
	const struct token *n = &r->v[name], *p = &r->v[package];

	if (n->kind != TOK_NAME || p->kind != TOK_STRING || p->len < 3 ||
	    r->text[p->pos + 1] == '.')
		return;
	as->packages[n->aux >> 6 & 15] |= (uint64_t)1 << (n->aux & 63);
	if (vocabulary_has_maker(r->vocabulary, n->aux) ||
	    !vocabulary_has_maker(r->vocabulary,
	                          name_hash(r->text + p->pos + 1, p->len - 2)))
		return;
	own_vocabulary(r, as);
	vocabulary_add_maker(as->own, (struct name){ .hash = n->aux });
}

static bool is_require(const struct reader *r, uint32_t i)
{
	const struct token *k = &r->v[i];

	return k->kind == TOK_NAME && k->len == 7 && i + 2 < r->n &&
	       !memcmp(r->text + k->pos, "require", 7) && token_is_open(&k[1], '(');
}

static void alias_new(struct reader *r, struct aliases *as, uint32_t i)
{
	const struct token *k = &r->v[i + 1];

	if (k->kind == TOK_NAME && as->packages[k->aux >> 6 & 15] >> (k->aux & 63) & 1)
		alias_add(r, as, k->aux);
}

static int ascending(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* `/${name}`, "/" + name, given.path: what is made of something, from k on. */
static bool is_made_path(const struct reader *r, const struct token *k)
{
	if (k->kind == TOK_TEMPLATE)
		return r->text[k->pos + 1] == '/';
	if (k->kind == TOK_STRING)
		return k->len >= 3 && r->text[k->pos + 1] == '/' &&
		       token_is_op(&k[1], '+');
	if (k->kind != TOK_NAME || !token_is_op(&k[1], '.'))
		return false;
	while (token_is_op(&k[1], '.') && k[2].kind == TOK_NAME)
		k += 2;
	return token_is_op(&k[1], ',');
}

/* app.get(`/${name}`, ..), app.use(given.path, ..): a path that is made of something. */
static bool is_making_path(const struct reader *r, uint32_t open)
{
	const struct token *v = r->v;
	uint32_t c;

	if (!open || !is_made_path(r, &v[open + 1]))
		return false;
	c = callee_end(v, open);
	return c > 1 && c < open && v[c].kind == TOK_NAME && is_dotted(v, c) &&
	       v[c - 2].kind == TOK_NAME && vocabulary_has(r->vocabulary, v[c].aux) &&
	       vocabulary_has_usual(r->vocabulary, r->text + v[c - 2].pos, v[c - 2].len,
	                            v[c - 2].aux);
}

/* What the function whose body begins at i is called; 0: it is no such, or has no name.
 * function f(..) {, f = (..) => {, f = function (..) { */
static uint32_t function_named(const struct token *v, uint32_t i)
{
	uint32_t k = i ? i - 1 : 0;

	if (k && token_is_op(&v[k], OP2('=', '>')))
		k--;
	if (!k || v[k].kind != TOK_CLOSE || v[k].op != ')' || v[k].aux >= k || !v[k].aux)
		return 0;
	k = v[k].aux - 1;
	if (k && v[k].kind == TOK_NAME && v[k - 1].word == WORD_FUNCTION)
		return k;
	k -= k && v[k].word == WORD_FUNCTION;
	return k > 1 && token_is_op(&v[k], '=') && v[k - 1].kind == TOK_NAME ? k - 1 : 0;
}

/* Calls of the function around tell what is declared. */
static void alias_declaring(struct reader *r, struct aliases *as, uint32_t i)
{
	enum { LOOK_MAX = 512 };
	const struct token *v = r->v;
	uint32_t name;

	for (int looked = 0; i && looked < LOOK_MAX; looked++) {
		i--;
		if (v[i].kind == TOK_CLOSE && v[i].aux < i)
			i = v[i].aux;
		else if ((token_is_open(&v[i], '{') && (name = function_named(v, i))) ||
		         (token_is_op(&v[i], OP2('=', '>')) &&
		          (name = function_named(v, i + 1)))) {
			hashes_add(&as->declaring, as->scratch, v[name].aux);
			r->u->declaring |= (uint64_t)1 << (v[name].aux & 63);
			return;
		}
	}
}

/* Sites, too: the calls of such functions, which may stand in front of them. */
static void mark_declaring(struct reader *r, const struct aliases *as)
{
	size_t n = r->sites.n, out = 0;

	for (size_t i = 0; i < r->calls.n && as->declaring.n && r->sites.n < r->n; i++) {
		uint32_t at = r->calls.v[i], c = callee_end(r->v, at);

		if (c < at && r->v[c].kind == TOK_NAME &&
		    hashes_has(&as->declaring, r->v[c].aux))
			mark(&r->sites, at);
	}
	if (r->sites.n == n)
		return;
	qsort(r->sites.v, r->sites.n, sizeof *r->sites.v, ascending);
	for (size_t i = 0; i < r->sites.n; i++)
		if (!i || r->sites.v[i] != r->sites.v[i - 1])
			r->sites.v[out++] = r->sites.v[i];
	r->sites.n = (uint32_t)out;
}

/* Does what ends at i end in a name whose comparisons count? a.method,
 * a.method.toUpperCase() */
static bool is_compared(const struct reader *r, uint32_t i)
{
	const struct token *v = r->v;

	if (i > 4 && v[i].kind == TOK_CLOSE && v[i].op == ')' && v[i].aux + 1 == i &&
	    is_dotted(v, i - 2))
		i -= 4;
	return v[i].kind == TOK_NAME && vocabulary_compares(r->vocabulary, v[i].aux);
}

/* At ==, ===, !=, !==: which text is a name compared with? */
static void mark_comparison(struct reader *r, uint32_t i)
{
	const struct token *v = r->v;

	if (v[i + 1].kind == TOK_STRING && is_compared(r, i - 1))
		mark(&r->compared, i + 1);
	else if (v[i - 1].kind == TOK_STRING && i + 3 < r->n &&
	         v[i + 1].kind == TOK_NAME &&
	         is_compared(r, is_dotted(v, i + 3) ? i + 3 : i + 1))
		mark(&r->compared, i - 1);
}

/* switch (a.method) { case "GET": ... } */
static void mark_cases(struct reader *r, uint32_t i)
{
	const struct token *v = r->v;
	uint32_t close, end;

	if (!token_is_open(&v[i + 1], '('))
		return;
	close = v[i + 1].aux;
	if (close + 1 >= r->n || !token_is_open(&v[close + 1], '{') ||
	    !is_compared(r, close - 1))
		return;
	end = v[close + 1].aux;
	for (i = close + 2; i < end && i + 1 < r->n;
	     i = v[i].kind == TOK_OPEN || v[i].kind == TOK_TEMPLATE ||
	                 v[i].kind == TOK_JSX
	           ? v[i].aux + 1
	           : i + 1) {
		if (v[i].kind == TOK_OPEN && v[i].aux <= i)
			return;
		if (v[i].word == WORD_CASE && v[i + 1].kind == TOK_STRING)
			mark(&r->compared, i + 1);
	}
}

static void mark_word(struct reader *r, struct aliases *as, uint32_t i)
{
	switch (r->v[i].word) {
	case WORD_AS: alias_as(r, as, i); break;
	case WORD_FROM:
		if (i)
			alias_package(r, as, i - 1, i + 1);
		break;
	case WORD_IF:
	case WORD_FOR:
	case WORD_WHILE:
	case WORD_CASE:
	case WORD_CATCH:
		if (!is_dotted(r->v, i) && !token_is_op(&r->v[i + 1], ':'))
			mark(&r->branches, i);
		break;
	case WORD_NEW:
		alias_new(r, as, i);
		mark_new(r, i);
		break;
	case WORD_SWITCH: mark_cases(r, i); break;
	default: break;
	}
}

/* At = of `api = new Router(..)`: whatever is given api is looked at. */
static void alias_made(struct reader *r, struct aliases *as, uint32_t i)
{
	const struct token *to = &r->v[i - 1], *k = &r->v[i + 1];
	struct name n;

	if (to->kind != TOK_NAME)
		return;
	k += k->word == WORD_AWAIT;
	k += k->word == WORD_NEW;
	while (k->kind == TOK_NAME && token_is_op(&k[1], '.') && k[2].kind == TOK_NAME)
		k += 2;
	if (k->kind != TOK_NAME || !vocabulary_has_maker(r->vocabulary, k->aux) ||
	    (!token_is_open(&k[1], '(') && !token_is_op(&k[1], '<')) ||
	    vocabulary_has_argument(r->vocabulary, to->aux))
		return;
	own_vocabulary(r, as);
	n.hash = to->aux;
	vocabulary_add_argument(as->own, n);
}

/* Brackets that are open, while tokens are looked at. */
struct level {
	bool in_block;
	uint32_t run; /* the && or || of the expression so far; 0: none */
};

/* At an operator: a || b || c is one branch, a || b && c two. What chooses or assigns
 * begins another expression. */
static void mark_run(struct reader *r, uint32_t i, struct level *level)
{
	uint32_t op = r->v[i].aux;

	if (op == OP2('&', '&') || op == OP2('|', '|')) {
		if (level->run != op)
			mark(&r->branches, i);
		level->run = op;
	} else if (op == '?' || op == '=' || op == OP2('=', '>')) {
		level->run = 0;
	}
}

static void mark_op(struct reader *r, struct aliases *as, uint32_t i)
{
	uint32_t op = r->v[i].aux;
	const struct token *next = &r->v[i + 1];

	if (op == '=' && i) {
		if (is_require(r, i + 1))
			alias_package(r, as, i - 1, i + 3);
		alias_made(r, as, i);
	}
	if (i && (op == OP2('=', '=') || op == OP2('!', '=') ||
	          op == OP3('=', '=', '=') || op == OP3('!', '=', '=')))
		mark_comparison(r, i);
	if (op == '?' && next->kind != TOK_CLOSE && /* a?: T, a?, */
	    !(next->kind == TOK_OP && strchr(":,;=.", next->op)))
		mark(&r->branches, i);
}

/* if (a) b(); else c(): is what starts at i the statement of a condition or a loop? */
static bool is_body(const struct token *v, uint32_t i)
{
	const struct token *before = &v[i - 1], *head;

	if (before->word == WORD_ELSE && before->kind == TOK_NAME)
		return true;
	if (before->kind != TOK_CLOSE || before->op != ')' || before->aux < 1)
		return false;
	head = &v[before->aux - 1];
	return head->kind == TOK_NAME &&
	       (head->word == WORD_IF || head->word == WORD_FOR ||
	        head->word == WORD_WHILE) &&
	       !is_dotted(v, before->aux - 1);
}

/* Does a statement or member start at i, directly in a block? */
static bool starts_statement(const struct token *v, uint32_t i)
{
	const struct token *k = &v[i], *before = k - 1;

	/* ({ a, b } = c); [a, b] = c */
	if (k->kind == TOK_OPEN && (k->op == '(' || k->op == '[') && i)
		return token_is_op(before, ';') || token_is_open(before, '{');
	if (k->kind == TOK_CLOSE || k->kind == TOK_OPEN || k->kind == TOK_END)
		return false;
	if (k->kind == TOK_NAME
	        ? k->word == WORD_ELSE || k->word == WORD_CATCH || k->word == WORD_FINALLY
	        : k->kind == TOK_OP && k->aux != '@')
		return false;
	if (!i || before->kind == TOK_OPEN || token_is_op(before, ';') || is_body(v, i))
		return true;
	return k->flags & TOK_LINE_START && before->kind != TOK_OP;
}

/* First bytes of the operators that mark_op() looks at. */
static const bool is_marked[256] = {
	['='] = true, ['!'] = true, ['&'] = true, ['|'] = true, ['?'] = true,
};

void marks_read(struct reader *r, struct arena *scratch)
{
	const struct token *v = r->v;
	size_t room = r->n * sizeof(uint32_t);
	struct level *levels = arena_alloc(scratch, (r->n + 2) * sizeof *levels),
		     *top = levels;
	struct aliases as = { .scratch = scratch };
	struct callees callees;

	callees_start(&callees, r->u, r->text);
	r->callees = &callees;
	r->sites.v = arena_alloc(scratch, room);
	r->calls.v = arena_alloc(scratch, room);
	r->branches.v = arena_alloc(scratch, room);
	r->statements.v = arena_alloc(scratch, room);
	r->compared.v = arena_alloc(scratch, room);
	*top = (struct level){ true, 0 };
	for (uint32_t i = 0; i + 1 < r->n; i++) {
		if (top->in_block && starts_statement(v, i)) {
			mark(&r->statements, i);
			top->run = 0;
		}
		switch (v[i].kind) {
		case TOK_NAME:
			if (v[i].word)
				mark_word(r, &as, i);
			break;
		case TOK_OP:
			if (is_marked[v[i].op]) {
				mark_op(r, &as, i);
				mark_run(r, i, top);
			} else if (v[i].op == ',' || v[i].op == ':') {
				top->run = 0;
			}
			break;
		case TOK_OPEN:
			if (v[i].op == '(') {
				mark_call(r, i);
				if (is_making_path(r, i))
					alias_declaring(r, &as, i);
			}
			*++top = (struct level){ v[i].flags & TOK_BLOCK, 0 };
			break;
		case TOK_TEMPLATE: mark_call(r, i); break;
		case TOK_CLOSE: top -= top > levels; break;
		default: break;
		}
	}
	mark_declaring(r, &as);
	callees_read(&callees, v, r->n, r->vocabulary);
	callees_end(&callees);
	r->callees = NULL;
	/* The cases of a switch were seen before what stands in them. */
	if (r->compared.n > 1)
		qsort(r->compared.v, r->compared.n, sizeof *r->compared.v, ascending);
}
