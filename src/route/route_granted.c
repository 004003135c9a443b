/* route_granted.c - routes of models that files list, where a call says which of them are
 * served: createCoreRouter("api::boat.boat", {only: ["find"]}). */
#include <string.h>

#include "detect/file_place.h"
#include "files/listed_model.h"
#include "route/route_parts.h"

const char granted_unknown[] = "which of the model's routes are served is not constant";

/* The nearest model that the text means; NULL: none. */
static const struct listed_file *model_of(struct linker *l, const struct detector *d,
                                          const char *text, const struct unit *u)
{
	const struct listed_file *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < l->listed_count; i++) {
		const struct listed_file *x = &l->listed[i];
		size_t near = file_common_folder(x->path, u->path);

		if (x->rule->detector != d || (best && near <= most) ||
		    !listed_is_model(x, l->arena, text))
			continue;
		best = x;
		most = near;
	}
	return best;
}

struct actions {
	struct texts texts;
	bool is_said, is_known;
};

static void actions_of(struct linker *l, const struct match *m, const char *name,
                       struct actions *out)
{
	const struct capture *c = match_get(m, name);

	out->texts.n = 0;
	out->is_said = c != NULL;
	if (c)
		eval_text_list(&l->eval, c->expr, c->scope, c->env, &out->texts);
	out->is_known = !c || (out->texts.n && out->texts.v[0].complete);
}

static bool has_action(const struct actions *x, const char *action)
{
	for (size_t i = 0; i < x->texts.n; i++)
		if (!strcmp(x->texts.v[i].s, action))
			return true;
	return false;
}

bool route_is_granted(struct linker *l, const struct match *m, const char *action,
                      bool *is_known)
{
	struct actions only, except;

	actions_of(l, m, "only", &only);
	actions_of(l, m, "except", &except);
	*is_known = only.is_known && except.is_known;
	return !(only.is_said && only.is_known && !has_action(&only, action)) &&
	       !has_action(&except, action);
}

static struct pending *add_route(struct linker *l, const struct match *m,
                                 const struct unit *u, uint32_t line, const char *method,
                                 const char *path)
{
	struct pending *p = add_pending(l, m->rule, u, line);

	one_text(&p->path, path);
	one_text(&p->methods, method);
	return p;
}

void route_granted(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s)
{
	const struct capture *c = match_get(m, "model");
	const struct listed_file *model = NULL;
	struct listed_route *routes;
	struct texts name;
	size_t n;

	name.n = 0;
	if (c)
		eval_texts(&l->eval, c->expr, c->scope, c->env, &name);
	if (name.n)
		model = model_of(l, m->rule->detector, name.v[0].s, s->unit);
	if (!model) {
		add_route(l, m, s->unit, call->line, "*", "/{}")->reason =
		    "the model whose routes these are is not among the files";
		return;
	}
	n = listed_routes(model, l->arena, &routes);
	for (size_t i = 0; i < n; i++) {
		struct pending *p;
		bool is_known;

		if (!route_is_granted(l, m, routes[i].action, &is_known))
			continue;
		p = add_route(l, m, s->unit, call->line, routes[i].method,
		              routes[i].path);
		if (!is_known)
			p->reason = granted_unknown;
	}
}
