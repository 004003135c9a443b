/* syntax.c - what a source file says, the same for every language: scopes, names,
 * expressions. */
#include "syntax/syntax.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

struct name name_of(const char *s)
{
	size_t n = strlen(s);

	return (struct name){ s, (uint32_t)n, name_hash(s, n) };
}

struct name name_copy(struct arena *a, const char *s, size_t len)
{
	return (struct name){ arena_strndup(a, s, len), (uint32_t)len,
		              name_hash(s, len) };
}

static struct name said_anew(struct unit *u, const char *s, size_t len, uint32_t hash)
{
	return (struct name){ arena_strndup(u->arena, s, len), (uint32_t)len, hash };
}

/* All of a text of up to 16 bytes, which tells it from others of its length; of a longer
 * one the first and the last eight. */
static void words_of(const char *s, size_t len, uint64_t *first, uint64_t *last)
{
	uint32_t a, b;

	*last = 0;
	if (len >= 8) {
		memcpy(first, s, 8);
		memcpy(last, s + len - 8, 8);
	} else if (len >= 4) {
		memcpy(&a, s, 4);
		memcpy(&b, s + len - 4, 4);
		*first = (uint64_t)b << 32 | a;
	} else {
		*first = (unsigned char)s[0] | (uint32_t)(unsigned char)s[len / 2] << 8 |
		         (uint32_t)(unsigned char)s[len - 1] << 16;
	}
}

/* The kept text lies far away: the words beside it tell most names from others. */
struct name name_said(struct unit *u, const char *s, size_t len, uint32_t hash)
{
	struct said *said = u->said ? &u->said[hash % NAMES_SAID] : NULL;
	uint64_t first, last;

	if (!said || !len || len > 64)
		return said_anew(u, s, len, hash);
	words_of(s, len, &first, &last);
	if (said->first == first && said->last == last && said->name.len == len &&
	    (len <= 16 || !memcmp(said->name.s, s, len)))
		return said->name;
	*said = (struct said){ said_anew(u, s, len, hash), first, last };
	return said->name;
}

void vocabulary_add_all(struct vocabulary *v)
{
	memset(v, 0xff, sizeof *v);
	/* Sets hold everything; what is listed cannot. */
	v->ends = v->testing = NULL;
	v->end_count = v->end_room = v->testing_count = v->testing_room = 0;
}

void vocabulary_add(struct vocabulary *v, struct name n)
{
	v->bits[n.hash >> 6 & 1023] |= (uint64_t)1 << (n.hash & 63);
}

void vocabulary_add_argument(struct vocabulary *v, struct name n)
{
	v->arguments[n.hash >> 6 & 1023] |= (uint64_t)1 << (n.hash & 63);
}

void vocabulary_add_head(struct vocabulary *v, struct name n)
{
	v->heads[n.hash >> 6 & 15] |= (uint64_t)1 << (n.hash & 63);
}

void vocabulary_add_maker(struct vocabulary *v, struct name n)
{
	v->makers[n.hash >> 6 & 15] |= (uint64_t)1 << (n.hash & 63);
}

void vocabulary_add_watched(struct vocabulary *v, struct name n)
{
	v->watched[n.hash >> 6 & 15] |= (uint64_t)1 << (n.hash & 63);
}

void vocabulary_add_compared(struct vocabulary *v, struct name n)
{
	for (int i = 0; i < COMPARED_NAMES; i++) {
		if (v->compared[i] == n.hash)
			return;
		if (!v->compared[i]) {
			v->compared[i] = n.hash;
			return;
		}
	}
}

struct scope *scope_add(struct unit *u, struct scope *parent, enum scope_kind kind)
{
	struct scope *s = arena_zero(u->arena, sizeof *s);

	s->kind = (uint8_t)kind;
	s->unit = u;
	s->parent = parent;
	if (parent) {
		if (parent->last_child)
			parent->last_child->sibling = s;
		else
			parent->first_child = s;
		parent->last_child = s;
	}
	return s;
}

const struct scope *scope_at(const struct scope *s, const struct scope *child,
                             uint32_t line)
{
	while (child) {
		if (child->line <= line && line <= child->end_line) {
			s = child;
			child = s->first_child;
		} else {
			child = child->sibling;
		}
	}
	return s;
}

/* So much of struct binding is there. */
static size_t binding_size(enum binding_kind kind)
{
	switch (kind) {
	case BIND_IMPORT: return sizeof(struct binding);
	case BIND_DEF: return offsetof(struct binding, def_) + sizeof(struct scope *);
	default: return offsetof(struct binding, annotation_) + sizeof(struct expr *);
	}
}

struct binding binding_alone(const struct binding *b)
{
	struct binding alone = { 0 };

	memcpy(&alone, b, binding_size(b->kind));
	alone.next = alone.same = NULL;
	return alone;
}

struct binding *binding_add(struct scope *s, enum binding_kind kind, struct name name)
{
	struct binding *b = arena_zero(s->unit->arena, binding_size(kind));

	b->kind = (uint8_t)kind;
	b->name = name;
	if (s->last_binding)
		s->last_binding->next = b;
	else
		s->first_binding = b;
	s->last_binding = b;
	return b;
}

struct seldom *seldom_of(struct binding *b, struct arena *a)
{
	if (!b->seldom)
		b->seldom = arena_zero(a, sizeof *b->seldom);
	return b->seldom;
}

void site_add(struct scope *s, struct expr *call)
{
	struct site *t = arena_zero(s->unit->arena, sizeof *t);

	t->call = call;
	call->flags |= EXPR_HELD;
	if (s->last_site)
		s->last_site->next = t;
	else
		s->first_site = t;
	s->last_site = t;
}

bool expr_is_global(const struct expr *e)
{
	return e->kind == EXPR_ATTR && expr_left(e)->kind == EXPR_NAME &&
	       (name_is(expr_left(e)->text, "global") ||
	        name_is(expr_left(e)->text, "globalThis"));
}

bool name_tells_debug(struct name name)
{
	static const char *const words[] = { "debug", "testing", "test", "ci" };
	const char *s = name.s;
	size_t n = strlen(s);

	if (n > 2 && s[0] == 'i' && s[1] == 's' && isupper((unsigned char)s[2]))
		s += 2, n -= 2;
	if (n > 4 && strcmp(s + n - 4, "Mode") == 0)
		n -= 4;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == n && strncasecmp(s, words[i], n) == 0)
			return true;
	return false;
}

struct debugged *unit_debug(struct unit *u, uint32_t from)
{
	struct debugged *d = arena_alloc(u->arena, sizeof *d);

	*d = (struct debugged){ from, UINT32_MAX, u->debugged };
	u->debugged = d;
	return d;
}

bool unit_is_debugged(const struct unit *u, uint32_t line)
{
	for (const struct debugged *d = u->debugged; d; d = d->next)
		if (line >= d->from && line <= d->to)
			return true;
	return false;
}

void defect_add(struct unit *u, uint32_t line, const char *text)
{
	struct defect *d = arena_zero(u->arena, sizeof *d);

	*d = (struct defect){ line, text, u->defects };
	u->defects = d;
}

/* `import m`, `const x = require("m")`; NULL: neither. */
static const char *imported_module(const struct binding *b)
{
	const struct expr *e = binding_value(b);

	if (b->kind == BIND_IMPORT)
		return b->module.s;
	if (!e || e->kind != EXPR_CALL || !expr_left(e) ||
	    expr_left(e)->kind != EXPR_NAME || !expr_first(e))
		return NULL;
	return expr_first(e)->kind == EXPR_STRING &&
	               name_is(expr_left(e)->text, "require")
	         ? expr_first(e)->text.s
	         : NULL;
}

/* How many imports s has; they go to `out`, unless it is NULL. */
static size_t imports_in(const struct scope *s, struct import *out)
{
	size_t n = 0;

	for (const struct binding *b = s->first_binding; b; b = b->next) {
		const char *module = imported_module(b);

		if (module && out)
			out[n] = (struct import){ module, b->line, b->is_for_types };
		n += module != NULL;
	}
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		n += imports_in(c, out ? out + n : NULL);
	return n;
}

static bool is_exports(const struct expr *e)
{
	return e && ((e->kind == EXPR_NAME && name_is(e->text, "exports")) ||
	             (e->kind == EXPR_ATTR && name_is(e->text, "exports") &&
	              expr_left(e) && expr_left(e)->kind == EXPR_NAME &&
	              name_is(expr_left(e)->text, "module")));
}

/* const x = module.exports, and const x = module.exports = {}. */
static void note_alias(struct unit *u)
{
	const struct expr *given = NULL;

	for (const struct binding *b = u->module->first_binding; b; b = b->next)
		if (b->kind == BIND_VALUE && is_exports(binding_target(b)) &&
		    binding_value(b) && binding_value(b)->kind == EXPR_DICT)
			given = binding_value(b);
	for (const struct binding *b = u->module->first_binding; b; b = b->next)
		if (b->kind == BIND_VALUE && !binding_target(b) && binding_value(b) &&
		    (is_exports(binding_value(b)) || binding_value(b) == given)) {
			u->alias = b->name;
			return;
		}
}

void unit_note_imports(struct unit *u)
{
	u->import_count = imports_in(u->module, NULL);
	u->imports = arena_alloc(u->arena, (u->import_count + 1) * sizeof *u->imports);
	imports_in(u->module, u->imports);
	note_alias(u);
}

/* So much of struct expr is there. */
static size_t size_of(enum expr_kind kind)
{
	return EXPR_LEAVES >> kind & 1        ? offsetof(struct expr, left_)
	     : EXPR_WITHOUT_FIRST >> kind & 1 ? offsetof(struct expr, first_)
	                                      : sizeof(struct expr);
}

static struct expr *init(struct expr *e, enum expr_kind kind, uint32_t line)
{
	memset(e, 0, size_of(kind));
	e->kind = (uint8_t)kind;
	e->line = line;
	return e;
}

struct expr *expr_new(struct arena *a, enum expr_kind kind, uint32_t line)
{
#ifdef PAGES_ARE_CHECKED
	struct expr *e = arena_alloc(a, sizeof *e); /* so that what is not there shows */

	ASAN_POISON_MEMORY_REGION((char *)e + size_of(kind), sizeof *e - size_of(kind));
	return init(e, kind, line);
#else
	return init(arena_alloc(a, size_of(kind)), kind, line);
#endif
}

/* Those given back that have as much room. */
static struct expr **spare_of(struct unit *u, enum expr_kind kind)
{
	return u->spare
	         ? &u->spare[(sizeof(struct expr) - size_of(kind)) / sizeof(void *)]
	         : NULL;
}

bool expr_is_class_name(const struct expr *e)
{
	return (e->kind == EXPR_NAME || e->kind == EXPR_ATTR) && e->text.len > 1 &&
	       isupper((unsigned char)e->text.s[0]) &&
	       islower((unsigned char)e->text.s[e->text.len - 1]);
}

bool expr_makes_object(const struct expr *e)
{
	return e->kind == EXPR_CALL && expr_left(e) && expr_is_class_name(expr_left(e));
}

struct expr *expr_read_new(struct unit *u, enum expr_kind kind, uint32_t line)
{
	struct expr **spare = spare_of(u, kind), *e = spare ? *spare : NULL;

	if (!e)
		return expr_new(u->arena, kind, line);
	*spare = e->next;
	return init(e, kind, line);
}

/* As deep as expressions are. A function is the scope's that it is. */
void expr_drop(struct unit *u, struct expr *e)
{
	struct expr *next;

	if (!e || !u->spare || e->flags & EXPR_HELD || e->kind == EXPR_FUNCTION ||
	    e->kind == EXPR_CLASS)
		return;
	expr_drop(u, expr_left(e));
	for (struct expr *part = expr_first(e); part; part = next) {
		next = part->next;
		part->next = NULL;
		expr_drop(u, part);
	}
#ifdef PAGES_ARE_CHECKED
	ASAN_POISON_MEMORY_REGION(e, size_of(e->kind)); /* so that who holds it shows */
#else
	e->next = *spare_of(u, e->kind);
	*spare_of(u, e->kind) = e;
#endif
}

bool text_may_be_path(const char *s, size_t len)
{
	enum { LONG = 100 };
	bool has_slash = false;

	if (len && *s == '/')
		return true;
	if (!len || len > LONG || *s == '.' || *s == '@')
		return false;
	for (size_t i = 0; i < len; i++) {
		if (s[i] == ' ' || (s[i] == '/' && i + 1 < len && s[i + 1] == '/'))
			return false;
		has_slash = has_slash || s[i] == '/';
	}
	return has_slash;
}

struct out {
	char *buf;
	size_t size, n;
};

static void put(struct out *o, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void put(struct out *o, const char *fmt, ...)
{
	va_list ap;
	int n;

	if (o->n >= o->size)
		return;
	va_start(ap, fmt);
	n = vsnprintf(o->buf + o->n, o->size - o->n, fmt, ap);
	va_end(ap);
	o->n += n > 0 ? (size_t)n : 0;
}

static void put_name(struct out *o, struct name n)
{
	put(o, "%.*s", (int)n.len, n.s ? n.s : "");
}

static void print(struct out *o, const struct expr *e);

static void print_list(struct out *o, const struct expr *e, const char *open,
                       const char *close)
{
	put(o, "%s", open);
	for (; e && o->n < o->size; e = e->next) {
		print(o, e);
		if (e->next)
			put(o, ", ");
	}
	put(o, "%s", close);
}

static void print_template(struct out *o, const struct expr *e)
{
	if (e->flags & EXPR_TAGGED)
		print(o, expr_left(e));
	put(o, "`");
	for (const struct expr *p = expr_first(e); p; p = p->next) {
		if (p->kind == EXPR_STRING) {
			put_name(o, p->text);
		} else {
			put(o, "${");
			print(o, p);
			put(o, "}");
		}
	}
	put(o, "`");
}

static void print(struct out *o, const struct expr *e)
{
	if (!e || o->n >= o->size)
		return;
	switch ((enum expr_kind)e->kind) {
	case EXPR_OTHER: print_list(o, expr_first(e), "<", ">"); return;
	case EXPR_NAME:
	case EXPR_NUMBER:
	case EXPR_REGEX:
	case EXPR_CONST: put_name(o, e->text); return;
	case EXPR_ATTR:
		print(o, expr_left(e));
		put(o, ".");
		put_name(o, e->text);
		return;
	case EXPR_CALL:
		put(o, "%s", e->flags & EXPR_NEW ? "new " : "");
		print(o, expr_left(e));
		print_list(o, expr_first(e), "(", ")");
		return;
	case EXPR_STRING:
		put(o, "\"");
		put_name(o, e->text);
		put(o, "\"");
		return;
	case EXPR_TEMPLATE: print_template(o, e); return;
	case EXPR_LIST:
		print_list(o, expr_first(e), e->flags & EXPR_TUPLE ? "(" : "[",
		           e->flags & EXPR_TUPLE ? ")" : "]");
		return;
	case EXPR_DICT: print_list(o, expr_first(e), "{", "}"); return;
	case EXPR_PAIR:
		print(o, expr_left(e));
		put(o, ": ");
		print(o, expr_first(e));
		return;
	case EXPR_INDEX:
		if (type_is(e, TYPE_OF_VALUE) || type_is(e, TYPE_OF_FUNCTION)) {
			put(o, type_is(e, TYPE_OF_VALUE) ? "typeof " : "() => ");
			print(o, expr_first(e));
			return;
		}
		print(o, expr_left(e));
		print_list(o, expr_first(e), "[", "]");
		return;
	case EXPR_BINARY:
		print(o, expr_left(e));
		put(o, " ");
		put_name(o, e->text);
		put(o, " ");
		print(o, expr_first(e));
		return;
	case EXPR_CHOICE: print_list(o, expr_first(e), "<either ", ">"); return;
	case EXPR_FUNCTION: put(o, "<function>"); return;
	case EXPR_CLASS: put(o, "<class>"); return;
	case EXPR_SPREAD:
		put(o, "...");
		print(o, expr_left(e));
		return;
	case EXPR_KEYWORD:
		put_name(o, e->text);
		put(o, "=");
		print(o, expr_first(e));
		return;
	case EXPR_EACH:
		print(o, expr_left(e));
		put(o, " for each of ");
		print(o, expr_first(e));
		return;
	}
}

char *expr_print(const struct expr *e, char *buf, size_t size)
{
	struct out o = { buf, size, 0 };

	buf[0] = '\0';
	print(&o, e);
	if (o.n >= size && size > 4)
		memcpy(buf + size - 4, "...", 4);
	return buf;
}
