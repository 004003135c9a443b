/* finding.c - what a match becomes: each call, decorator, class and field that a rule
 * finds is handed to what knows its kind, or is a fact by itself. */
#include "scan/finding.h"

#include <string.h>

#include "handler/applied.h"
#include "handler/channel.h"
#include "handler/middleware.h"
#include "handler/scheme.h"
#include "handler/stream.h"
#include "handler/template.h"
#include "job/called.h"
#include "job/entry.h"
#include "job/job_made.h"
#include "job/job_members.h"
#include "job/job_named.h"
#include "job/job_queue.h"
#include "job/runs.h"
#include "job/started.h"
#include "link/combine.h"
#include "link/trait.h"
#include "operation/operation.h"
#include "route/route.h"
#include "scan/by_base.h"
#include "syntax/lang.h"
#include "value/asked.h"
#include "value/decorator.h"
#include "value/folder.h"
static bool is_on_function(const struct rule *r)
{
	return r->form == FORM_DECORATOR && r->word == WORD_FACT && !r->in.len;
}

static bool is_on_class(const struct rule *r)
{
	return r->form == FORM_ON_CLASS &&
	       (r->word == WORD_FACT || r->word == WORD_controller ||
	        r->word == WORD_module || r->word == WORD_mount ||
	        r->word == WORD_prefix) &&
	       !r->in.len;
}

/* app.add_url_rule(path, view_func=f) */
static bool is_declaring(const struct rule *r)
{
	return r->form == FORM_CALL && r->word == WORD_FACT && r->fact == FACT_endpoint &&
	       !r->in.len;
}

static bool is_fact_call(const struct rule *r)
{
	return r->use & USE_FACT;
}

/* What a decorator of ours declares is told where it is used. */
static bool is_told_here(const struct rule *r)
{
	return is_fact_call(r) && !is_declaring(r);
}

static bool is_on_field(const struct rule *r)
{
	return r->form == FORM_ON_FIELD && r->word == WORD_FACT && !r->in.len;
}

/* Is what stands in front of the call what it sends, and not where it sends to? */
static bool head_is_sent(const struct match *m)
{
	struct name role = m->rule->chain->names[0];

	return m->rule->chain->is_role &&
	       (m->head_unknown || name_is(role, "job") || name_is(role, "workflow"));
}

/* $job.delay(): which job is sent? */
static void head_names(struct linker *l, struct fact *f, const struct match *m,
                       const struct expr *call, const struct scope *s)
{
	const struct expr *head = call->kind == EXPR_CALL && expr_left(call)
	                            ? expr_left(expr_left(call))
	                            : NULL;
	char buf[120];

	if (m->heads.n && m->heads.v[0].kind == VALUE_SCOPE) {
		f->name = m->heads.v[0].scope->name.s;
		f->handler = link_scope_name(l, m->heads.v[0].scope);
	}
	if (!f->name)
		f->name = f->target;
	if (!f->name && head && head_is_sent(m))
		f->name = arena_strdup(l->arena, expr_print(head, buf, sizeof buf));
	if (!f->owner)
		f->owner = job_queue_sent(l, m, call, s);
	if (!f->owner && head && m->rule->chain->is_role)
		f->owner = arena_strdup(l->arena, expr_print(head, buf, sizeof buf));
}

static bool is_router(struct linker *l, const struct detector *d, const struct capture *c)
{
	struct values v;

	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (value_role(&l->eval, d, name_of("router"), &v.v[i]))
			return true;
	return false;
}

/* Where a fact stands: at the capture that its rule names, else at the call's start. */
static uint32_t call_line(const struct expr *call, const struct match *m)
{
	const struct capture *at = m->rule->at ? match_get(m, m->rule->at) : NULL;

	return at ? at->expr->line : link_first_line(call);
}

/* def logged(fn): def inner(..): ..; actor(inner): what is decorated is the job. */
static bool is_wrapper(struct linker *l, const struct rule *r, const struct capture *h,
                       const struct scope *s)
{
	const struct scope *body = NULL;

	if (r->fact == FACT_job && r->detector->is_python && h &&
	    s->kind == SCOPE_FUNCTION && s->params)
		body = link_handler(l, h->expr, h->scope, h->env);
	return body && body->parent == s;
}

/* process(path.resolve(__dirname, "visit.js")): a file by itself runs the job, with what
 * it exports. */
static void file_runs(struct linker *l, struct fact *f, const struct rule *r,
                      const struct capture *h)
{
	const struct unit *u;
	const char *path, *slash;
	struct values v;

	if (r->detector->is_python || (r->fact != FACT_job && r->fact != FACT_worker))
		return;
	path = folder_path(&l->eval, h->expr, h->scope, h->env);
	if (!path || !*path)
		return;
	slash = strrchr(path, '/');
	f->handler = slash ? slash + 1 : path;
	u = folder_unit(&l->eval, h->expr, h->scope, h->env);
	if (!u)
		return;
	folder_export(&l->eval, u, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION) {
			link_measure(f, v.v[i].scope, h->scope->unit);
			return;
		}
}

/* The last part of a path, without its end. */
static const char *stem(struct linker *l, const char *path)
{
	const char *slash = strrchr(path, '/'), *from = slash ? slash + 1 : path;
	const char *dot = strchr(from, '.');

	return dot ? arena_strndup(l->arena, from, (size_t)(dot - from)) : from;
}

/* setInterval(f, 1000): a job named as its function, else as its file. */
static void timer_found(struct linker *l, const struct match *m, const struct expr *call,
                        const struct scope *s)
{
	const struct capture *h = match_get(m, "handler");
	const struct scope *body = h ? link_handler(l, h->expr, h->scope, h->env) : NULL;
	struct fact *f;

	if (!started(l, m->rule, s, &body))
		return;
	f = link_fact(l, (enum fact_kind)m->rule->fact, s->unit, call->line, m->rule);
	link_captures(l, f, m);
	f->name = stem(l, s->unit->path);
	if (body) {
		f->target = f->handler = link_scope_name(l, body);
		f->name = body->name.len ? f->handler : f->name;
		link_measure(f, body, s->unit);
	} else {
		f->status = "unresolved";
		f->reason = "what it runs is not known";
	}
	link_row(l, s->unit, call->line, m->rule);
}

/* What the kind of its fact, or the word of its rule, has code of its own for. */
static bool found_by_kind(struct linker *l, const struct match *m,
                          const struct expr *call, const struct scope *s)
{
	const struct rule *r = m->rule;

	if (r->word == WORD_described)
		route_described(l, m, call, s);
	else if (r->word == WORD_granted)
		route_granted(l, m, call, s);
	else if (r->word == WORD_viewset && route_is_registered(m))
		route_registered(l, m);
	else if (r->word == WORD_viewset)
		route_viewset(l, m, call, s);
	else if (r->fact == FACT_channel && channel_is(m))
		channel_found(l, m, call, s, NULL);
	else if (r->fact == FACT_endpoint || r->fact == FACT_channel ||
	         r->fact == FACT_include)
		route_endpoint(l, m, call, s, NULL);
	else if (r->fact == FACT_operation)
		operation_found(l, m, call, s, NULL);
	else if (r->fact == FACT_middleware && middleware_has_each(r))
		middleware_each(l, m, s->unit);
	else if (r->fact == FACT_auth)
		return schemes_found(l, m, s->unit);
	else
		return false;
	return true;
}

static link_fn on_call;

static bool found_as_job(struct linker *l, const struct match *m, const struct expr *call,
                         const struct scope *s)
{
	if (m->rule->started)
		timer_found(l, m, call, s);
	else if (job_has_members(m))
		job_members(l, m);
	else
		return job_is_of_caller(m, s) && job_made(l, m, call, s, on_call);
	return true;
}

/* The function that a call is given: the fact is named for it where nothing names it. */
static void note_handler(struct linker *l, struct fact *f, const struct match *m,
                         const struct capture *h, const struct unit *u)
{
	const struct scope *body = link_handler(l, h->expr, h->scope, h->env);

	if (!body) {
		file_runs(l, f, m->rule, h);
		return;
	}
	f->handler = link_scope_name(l, body);
	link_measure(f, body, u);
	if (!f->name && f->kind == FACT_middleware)
		f->name = middleware_name(l, body, u);
	if (!f->name && body->name.len)
		f->name = f->handler;
	if (f->kind == FACT_schedule && !f->target)
		f->target = runs_alone(l, body);
}

/* By its package, else by the call alone. */
static void name_middleware(struct linker *l, struct fact *f, const struct match *m,
                            const struct capture *h)
{
	if (!f->target && !f->handler_line)
		f->target = middleware_package(l, h ? h : match_get(m, "name"));
	if (!f->name && !f->handler && !f->target)
		f->name = m->last.s;
}

/* "app.mail.send": a function by its path */
static void name_sender(struct fact *f, struct name bound)
{
	if (!f->name)
		f->name = f->handler ? f->handler : bound.len ? bound.s : NULL;
	if (!f->target && f->kind == FACT_schedule)
		f->target = f->handler;
}

/* The fact that a call is by itself; page: the file that it reads. */
static void call_found(struct linker *l, const struct match *m, const struct expr *call,
                       const struct scope *s, const char *page)
{
	const struct rule *r = m->rule;
	const struct capture *h = match_get(m, "handler");
	struct name bound = link_bound_name(s, call);
	struct fact *f = link_fact(l, (enum fact_kind)r->fact, s->unit,
	                           call_line(call, m), r);
	bool sends = r->fact == FACT_enqueue || r->fact == FACT_schedule;

	if (r->fact == FACT_job)
		f->name = job_queue_name(l, m);
	link_captures(l, f, m);
	if (page)
		f->name = f->target = page;
	trait_note(l, f, r, call, s, m->env);
	if (sends)
		head_names(l, f, m, call, s);
	if (!f->name && bound.len && !(h && r->fact == FACT_enqueue))
		f->name = bound.s;
	if (!f->name && r->fact == FACT_auth)
		f->name = m->last.s;
	if (h)
		note_handler(l, f, m, h, s->unit);
	if (r->fact == FACT_middleware)
		name_middleware(l, f, m, h);
	if (sends)
		name_sender(f, bound);
	if (m->head_unknown && r->fact != FACT_construct && !r->status) {
		f->status = "unresolved";
		f->reason = "what it is called on is not known";
	}
	if (h && r->dotted && !f->handler_line)
		job_named(l, (size_t)(f - l->facts->v), r, h);
	if (r->fact == FACT_template && !r->reads)
		template_names(l, (size_t)(f - l->facts->v), m);
	link_row(l, s->unit, call_line(call, m), r);
}

static void on_call(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, void *arg)
{
	const struct rule *r = m->rule;
	const struct capture *h = match_get(m, "handler");
	const char *page = NULL;

	(void)arg;
	if (found_by_kind(l, m, call, s))
		return;
	if (r->fact == FACT_stream && !stream_is(l, m, s))
		return;
	if (r->gate)
		route_gate(l, m, h ? link_handler(l, h->expr, h->scope, h->env) : NULL,
		           h ? h->expr : NULL);
	else if (r->fact == FACT_middleware && m->heads.n)
		route_guarding(l, m, call, s);
	if (is_wrapper(l, r, h, s) || found_as_job(l, m, call, s))
		return;
	if (r->fact == FACT_middleware && h && is_router(l, r->detector, h))
		return; /* a mount */
	if (r->reads && !(page = template_read(l, m)))
		template_read_each(l, m, s->unit, call->line); /* else of no page */
	else
		call_found(l, m, call, s, page);
}

/* A job stands where Python says def, and where scripts decorate it: with a decorator of
 * our own that stands for this one, too. */
static uint32_t decorated_line(const struct match *m, const struct expr *decorator,
                               const struct scope *f)
{
	const struct rule *r = m->rule;
	bool is_job = r->fact == FACT_job || r->fact == FACT_schedule ||
	              r->fact == FACT_construct;

	if (!is_job || r->detector->is_python)
		return f->line;
	return m->env && m->env->call ? m->env->call->line : decorator->line;
}

/* @cli.command(): where the function stands that is the group, else what code calls it;
 * NULL: of no group. */
static const char *group_of(struct linker *l, const struct match *m,
                            const struct expr *call)
{
	const struct expr *callee = call_target(call);
	const struct value *v = m->heads.n ? &m->heads.v[0] : NULL;
	char buf[120];

	if (!m->rule->chain->is_role || !callee || callee->kind != EXPR_ATTR)
		return NULL;
	if (v && v->kind == VALUE_SCOPE)
		return arena_printf(l->arena, "%s:%u", v->scope->unit->path,
		                    v->scope->line);
	return arena_strdup(l->arena, expr_print(expr_left(callee), buf, sizeof buf));
}

static void on_function(struct linker *l, const struct match *m, const struct expr *call,
                        const struct scope *s, void *arg)
{
	const struct scope *f = arg;
	const struct rule *r = m->rule;
	struct fact *fact;
	uint32_t line;

	if (r->fact == FACT_channel && channel_is(m)) {
		channel_found(l, m, call, s, f);
		return;
	}
	if (r->fact == FACT_endpoint || r->fact == FACT_channel) {
		route_endpoint(l, m, call, s, f);
		return;
	}
	if (r->fact == FACT_operation) {
		operation_found(l, m, call, s, f);
		return;
	}
	if (r->gate)
		route_gate(l, m, f, NULL);
	line = decorated_line(m, call, f);
	fact = link_fact(l, (enum fact_kind)r->fact, f->unit, line, r);
	fact->handler = link_scope_name(l, f);
	link_captures(l, fact, m);
	if (r->fact == FACT_command && !fact->owner)
		fact->owner = group_of(l, m, call);
	trait_note(l, fact, r, call, s, m->env);
	/* A guard is named for itself, not for what it guards. */
	if (!fact->name)
		fact->name = r->fact == FACT_auth || r->fact == FACT_role ? m->last.s
		           : f->name.len                                  ? f->name.s
		                                                          : NULL;
	link_measure(fact, f, f->unit);
	if (r->fact == FACT_job && !fact->owner)
		fact->owner = job_queue_around(l, r, f);
	if (r->fact == FACT_job)
		called_note(l, r, f);
	if (r->fact == FACT_template)
		template_names(l, (size_t)(fact - l->facts->v), m);
	link_row(l, f->unit, line, r);
}

/* Has the fact before been told of the same place, by the same package? */
static bool is_told_of(const struct linker *l, const struct rule *r, const struct unit *u,
                       uint32_t line)
{
	for (size_t i = l->facts->n; i > 0; i--) {
		const struct fact *f = &l->facts->v[i - 1];

		if (f->kind == r->fact)
			return f->line == line && !strcmp(f->file, u->path) &&
			       !strcmp(f->framework, r->detector->name);
		if (f->kind != FACT_construct)
			return false;
	}
	return false;
}

static void on_class(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	const struct scope *class = arg;
	struct fact *f;
	uint32_t line;

	if (m->rule->word == WORD_controller) {
		route_controller(l, m, class);
		return;
	}
	if (m->rule->word == WORD_module) {
		route_module(l, m, class);
		return;
	}
	if (m->rule->word == WORD_mount) {
		route_below(l, m, class);
		return;
	}
	if (m->rule->word == WORD_prefix) {
		route_prefix(l, m, class);
		return;
	}
	if (m->rule->fact == FACT_endpoint) {
		route_endpoint(l, m, call, s, class);
		return;
	}
	if (m->rule->fact == FACT_channel) {
		channel_found(l, m, call, s, class);
		return;
	}
	if (m->rule->fact == FACT_model)
		return; /* entity.c */
	line = s == class->parent ? call->line : class->line;
	if (m->rule->fact == FACT_job && m->rule->detector->is_python)
		line = class->line;
	if (m->rule->fact == FACT_job && is_told_of(l, m->rule, class->unit, line))
		return; /* the first rule for it counts */
	f = link_fact(l, (enum fact_kind)m->rule->fact, class->unit, line, m->rule);
	if (!f->name)
		f->name = class->name.s;
	link_captures(l, f, m);
	trait_note(l, f, m->rule, call, s, m->env);
	link_measure(f, class, class->unit);
	link_row(l, class->unit, line, m->rule);
}

static void on_field(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	const char *name = arg;
	struct fact *f = link_fact(l, (enum fact_kind)m->rule->fact, s->unit, call->line,
	                           m->rule);

	if (!f->name)
		f->name = name;
	link_captures(l, f, m);
	trait_note(l, f, m->rule, call, s, m->env);
	link_row(l, s->unit, call->line, m->rule);
}

/* import Name: what a file asks of a package. */
static void imports_of(struct linker *l, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next) {
		struct indexed *at = NULL;
		struct rule *r;

		if (b->kind != BIND_IMPORT || !b->imported.len)
			continue;
		while ((r = detectors_named(l->detectors, b->imported, &at)))
			if (r->form == FORM_IMPORT &&
			    detector_needs(r->detector, b->module.s))
				link_fact(l, (enum fact_kind)r->fact, s->unit, b->line,
				          r);
	}
}

/* ---- the second pass over a scope --------------------------------------- */

/* A function, and whether its decorator gave it routes. */
struct below {
	const struct scope *function;
	bool is_routed;
};

static void on_below(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	struct below *b = arg;

	b->is_routed |= m->rule->fact == FACT_endpoint || m->rule->fact == FACT_channel;
	on_function(l, m, call, s, (void *)(uintptr_t)b->function);
}

static void decorators_of(struct linker *l, const struct scope *s)
{
	bool is_class = s->kind == SCOPE_CLASS;
	struct below b = { .function = s };

	for (const struct expr *d = decorator_makes(s) ? NULL : s->decorators; d;
	     d = d->next) {
		b.is_routed = false;
		link_decorator_or(l, d, s->parent,
		                  is_class ? is_on_class : is_on_function, is_declaring,
		                  is_class ? on_class : on_below,
		                  is_class ? (void *)(uintptr_t)s : &b);
		if (!is_class && !b.is_routed)
			route_lent(l, d, s->parent, s);
	}
}

static void fields_of(struct linker *l, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next)
		for (const struct expr *d = binding_decorators(b); d; d = d->next)
			link_rules(l, d, s, is_on_field, on_field,
			           (void *)(uintptr_t)b->name.s);
	for (const struct param *p = s->params; p; p = p->next)
		for (const struct expr *d = p->decorators; d; d = d->next)
			link_rules(l, d, s, is_on_field, on_field,
			           (void *)(uintptr_t)(p->name.len ? p->name.s : NULL));
}

/* app.get("/x")(view) */
static bool is_applied(struct linker *l, const struct expr *call, const struct scope *s)
{
	return s->unit->language == LANG_PYTHON && asked_applies(call) &&
	       (applied_rules(l, call, s, is_on_function, on_function) ||
	        applied_rules(l, call, s, is_on_class, on_class));
}

/* on_commit(task.delay): the call that is made later; NULL: it is none. */
static const struct expr *later_call(struct linker *l, const struct expr *call,
                                     const struct scope *s)
{
	const struct expr *f = call->kind == EXPR_CALL ? expr_left(call) : NULL,
			  *given = f ? expr_first(call) : NULL;
	struct expr *later, *callee;

	if (!given || given->kind != EXPR_ATTR ||
	    (f->kind != EXPR_NAME && f->kind != EXPR_ATTR) ||
	    !detectors_say(l->detectors, s->unit->language == LANG_PYTHON, WORD_later,
	                   f->text.s))
		return NULL;
	callee = arena_alloc(l->arena, sizeof *callee);
	*callee = expr_alone(given);
	later = expr_new(l->arena, EXPR_CALL, given->line);
	later->left_ = callee;
	later->scope = (struct scope *)(uintptr_t)s;
	later->height = EXPR_HEIGHT_MAX - 1;
	return later;
}

static void calls_of(struct linker *l, const struct scope *s)
{
	for (const struct site *t = s->asked & USE_FACT ? s->first_site : NULL; t;
	     t = t->next) {
		const struct expr *later;

		if (!(t->asked & USE_FACT))
			continue;
		if (!is_applied(l, t->call, s))
			link_chain(l, t->call, s, USE_FACT,
			           decorator_gives(t->call, s) ? is_told_here
			                                       : is_fact_call,
			           on_call);
		later = later_call(l, t->call, s);
		if (later)
			link_chain(l, later, s, USE_FACT, is_fact_call, on_call);
	}
}

void finding_of(struct linker *l, const struct scope *s)
{
	decorators_of(l, s);
	if (s->asked & ASKED_FIELDS)
		fields_of(l, s);
	if (s->kind == SCOPE_CLASS)
		by_base_facts(l, s);
	calls_of(l, s);
	if (s->kind == SCOPE_MODULE)
		link_given(l, s, &l->makers, on_call);
	if (s->asked & ASKED_ENTRIES)
		entries_of(l, s);
	if (s->asked & ASKED_IMPORTS)
		imports_of(l, s);
	if (s->asked & ASKED_OPERATORS)
		combine_facts(l, s);
}
