/* link.h - from units and detectors to facts: what all linking shares, and the sites of
 * each rule, owners resolved over files. */
#ifndef LINK_H
#define LINK_H

#include "base/arena.h"
#include "detect/detector.h"
#include "detect/fact.h"
#include "value/program.h"
#include "value/value.h"

struct picked {
	const struct rule **v;
	size_t n;
};

struct linker {
	struct eval eval;
	const struct program *program;
	const struct detectors *detectors;
	struct arena *arena; /* of the facts, too */
	struct facts *facts;
	struct routes *routes;         /* route.h */
	struct operations *operations; /* operation.h */
	struct channels *channels;     /* channel.h */
	/* Rules of a kind, of all detectors in their order. */
	struct picked operators, makers, by_base, models, routing, directives;
	uint64_t *base_names;         /* of each rule by_base, a bit a hash */
	const struct scope *loopless; /* the last module that was seen to have no loop */
	size_t variants;              /* made so far: a code base may ask for so many */
	struct family *family;        /* variant.c: classes by what they inherit */
	const struct scope *guarded;  /* the last that guard.c was asked for, */
	const char *guard;            /* and what its decorators say; */
	const struct scope *named;    /* the same by their names, */
	const struct detector *named_by; /* for this one's patterns */
	const char *named_guard;
	bool is_any_method;    /* of the call that is being matched no name is known */
	struct stated *stated; /* guard_stated.c: what settings say of all views */
	bool has_stated, is_stated;
	const struct scope *stated_view, *stated_method; /* the last that it was asked, */
	const char *stated_guard;                        /* and what they state */
	struct drawn *drawn, *drawers;     /* entity.c: tables, and classes over them */
	struct unserved *unserved;         /* unserved.h; NULL: no such class */
	struct schemas *schemas;           /* schema.h: models that calls make */
	struct given_jobs *given_jobs;     /* job_members.c */
	struct called_jobs *called_jobs;   /* called.c */
	struct named_module **job_modules; /* job_named.c */
	struct keeps *keeps;               /* keeps.c */
	struct starts *starts;             /* started.c */
	const struct description *descriptions; /* of an API, that files are */
	size_t description_count;
	const struct listed_file *listed; /* models that files list, and the like */
	size_t listed_count;
	const struct template_file *pages; /* template.h: by their paths */
	size_t page_count, pages_asked;
	/* Packages in the tree (manifests and imports): a detector whose packages are
	 * nowhere is not tried where its owner is unknown. */
	bool *is_used; /* by detector, in their order */
};

struct libraries;
struct categories;
struct platforms;
struct template_file;
struct why;
enum link_part { LINK_OTHERS, LINK_MODELS, LINK_QUERIES, LINK_PARTS };
struct link_options {
	/* For reach.h; NULL: no library is known. */
	const struct libraries *libraries;
	const struct categories *categories;
	struct why *why; /* a question */
	const struct platforms *platforms;
	struct template_file *templates; /* in the order of their paths */
	size_t template_count;
	const struct description *descriptions; /* of an API, that files are */
	size_t description_count;
	const struct listed_file *listed; /* listed_file.h */
	size_t listed_count;
	/* Told once of each part, by any thread, in any order: only those of its facts
	 * may change from then on that fact_rows.h leaves open, and others be added. In
	 * the end all are one list, in the order of the parts. */
	void (*settled)(void *arg, enum link_part part, const struct facts *facts);
	void *settled_arg;
};
/* Room for as many facts as there are usually: memory only once they are written, while
 * each time that they move the old ones would stay, too. */
void link_reserve(struct linker *l);
/* A fact of kind at unit:line, texts empty, status resolved. Valid until the next. */
struct fact *link_fact(struct linker *l, enum fact_kind kind, const struct unit *u,
                       uint32_t line, const struct rule *r);
/* Not all that stands there was followed: which limit was reached, and what is missing;
 * see limit.h. u: the file, NULL: not known. */
void link_limit(struct linker *l, const struct unit *u, uint32_t line, const char *what);
/* Captures of m into the texts of f that have their names. */
void link_captures(struct linker *l, struct fact *f, const struct match *m);
/* What a rule found is a row of the constructs, too, when it says so. */
void link_row(struct linker *l, const struct unit *u, uint32_t line,
              const struct rule *r);
/* Are the packages of this detector used anywhere in the code base? */
bool link_uses(const struct linker *l, const struct detector *d);
/* What patterns may call a callee that this file imports or makes: what it is imported
 * as, what its class is made as. Else its own name. */
struct name link_other_name(struct linker *l, const struct expr *callee,
                            const struct scope *s);
/* Calls fn for each match of the rules that a call's or decorator's last name finds. */
typedef void link_fn(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg);
void link_rules(struct linker *l, const struct expr *call, const struct scope *s,
                bool (*wanted)(const struct rule *r), link_fn *fn, void *arg);
/* The same for rules of the name of a class that the one called is below. */
void link_rules_below(struct linker *l, const struct expr *call, struct name base,
                      const struct scope *s, bool (*wanted)(const struct rule *r),
                      link_fn *fn, void *arg);
/* The same in an environment: a method of a certain class, an item of a loop. */
void link_rules_in(struct linker *l, const struct expr *call, const struct scope *s,
                   const struct env *env, bool (*wanted)(const struct rule *r),
                   link_fn *fn, void *arg);
/* The same for a decorator, and for those that stand behind it (decorator.h): the call
 * and its scope are theirs then, which may be of another file. */
void link_decorator(struct linker *l, const struct expr *d, const struct scope *s,
                    bool (*wanted)(const struct rule *r), link_fn *fn, void *arg);
/* The same; called: those wanted of calls that a decorator of ours makes with what it
 * decorates. */
void link_decorator_or(struct linker *l, const struct expr *d, const struct scope *s,
                       bool (*wanted)(const struct rule *r),
                       bool (*called)(const struct rule *r), link_fn *fn, void *arg);
/* Calls fn for what a call, and the calls that it begins with, match. */
void link_chain(struct linker *l, const struct expr *call, const struct scope *s,
                unsigned use, bool (*wanted)(const struct rule *r), link_fn *fn);
/* Calls fn for what the calls of a scope match, each in its ways (variant.h). All rules
 * that are wanted are for this use (detector.h). */
void link_sites(struct linker *l, const struct scope *s, unsigned use,
                bool (*wanted)(const struct rule *r), link_fn *fn);
/* The same for these rules and whatever a variable is given. */
void link_given(struct linker *l, const struct scope *s, const struct picked *rules,
                link_fn *fn);
/* For each module, and each scope that may hold what is asked for (a bit each, see
 * asked.h). */
typedef void link_visit_fn(struct linker *l, const struct scope *s);
void link_visit(struct linker *l, unsigned asked, link_visit_fn *fn);
/* Appends to rules those of all detectors that are wanted. */
void link_pick(struct linker *l, struct picked *rules,
               bool (*wanted)(const struct rule *r));
/* The name that a call's result is bound to, or empty. */
struct name link_bound_name(const struct scope *s, const struct expr *call);
/* The same where later calls of its chain give it back: users = table(..).secured(). */
struct name link_chain_name(const struct scope *s, const struct expr *call);
/* A head that nothing is known of counts where the package is used at all. */
bool link_believes(struct linker *l, const struct match *m);
/* Where the expression begins: chain(a).then(b) stands where chain does. */
uint32_t link_first_line(const struct expr *e);
/* What a handler expression means: a function or class, looking through wrappers. */
const struct scope *link_handler(struct linker *l, const struct expr *e,
                                 const struct scope *s, const struct env *env);
/* "Class.method", "function"; "<function>" for one without a name. */
const char *link_scope_name(struct linker *l, const struct scope *s);
/* Statements, branches, line and file of the function that does a fact's work. */
void link_measure(struct fact *f, const struct scope *s, const struct unit *at);

#endif
