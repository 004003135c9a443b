/* schema_file.c - models that are files by their places: api/models/User.js. */
#include "orm/schema_file.h"

#include "detect/file_place.h"
#include "link/exported.h"
#include "orm/schema.h"
#include "syntax/lang.h"

static void model_of(struct linker *l, const struct rule *r, const struct unit *u,
                     const struct name name)
{
	const struct scope *in = NULL;
	struct expr *whole, *call;
	const struct expr *dict;
	struct exported x;
	struct match m;

	if (!exported_find(l, u, name_of("default"), &x) ||
	    !(dict = exported_dict(l, &x, &in)) ||
	    !match_tuple(&l->eval, r, dict, in, NULL, &m))
		return;
	/* as if a call were given it */
	whole = arena_alloc(l->arena, sizeof *whole);
	*whole = expr_alone(dict);
	call = expr_new(l->arena, EXPR_CALL, in->unit == u ? dict->line : x.line);
	call->first_ = whole;
	schema_model(l, &m, call, u->module, name);
}

static void models_at(struct linker *l, const struct rule *r)
{
	for (size_t i = 0; i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];
		struct file_place p;
		struct name stem;

		if (u->kind != UNIT_SOURCE || u->language == LANG_PYTHON ||
		    !file_place_split(&p, u->path) || !file_place_ends(&p, r->words[0].s))
			continue;
		stem = p.part[p.n - 1];
		model_of(l, r, u, name_copy(l->arena, stem.s, stem.len));
	}
}

void schema_files(struct linker *l)
{
	for (const struct detector *d = l->detectors->first; d; d = d->next)
		for (const struct rule *r = d->rules; r; r = r->next)
			if (r->form == FORM_EXPORTED && r->word == WORD_FACT &&
			    link_uses(l, d))
				models_at(l, r);
}
