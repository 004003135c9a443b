/* value.h - what may an expression be? Names, imports, factories, attributes and
 * parameters followed over all files, without running anything.
 *
 * An expression has a set of values, possibly empty (unknown): both branches of a
 * choice, every item of a loop. Work is bounded by depth and by a budget a question, so
 * hostile code costs little and at worst stays unresolved. */
#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/limit.h"
#include "detect/detector.h"
#include "syntax/syntax.h"
#include "value/program.h"

enum value_kind {
	VALUE_EXTERNAL, /* a name of a package: module "flask", path "Flask" */
	VALUE_UNIT,     /* a file of the code base, as a module */
	VALUE_SCOPE,    /* a class or function of the code base */
	VALUE_OBJECT,   /* what a call made (expr), or what a parameter is given (param);
	                   of a local class (scope), or an external one (module, path), or
	                   returned by a member (of) */
	VALUE_MEMBER,   /* .member of something that we cannot look into (of) */
	VALUE_LITERAL,  /* text, list, dictionary ...: expr, names in it are of scope */
};

/* The arguments of a function that is followed: what its parameters are. */
struct env {
	const struct scope *function;
	const struct expr *call;  /* NULL: only self is known */
	const struct scope *from; /* scope of the call */
	const struct env *outer;  /* of the call's own scope */
	const struct value *self;
	const struct fixed *fixed; /* loop variables that stand for one item */
	bool is_rebound; /* in the value that a parameter or variable is given anew */
};

/* for x in items: what x is this time. */
struct fixed {
	const struct binding *loop; /* one of the bindings: all of a loop have its value;
	                               NULL: a comprehension */
	const struct value *item;
	const struct expr *at; /* the item as written */
	const struct fixed *next;
	const struct expr *target; /* of a comprehension; NULL: of a callback */
};

struct value {
	uint8_t kind;
	bool is_flat; /* came through a wrap that is `flat`, see detector.h */
	bool is_anew; /* of one that is `called`: each object of a class has its own */
	const struct expr *expr;
	const struct scope *scope;
	const struct unit *unit;
	const struct param *param;
	const char *module, *path; /* path may be empty: the module itself */
	const struct value *of;
	struct name member;
	const struct env *env;
};

enum { VALUES_MAX = 24 };
struct values {
	struct value v[VALUES_MAX];
	size_t n;
};

/* A call site of a function, for its parameters. */
struct caller {
	const struct scope *function, *from;
	const struct expr *call;
	const struct value *self; /* the object whose method is called, NULL: unknown */
	struct caller *next;
};
struct made;
enum { MEMO_SLOTS = 8192 };
enum { KEPT_SLOTS = 8192, ANSWER_SLOTS = 8192 };
enum {
	ENV_SLOTS = 2048,
	ROLE_SLOTS = 1024,
	MADE_SLOTS = 256,
	BASES_SLOTS = 1024,
	LISTED_SLOTS = 256
};

/* One object of a list that a call is given. */
struct item {
	const struct expr *expr;
	const struct scope *scope;
	const struct env *env;
};

/* The head of the last call that rules were matched with. */
struct head_memo {
	const struct expr *head;
	const struct scope *scope;
	unsigned generation;
	struct values values;
};

/* The thing that was asked last for what its maker gives it: see value_member.c. */
struct maker_memo {
	const struct expr *call;
	struct name thing;
};

/* What was not followed to its end. */
/* Questions apart begin anew, so that many times the depth is all that the stack holds.
 */
enum { EVAL_DEEP = 40, APARTS_DEEP = 8 };
struct cut {
	uint64_t circles; /* depths of the steps that something came back to */
	bool is_deep;     /* too many steps below each other, */
	bool is_poor;     /* or in all */
	bool is_early;    /* callers were asked for that are still being found */
};

struct eval {
	struct arena *arena;
	const struct program *program;
	struct limits *limits; /* told when one is reached; NULL: nobody asks */
	const struct detectors *detectors;
	const struct detector *placing; /* that gives functions the app; NULL: none */
	/* Parameters that a mount made routers: param -> rule; see link.c. */
	struct given *given, *given_this;
	struct caller **callers;         /* hash table by function */
	bool has_callers, knows_callers; /* they are being found; all are known */
	bool asks_again;                 /* calls are asked about a second time */
	struct made *made[MADE_SLOTS];
	struct kept *kept[KEPT_SLOTS]; /* values that others are of */
	struct known_env *envs[ENV_SLOTS];
	struct seeking *seeking;              /* members asked for, outermost last */
	struct asking *asking;                /* names, in the same way */
	struct summing *summing;              /* texts, in the same way */
	struct answer *answers[ANSWER_SLOTS]; /* see value_memo.c */
	size_t answer_bytes;
	struct known_bases *bases[BASES_SLOTS];
	struct known_direct *direct[BASES_SLOTS];
	struct known_class *classes[BASES_SLOTS];
	struct config *configs; /* value_config.c */
	bool has_configs;
	struct held_on *held_on;             /* value_held.c */
	struct given_names *given_names;     /* value_global.c */
	struct constants *constants;         /* units by `settings` rule */
	const struct keyed *keyed;           /* value_keyed.c */
	struct tables *tables;               /* value_filled.c */
	struct decorators *decorators;       /* value_decorating.c */
	struct below **below;                /* value_below.c */
	struct listed *listed[LISTED_SLOTS]; /* lists that no code writes */
	struct head_memo head_memo;
	struct maker_memo maker;
	int depth, budget;
	int modules_asking; /* modules that ask another one, each for what it was asked */
	int aparts;         /* questions that are asked apart, within each other */
	struct cut cut;
	/* Each step is told by its depth and a number that no other one has. */
	unsigned serial, serials[EVAL_DEEP + 1];
	int role_depth, role_budget; /* of value_role(), in match.c */
	struct role_memo *roles;     /* [ROLE_SLOTS] */
	unsigned generation;         /* what was remembered before is out of date */
	unsigned part;               /* what was remembered before is not to be changed */
	const struct item *item;     /* what [{..}] of a pattern is matched with */
	struct member_memo *memos[MEMO_SLOTS];
};

void eval_init(struct eval *ev, struct arena *a, const struct program *p,
               const struct detectors *d);

/* What e, read in scope s, is where nothing is known of what it is a member or an item
 * of: what any object is given as such a member, app.queue = Queue(), but not what
 * classes give themselves; what any dictionary that is handed on holds by that key. */
void eval_held_on(struct eval *ev, const struct expr *e, const struct scope *s,
                  struct values *out);

/* from a import urls; urls = [include(urls)]: e, in the new value of a name of s, is what
 * was imported. False: it is no such. */
bool eval_imported_before(struct eval *ev, const struct expr *e, const struct scope *s,
                          struct values *out);

/* x.api of an x that is not known: what this function, or one around it, gives it. out
 * is not cleared. */
void eval_member_given(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, struct values *out);

/* Another evaluator for another thread, that knows what this one does. From here on
 * neither changes what both know; a is the other one's. */
void eval_part(struct eval *other, struct eval *ev, struct arena *a,
               const struct program *p);

/* A question of its own, in the middle of another one. */
struct apart {
	int depth, budget;
	struct cut cut;
};
struct apart eval_apart(struct eval *ev);
void eval_rejoin(struct eval *ev, struct apart a);

/* All values of e, read in scope s. out is cleared first. */
void eval_expr(struct eval *ev, const struct expr *e, const struct scope *s,
               const struct env *env, struct values *out);
/* A name of s that is used and then given what another call makes: what it is at the line
 * of e. False: it is found as any name. */
bool eval_made_anew(struct eval *ev, const struct expr *e, const struct scope *s,
                    const struct env *env, struct values *out);
void eval_name(struct eval *ev, struct name n, const struct scope *s,
               const struct env *env, struct values *out);
void eval_member(struct eval *ev, const struct value *of, struct name member,
                 struct values *out);
/* A parameter without arguments known: its annotation, then its callers. */
void eval_import(struct eval *ev, const struct unit *u, const char *module,
                 const char *imported, struct values *out);
/* What a file has under that name. */
void eval_unit_member(struct eval *ev, const struct unit *u, struct name n,
                      struct values *out);

/* Texts that e may be. A part that is unknown is written "{}" and clears `complete`. */
struct text {
	const char *s;
	bool complete;
};
struct texts {
	struct text v[VALUES_MAX];
	size_t n;
};
void eval_texts(struct eval *ev, const struct expr *e, const struct scope *s,
                const struct env *env, struct texts *out);
/* Items of a list, or the texts of a single value: methods=["GET"], path=("/a", "/b"). */
void eval_text_list(struct eval *ev, const struct expr *e, const struct scope *s,
                    const struct env *env, struct texts *out);

/* Every item of the lists among these values; items of dictionaries are their keys.
 * fn is called with the expression of the item, its scope and environment. */
typedef void item_fn(void *arg, const struct expr *item, const struct scope *s,
                     const struct env *env);
/* What code elsewhere puts into that list, see value_filled.c. */
void eval_each_filled(struct eval *ev, const struct value *list, item_fn *fn, void *arg);
void eval_each_item(struct eval *ev, const struct values *lists, item_fn *fn, void *arg);
/* routers[settings.kind], where nothing is known of the key: any value of the dictionary,
 * none where they are many. */
void eval_any_entry(struct eval *ev, const struct expr *e, const struct scope *s,
                    const struct env *env, struct values *out);
/* Does one of the lists hold more than can be read: [a, ...unknown]? */
bool eval_is_open(struct eval *ev, const struct values *lists);
/* Does e, read in scope s, say this name, itself or through the names of its function? */
bool eval_uses(const struct expr *e, struct name n, const struct scope *s);
/* The function around s whose parameters, self aside, an assignment in s is made of;
 * NULL: of none. */
const struct scope *eval_said_by(const struct binding *b, const struct scope *s);
/* The next call of function that is known behind c, NULL: the first. */
const struct caller *eval_caller(struct eval *ev, const struct scope *function,
                                 const struct caller *c);
/* self.add(..), super().add(..), and not self.server.add(..): is it a method of the
 * object that the function around works for, which may be known better there? */
bool caller_is_of_same(const struct caller *c);
/* The method that s is, or stands in; NULL: none. */
const struct scope *scope_method(const struct scope *s);
/* Finds all callers, once: by itself when it is first asked for one. */
void eval_find_callers(struct eval *ev);
/* Is it a function that loads modules by their names, or what one gave? */
bool eval_is_loader(const struct eval *ev, const struct value *f);
/* Is the function decorated with this bare or dotted name: property, classmethod? */
bool decorated_with(const struct scope *function, const char *name);

/* Does a condition hold? Unknown unless constants say so. */
enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };
enum truth eval_truth(struct eval *ev, const struct expr *e, const struct scope *s,
                      const struct env *env);

/* The class and its bases of the code base, nearest first; external ones apart. */
enum { BASES_MAX = 32 };
struct bases {
	const struct scope *local[BASES_MAX];
	size_t local_count;
	struct value external[BASES_MAX]; /* EXTERNAL, OBJECT or MEMBER */
	bool is_direct[BASES_MAX];        /* external base of the class itself */
	size_t external_count;
};
void eval_bases(struct eval *ev, const struct scope *class, struct bases *out);

bool scope_is_constructor(const struct scope *f);
/* super(..) in the constructor of a script's class: the class above as that is written,
 * NULL: the callee is none of that. */
const struct expr *super_base(const struct expr *callee, const struct scope *s);
/* Bindings of a scope with this name, in source order: follow ->same. */
const struct binding *scope_find(const struct scope *s, struct name n);
/* The parameter of that name; NULL: f has none. */
const struct param *scope_param(const struct scope *f, struct name n);
/* return n: is that one of what f returns? */
bool scope_returns(const struct scope *f, struct name n);
/* @d above a function: d(function). */
struct decorated {
	struct expr *decorator;
	struct name last; /* @a.last(..) */
	const struct scope *scope;
	bool is_resolved;
	struct decorated *next;
};
/* Those of a name, in Python; before: the last one, NULL at first. */
const struct decorated *eval_decorated(struct eval *ev, struct name n,
                                       const struct decorated *before);
/* The functions that a class or module defines under a name, one after the other; *at
 * begins as what scope_find() gives. NULL: no more. */
const struct scope *scope_function(const struct binding **at);
/* Gets ready for being asked, while one thread alone has the scope. */
void scope_index(struct scope *s);

/* "flask" means "flask.views" too, "@nestjs/common" means "@nestjs/common/x", "hono"
 * means "npm:hono@4". */
bool detector_needs(const struct detector *d, const char *module);
/* Does this external name belong to the detector's packages and end in the link? */
bool external_is(const struct detector *d, const char *module, const char *path,
                 const struct link *last);
/* The last rule that gives v this role ("router", "job"), NULL: none. */
const struct rule *value_role(struct eval *ev, const struct detector *d, struct name role,
                              const struct value *v);
/* None, null, undefined: what a name is before it is anything. */
bool value_is_nothing(const struct value *v);
/* What makes v the same thing elsewhere: its creating call, parameter or scope. */
/* An object made in a factory is another one for each call of it that is known. */
const void *value_key(struct eval *ev, const struct value *v);
/* That object as the factory's own lines see it, whoever called. False: no factory. */
bool value_general(struct eval *ev, const struct value *v, struct value *general);

/* Make a parameter an object of role rule->role (a plugin's first parameter). True: new.
 */
const struct rule *eval_given(const struct eval *ev, const struct param *p);
size_t eval_given_count(const struct eval *ev);
/* The same of what a call of a package makes that nobody has heard of. */
bool eval_give_made(struct eval *ev, const struct expr *call, const struct rule *rule);
const struct rule *eval_given_made(const struct eval *ev, const struct expr *call);
bool eval_give(struct eval *ev, const struct param *p, const struct rule *rule);
/* The same of `this` in a function; as a parameter. */
const struct param *eval_give_this(struct eval *ev, const struct scope *f,
                                   const struct rule *rule);

/* ---- patterns -------------------------------------------------------------------- */

struct capture {
	struct name name;
	const struct expr *expr;
	const struct scope *scope;
	const struct env *env;
	struct capture *next;
};

struct match {
	const struct rule *rule;
	struct capture *captures; /* in the order of the pattern */
	struct values heads;      /* values of $role at the head that have the role */
	const struct rule *head_rule[VALUES_MAX];
	bool head_unknown;     /* option any, and nothing is known of the head */
	struct name last;      /* name at the end of the chain: get */
	const struct item *at; /* the object of a list that it is, NULL: the call */
	const struct env *env;
};

/* super(..) of a script */
static inline bool call_is_super(const struct expr *callee)
{
	return callee->kind == EXPR_NAME && name_is(callee->text, "super");
}

/* What is called: by a call, by a tagged template, or the decorator itself. */
static inline const struct expr *call_target(const struct expr *call)
{
	bool tagged = call->kind == EXPR_TEMPLATE && call->flags & EXPR_TAGGED;

	return call->kind == EXPR_CALL || tagged ? expr_left(call) : call;
}
/* What patterns call a name that was imported under another one; else n itself. */
struct name imported_name(struct eval *ev, struct name n, const struct scope *s);

/* Does call (or decorator: NAME, ATTR or CALL) in scope s match the rule? */
bool match_call(struct eval *ev, const struct rule *r, const struct expr *call,
                const struct scope *s, const struct env *env, struct match *m);
/* Does e look like what stands behind the colon of an entry rule? */
bool match_value(struct eval *ev, const struct rule *r, const struct expr *e,
                 const struct scope *s, const struct env *env, struct match *m);
/* Is the rule ({k: $x}), for an object that stands in a list itself? */
bool rule_takes_object(const struct rule *r);
/* The same for a tuple and a rule ($path, ..), or an object and a rule ({k: $x}). */
bool match_tuple(struct eval *ev, const struct rule *r, const struct expr *tuple,
                 const struct scope *s, const struct env *env, struct match *m);
/* Does an object of a rule's class have its arguments? They are those of the call that
 * made it, or what its own class's constructor hands to the rule's. */
bool match_object(struct eval *ev, const struct rule *r, const struct value *v,
                  struct match *m);
/* Does the call that made v, which has the rule's role, have the rule's arguments? Under
 * whatever name it was called: const make = t.router; make({..}). */
bool match_made(struct eval *ev, const struct rule *r, const struct value *v,
                struct match *m);
const struct capture *match_get(const struct match *m, const char *name);

#endif
