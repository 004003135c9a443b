/* value_parts.h - what the files that evaluate share: value.c, value_import.c,
 * value_member.c, value_call.c, value_text.c. For nobody else. */
#ifndef VALUE_PARTS_H
#define VALUE_PARTS_H

#include <string.h>

#include "value/value.h"

enum { DEPTH_MAX = EVAL_DEEP, BUDGET = 4000, ROLE_BUDGET = 4000 };

/* One step of a question, while it is being taken. */
struct step {
	int depth;
	unsigned serial;
};

/* x.name being looked for: asked for again below, it has no more to say. */
struct seeking {
	const struct scope *class;
	struct name name;
	struct step step;
	struct seeking *outer;
};

/* A name whose values are being found, in a scope, by a call of its function. */
struct asking {
	const struct scope *scope;
	struct name name;
	const struct expr *call;
	struct step step;
	struct asking *outer;
};

/* A text being put together: x = "/a" + x is so once. */
struct summing {
	const struct expr *expr;
	struct summing *outer;
};

/* A name or a call whose values, where nothing is known of parameters, are remembered
 * when they took long to find. */
struct question {
	const void *of; /* scope of a name, expression of a call */
	const struct scope *scope;
	struct name name;
	int budget; /* before */
	struct cut cut;
};
/* False: find them, then question_done(). */
bool question_answered(struct eval *ev, struct question *q, struct values *out);
void question_done(struct eval *ev, const struct question *q, const struct values *out);

struct known_bases {
	const struct scope *class;
	const struct scope **local; /* as in struct bases, but only what there is */
	struct value *external;
	bool *is_direct;
	size_t local_count, external_count;
	struct known_bases *next;
};

struct constants {
	const struct rule *rule;
	const struct unit **units;
	size_t n;
	struct constants *next;
};

/* The list that a call makes of a dictionary or of arguments: always the same one, so
 * that its items stay the same things. */
struct listed {
	const void *of;
	const struct expr *first;
	const char *what;
	struct expr *list;
	struct listed *next;
};

struct given {
	const struct param *param;
	const struct rule *rule;
	const struct scope *of;  /* `this` of that function, which has no parameter */
	const struct expr *made; /* or a call, and what it makes has the role */
	struct given *next;
};

/* The files that a rule calls files of settings. */
const struct constants *eval_constants(struct eval *ev, const struct rule *r);
/* holder[key] where holder is app.config. False: it is not, or nothing has that name. */
bool eval_keyed(struct eval *ev, const struct value *holder, struct name key,
                struct values *out);
/* app.config["KEY"], app.config.get("KEY") of an app that nothing is known of. */
bool eval_keyed_index(struct eval *ev, const struct expr *e, struct values *out);
/* The member of the file of settings that a rule of scripts names. */
bool eval_config_member(struct eval *ev, const struct rule *r, const char *key,
                        struct values *out);
/* A call that looks a setting up: what it may be. */
bool eval_setting(struct eval *ev, const struct expr *e, const struct scope *s,
                  const struct env *env, struct values *out);
bool eval_app_back(struct eval *ev, const struct value *of, struct name n,
                   struct values *out);
bool eval_argument_member(struct eval *ev, const struct value *of, struct name n,
                          struct values *out);
/* What a framework's loader makes of a file: value_placed.c. */
bool eval_placed(struct eval *ev, const struct value *of, struct name n,
                 struct values *out);
bool eval_dependency(struct eval *ev, const struct expr *e, const struct scope *s,
                     struct values *out);
/* import_module("a.b"): the module of ours that it gives. False: not known. Of what is
 * loaded so by a name that is not known, route_found.c finds out. */
bool eval_loaded(struct eval *ev, const struct value *f, const struct expr *call,
                 const struct scope *s, const struct env *env, struct values *out);
/* getmembers(x), dir(x), Object.getOwnPropertyNames(X.prototype): the list of its
 * members. callee NULL: nothing of that name is known. False: the call is none. */
bool eval_introspected(struct eval *ev, const struct value *callee,
                       const struct expr *call, const struct scope *s,
                       const struct env *env, struct values *out);
/* Object.keys(x), x.items(): the list of what a table holds. False: it is no such call.
 */
bool eval_listed_table(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, struct values *out);
/* All keys of a dictionary, as a list. */
const struct expr *eval_keys(struct eval *ev, const struct value *dict);
/* The same of its entries, each a list [key, value]. */
const struct expr *eval_entries(struct eval *ev, const struct value *dict);
/* What that calls. */
struct applied {
	const struct scope *function;
	const struct env *outer; /* what the function around it was given */
	const struct decorated *by;
	struct applied *next;
	const struct value *self; /* the object that is called, NULL: none */
};
/* The decorators that call f: f itself, or what the function around it makes of it. */
const struct applied *eval_applied(struct eval *ev, const struct scope *f,
                                   const struct applied *before);

/* What code puts into a table that is written as a literal, by one call. */
struct filled {
	struct name key; /* of a dictionary; empty: not known */
	const struct expr *value;
	const struct scope *scope;
	const struct env *env;
	const struct value *of; /* the object whose table it is, NULL: not known */
	struct filled *next;
};
/* The next one of the table behind `before`, NULL: the first. NULL: no more. */
const struct filled *eval_filled(struct eval *ev, const struct value *table,
                                 const struct filled *before);
/* What code puts under that name into {}, where that is known: once it was listed. */
/* value_map.c: new Map(..) as a dictionary, map.get(key) as its item. */
bool eval_map_made(struct eval *ev, const struct expr *e, const struct scope *s,
                   const struct env *env, struct values *out);
bool eval_map_get(struct eval *ev, const struct expr *e, const struct scope *s,
                  const struct env *env, struct values *out);
static inline bool value_is_map(const struct value *v)
{
	return v->kind == VALUE_LITERAL && v->expr->kind == EXPR_DICT &&
	       v->expr->flags & EXPR_TUPLE;
}
void eval_index(struct eval *ev, const struct expr *e, const struct scope *s,
                const struct env *env, struct values *out);
/* What a script puts into a dictionary that begins empty, under whatever key: objects
 * that it makes. n is what the dictionary is called where it is read. */
void eval_filled_item(struct eval *ev, const struct value *dict, struct name n,
                      struct values *out);
void eval_filled_member(struct eval *ev, const struct expr *dict, struct name n,
                        struct values *out);
/* super().urls in a class that has urls itself: what the package's class has. False:
 * the name is found as that of any member. */
bool eval_super_member(struct eval *ev, const struct value *self, struct name n,
                       const struct scope *s, struct values *out);
/* What decorators of ours above the class write into it as this member. */
void eval_decorated_member(struct eval *ev, const struct scope *class, struct name n,
                           struct values *out);
/* The arguments that the constructor of this class is given where v was made, NULL: that
 * of the package's class: the call is above->expr, in above->env. False: none of ours
 * stands in between and hands them on. */
bool eval_handed_up(struct eval *ev, const struct value *v, const struct scope *class,
                    struct value *above);
/* The first binding of a text that += makes longer: all of it. False: it is none. */
bool eval_grown(struct eval *ev, const struct binding *b, const struct scope *s,
                const struct env *env, struct values *out);
/* Do the bindings from b on only give a text a slash at an end, or take one away? */
bool eval_edges(const struct binding *b);
/* Texts that the bindings from b on give a slash at an end, or take one away, where they
 * are in need of it: what they are then. False: the bindings do something else. */
bool eval_edged(struct eval *ev, const struct binding *b, struct values *of);
/* The text that a class of ours states as the default of member n, of a thing of that
 * class, or of what is got through it: Rules.objects.get().prefix. */
bool eval_row_default(struct eval *ev, const struct value *of, struct name n,
                      struct values *out);
/* Is fn true of the bases of some class of Python below this one? */
bool eval_some_below(struct eval *ev, const struct scope *class,
                     bool (*fn)(struct eval *, const struct rule *, const struct bases *),
                     const struct rule *r);
/* Is this line of a function below a setting that is off? */
bool eval_is_off(struct eval *ev, const struct scope *s, uint32_t line);
/* Not all that stands there was followed, see limit.h. */
void eval_limit(struct eval *ev, const struct scope *s, uint32_t line, const char *what);
bool eval_enter(struct eval *ev);
struct step eval_step(const struct eval *ev);
/* The step is asked for again, below itself: what lies between is not to be remembered.
 */
void eval_circle(struct eval *ev, struct step of);
/* What was cut so far is put aside, and joined with what is cut within the step that is
 * being taken now: that is given back. */
struct cut eval_cut_begin(struct eval *ev);
struct cut eval_cut_end(struct eval *ev, struct cut before);
static inline bool is_cut(struct cut c)
{
	return c.circles || c.is_deep || c.is_poor;
}
bool scope_is_python(const struct scope *s);
const struct expr *eval_argument(const struct expr *call, const struct scope *f,
                                 const struct param *p, bool is_method);
size_t eval_caller_slot(const struct scope *f);
struct expr *eval_copied(struct eval *ev, const struct expr *e);
struct expr *eval_listed(struct eval *ev, const void *of, const struct expr *first,
                         const char *what, bool *is_new);
/* The same for what is known where a call is followed; fixed and rebound: nothing. */
const struct env *env_keep(struct eval *ev, const struct env *env);
const struct value *value_keep(struct eval *ev, const struct value *v);
void eval_annotation(struct eval *ev, const struct expr *t, const struct scope *s,
                     const struct param *p, struct values *out);
void eval_metadata(struct eval *ev, const struct value *v, struct texts *out);
/* path[from:to] of the texts that a value may be, as far as these are known; cut is what
 * stands between the brackets. value_text.c. */
void eval_cut_text(struct eval *ev, const struct value *of, const struct expr *cut,
                   struct values *out);
void eval_refine(struct eval *ev, const struct expr *annotation, const struct scope *s,
                 struct values *made);
void eval_binding(struct eval *ev, const struct binding *b, const struct scope *s,
                  const struct env *env, struct values *out);
void eval_common_export(struct eval *ev, const struct unit *u, struct name n,
                        struct values *out);
void eval_dict_member(struct eval *ev, const struct value *of, struct name n,
                      struct values *out);
void eval_each_item_of(struct eval *ev, const struct value *l, item_fn *fn, void *arg);
void eval_items(struct eval *ev, const struct values *lists, struct values *out);
void eval_leave(struct eval *ev);
/* A member of a unit, asked for from outside: what def __getattr__(name) of a module
 * gives for a name that nothing else there has. */
void eval_asked_member(struct eval *ev, const struct unit *u, struct name n,
                       struct values *out);
void eval_unit_itself(struct eval *ev, const struct unit *u, struct values *out);
void eval_below_folder(struct eval *ev, const struct unit *u, const char *module,
                       struct values *out);
/* What a method of a list gives: see value_list.c. False: it is none. */
bool eval_list_method(struct eval *ev, const struct value *method,
                      const struct expr *call, const struct scope *s,
                      const struct env *env, struct values *out);
/* What a script gave to all under that name; out is not cleared. */
void eval_global(struct eval *ev, struct name n, struct values *out);
void eval_also(struct eval *ev, const struct expr *e, const struct scope *s,
               const struct env *env, struct values *out);
void values_add(struct values *out, const struct value *v);
static inline void values_push(struct values *out, struct value v)
{
	values_add(out, &v);
}
/* Of a set, only what is in it. */
static inline void values_set(struct values *to, const struct values *from)
{
	to->n = from->n;
	memcpy(to->v, from->v, from->n * sizeof *from->v);
}
void values_push_all(struct values *out, const struct values *more);
bool values_say_nothing(const struct values *v);
void values_push_external(const char *module, const char *imported, struct values *out);
void values_push_scope(struct values *out, const struct scope *s, const struct env *env);

#endif
