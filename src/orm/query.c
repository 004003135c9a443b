/* query.c - places that query the database: chains of calls and their dearest class. */
#include "orm/query.h"

#include <ctype.h>
#include <string.h>

#include "detect/need.h"
#include "orm/dialect.h"
#include "orm/entity_trait.h"
#include "orm/probe.h"
#include "read/sql_text.h"
#include "syntax/lang.h"

/* Dearest last. */
static const char *const classes[] = { "crud",   "tree", "bulk",   "join", "aggregate",
	                               "stream", "lock", "window", "raw" };

enum {
	CHAIN_MAX = 64,   /* calls of a chain that are looked at */
	INSIDE_MAX = 600, /* expressions in its arguments */
	INSIDE_DEPTH = 24,
	SLOTS = 8192,
	GIVING_DEEP = 12, /* functions that return what others return */
	ROWS_MAX = 16,    /* constructs of one query */
};

/* A call whose query is known: that of its chain, or of the one it is an argument of. */
struct known {
	const struct expr *call;
	const struct rule *rule; /* that began its chain; NULL: none did */
	size_t fact;
	bool is_inside;
	struct known *next;
};

/* The many side of a relation, as attributes call it. */
struct many {
	const char *name;
	const char *framework;
	struct many *next;
};

/* A function of ours that returns queries: of which mapper. */
struct giving {
	const struct scope *function;
	const struct detector *detector; /* NULL: of none, or not yet known */
	struct giving *next;
};

/* A variable whose texts are those of queries. */
struct held {
	const struct binding *variable; /* its first */
	bool whole;
	struct held *next;
};

struct queries {
	struct linker *l;
	struct held **held;
	struct known **known;
	struct many **many;
	struct many **models; /* names of models and of the variables that hold them */
	struct many **tables; /* names of their tables */
	struct giving **giving;
	int giving_depth; /* functions that are asked about, each for the other */
	const struct rule **called; /* $knex(...): a call of the value itself */
	size_t called_count;
	const struct rule **starred; /* $manager.*(...) */
	size_t starred_count;
	bool has_query_rules[2];
	struct dialects dialects;
};

/* One chain: its calls, innermost first, and what has been seen of it. */
struct chain {
	struct queries *q;
	const struct scope *s;
	const struct expr *call[CHAIN_MAX];
	size_t n;
	struct match match;
	size_t begin; /* the call that matched */
	bool is_related, is_given;
	const char *variety;
	int budget;
	const struct rule *rows[ROWS_MAX]; /* constructs that were told of it */
	size_t row_count;
};

static size_t dearness(const char *variety)
{
	for (size_t i = 0; variety && i < sizeof classes / sizeof *classes; i++)
		if (!strcmp(classes[i], variety))
			return i + 1;
	return 0;
}

static void make_dearer(const char **variety, const char *other)
{
	if (dearness(other) > dearness(*variety))
		*variety = other;
}

/* ---- what is known ----------------------------------------------------------------- */

static struct known **known_slot(const struct queries *q, const struct expr *call)
{
	return &q->known[((uintptr_t)call >> 5) % SLOTS];
}

static struct known *known_find(const struct queries *q, const struct expr *call)
{
	struct known *k = *known_slot(q, call);

	while (k && k->call != call)
		k = k->next;
	return k;
}

static void known_add(struct queries *q, const struct expr *call, const struct rule *rule,
                      size_t fact, bool is_inside)
{
	struct known **slot = known_slot(q, call), *k;

	if (known_find(q, call))
		return;
	k = arena_alloc(q->l->arena, sizeof *k);
	*k = (struct known){ call, rule, fact, is_inside, *slot };
	*slot = k;
}

static size_t many_slot(struct name n)
{
	return n.hash % SLOTS;
}

static void many_add(struct queries *q, struct many **table, const char *name,
                     const char *framework)
{
	struct many **slot = &table[many_slot(name_of(name))];
	struct many *m = arena_alloc(q->l->arena, sizeof *m);

	*m = (struct many){ name, framework, *slot };
	*slot = m;
}

static const char *lower(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s);

	for (char *p = copy; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return copy;
}

/* An attribute is the many side when it is a relation to many, or the name that a
 * relation to one has at its other end. */
static void collect_many(struct queries *q, const struct facts *fs)
{
	struct arena *a = q->l->arena;

	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];
		const char *back, *owner;

		if (f->kind == FACT_model && f->name)
			many_add(q, q->models, f->name, f->framework);
		if (f->kind == FACT_model && f->table_name)
			many_add(q, q->tables, f->table_name, f->framework);
		if (f->kind != FACT_relation || !f->variety || !f->name)
			continue;
		if (strstr(f->variety, "-to-many"))
			many_add(q, q->many, f->name, f->framework);
		if (!strncmp(f->variety, "one-to-one", 10))
			continue;
		back = traits_value(a, f->traits, "back");
		owner = f->parent >= 0 ? fs->v[f->parent].name : NULL;
		if (back && *back != '+')
			many_add(q, q->many, back, f->framework);
		else if (owner && !back)
			many_add(q, q->many, arena_printf(a, "%s_set", lower(a, owner)),
			         f->framework);
	}
}

static bool is_among(struct many *const *table, struct name n, const char *framework)
{
	for (const struct many *m = table[many_slot(n)]; m; m = m->next)
		if (!strcmp(m->framework, framework) && name_is(n, m->name))
			return true;
	return false;
}

/* ---- how a chain begins ------------------------------------------------------------ */

static bool is_query(const struct rule *r)
{
	return r->use & USE_QUERY;
}

/* As detectors_first(), for rules of this use only. */
static struct indexed *rules_for(const struct chain *c, struct name n, unsigned use)
{
	const struct detectors *d = c->q->l->detectors;

	return detectors_use(d, n, c->s->unit->language == LANG_PYTHON, use)
	         ? detectors_first(d, n)
	         : NULL;
}

static const struct expr *head_of(const struct expr *call)
{
	const struct expr *callee = call_target(call);

	return callee && callee->kind == EXPR_ATTR ? expr_left(callee) : NULL;
}

/* self.groups.all(): nothing more is known of `groups` than that models call the many
 * side of a relation so. */
static bool is_related(struct chain *c, const struct rule *r, const struct expr *call)
{
	const struct expr *head = head_of(call);
	struct values v;

	if (!r->related || !head || head->kind != EXPR_ATTR ||
	    !link_has(r->last, call_target(call)->text) ||
	    !is_among(c->q->many, head->text, r->detector->name))
		return false;
	eval_expr(&c->q->l->eval, head, c->s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_LITERAL || v.v[i].kind == VALUE_EXTERNAL)
			return false;
	return true;
}

/* db.models.User.count(): nothing is known of the head but that a model is called so, or
 * its table: db.models.users; this.count() in what stands beside a model's fields. */
static bool is_modelled(struct chain *c, const struct rule *r, const struct expr *call)
{
	const struct expr *head = head_of(call);
	bool is_model;
	struct values v;

	if (!r->modelled || !head ||
	    (head->kind != EXPR_ATTR && head->kind != EXPR_NAME) ||
	    !link_has(r->last, call_target(call)->text))
		return false;
	is_model = is_among(c->q->models, head->text, r->detector->name);
	if (!is_model && (head->kind != EXPR_ATTR ||
	                  !is_among(c->q->tables, head->text, r->detector->name)))
		return false;
	eval_expr(&c->q->l->eval, head, c->s, NULL, &v);
	if (!is_model)
		return !v.n;
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_EXTERNAL || v.v[i].kind == VALUE_LITERAL)
			return false;
	return true;
}

/* ---- what queries gave ------------------------------------------------------------- */

/* Is it the variable, or self.rows of one, that the binding gives its value? */
static bool gives_value(const struct binding *b, const struct expr *variable)
{
	const struct expr *to = binding_target(b);

	if (b->kind != BIND_VALUE || !binding_value(b))
		return false;
	if (variable->kind == EXPR_NAME)
		return !to;
	return to && to->kind == EXPR_ATTR && name_eq(to->text, variable->text) &&
	       expr_left(to)->kind == EXPR_NAME;
}

/* The query begun in an assignment of this scope to the variable, or to self.rows. */
static struct known *held_query(const struct queries *q, const struct scope *s,
                                const struct expr *variable)
{
	const struct expr *name = variable;

	if (name && name->kind == EXPR_ATTR)
		name = expr_left(name);
	if (!name || name->kind != EXPR_NAME)
		return NULL;
	for (const struct binding *b = scope_find(s, name->text); b; b = b->same) {
		struct known *k;

		if (!gives_value(b, variable) || binding_value(b)->kind != EXPR_CALL)
			continue;
		k = known_find(q, binding_value(b));
		if (k && !k->is_inside)
			return k;
	}
	return NULL;
}

/* Would this call give something of the role that r asks for? */
static bool gives_role(const struct rule *r, const struct expr *call)
{
	const struct expr *callee = call_target(call);

	if (!callee || callee->kind != EXPR_ATTR)
		return false;
	for (const struct rule *x = r->detector->roles; x; x = x->next_role)
		if (name_eq(x->role, r->chain->names[0]) && x->form == FORM_CALL &&
		    x->chain->is_role && x->chain->next &&
		    link_has(x->last, callee->text))
			return true;
	return false;
}

/* The query that e is, or that it holds as a variable. */
static struct known *query_of(const struct queries *q, const struct scope *s,
                              const struct expr *e)
{
	struct known *k = e && e->kind == EXPR_CALL ? known_find(q, e) : NULL;

	if (!k && e && e->kind == EXPR_NAME)
		k = held_query(q, s, e);
	return k && !k->is_inside ? k : NULL;
}

/* for row in Row.objects.all(): row.save(); row = team.rows.first(); row.save() */
static bool is_gotten(const struct chain *c, const struct rule *r,
                      const struct expr *call)
{
	const struct expr *head = r->gotten ? head_of(call) : NULL;
	const struct scope *s = c->s;
	const struct binding *b = NULL;

	if (!head || head->kind != EXPR_NAME ||
	    !link_has(r->last, call_target(call)->text))
		return false;
	while (s && !(b = scope_find(s, head->text)))
		s = s->parent;
	for (; b; b = b->same) {
		const struct known *k;

		if (binding_target(b) || (b->kind != BIND_LOOP && b->kind != BIND_VALUE))
			continue;
		k = query_of(c->q, s, binding_value(b));
		if (k && k->rule && k->rule->detector == r->detector &&
		    (b->kind == BIND_LOOP || gives_role(r, binding_value(b))))
			return true;
	}
	return false;
}

/* ---- functions that return queries --------------------------------------------------
 */

static bool chain_begins(struct chain *c, const struct expr *call);

static bool gives_query_of(struct chain *c, const struct detector *d,
                           const struct expr *call);

/* $query_set $query_set.filter(..): is this a role of which calls give the role again? */
static bool is_of_queries(const struct detector *d, struct name role)
{
	for (const struct rule *x = d->roles; x; x = x->next_role)
		if (x->form == FORM_CALL && x->chain->is_role && x->chain->next &&
		    name_eq(x->role, role) && name_eq(x->chain->names[0], role))
			return true;
	return false;
}

/* Rows.objects.filter(..) is a query that nobody has run yet; get() and count() run it.
 */
static bool gives_query(struct chain *c, const struct expr *call)
{
	const struct detector *d = c->match.rule->detector;
	const struct expr *callee = call_target(call);

	if (!callee)
		return false;
	for (const struct rule *x = d->roles; x; x = x->next_role)
		if (x->form == FORM_CALL && link_has(x->last, callee->text) &&
		    (x->chain->is_role ? name_eq(x->role, x->chain->names[0])
		                       : !x->chain->next && is_of_queries(d, x->role)))
			return true;
	return gives_query_of(c, d, call);
}

static const struct detector *mapper_of_call(struct queries *q, const struct scope *s,
                                             const struct expr *call)
{
	struct chain c = { .q = q, .s = s };

	return chain_begins(&c, call) && gives_query(&c, call) ? c.match.rule->detector
	                                                       : NULL;
}

/* The mapper whose query e is, a chain of calls or a variable that holds one. */
static const struct detector *mapper_of(struct queries *q, const struct scope *s,
                                        const struct expr *e)
{
	const struct detector *d = NULL;

	if (e->kind == EXPR_CALL)
		return mapper_of_call(q, s, e);
	for (const struct binding *b = e->kind == EXPR_NAME ? scope_find(s, e->text)
	                                                    : NULL;
	     b && !d; b = b->same) {
		const struct expr *of = b->kind == BIND_VALUE && !binding_target(b)
		                          ? binding_value(b)
		                          : NULL;

		if (of && of->kind == EXPR_CALL)
			d = mapper_of_call(q, s, of);
	}
	return d;
}

static struct giving *giving_of(struct queries *q, const struct scope *f)
{
	struct giving **slot = &q->giving[((uintptr_t)f >> 5) % SLOTS], *g = *slot;

	while (g && g->function != f)
		g = g->next;
	if (g || q->giving_depth >= GIVING_DEEP)
		return g;
	g = arena_alloc(q->l->arena, sizeof *g);
	*g = (struct giving){ f, NULL, *slot }; /* first: it may call itself */
	*slot = g;
	q->giving_depth++;
	for (const struct expr *e = f->returns; e && !g->detector; e = e->next)
		g->detector = mapper_of(q, f, e);
	q->giving_depth--;
	return g;
}

static bool gives_query_of(struct chain *c, const struct detector *d,
                           const struct expr *call)
{
	const struct expr *callee = call_target(call);
	struct values v;

	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return false;
	eval_expr(&c->q->l->eval, callee, c->s, NULL, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct giving *g = v.v[i].kind == VALUE_SCOPE &&
		                                 v.v[i].scope->kind == SCOPE_FUNCTION
		                           ? giving_of(c->q, v.v[i].scope)
		                           : NULL;

		if (g && g->detector == d)
			return true;
	}
	return false;
}

/* books_of(user).filter(..): a function of ours gave the query; also by a variable. */
static bool is_given(struct chain *c, const struct rule *r, const struct expr *call)
{
	const struct expr *head = r->related ? head_of(call) : NULL;

	if (!head || !link_has(r->last, call_target(call)->text))
		return false;
	if (head->kind == EXPR_CALL)
		return gives_query_of(c, r->detector, head);
	for (const struct binding *b =
	         head->kind == EXPR_NAME ? scope_find(c->s, head->text) : NULL;
	     b; b = b->same) {
		const struct expr *of = b->kind == BIND_VALUE && !binding_target(b)
		                          ? binding_value(b)
		                          : NULL;

		if (of && of->kind == EXPR_CALL && gives_query_of(c, r->detector, of))
			return true;
	}
	return false;
}

static bool begins_with(struct chain *c, const struct rule *r, const struct expr *call,
                        struct name n)
{
	struct linker *l = c->q->l;

	if (!link_uses(l, r->detector))
		return false;
	if (match_call(&l->eval, r, call, c->s, NULL, &c->match) &&
	    link_believes(l, &c->match)) {
		c->match.last = n;
		return true;
	}
	c->is_given = is_given(c, r, call);
	if (!c->is_given && !is_related(c, r, call) && !is_modelled(c, r, call) &&
	    !is_gotten(c, r, call))
		return false;
	c->match.captures = NULL;
	c->is_related = true;
	return true;
}

static bool has_usual_head(const struct detector *d, const struct expr *call)
{
	const struct expr *head = head_of(call);

	if (!head || (head->kind != EXPR_ATTR && head->kind != EXPR_NAME))
		return false;
	return d->head_count && name_eq(d->heads[0], head->text);
}

/* $any.insertOne(...): on whatever it is called. */
static bool is_on_any(const struct rule *r)
{
	return r->chain->is_role && !r->on_role;
}

/* Rules that ask for a head come before those that do not. */
static bool begins_by_name(struct chain *c, const struct expr *call, struct name n)
{
	for (int any = 0; any < 2; any++) {
		struct indexed *at = rules_for(c, n, USE_QUERY);
		struct rule *r;

		while ((r = detectors_next(c->q->l->detectors, n, &at)))
			if (is_query(r) && is_on_any(r) == (bool)any &&
			    begins_with(c, r, call, n))
				return true;
	}
	return false;
}

/* db("users"), this.db("users"): what is called may be an object itself. */
static bool may_be_object(const struct expr *callee)
{
	const struct expr *of = callee->kind == EXPR_ATTR ? expr_left(callee) : NULL;

	return callee->kind == EXPR_NAME ||
	       (of && of->kind == EXPR_NAME && name_is(of->text, "this"));
}

static bool begins(struct chain *c, const struct expr *call)
{
	const struct expr *callee = call_target(call);
	struct name last, other;

	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return false;
	last = callee->text;
	other = callee->kind == EXPR_NAME ? imported_name(&c->q->l->eval, last, c->s)
	                                  : last;
	if (begins_by_name(c, call, last) ||
	    (!name_eq(other, last) && begins_by_name(c, call, other)))
		return true;
	for (size_t i = 0; may_be_object(callee) && i < c->q->called_count; i++)
		if (begins_with(c, c->q->called[i], call, last))
			return true;
	for (size_t i = 0; i < c->q->starred_count; i++)
		if (has_usual_head(c->q->starred[i]->detector, call) &&
		    begins_with(c, c->q->starred[i], call, last))
			return true;
	return false;
}

static void collect_chain(struct chain *c, const struct expr *call)
{
	const struct expr *all[CHAIN_MAX];
	size_t n = 0;

	for (const struct expr *e = call; e; e = expr_left(e)) {
		bool tagged = e->kind == EXPR_TEMPLATE && e->flags & EXPR_TAGGED;

		if ((e->kind == EXPR_CALL || tagged) && n < CHAIN_MAX)
			all[n++] = e;
		if (e->kind != EXPR_CALL && e->kind != EXPR_ATTR &&
		    e->kind != EXPR_INDEX && !tagged)
			break;
	}
	for (size_t i = 0; i < n; i++)
		c->call[i] = all[n - 1 - i];
	c->n = n;
}

static bool chain_begins(struct chain *c, const struct expr *call)
{
	collect_chain(c, call);
	for (size_t i = 0; i < c->n; i++) {
		if (begins(c, c->call[i])) {
			c->begin = i;
			c->variety = c->match.rule->variety;
			return true;
		}
	}
	return false;
}

/* ---- what makes it dearer ---------------------------------------------------------- */

/* A rule of the same package for a later link, or for anything among the arguments. */
static void refine_by_name(struct chain *c, const struct expr *call, const char *role)
{
	const struct expr *callee = call_target(call);
	struct indexed *at;
	struct rule *r;

	if (!callee || callee->kind != EXPR_ATTR)
		return;
	at = rules_for(c, callee->text, USE_REFINE);
	while ((r = detectors_next(c->q->l->detectors, callee->text, &at))) {
		struct match m;

		if (r->word != WORD_refine || r->detector != c->match.rule->detector ||
		    !r->chain->is_role || !name_is(r->chain->names[0], role))
			continue;
		if (match_call(&c->q->l->eval, r, call, c->s, NULL, &m)) {
			make_dearer(&c->variety, r->variety);
			link_row(c->q->l, c->s->unit, call->line, r);
		}
	}
}

static void refine_by_import(struct chain *c, const struct expr *call)
{
	const struct expr *callee = call_target(call);
	struct name n;
	struct indexed *at;
	struct rule *r;

	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return;
	n = callee->kind == EXPR_NAME ? imported_name(&c->q->l->eval, callee->text, c->s)
	                              : callee->text;
	at = rules_for(c, n, USE_REFINE);
	while ((r = detectors_next(c->q->l->detectors, n, &at))) {
		struct match m;

		if (r->word != WORD_refine || r->detector != c->match.rule->detector ||
		    (r->chain->is_role && (name_is(r->chain->names[0], "query") ||
		                           name_is(r->chain->names[0], "inside"))))
			continue;
		if (match_call(&c->q->l->eval, r, call, c->s, NULL, &m)) {
			make_dearer(&c->variety, r->variety);
			link_row(c->q->l, c->s->unit, call->line, r);
			if (r->args && r->args->kind == ARG_TEXT)
				return; /* what the text says, and no more */
		}
	}
}

static void look_inside(struct chain *c, const struct expr *e, size_t fact, int depth);

/* A chain among the arguments: a query of its own belongs to this one. */
static void look_at_call(struct chain *c, const struct expr *call, size_t fact)
{
	struct chain inner = { .q = c->q, .s = call->scope ? call->scope : c->s };
	bool is_own = chain_begins(&inner, call) &&
	              inner.match.rule->detector == c->match.rule->detector;

	for (size_t i = 0; i < inner.n; i++) {
		known_add(c->q, inner.call[i], NULL, fact, true);
		refine_by_import(c, inner.call[i]);
		refine_by_name(c, inner.call[i], "inside");
		if (is_own && i >= inner.begin)
			refine_by_name(c, inner.call[i], "query");
	}
	if (is_own && inner.match.rule->chain->is_role)
		link_row(c->q->l, c->s->unit, link_first_line(call), inner.match.rule);
	if (is_own && strcmp(inner.variety ? inner.variety : "", "crud") != 0)
		make_dearer(&c->variety, inner.variety);
}

static bool is_noted(struct chain *c, const struct rule *r)
{
	for (size_t i = 0; i < c->row_count; i++)
		if (c->rows[i] == r)
			return true;
	if (c->row_count < ROWS_MAX)
		c->rows[c->row_count++] = r;
	return false;
}

/* construct key {some|none}: a key of an object among the arguments, once a query. */
static void note_key(struct chain *c, const struct expr *pair)
{
	struct indexed *at;
	struct rule *r;

	if (pair->kind != EXPR_PAIR || !expr_left(pair) ||
	    expr_left(pair)->kind != EXPR_STRING)
		return;
	at = rules_for(c, expr_left(pair)->text, USE_KEY);
	while ((r = detectors_next(c->q->l->detectors, expr_left(pair)->text, &at)))
		if (r->form == FORM_KEY && r->word != WORD_refine &&
		    r->detector == c->match.rule->detector && !is_noted(c, r))
			link_fact(c->q->l, FACT_construct, c->s->unit, pair->line, r);
}

static void look_inside(struct chain *c, const struct expr *e, size_t fact, int depth)
{
	if (!e || depth > INSIDE_DEPTH || c->budget-- <= 0)
		return;
	note_key(c, e);
	if (e->kind == EXPR_TEMPLATE && e->flags & EXPR_TAGGED)
		refine_by_import(c, e);
	if (e->kind == EXPR_CALL) {
		look_at_call(c, e, fact);
		for (const struct expr *x = e; x; x = expr_left(x)) {
			for (const struct expr *a = x->kind == EXPR_CALL ? expr_first(x)
			                                                 : NULL;
			     a; a = a->next)
				look_inside(c, a, fact, depth + 1);
			if (x->kind != EXPR_CALL && x->kind != EXPR_ATTR) {
				if (x != e && x->kind != EXPR_NAME)
					look_inside(c, x, fact, depth + 1);
				return;
			}
		}
		return;
	}
	if (e->kind == EXPR_FUNCTION || e->kind == EXPR_CLASS)
		return;
	look_inside(c, expr_left(e), fact, depth + 1);
	for (const struct expr *x = expr_first(e); x; x = x->next)
		look_inside(c, x, fact, depth + 1);
}

/* {select: {id: true, author: {..}}}: is there an object within the object? */
static bool is_nested(const struct expr *dict)
{
	for (const struct expr *p = dict && dict->kind == EXPR_DICT ? expr_first(dict)
	                                                            : NULL;
	     p; p = p->next)
		if (p->kind == EXPR_PAIR && expr_first(p) &&
		    expr_first(p)->kind == EXPR_DICT)
			return true;
	return false;
}

/* find({lock: ..}) asks for a lock, save({lock: ..}) writes a field of that name. */
static bool is_key_of(const struct rule *r, const struct expr *call)
{
	const struct expr *callee = call_target(call);
	const char *s = r->calls;

	while (s && callee && *s) {
		size_t n = strcspn(s, "|");

		if (callee->text.len == n && !memcmp(callee->text.s, s, n))
			return true;
		s += n + (s[n] == '|');
	}
	return !r->calls;
}

/* refine key include: a key of the object that a call of the chain is given. */
static void refine_by_key(struct chain *c, const struct expr *call,
                          const struct expr *pair)
{
	const struct expr *key = pair->kind == EXPR_PAIR ? expr_left(pair) : NULL;
	struct indexed *at;
	struct rule *r;

	if (!key || key->kind != EXPR_STRING)
		return;
	at = rules_for(c, key->text, USE_KEY);
	while ((r = detectors_next(c->q->l->detectors, key->text, &at)))
		if (r->word == WORD_refine && r->form == FORM_KEY &&
		    r->detector == c->match.rule->detector &&
		    (!r->nested || is_nested(expr_first(pair))) && is_key_of(r, call))
			make_dearer(&c->variety, r->variety);
}

static void refine_by_keys(struct chain *c, const struct expr *call)
{
	for (const struct expr *a = expr_first(call); a; a = a->next)
		for (const struct expr *p = a->kind == EXPR_DICT ? expr_first(a) : NULL;
		     p; p = p->next)
			refine_by_key(c, call, p);
}

static bool is_string(const struct expr *e)
{
	return e->kind == EXPR_STRING || e->kind == EXPR_TEMPLATE ||
	       (e->kind == EXPR_BINARY && expr_left(e) && is_string(expr_left(e)));
}

static void refine_chain(struct chain *c, size_t fact)
{
	c->budget = INSIDE_MAX;
	sql_texts_hold(c->s->unit, c->call[c->n - 1]);
	/* counted(Book.objects.all()).filter(..): what is handed on is this query. */
	for (size_t i = c->is_given ? 0 : c->begin; i < c->n; i++) {
		known_add(c->q, c->call[i], c->match.rule, fact, false);
		if (i > c->begin || c->is_related || c->match.rule->chain->is_role)
			refine_by_name(c, c->call[i], "query");
		refine_by_keys(c, c->call[i]);
		for (const struct expr *a = expr_first(c->call[i]); a; a = a->next)
			look_inside(c, a, fact, 0);
	}
	/* execute("select ..") */
	if (c->match.rule->runs && expr_first(c->call[c->begin]) &&
	    is_string(expr_first(c->call[c->begin])))
		make_dearer(&c->variety, "raw");
}

/* ---- queries that variables hold --------------------------------------------------- */

static const struct expr *positional(const struct expr *call)
{
	const struct expr *a = expr_first(call);

	while (a && a->kind == EXPR_KEYWORD)
		a = a->next;
	return a;
}

/* sql = text("select .."): what a variable is made by may make the query dearer. */
static void refine_by_variable(struct chain *c, const struct expr *variable)
{
	if (!variable || variable->kind != EXPR_NAME)
		return;
	for (const struct scope *s = c->s; s; s = s->parent) {
		const struct binding *b = scope_find(s, variable->text);

		for (const struct binding *x = b; x; x = x->same) {
			if (x->kind != BIND_VALUE || binding_target(x) ||
			    !binding_value(x))
				continue;
			sql_texts_hold(s->unit, binding_value(x));
			if (is_string(binding_value(x)))
				make_dearer(&c->variety, "raw");
			for (const struct expr *e = binding_value(x);
			     e && (e->kind == EXPR_CALL || e->kind == EXPR_ATTR);
			     e = expr_left(e))
				if (e->kind == EXPR_CALL)
					refine_by_import(c, e);
		}
		if (b)
			return;
	}
}

/* "..", "..".format(..), ".." + x: a text, whatever is put into it. */
static bool is_text(const struct expr *e)
{
	while (e && (e->kind == EXPR_CALL || e->kind == EXPR_ATTR))
		e = expr_left(e);
	return e && is_string(e);
}

static struct held **held_slot(const struct queries *q, const struct binding *b)
{
	return &q->held[((uintptr_t)b >> 5) % SLOTS];
}

/* Once for a variable; `whole`: also what other calls make of a text. */
static void hold_variable(struct queries *q, const struct scope *s, struct name n,
                          bool whole)
{
	const struct binding *b = NULL;
	struct held **slot, *h;

	while (s && !(b = scope_find(s, n)))
		s = s->parent;
	if (!b)
		return;
	slot = held_slot(q, b);
	for (h = *slot; h; h = h->next)
		if (h->variable == b && h->whole >= whole)
			return;
	h = arena_alloc(q->l->arena, sizeof *h);
	*h = (struct held){ b, whole, *slot };
	*slot = h;
	for (; b; b = b->same)
		if (b->kind == BIND_VALUE && binding_value(b) &&
		    (whole || is_text(binding_value(b))))
			sql_texts_hold(s->unit, binding_value(b));
}

/* execute(sql), execute(text(sql)), execute(sql.format(..)): the text that variables hold
 * is this query's, `whole` where they are all of it. Of what is put into it only texts
 * are: the rows of another query are none. */
static void hold_texts(struct queries *q, const struct scope *s, const struct expr *e,
                       bool whole, int depth)
{
	enum { TEXT_DEPTH = 6 };
	bool is_wrapped;

	if (!e || depth > TEXT_DEPTH || e->kind == EXPR_FUNCTION)
		return;
	if (e->kind == EXPR_NAME) {
		hold_variable(q, s, e->text, whole);
		return;
	}
	is_wrapped = e->kind == EXPR_CALL && call_target(e) &&
	             call_target(e)->kind == EXPR_NAME;
	hold_texts(q, s, expr_left(e), whole, depth + 1);
	for (const struct expr *x = expr_first(e); x; x = x->next)
		hold_texts(q, s, x, whole && is_wrapped && x == expr_first(e), depth + 1);
}

/* Its first argument, and what names say: extra(select={k: sql}). */
static void hold_arguments(struct queries *q, const struct scope *s,
                           const struct expr *call)
{
	const struct expr *text = positional(call);

	hold_texts(q, s, text, true, 0);
	for (const struct expr *a = expr_first(call); a; a = a->next)
		if (a->kind == EXPR_KEYWORD)
			hold_texts(q, s, expr_first(a), false, 0);
}

/* rows.filter(..).all(): what calls alone lie behind, `rows`. What hangs on a member of a
 * row that a query gave is another query: post = Post.objects.get(), post.tags.all(). */
static const struct expr *called_on(const struct expr *call)
{
	while (call && (call->kind == EXPR_CALL || call->kind == EXPR_INDEX)) {
		const struct expr *callee = call->kind == EXPR_CALL ? call_target(call)
		                                                    : NULL;

		call = callee && callee->kind == EXPR_ATTR ? expr_left(callee)
		                                           : expr_left(call);
	}
	return call;
}

/* The fact that this chain goes on with; NULL: it is a query of its own. */
static struct known *goes_on(struct chain *c)
{
	const struct rule *r = c->match.rule;
	const struct expr *begin = c->call[c->begin];
	struct known *k = NULL;

	if (r->continues || c->is_given)
		k = held_query(c->q, c->s, called_on(begin));
	if (!k && r->runs)
		k = held_query(c->q, c->s, positional(begin));
	return k;
}

/* May this call go on with a query that a variable holds? */
static bool goes_on_by_name(struct chain *c, const struct expr *call)
{
	const struct expr *callee = call_target(call);
	struct indexed *at;
	struct rule *r;

	if (!callee || callee->kind != EXPR_ATTR)
		return false;
	at = rules_for(c, callee->text, USE_REFINE);
	while ((r = detectors_next(c->q->l->detectors, callee->text, &at)))
		if (r->word == WORD_refine && r->continues &&
		    r->detector == c->match.rule->detector)
			return true;
	return false;
}

/* posts.leftJoin(..), posts being a query that this function or one around it has begun:
 * rules with `continues` make that one dearer. */
static void refine_held(struct chain *c)
{
	const struct expr *variable = c->n ? called_on(c->call[0]) : NULL;
	struct known *k = NULL;

	if (!variable || variable->kind != EXPR_NAME)
		return;
	for (const struct scope *s = c->s; s && !scope_find(s, variable->text);)
		c->s = s = s->parent;
	k = c->s ? held_query(c->q, c->s, variable) : NULL;
	if (!k || !k->rule)
		return;
	c->match.rule = k->rule;
	c->variety = c->q->l->facts->v[k->fact].variety;
	c->budget = INSIDE_MAX;
	for (size_t i = 0; i < c->n; i++) {
		if (!goes_on_by_name(c, c->call[i]))
			continue;
		refine_by_name(c, c->call[i], "query");
		for (const struct expr *a = expr_first(c->call[i]); a; a = a->next)
			look_inside(c, a, k->fact, 0);
	}
	c->q->l->facts->v[k->fact].variety = c->variety;
}

/* ---- sites ------------------------------------------------------------------------- */

static void query_fact(struct chain *c, const struct expr *call)
{
	struct linker *l = c->q->l;
	struct fact *f = link_fact(l, FACT_query, c->s->unit, link_first_line(call),
	                           c->match.rule);
	size_t index = l->facts->n - 1;

	link_captures(l, f, &c->match);
	f->is_async = call->flags & EXPR_AWAIT ? 1 : 0;
	if (c->match.head_unknown && c->match.rule->any) {
		f->status = "unresolved";
		f->reason = "what it is called on is not known";
	}
	refine_chain(c, index);
	if (c->match.rule->runs)
		refine_by_variable(c, positional(c->call[c->begin]));
	if (dearness(c->variety) == dearness("raw") && is_probe(c->call[c->begin]))
		c->variety = "crud";
	l->facts->v[index].variety = c->variety;
	for (size_t i = c->begin; i < c->n && dearness(c->variety) == dearness("raw");
	     i++)
		hold_arguments(c->q, c->s, c->call[i]);
	if (dearness(c->variety) == dearness("raw"))
		dialect_note(&c->q->dialects, index, c->match.rule, c->s,
		             link_first_line(call));
	link_row(l, c->s->unit, link_first_line(call), c->match.rule);
}

static void query_site(struct queries *q, const struct expr *call, const struct scope *s)
{
	struct chain c = { .q = q, .s = s };
	struct known *k = known_find(q, call);

	if (k && k->is_inside)
		return;
	if (!chain_begins(&c, call)) {
		refine_held(&c);
		return;
	}
	k = goes_on(&c);
	if (k) {
		link_row(q->l, s->unit, link_first_line(call), c.match.rule);
		struct fact *f = &q->l->facts->v[k->fact];

		make_dearer(&c.variety, f->variety);
		refine_chain(&c, k->fact);
		q->l->facts->v[k->fact].variety = c.variety;
		return;
	}
	query_fact(&c, call);
}

static void queries_of(struct queries *q, const struct scope *s)
{
	for (const struct site *t = s->first_site; t; t = t->next)
		query_site(q, t->call, s);
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		queries_of(q, c);
}

static void collect_rules(struct queries *q)
{
	const struct detectors *d = q->l->detectors;
	size_t room = 0, called_room = 0;

	for (const struct detector *x = d->first; x; x = x->next) {
		for (const struct rule *r = x->rules; r; r = r->next) {
			if (!is_query(r) || !link_uses(q->l, x))
				continue;
			q->has_query_rules[x->is_python] = true;
			if (r->chain->is_role && !r->chain->next)
				*(const struct rule **)arena_push(q->l->arena,
				                                  (void **)&q->called,
				                                  &q->called_count,
				                                  &called_room,
				                                  sizeof r) = r;
			if (r->last->is_suffix && !r->last->names[0].len)
				*(const struct rule **)arena_push(q->l->arena,
				                                  (void **)&q->starred,
				                                  &q->starred_count,
				                                  &room, sizeof r) = r;
		}
	}
}

/* ---- texts in SQL ------------------------------------------------------------------ */

static const struct rule *asking_rule(const struct detectors *d, bool is_python)
{
	for (const struct detector *x = d->first; x; x = x->next)
		for (const struct rule *r = x->rules; r; r = r->next)
			if (r->word == WORD_asks && x->is_python == is_python)
				return r;
	return NULL;
}

static bool queries(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (is_query(r))
			return true;
	return false;
}

/* sql`..` of a mapper is a part of its queries; does the file use one? */
static bool has_mapper(const struct linker *l, const struct unit *u)
{
	for (const struct detector *d = l->detectors->first; d; d = d->next)
		if (needs_has(u->uses, d->index) && queries(d))
			return true;
	return false;
}

static void sql_texts_of(struct linker *l, const struct unit *u, const struct rule *r)
{
	bool is_part = has_mapper(l, u);

	for (const struct sql_text *s = u->sql_texts; s; s = s->next) {
		struct fact *f;

		if (s->is_held || (s->is_tagged && is_part))
			continue;
		f = link_fact(l, FACT_query, u, s->line, r);
		f->variety = s->asks.variety;
		f->target = s->asks.table;
	}
}

/* Those that no query found before says. */
static void sql_texts_find(struct linker *l)
{
	const struct rule *rules[] = { asking_rule(l->detectors, false),
		                       asking_rule(l->detectors, true) };

	for (size_t i = 0; i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];
		const struct rule *r = rules[u->language == LANG_PYTHON];

		if (u->sql_texts && r)
			sql_texts_of(l, u, r);
	}
}

void queries_find(struct linker *l, const struct facts *before)
{
	struct queries q = { .l = l, .dialects = { .l = l } };

	collect_rules(&q);
	if (!q.has_query_rules[0] && !q.has_query_rules[1]) {
		sql_texts_find(l);
		return;
	}
	q.known = arena_zero(l->arena, SLOTS * sizeof *q.known);
	q.held = arena_zero(l->arena, SLOTS * sizeof *q.held);
	q.many = arena_zero(l->arena, SLOTS * sizeof *q.many);
	q.models = arena_zero(l->arena, SLOTS * sizeof *q.models);
	q.giving = arena_zero(l->arena, SLOTS * sizeof *q.giving);
	q.tables = arena_zero(l->arena, SLOTS * sizeof *q.tables);
	collect_many(&q, before);
	for (size_t i = 0; i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];

		if (q.has_query_rules[u->language == LANG_PYTHON])
			queries_of(&q, u->module);
	}
	sql_texts_find(l);
}
