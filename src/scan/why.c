/* why.c - why a line of code counts, or does not. */
#include "scan/why.h"

#include <string.h>

#include "route/route_parts.h"
#include "syntax/callees.h"
#include "syntax/lang.h"
#include "syntax/lex.h"
#include "text/data.h"

enum { VALUES_SHOWN = 4, LEVELS_SHOWN = 6, CALLS_MAX = 64 };

struct answer {
	struct linker *l;
	struct why *why;
	const struct unit *unit;
	const struct expr *asked[CALLS_MAX]; /* calls and decorators on the line */
	const struct scope *in[CALLS_MAX];
	size_t asked_count;
	int rules;          /* with the name of the call at hand */
	uint32_t decorated; /* line of what a decorator on the line decorates */
};

static void say(struct answer *a, const char *label, const char *text)
{
	a->why->text = arena_printf(a->l->arena, "%s%-11s %s\n", a->why->text, label,
	                            text);
}

/* ---- values in words ------------------------------------------------------------------
 */

static const char *place(struct answer *a, const struct unit *u, uint32_t line)
{
	return arena_printf(a->l->arena, "%s:%u", u->path, line);
}

static const char *external(struct answer *a, const struct value *v)
{
	return *v->path
	         ? arena_printf(a->l->arena, "%s of package %s", v->path, v->module)
	         : arena_printf(a->l->arena, "package %s", v->module);
}

static const char *object(struct answer *a, const struct value *v)
{
	const char *at = v->expr && expr_scope(v->expr)
	                   ? arena_printf(a->l->arena, ", made at %s",
	                                  place(a, v->expr->scope->unit, v->expr->line))
	                   : "";

	if (v->scope)
		return arena_printf(a->l->arena, "an object of %s (%s)%s",
		                    link_scope_name(a->l, v->scope),
		                    place(a, v->scope->unit, v->scope->line), at);
	if (v->module)
		return arena_printf(a->l->arena, "an object of %s%s", external(a, v), at);
	return arena_printf(a->l->arena, "%s%s",
	                    v->param ? "what a plugin is given" : "an object", at);
}

static const char *in_words(struct answer *a, const struct value *v)
{
	char buf[60];

	switch ((enum value_kind)v->kind) {
	case VALUE_EXTERNAL: return external(a, v);
	case VALUE_UNIT: return arena_printf(a->l->arena, "the file %s", v->unit->path);
	case VALUE_SCOPE:
		return arena_printf(a->l->arena, "%s %s (%s)",
		                    v->scope->kind == SCOPE_CLASS ? "class" : "function",
		                    link_scope_name(a->l, v->scope),
		                    place(a, v->scope->unit, v->scope->line));
	case VALUE_OBJECT: return object(a, v);
	case VALUE_MEMBER:
		return arena_printf(a->l->arena, "member %s of %s", v->member.s,
		                    v->of ? in_words(a, v->of) : "something");
	case VALUE_LITERAL:
		return arena_strdup(a->l->arena, expr_print(v->expr, buf, sizeof buf));
	}
	return "";
}

static const char *values_in_words(struct answer *a, const struct values *v)
{
	const char *text = v->n ? "" : "nothing is known of it";

	for (size_t i = 0; i < v->n && i < VALUES_SHOWN; i++)
		text = arena_printf(a->l->arena, "%s%s%s", text, i ? " | " : "",
		                    in_words(a, &v->v[i]));
	return v->n > VALUES_SHOWN ? arena_printf(a->l->arena, "%s | ...", text) : text;
}

/* ---- tokens -------------------------------------------------------------------------
 */

static void tokens_on_line(struct answer *a)
{
	const char *path = arena_printf(a->l->arena, "%s/%s", a->why->root, a->why->file);
	struct tokens t = { 0 };
	const char *text = "";
	struct data_file f;
	struct err e;
	char *padded;

	if (!data_read(a->l->arena, path, &f, &e) || f.size > UINT32_MAX)
		return;
	padded = arena_zero(a->l->arena, f.size + READ_PADDING);
	memcpy(padded, f.text, f.size);
	if (a->unit->language == LANG_PYTHON)
		lex_python(&t, padded, (uint32_t)f.size);
	else
		lex_script(&t, padded, (uint32_t)f.size, a->unit->language);
	for (uint32_t i = 0; i < t.n; i++) {
		const struct token *k = &t.v[i];

		if (k->line != a->why->line || !k->len || padded[k->pos] == '\n')
			continue;
		text = arena_printf(a->l->arena, "%s%s%.*s", text, *text ? " " : "",
		                    k->len < 40 ? (int)k->len : 40, padded + k->pos);
	}
	tokens_release(&t);
	say(a, "Tokens", *text ? text : "none on this line");
}

/* ---- what of the line was kept --------------------------------------------------------
 */

static void ask(struct answer *a, const struct expr *e, const struct scope *s)
{
	if (a->asked_count == CALLS_MAX)
		return;
	a->in[a->asked_count] = s;
	a->asked[a->asked_count++] = e;
}

static uint32_t later(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* The last line that the expression says something on. */
static uint32_t last_line(const struct expr *e)
{
	uint32_t line = expr_scope(e) && e->scope->line >= e->line && e->kind != EXPR_CALL
	                  ? e->scope->end_line
	                  : e->line;

	for (const struct expr *x = expr_first(e); x; x = x->next)
		line = later(line, last_line(x));
	return expr_left(e) ? later(line, last_line(expr_left(e))) : line;
}

static void ask_chain(struct answer *a, const struct expr *call, const struct scope *s)
{
	for (const struct expr *e = call; e; e = expr_left(e))
		if (e->kind == EXPR_CALL && e->line <= a->why->line &&
		    a->why->line <= last_line(e))
			ask(a, e, s);
}

static void ask_scope(struct answer *a, const struct scope *s)
{
	for (const struct expr *d = s->decorators; d; d = d->next)
		if ((d->line <= a->why->line && a->why->line <= last_line(d)) ||
		    s->line == a->why->line) {
			ask(a, d, s->parent ? s->parent : s);
			a->decorated = s->line;
		}
	for (const struct binding *b = s->first_binding; b; b = b->next)
		for (const struct expr *d = binding_decorators(b); d; d = d->next)
			if (d->line == a->why->line || b->line == a->why->line)
				ask(a, d, s);
	for (const struct site *t = s->first_site; t; t = t->next)
		ask_chain(a, t->call, s);
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		ask_scope(a, c);
}

/* A class that begins here: what it inherits decides whether it is a model. */
static void class_here(struct answer *a, const struct scope *s)
{
	if (s->kind == SCOPE_CLASS && s->line == a->why->line) {
		struct bases b;
		const char *text = "";

		eval_bases(&a->l->eval, s, &b);
		for (size_t i = 1; i < b.local_count; i++)
			text = arena_printf(a->l->arena, "%s%s%s (%s)", text,
			                    *text ? ", " : "", b.local[i]->name.s,
			                    place(a, b.local[i]->unit, b.local[i]->line));
		for (size_t i = 0; i < b.external_count; i++)
			text = arena_printf(a->l->arena, "%s%s%s", text,
			                    *text ? ", " : "",
			                    in_words(a, &b.external[i]));
		say(a, "Class",
		    arena_printf(a->l->arena, "%s inherits from %s", s->name.s,
		                 *text ? text : "nothing that is known"));
	}
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		class_here(a, c);
}

/* ---- rules ------------------------------------------------------------------------- */

static const char *packages(struct answer *a, const struct detector *d)
{
	const char *text = "";

	for (size_t i = 0; i < d->need_count; i++)
		text = arena_printf(a->l->arena, "%s%s%s", text, i ? ", " : "",
		                    d->needs[i].package.s);
	return text;
}

/* The value that the rule asks about: what the chain begins with. */
static const struct expr *head_asked(const struct rule *r, const struct expr *callee)
{
	const struct expr *head = callee;

	if (!r->chain->is_role)
		return callee;
	for (const struct link *k = r->chain->next; k && head->kind == EXPR_ATTR;
	     k = k->next)
		head = expr_left(head);
	return head;
}

static bool has_role(struct answer *a, const struct rule *r, const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (r->chain->is_role
		        ? value_role(&a->l->eval, r->detector, r->chain->names[0],
		                     &v->v[i]) != NULL
		        : v->v[i].module && external_is(r->detector, v->v[i].module,
		                                        v->v[i].path, r->last))
			return true;
	return false;
}

static const char *why_not(struct answer *a, const struct rule *r,
                           const struct expr *call, const struct scope *s)
{
	const struct expr *head = head_asked(r, call_target(call));
	struct values v;
	char buf[60];

	eval_expr(&a->l->eval, head, s, NULL, &v);
	if (has_role(a, r, &v))
		return "no: the arguments are not those of the pattern";
	expr_print(head, buf, sizeof buf);
	if (r->chain->is_role)
		return arena_printf(a->l->arena, "no: %s is no $%s: %s", buf,
		                    r->chain->names[0].s, values_in_words(a, &v));
	return arena_printf(a->l->arena, "no: %s does not come from %s: %s", buf,
	                    packages(a, r->detector), values_in_words(a, &v));
}

static void try_rule(struct answer *a, const struct rule *r, const struct expr *call,
                     const struct scope *s)
{
	bool python = a->unit->language == LANG_PYTHON;
	const char *text;
	struct match m;

	if (r->detector->is_python != python)
		return;
	a->rules++;
	if (!r->is_global && !link_uses(a->l, r->detector))
		text = arena_printf(a->l->arena, "no: no file or manifest names %s",
		                    packages(a, r->detector));
	else if (match_call(&a->l->eval, r, call, s, NULL, &m))
		text = "yes";
	else
		text = why_not(a, r, call, s);
	say(a, "",
	    arena_printf(a->l->arena, "%s:%u %s: %s", r->detector->origin, r->line,
	                 r->role.s, text));
}

static void rules_of(struct answer *a, const struct expr *call, const struct scope *s)
{
	const struct expr *callee = call_target(call);
	struct indexed *at;
	struct name n, other;
	struct rule *r;
	char buf[120];

	say(a, call->kind == EXPR_CALL ? "Call" : "Name",
	    arena_strdup(a->l->arena, expr_print(call, buf, sizeof buf)));
	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR)) {
		say(a, "", "what is called has no name of its own");
		return;
	}
	n = callee->text;
	a->rules = 0;
	at = detectors_first(a->l->detectors, n);
	while ((r = detectors_next(a->l->detectors, n, &at)))
		try_rule(a, r, call, s);
	other = link_other_name(a->l, callee, s);
	if (!name_eq(other, n)) {
		at = detectors_first(a->l->detectors, other);
		while ((r = detectors_next(a->l->detectors, other, &at)))
			try_rule(a, r, call, s);
	}
	if (!a->rules)
		say(a, "", arena_printf(a->l->arena, "no rule ends in the name %s", n.s));
}

/* Calls that the reader did not keep, because no rule could ask for them. */
static void calls_not_kept(struct answer *a)
{
	const struct callee *c;
	const char *text = "";
	size_t n;

	c = callees_within(a->unit, a->why->line, a->why->line, &n);
	for (size_t i = 0; i < n; i++) {
		struct name last = a->unit->words[c[i].last];

		if (!vocabulary_has(&a->l->detectors->vocabulary, last.hash))
			text = arena_printf(a->l->arena, "%s%s%s()", text,
			                    *text ? ", " : "", last.s);
	}
	if (*text)
		say(a, "No rule",
		    arena_printf(a->l->arena, "no detector looks for %s", text));
}

/* ---- facts, and what they hang below
 * ---------------------------------------------------
 */

static void say_parents(struct answer *a, const struct node *n, int level)
{
	for (const struct edge *e = n->parents; e && level < LEVELS_SHOWN; e = e->next) {
		say(a, level ? "" : "Links",
		    arena_printf(a->l->arena, "%*sbelow a %s of %s at \"%s\"", level * 2,
		                 "", e->parent->rule->role.s,
		                 e->parent->unit ? e->parent->unit->path : "?",
		                 e->path.n ? e->path.v[0].s : ""));
		say_parents(a, e->parent, level + 1);
	}
}

/* The routers on this line: made, decorated with, or mounted. */
static void links_of(struct answer *a, const struct expr *call, const struct scope *s)
{
	const struct expr *callee = call_target(call);
	struct values v, made;

	if (!callee)
		return;
	v.n = made.n = 0;
	if (callee->kind == EXPR_ATTR)
		eval_expr(&a->l->eval, expr_left(callee), s, NULL, &v);
	if (!v.n)
		eval_expr(&a->l->eval, call, s, NULL, &made);
	for (size_t i = 0; i < v.n + made.n; i++) {
		const struct value *x = i < v.n ? &v.v[i] : &made.v[i - v.n];
		const struct node *n = find_node(a->l, value_key(&a->l->eval, x));

		if (!n)
			continue;
		say(a, "Router",
		    arena_printf(a->l->arena, "%s, its own prefix \"%s\"%s",
		                 in_words(a, x), n->own.n ? n->own.v[0].s : "",
		                 n->parents  ? ""
		                 : n->rooted ? ", an application"
		                             : ", mounted nowhere"));
		say_parents(a, n, 0);
	}
}

static void facts_here(struct answer *a)
{
	const struct facts *fs = a->l->facts;
	bool any = false;

	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];

		if (strcmp(f->file, a->why->file) != 0 ||
		    (f->line != a->why->line && f->line != a->decorated))
			continue;
		say(a, any ? "" : "Counts as",
		    arena_printf(a->l->arena, "%s %s%s%s%s%s%s [%s]%s%s",
		                 fact_kind_name((enum fact_kind)f->kind),
		                 f->method ? f->method : "", f->method ? " " : "",
		                 f->path   ? f->path
		                 : f->name ? f->name
		                           : "",
		                 f->handler ? ", handler " : "",
		                 f->handler ? f->handler : "",
		                 f->guard ? ", guarded" : "", f->framework,
		                 f->reason && *f->reason ? ", unresolved: " : "",
		                 f->reason ? f->reason : ""));
		any = true;
	}
	if (!any)
		say(a, "Counts as", "nothing");
}

void why_answer(struct linker *l, struct why *w)
{
	struct answer a = { .l = l, .why = w, .unit = program_unit(l->program, w->file) };

	if (!a.unit)
		return;
	w->text = "";
	say(&a, "File",
	    arena_printf(l->arena, "%s, %s, %u lines", w->file,
	                 lang_name((enum language)a.unit->language), a.unit->lines));
	tokens_on_line(&a);
	class_here(&a, a.unit->module);
	ask_scope(&a, a.unit->module);
	for (size_t i = 0; i < a.asked_count; i++) {
		rules_of(&a, a.asked[i], a.in[i]);
		links_of(&a, a.asked[i], a.in[i]);
	}
	calls_not_kept(&a);
	facts_here(&a);
	w->text = arena_strdup(w->arena, w->text);
}
