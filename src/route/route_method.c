/* route_method.c - the HTTP methods that an endpoint answers. */
#include <string.h>

#include "route/route_parts.h"
#include "syntax/lang.h"

static const char *const http_methods[] = { "get",  "post",    "put",   "patch", "delete",
	                                    "head", "options", "trace", "query" };

bool route_is_method(const char *s)
{
	for (size_t i = 0; i < sizeof http_methods / sizeof *http_methods; i++)
		if (!strcasecmp(http_methods[i], s))
			return true;
	return false;
}

bool route_provided_by(const struct detector *d, const struct value *x,
                       void (*fn)(void *arg, struct name word), void *arg)
{
	bool is_known = false;

	for (const struct rule *r = d->rules; r; r = r->next) {
		struct link last = { .names = r->words, .n = 1 };

		if (r->word != WORD_provides || !x->module ||
		    !external_is(d, x->module, x->path, &last))
			continue;
		is_known = true;
		for (size_t k = 1; k < r->word_count; k++)
			fn(arg, r->words[k]);
	}
	return is_known;
}

void route_provided(const struct detector *d, const struct bases *b,
                    void (*fn)(void *arg, struct name word), void *arg)
{
	for (size_t i = 0; i < b->external_count; i++)
		route_provided_by(d, &b->external[i], fn, arg);
}

struct collect {
	struct linker *l;
	struct texts *out;
};

static void collect_method(void *arg, struct name word)
{
	struct collect *c = arg;

	if (route_is_method(word.s))
		add_text(c->out, route_upper(c->l, word.s));
}

const struct rule *route_responder_rule(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_responder)
			return r;
	return NULL;
}

/* How the methods that answer are called, and what stands before a call's suffix. */
struct responders {
	const char *pattern, *joiner;
};

static struct responders responders_of(const struct rule *endpoint)
{
	const struct rule *r = route_responder_rule(endpoint->detector);

	return (struct responders){ endpoint->responder ? endpoint->responder
		                    : r                 ? r->words[0].s
		                                        : "*",
		                    r && r->word_count > 1 ? r->words[1].s : "" };
}

/* "on_*" and "on_get" -> "GET"; NULL: it is no responder. Behind the joiner comes the
 * suffix of the call, if it says one: "on_get_item". */
static const char *responds_to(struct linker *l, struct responders r, struct name method,
                               const char *suffix)
{
	const char *pattern = r.pattern, *star = strchr(pattern, '*');
	size_t before = star ? (size_t)(star - pattern) : 0, n = method.len;
	char *word;

	if (!star || n < before || memcmp(method.s, pattern, before))
		return NULL;
	n -= before;
	if (suffix) {
		const char *end = arena_printf(l->arena, "%s%s", r.joiner, suffix);
		size_t m = strlen(end);

		if (n < m || memcmp(method.s + method.len - m, end, m))
			return NULL;
		n -= m;
	}
	word = arena_strndup(l->arena, method.s + before, n);
	/* query() is a helper more often than it answers QUERY. */
	return route_is_method(word) && strcasecmp(word, "query") ? route_upper(l, word)
	                                                          : NULL;
}

const struct scope *route_responder(struct linker *l, const struct rule *r,
                                    const struct scope *class, const char *method,
                                    const char *suffix)
{
	struct responders by = responders_of(r);
	struct bases b;

	eval_bases(&l->eval, class, &b);
	for (size_t i = 0; i < b.local_count; i++) {
		for (const struct scope *m = b.local[i]->first_child; m; m = m->sibling) {
			const char *word;

			if (m->kind == SCOPE_FUNCTION && m->name.len &&
			    (word = responds_to(l, by, m->name, suffix)) &&
			    !strcmp(word, method))
				return m;
		}
	}
	return NULL;
}

/* post = put = get, in the class. */
static void assigned_methods(struct linker *l, struct responders r,
                             const struct scope *class, const char *suffix,
                             struct texts *out)
{
	for (const struct binding *x = class->first_binding; x; x = x->next) {
		const char *word = x->kind == BIND_VALUE && !binding_target(x) &&
		                           binding_value(x) &&
		                           binding_value(x)->kind == EXPR_NAME
		                     ? responds_to(l, r, x->name, suffix)
		                     : NULL;
		struct values v;

		if (!word || !strcmp(word, "OPTIONS") || !strcmp(word, "HEAD"))
			continue;
		eval_expr(&l->eval, binding_value(x), class, NULL, &v);
		if (v.n && v.v[0].kind == VALUE_SCOPE &&
		    v.v[0].scope->kind == SCOPE_FUNCTION)
			add_text(out, word);
	}
}

/* View.http_method_names = [...] of the nearest class that says it. */
static bool stated_methods(struct linker *l, const struct bases *b, struct name member,
                           struct texts *out)
{
	const struct binding *x = NULL;
	size_t i;

	for (i = 0; i < b->local_count && !x; i++)
		x = scope_find(b->local[i], member);
	if (!x || !binding_value(x))
		return false;
	eval_text_list(&l->eval, binding_value(x), b->local[i - 1], NULL, out);
	return out->n > 0;
}

static bool is_among(const struct texts *methods, const char *method)
{
	for (size_t i = 0; i < methods->n; i++)
		if (!strcasecmp(methods->v[i].s, method))
			return true;
	return false;
}

static void narrow(struct linker *l, const struct bases *b, struct name member,
                   struct texts *methods)
{
	struct texts only, kept;

	if (!stated_methods(l, b, member, &only))
		return;
	kept.n = 0;
	for (size_t i = 0; i < methods->n; i++)
		if (is_among(&only, methods->v[i].s))
			add_text(&kept, methods->v[i].s);
	if (kept.n)
		*methods = kept;
}

bool route_lets(struct linker *l, const struct bases *b, const char *method)
{
	bool is_python = b->local[0]->unit->language == LANG_PYTHON;
	const struct patterns *allows = &l->detectors->by_name[is_python][WORD_allows];
	struct texts only;

	for (size_t i = 0; i < allows->n; i++)
		if (stated_methods(l, b, name_of(allows->v[i].text), &only) &&
		    !is_among(&only, method))
			return false;
	return true;
}

/* View.methods = [...] says them for a class that serves them in one method. */
static void take_told(struct linker *l, const struct bases *b, struct name member,
                      struct texts *methods)
{
	struct texts t;

	for (size_t i = 0; i < b->local_count && !methods->n; i++) {
		const struct binding *x = scope_find(b->local[i], member);

		t.n = 0;
		if (x && binding_value(x))
			eval_text_list(&l->eval, binding_value(x), b->local[i], NULL, &t);
		for (size_t k = 0; k < t.n; k++)
			add_text(methods, route_upper(l, t.v[k].s));
	}
}

/* The methods named get, post ... of a class and its bases. */
static void class_methods(struct linker *l, const struct rule *r,
                          const struct scope *class, const char *suffix,
                          struct texts *out)
{
	const struct patterns *says =
	    l->detectors->by_name[class->unit->language == LANG_PYTHON];
	struct responders by = responders_of(r);
	struct collect c = { l, out };
	struct bases b;

	eval_bases(&l->eval, class, &b);
	for (size_t i = 0; i < b.local_count; i++) {
		for (const struct scope *m = b.local[i]->first_child; m; m = m->sibling) {
			const char *word = m->kind == SCOPE_FUNCTION && m->name.len
			                     ? responds_to(l, by, m->name, suffix)
			                     : NULL;

			if (word && strcmp(word, "OPTIONS") && strcmp(word, "HEAD"))
				add_text(out, word);
		}
		assigned_methods(l, by, b.local[i], suffix, out);
	}
	route_provided(r->detector, &b, collect_method, &c);
	for (size_t i = 0; i < says[WORD_tells].n; i++)
		take_told(l, &b, name_of(says[WORD_tells].v[i].text), out);
	for (size_t i = 0; i < says[WORD_allows].n; i++)
		narrow(l, &b, name_of(says[WORD_allows].v[i].text), out);
}

static bool is_serves(const struct rule *r)
{
	return r->word == WORD_serves && r->form == FORM_DECORATOR;
}

static void on_serves(struct linker *l, const struct match *m, const struct expr *call,
                      const struct scope *s, void *arg)
{
	const struct capture *c = match_get(m, "method");
	struct texts *out = arg, t;

	t.n = 0;
	(void)call, (void)s;
	if (c)
		eval_text_list(&l->eval, c->expr, c->scope, c->env, &t);
	for (size_t i = 0; i < t.n; i++)
		add_text(out, route_upper(l, t.v[i].s));
	if (!t.n && m->rule->method)
		add_text(out, m->rule->method);
}

/* @require_POST, @api_view(["GET"]) on a function view */
static void served_methods(struct linker *l, const struct scope *handler,
                           struct texts *out)
{
	for (const struct expr *d = handler->decorators; d; d = d->next)
		link_rules(l, d, handler->parent, is_serves, on_serves, out);
}

/* TemplateView.as_view(): a class of a package that the detector knows. */
static void foreign_methods(struct linker *l, const struct match *m, struct texts *out)
{
	const struct capture *h = match_get(m, "handler");
	struct collect c = { l, out };
	struct bases b;
	struct values v;

	if (!h)
		return;
	b.external_count = 0;
	eval_expr(&l->eval, h->expr, h->scope, h->env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_EXTERNAL)
			b.external[b.external_count++] = v.v[i];
	route_provided(m->rule->detector, &b, collect_method, &c);
}

/* methods=[..] of a class that serves but some of them: the others answer 405. Not QUERY,
 * of which the name of a method tells nothing. */
static void keep_served(struct linker *l, const struct match *m,
                        const struct scope *handler, struct texts *methods)
{
	struct texts served, kept;

	if (!m->rule->method || strncmp(m->rule->method, "class", 5) || !handler ||
	    handler->kind != SCOPE_CLASS)
		return;
	served.n = kept.n = 0;
	class_methods(l, m->rule, handler, NULL, &served);
	for (size_t i = 0; i < methods->n; i++)
		for (size_t k = 0; k < served.n; k++)
			if (!strcmp(methods->v[i].s, served.v[k].s) ||
			    !strcmp(methods->v[i].s, "QUERY"))
				add_text(&kept, methods->v[i].s);
	if (kept.n)
		*methods = kept;
}

/* methods=METHODS of what nobody knows: not what it would serve without that. */
static bool is_unread(struct linker *l, const struct expr *e, const struct scope *s,
                      const struct env *env)
{
	struct values v;

	if (e->kind == EXPR_LIST)
		return expr_first(e);
	eval_expr(&l->eval, e, s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (value_is_nothing(&v.v[i]) ||
		    (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_LIST &&
		     !expr_first(v.v[i].expr)))
			return false;
	return e->kind != EXPR_CONST;
}

/* "get", "all", or "PUT, POST" */
static void add_stated(struct linker *l, const char *s, struct texts *out)
{
	for (size_t n; *s; s += n) {
		n = strcspn(s, ", ");
		if (n)
			add_text(out,
			         n == 3 && !strncasecmp(s, "all", 3)
			             ? "*"
			             : route_upper(l, arena_strndup(l->arena, s, n)));
		else
			n = 1;
	}
}

const char *methods_of(struct linker *l, const struct match *m,
                       const struct scope *handler, struct texts *out)
{
	const struct capture *c = match_get(m, "method");
	const struct rule *r = m->rule;

	out->n = 0;
	if (c) {
		struct texts t;

		eval_text_list(&l->eval, c->expr, c->scope, c->env, &t);
		for (size_t i = 0; i < t.n; i++)
			add_stated(l, t.v[i].s, out);
		if (!out->n && c->expr->kind == EXPR_ATTR &&
		    route_is_method(c->expr->text.s))
			add_text(out, c->expr->text.s); /* Methods.GET of a package */
		if (out->n) {
			keep_served(l, m, handler, out);
			return NULL;
		}
		if (r->method && !(handler && handler->kind == SCOPE_CLASS) &&
		    is_unread(l, c->expr, c->scope, c->env)) {
			add_text(out, "*");
			return "its method is not constant";
		}
	}
	if (r->method && !strncmp(r->method, "class", 5)) {
		if (handler && handler->kind != SCOPE_FUNCTION)
			class_methods(l, r, handler, route_captured(l, m, "suffix"), out);
		else if (handler)
			served_methods(l, handler, out);
		else
			foreign_methods(l, m, out);
		if (!out->n && !r->responder)
			add_text(out, r->method[5] == '/' ? r->method + 6 : "*");
	} else if (r->method) {
		add_text(out, r->method);
	} else if (m->last.len && route_is_method(m->last.s)) {
		add_text(out, route_upper(l, m->last.s));
	} else if (m->last.len && !strcasecmp(m->last.s, "del")) {
		add_text(out, "DELETE");
	} else if (m->last.len && !strcasecmp(m->last.s, "opts")) {
		add_text(out, "OPTIONS");
	} else {
		add_text(out, "*");
	}
	return NULL;
}
