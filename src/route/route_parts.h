/* route_parts.h - what the files that find endpoints share: route*.c, file_route.c. For
 * nobody else. */
#ifndef ROUTE_PARTS_H
#define ROUTE_PARTS_H

#include "route/route.h"

enum { SLOTS = 2048, DEPTH_MAX = 12 };

/* Something that endpoints hang on: a router object, a controller class, a list. */
struct node {
	const void *key;
	const struct rule *rule; /* that makes it a router */
	const struct unit *unit;
	const struct scope *in; /* where it is made; NULL: not by a call */
	struct texts own;       /* its own prefix; at least one text */
	const char *version;    /* that stands in front of all prefixes; NULL: none */
	struct texts *versions; /* that it states, behind a global prefix; NULL: none */
	struct edge *parents;
	struct node *general; /* its factory's own, without the object; NULL: none */
	struct guarding *guards;
	struct kept_fulls *kept;        /* once they are known */
	const char *guard_around;       /* of what it is mounted on, once that is known */
	const char *gate, *gate_around; /* route_gate.c: its own; of what it hangs on */
	bool is_guard_known, is_gate_known;
	unsigned guard_stamp;
	bool rooted;         /* serves by itself, without being mounted */
	bool is_believed;    /* of an unknown one: functions of ours serve on it */
	bool is_made;        /* a list that a function makes, another one at each call */
	struct node *walked; /* the next of a walk, route_gate.c */
	struct node *next;   /* same slot */
};

/* router.use(guard): what comes behind it in the file is protected, below a path. */
struct guarding {
	const char *guard, *path;
	const struct unit *unit;
	uint32_t line;
	struct guarding *next;
};

/* child below parent, with a prefix in between. */
struct edge {
	struct node *parent;
	struct texts path;
	bool replaces;     /* instead of the child's own prefix */
	bool is_instance;  /* parent is child itself, as one call made it */
	bool is_debug;     /* there in debug mode alone */
	const char *guard; /* that the call puts in front of the child; NULL: none */
	const struct unit *unit; /* where the call stands; NULL: not known */
	uint32_t line;
	const void *at; /* the call: one edge a call and child, */
	/* and way that the call runs, where that hangs it elsewhere by the same rule. */
	const struct rule *rule;
	const struct env *way;
	struct edge *next;
};

/* An endpoint seen, waiting for its paths. */
struct pending {
	const void *site;   /* the call that declares it for whoever calls its function */
	struct node *owner; /* NULL: not known */
	struct node *doubt; /* counts where that is believed; NULL: counts */
	const struct rule *rule;
	const struct unit *unit;
	uint32_t line;
	struct texts path, methods;
	const struct scope *handler;
	const struct scope *view; /* the class whose action it is; NULL: as the handler */
	const char *handler_name, *guard, *reason;
	const char *name, *variety, *detail;
	const char *package; /* it is no endpoint but what stands for this one's routes */
	const char *version;
	const char *suffix;     /* that the names of the class's responders have */
	struct texts *versions; /* that its handler states; NULL: none */
	const char *as_guard;   /* of others that it stands in front of; NULL: none */
	bool is_in_front;       /* it is none, but runs before others: route_front.c */
	bool is_side_by_side;   /* its paths were written beside each other */
	const struct steps
	    *chain;           /* what it runs in front of its handler; NULL: nothing */
	struct again *served; /* what it serves so far: route_again.c */
	struct work *work;    /* that other declarations may share; NULL: none */
	struct pending *next;
};

struct global_prefix {
	const struct detector *detector;
	const struct unit *unit;
	struct texts path, except;
	struct global_prefix *next;
};

/* What stands in front of an endpoint's own path. */
struct full {
	const char *s;
	bool complete, rooted, is_debug;
	const char *version; /* the nearest that was said; NULL: none */
	const void *made; /* which one, where calls make several of a router; else NULL */
};

struct fulls {
	struct full *v; /* of the linker's arena */
	size_t n, room;
};

/* The same, of a node, as they are kept: not to be changed any more. */
struct kept_fulls {
	struct fulls fulls;
	int height;  /* mounts that stand one above the other */
	bool is_cut; /* not all mounts were followed to their ends */
};

/* What stands at the root of a path, in front of controllers and routers. */
struct path_root {
	struct texts versions;
	bool is_bare; /* without the global prefix */
};

/* A row written already: the same line may be read for several classes. */
struct row {
	size_t fact;
	const void *at; /* where, or the handler */
	struct row *next;
};

struct routes {
	struct places *told; /* route_shape.c */
	struct row *rows[SLOTS];
	struct served_at *served[SLOTS];
	struct work *works[SLOTS];             /* route_work.c */
	struct step *steps[SLOTS], *last_step; /* route_chain.c */
	struct late *late, *late_last;
	struct head *heads[SLOTS]; /* route_head.c */
	struct node *slot[SLOTS];
	struct listed_on *listed[SLOTS]; /* route_list.c */
	struct pending *first, **end;
	const struct expr *mounted; /* the item of a list that turned out to be a mount */
	struct global_prefix *prefixes;
	struct versioning *versionings;
	struct seen_app *apps;
	struct place *places;
	struct open_mount *open;        /* route_found.c */
	struct everywhere *everywhere;  /* route_everywhere.c */
	struct body *bodies;            /* route_body.c */
	struct called_script **scripts; /* [SLOTS], route_described.c */
	size_t joined;                  /* paths put together */
	bool was_cut;                   /* mounts were not followed to their ends */
	unsigned guard_stamp;           /* of the question that is being answered */
	unsigned guard_asked;           /* routers that it came to */
	const struct unit *root_list;   /* the URL configuration that settings name */
};

/* Texts: one alone; one more, unless it is there. */
void one_text(struct texts *t, const char *s);
/* The first that is a function of ours, NULL: none. */
const struct scope *function_among(const struct values *v);
struct node *find_node(struct linker *l, const void *key);
struct node *add_node(struct linker *l, const void *key, const struct rule *rule,
                      const struct unit *unit);
struct node *scope_node(struct linker *l, const struct scope *s, const struct rule *r);
/* path NULL: none. at: the call, or what else tells this edge from others. NULL where it
 * hangs there already. */
/* What is mounted as a router, and told its routes as one, is one, whatever package made
 * it; NULL: it is none. */
const struct rule *route_by_shape(struct linker *l, const struct value *v,
                                  const struct match *m);
struct edge *add_edge(struct linker *l, struct node *child, struct node *parent,
                      const struct texts *path, const void *at);
/* The same of a mount, which may run in several ways, see variant.h. */
struct edge *add_edge_of(struct linker *l, struct node *child, struct node *parent,
                         const struct texts *path, const struct match *m, const void *at);
/* Below parent, too, as another edge says. */
struct edge *add_edge_as(struct linker *l, struct node *child, struct node *parent,
                         const struct edge *as);
void texts_of(struct linker *l, const struct capture *c, struct texts *out);
/* {path: "x"}, or an object that may have one by ... */
bool route_has_path(const struct expr *dict);
/* Where a call says which actions are served, by `only` or `except`: is this one of them?
 * is_known: it says so as one may read, else granted_unknown is the reason. */
bool route_is_granted(struct linker *l, const struct match *m, const char *action,
                      bool *is_known);
extern const char granted_unknown[];
/* suffix="item", version=2: NULL when the match has none that is constant. */
const char *route_captured(struct linker *l, const struct match *m, const char *name);
/* The gate that p, at this path, lies behind; NULL: none. route_gate.c. */
const char *route_gated(struct linker *l, const struct pending *p, const char *path);
/* In front of what a router has already. */
void route_prefix_front(struct linker *l, struct node *n, const struct texts *front);
/* Is the path one that the prefix of all leaves out? g may be NULL. */
bool route_is_excepted(const struct global_prefix *g, const char *path);
struct node *node_of(struct linker *l, const struct value *v, const struct rule *rule);
/* An endpoint that was kept back. */
struct late {
	struct pending *p;
	struct full base;
	const struct text *path;
	struct late *next;
};

/* A path of p was written as this fact: is it a further one of an endpoint that p, or the
 * decorator beside it, serves already? Then that is its parent. */
void route_again(struct linker *l, struct pending *p, const struct full *base,
                 const char *path, size_t fact);
/* Its handler, as h says it, is work that other declarations may register, too; the same
 * of an action of a class. */
void route_work(struct linker *l, struct pending *p, const struct capture *h);
void route_work_of_class(struct linker *l, struct pending *p, const struct scope *class,
                         const char *action);
/* What the call, or the object at m->at, runs in front of the handler; NULL: nothing of
 * ours. */
const struct steps *route_chain(struct linker *l, const struct match *m,
                                const struct expr *call, const struct scope *s,
                                const struct scope *handler);
/* Of a list of handlers, and a variable that holds one, the last; else h. */
struct capture route_last(struct linker *l, const struct capture *h);
/* What `first` runs, and its handler, run in front of what p does. */
void route_chain_add(struct linker *l, struct pending *p, const struct pending *first);
/* Endpoints of any method that others stand behind run in front of them. */
void route_fronts(struct linker *l);
/* Adds to the endpoint what it alone runs. All chains are known. */
void route_chain_measure(struct linker *l, const struct steps *chain, struct fact *f);
/* Middlewares: what several run. */
void route_chain_finish(struct linker *l);
/* Before its paths are written: they are further ones of what registered its work. */
void route_work_begin(struct pending *p);
/* p decorates the same function as the one before it: they serve the same. */
void route_beside(struct pending *p, const struct pending *before);

struct pending *add_pending(struct linker *l, const struct rule *r, const struct unit *u,
                            uint32_t line);
void add_text(struct texts *t, const char *s);
/* Why they are not known; NULL: they are. */
const char *methods_of(struct linker *l, const struct match *m,
                       const struct scope *handler, struct texts *out);
/* provides NAME words...: each word of what an external class, or the external bases of
 * one of ours, bring along. False: nothing says what that is. */
bool route_provided_by(const struct detector *d, const struct value *x,
                       void (*fn)(void *arg, struct name word), void *arg);
void route_provided(const struct detector *d, const struct bases *b,
                    void (*fn)(void *arg, struct name word), void *arg);
const struct rule *route_responder_rule(const struct detector *d);
/* May a view with these bases be asked for this method? See `allows` in detector.h. */
bool route_lets(struct linker *l, const struct bases *b, const char *method);
/* The method of a class that answers this HTTP method; NULL: it has none of its own. */
const struct scope *route_responder(struct linker *l, const struct rule *r,
                                    const struct scope *class, const char *method,
                                    const char *suffix);
void set_handler(struct linker *l, struct pending *p, const struct scope *handler,
                 const struct expr *at, const struct scope *s);

/* The first method of that name among a class and its bases; NULL: none. */
const struct scope *method_named(const struct bases *b, struct name n);
/* Endpoints as p, one a method, where the handler h is a wrap's value and that captures
 * `actions`, an object of HTTP methods and the names of the class's methods that serve
 * them. False: it is none. route_actions.c. */
bool route_mapped(struct linker *l, const struct pending *p, const struct capture *h);
/* e, or what a variable of that name holds, is a call: then s is where that stands. */
const struct expr *route_call_of(const struct expr *e, const struct scope **s);

/* It stands for the routes of this package. route_package.c. */
void route_of_package(struct linker *l, struct pending *p, const char *module);
/* A mount of routes that are not among the files: of a package's module, by its name,
 * below path. route_package.c. */
void route_package(struct linker *l, const struct rule *r, struct node *owner,
                   const struct texts *path, const char *module, const struct expr *call,
                   const struct scope *s);

/* Mounts what a loop over files finds: child is a member of a module that is loaded by a
 * name. False: it is no such. route_found.c. */
bool route_found(struct linker *l, const struct match *m, const struct value *child,
                 const struct texts *prefix, struct node **parents, size_t n,
                 const struct expr *call, const struct scope *s);

/* Mounts what a loop over something unknown comes to, at the end: whatever is mounted
 * nowhere else. Its path is its own then, as nothing stands in front. */
void route_open(struct linker *l, const struct match *m, const struct capture *child,
                const struct texts *prefix, struct node **parents, size_t n,
                const struct expr *call, const struct scope *s);
void route_close(struct linker *l);

/* The rule that makes v a router for this detector, or, where it is none, for another
 * one of the same language: applications hang below those of other frameworks. */
const struct rule *child_role(struct linker *l, const struct detector *d,
                              const struct value *v);
/* suffix= of an endpoint's rule, behind each path. */
void add_suffix(struct linker *l, const struct rule *r, struct texts *paths);
/* The endpoints and routers of the lists that c holds hang on n: route_list.c. */
/* Was this literal hung on n before? From now on it was. d: by whose rules, NULL: as a
 * list of its children. */
bool route_listed_again(struct linker *l, const struct node *n, const struct detector *d,
                        const struct value *v);
void list_fill(struct linker *l, struct node *n, const struct capture *c);
/* The router of a call whose head is known by its name only: the same for all calls on
 * that variable. NULL: it is no variable. */
struct node *route_head(struct linker *l, const struct match *m, const struct expr *call,
                        const struct scope *s);
/* The same of a mount in Python, where it is a parameter named app. */
struct node *route_handed(struct linker *l, const struct match *m,
                          const struct expr *call, const struct scope *s);
/* Of an unknown head: could the call be a client's? Where no handler of ours is found,
 * it hangs on others on the same variable, doubt. */
bool route_doubted(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s, const struct scope *handler,
                   struct node **doubt);
/* Is an endpoint kept back, because it hangs on nothing known? Else it is served. */
bool route_is_late(struct linker *l, struct pending *p, const struct full *base,
                   const struct text *path);
/* The next that was kept back and is served nowhere else; NULL: there are no more. */
const struct late *route_late(struct linker *l, const struct late *after);
/* One path more that is put together, for what stands there: false, and told, where there
 * are too many. */
bool route_join(struct linker *l, const struct unit *u, uint32_t line);
/* What stands in front of an endpoint; at least one. */
void route_bases(struct linker *l, const struct pending *p, const struct path_root *root,
                 struct fulls *out);
/* The prefix() of the application that this file belongs to; NULL: none. */
const struct global_prefix *route_prefix_of(struct linker *l, const struct detector *d,
                                            const struct unit *u);
/* What routers and mounts around an endpoint put in front of it: route_guard.c. */
const char *route_guard(struct linker *l, const struct pending *p);
/* What protects all of its application: route_everywhere.c. */
const char *route_guard_everywhere(struct linker *l, const struct pending *p,
                                   const char *path);
/* n is for what is called in the function that c holds, on the router it was made of. */
void route_body(struct linker *l, struct node *n, const struct capture *c);
/* What a call in scope s hangs on, whose head is n: the innermost function around it may
 * be for another one. route_body.c. */
struct node *route_within(const struct linker *l, struct node *n, const struct scope *s);
/* What the calls behind this one, .use(auth), are given that protects it; NULL: nothing.
 * route_behind.c. */
const char *route_behind(struct linker *l, const struct detector *d,
                         const struct expr *call, const struct scope *s);
/* Do those behind a view set leave this action? */
bool route_leaves(struct linker *l, const struct detector *d, const struct expr *call,
                  const struct scope *s, struct name action);
/* A class by its name in a folder of controllers, or its method: "UserController.show".
 * route_keyed.c. */
const struct scope *route_named(struct linker *l, const struct rule *r,
                                const struct capture *c);
/* Is it a router that stands where a handler does? It hangs there then, with no prefix:
 * route_through.c. */
bool route_through(struct linker *l, const struct match *m, const struct capture *handler,
                   const struct expr *call);
/* The paths and methods that a handler tells apart by itself: route_compare.c. */
void route_compared(struct linker *l, const struct match *m, const struct scope *handler);
const char *route_upper(struct linker *l, const char *s);
/* A function, module or object that the mount m gives its router: route_plugin.c. */
struct node *route_plugin(struct linker *l, const struct value *v, const struct match *m);
/* The router that a value mounted by m is, NULL: none; a plugin is given one. */
struct node *child_node(struct linker *l, const struct value *v, const struct match *m);
/* That of the nearest application of a detector, and 1; 0: there is none. */
size_t route_app_nearness(const struct linker *l, const struct detector *d,
                          const struct unit *u);
/* What is decorated states a version: its texts; NULL: none. */
struct texts *route_versions(struct linker *l, const struct detector *d,
                             const struct scope *s);
/* The path whose name m captures as `place`; NULL: none is called so. route_place.c. */
struct node *route_placed(struct linker *l, const struct match *m, const struct scope *s);
/* What versions put in front of an endpoint's path, behind the global prefix: n is 0
 * where nothing does. */
void route_version_paths(struct linker *l, const struct pending *p, struct texts *out);

/* "/api/{version|v1}/{resource_name|class}", a rule's prefix, for this class. */
const char *route_template(struct linker *l, const char *s, const struct scope *class,
                           const struct bases *b);
/* Does the detector write parameters in this form: "<name>", "regex"? */
bool has_form(const struct detector *d, const char *form);
/* a + "/" + b with exactly one slash, if any is needed. */
const char *path_join(struct linker *l, const char *a, const char *b);
/* Does what is unknown of a path stand in its parameters only, (?P<id>{})? */
bool path_is_known(const struct detector *d, const char *path);
/* A path as every framework's are printed: it begins with a slash, and parameters are
 * {name}. */
const char *path_written(struct linker *l, const struct detector *d, const char *path);

#endif
