/* fact.h - the vocabulary of what a scan finds: columns and kinds, each listed once.
 *
 * The nouns here are those of detectors, database columns, JSON keys and sheets. */
#ifndef FACT_H
#define FACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limit.h"

/*   FACT_KINDS(KIND): KIND(name, meaning). What is priced or shown. Kinds that only
 *   serve linking (router, mount, ...) are detector words, see detector.h. */
#define FACT_KINDS(KIND)                                                                 \
	KIND(endpoint,                                                                   \
	     "HTTP endpoint: METHOD and full PATH; parent: the same by another path")    \
	KIND(operation, "GraphQL operation or RPC procedure; variety is its kind")       \
	KIND(action, "server action: a function that a page calls over HTTP")            \
	KIND(channel, "websocket or server-sent-event channel")                          \
	KIND(stream,                                                                     \
	     "answer or upload that goes piece by piece; parent: what serves it first")  \
	KIND(include,                                                                    \
	     "routes of a package below path, not among the files; target is it")        \
	KIND(middleware, "code around every request")                                    \
	KIND(auth, "authentication scheme, or a guard in use")                           \
	KIND(model, "mapped class, table or enum")                                       \
	KIND(field, "field of a model (parent)")                                         \
	KIND(relation, "relation of a model (parent) to target")                         \
	KIND(query, "place that queries the database; variety is its class")             \
	KIND(transaction, "transaction, savepoint or change of a session's state")       \
	KIND(event, "callback of the ORM: listener, signal, hook, middleware")           \
	KIND(migration, "file of schema migrations")                                     \
	KIND(datasource, "database or generator that a mapper's schema names")           \
	KIND(job, "background job: what a worker runs")                                  \
	KIND(queue, "queue object")                                                      \
	KIND(worker, "worker object")                                                    \
	KIND(enqueue, "place that sends a job")                                          \
	KIND(schedule, "job that a clock starts")                                        \
	KIND(workflow, "chain, group, chord or flow of jobs")                            \
	KIND(session, "server-side session store")                                       \
	KIND(role, "role or permission policy")                                          \
	KIND(external, "call of an external service")                                    \
	KIND(command, "management command or command-line entry")                        \
	KIND(form, "server-side form or serializer that validates input")                \
	KIND(storage, "file upload, download or object store")                           \
	KIND(email, "place that sends e-mail")                                           \
	KIND(cache, "cache or lock outside the database")                                \
	KIND(construct,                                                                  \
	     "feature of a library that a mapping row prices; name is the row")          \
	KIND(template, "server-side template")                                           \
	KIND(admin, "model on an admin site")                                            \
	KIND(platform, "file that says how code is packaged, checked, tested, deployed") \
	KIND(client,                                                                     \
	     "place in a page that asks the back end in its framework's own way, or "    \
	     "that runs on the server; variety: call, server")                           \
	KIND(reach, "library that a handler (parent) comes to through calls")            \
	KIND(library, "use of a library that has a kind (data, ml, image, ...)")

/*   FACT_TEXTS / FACT_NUMBERS: FIELD(name, meaning) */
#define FACT_TEXTS(FIELD)                                                                \
	FIELD(framework, "detector that found it: flask, celery, prisma")                \
	FIELD(variety, "finer kind: celery.task, sqlalchemy.abstract, raw")              \
	FIELD(name, "model, job, field ... name")                                        \
	FIELD(method, "HTTP method, upper case; * is any")                               \
	FIELD(path, "full path as the framework writes it")                              \
	FIELD(handler, "function or class.method that serves it")                        \
	FIELD(owner,                                                                     \
	      "router, queue or class it hangs on; FILE:LINE of a group of commands")    \
	FIELD(target, "model of a relation, job of an enqueue, library of a use")        \
	FIELD(detail, "type of a field, crontab of a schedule, resolved or not")         \
	FIELD(table_name, "database table of a model")                                   \
	FIELD(traits, "words that refine it, sorted: null unique index pk default=now")  \
	FIELD(guard, "what protects it, empty when nothing was found")                   \
	FIELD(status, "resolved, or unresolved: kept and counted, widens the range")     \
	FIELD(reason, "why unresolved")

#define FACT_NUMBERS(FIELD)                                                              \
	FIELD(line, "1-based line in its file")                                          \
	FIELD(handler_line, "line of the handler, 0 when unknown")                       \
	FIELD(statements, "statements in the handler or body; lines of a template")      \
	FIELD(branches, "branches in the handler or body")                               \
	FIELD(queries, "query sites in the handler or body")                             \
	FIELD(hard_queries, "of them those that are more than reading or writing rows")  \
	FIELD(externals, "external calls in the handler or body")                        \
	FIELD(fields, "own fields of a model")                                           \
	FIELD(relations, "own relations of a model")                                     \
	FIELD(fields_total, "with those of mixins and abstract bases")                   \
	FIELD(relations_total, "with those of mixins and abstract bases")                \
	FIELD(is_async, "1: async handler or job")

/*   TRAITS(TRAIT): TRAIT(word, meaning). The words of the column `traits`: the same for
 *   every mapper and both languages. With a value: word=value, no blanks. */
#define TRAITS(TRAIT)                                                                    \
	/* fields */                                                                     \
	TRAIT("pk", "part of the primary key")                                           \
	TRAIT("null", "may be null")                                                     \
	TRAIT("blank", "may be left out of input, checked by the application")           \
	TRAIT("unique", "unique by itself")                                              \
	TRAIT("index", "has an index")                                                   \
	TRAIT("default", "default as written")                                           \
	TRAIT("client-default", "the application makes the default")                     \
	TRAIT("server-default", "the database makes the default")                        \
	TRAIT("on-update", "value made anew at each update")                             \
	TRAIT("auto", "counted up by the database")                                      \
	TRAIT("identity", "identity column")                                             \
	TRAIT("sequence", "value of a sequence")                                         \
	TRAIT("computed", "computed by the database from other columns")                 \
	TRAIT("fk", "foreign key to that column or table")                               \
	TRAIT("column", "name in the database, when another one")                        \
	TRAIT("length", "longest text")                                                  \
	TRAIT("precision", "digits of a decimal")                                        \
	TRAIT("timezone", "time with its zone")                                          \
	TRAIT("enum", "one of a set of values")                                          \
	TRAIT("array", "list of values")                                                 \
	TRAIT("json", "document")                                                        \
	TRAIT("file", "names a stored file")                                             \
	TRAIT("mutable", "changes inside the value are tracked")                         \
	TRAIT("custom-type", "type with code of the application")                        \
	TRAIT("deferred", "not read with the row")                                       \
	TRAIT("check", "check constraint or validator")                                  \
	TRAIT("virtual", "no column of the table")                                       \
	TRAIT("created", "time of creation, set by the mapper")                          \
	TRAIT("updated", "time of the last change, set by the mapper")                   \
	TRAIT("deleted", "time of a soft deletion, set by the mapper")                   \
	TRAIT("version", "version of the row for optimistic locks")                      \
	TRAIT("native", "type of the database that is asked for by name")                \
	TRAIT("unsupported", "type that the mapper cannot read")                         \
	TRAIT("ignored", "left out of the client")                                       \
	TRAIT("select", "read with the row, or False: only when asked for")              \
	/* relations */                                                                  \
	TRAIT("back", "name of the other end")                                           \
	TRAIT("through", "table or model in between")                                    \
	TRAIT("cascade", "what happens to the others with it")                           \
	TRAIT("on-delete", "what the foreign key does when its target goes")             \
	TRAIT("deferrable", "checked at commit")                                         \
	TRAIT("self", "to its own model")                                                \
	TRAIT("lazy", "when it is loaded")                                               \
	TRAIT("eager", "always loaded with its owner")                                   \
	TRAIT("custom-join", "condition of its own, or read-only")                       \
	TRAIT("keys", "which foreign key, where there are several")                      \
	TRAIT("order", "ordered, or a collection of its own kind")                       \
	TRAIT("polymorphic", "to rows of any model")                                     \
	TRAIT("limited", "only to rows that meet a condition")                           \
	TRAIT("proxy-of", "attribute of the target shown as an own one")                 \
	TRAIT("one-to-one", "variety of the relation")                                   \
	TRAIT("one-to-many", "variety of the relation")                                  \
	TRAIT("many-to-one", "variety of the relation")                                  \
	TRAIT("many-to-many", "variety of the relation")                                 \
	TRAIT("named", "has a name, because there are several")                          \
	TRAIT("implicit", "its table in between is made by the mapper")                  \
	/* models */                                                                     \
	TRAIT("abstract", "no table of its own")                                         \
	TRAIT("proxy", "another class for the table of its base")                        \
	TRAIT("joined", "own table joined to that of its base")                          \
	TRAIT("single", "rows in the table of its base")                                 \
	TRAIT("concrete", "own table with all columns of its base")                      \
	TRAIT("multi-table", "own table with a hidden link to that of its base")         \
	TRAIT("mixin", "takes fields from classes that are no models")                   \
	TRAIT("discriminator", "column that tells the kind of a row")                    \
	TRAIT("composite-pk", "primary key of several columns")                          \
	TRAIT("constraints", "unique, check or exclusion constraints")                   \
	TRAIT("indexes", "indexes over columns or expressions")                          \
	TRAIT("partial-index", "index of rows that meet a condition")                    \
	TRAIT("typed-index", "index of another kind than a B-tree")                      \
	TRAIT("fulltext", "full-text index")                                             \
	TRAIT("relation-mode", "who keeps relations whole: foreign keys, or the mapper") \
	TRAIT("previews", "preview features that are switched on")                       \
	TRAIT("output", "written to a folder of its own")                                \
	TRAIT("other", "a generator beside the client's")                                \
	TRAIT("managed", "False: the table is somebody else's")                          \
	TRAIT("schema", "schema of its table")                                           \
	TRAIT("bind", "database of its table, when there are several")                   \
	TRAIT("ordering", "usual order of its rows")                                     \
	TRAIT("permissions", "permissions of its own")                                   \
	TRAIT("swappable", "another model may take its place")                           \
	TRAIT("soft-delete", "rows are marked, not deleted")                             \
	TRAIT("timestamps", "times of creation and change are kept")                     \
	TRAIT("reaches", "what a handler comes to through all that it calls")            \
	TRAIT("only", "there in one mode of the application alone: debug; for types")    \
	TRAIT("keeps", "name that tells of something kept between requests")             \
	TRAIT("dialect", "asked of that database alone; another query stands for it")    \
	TRAIT("history", "old states of its rows are kept")                              \
	TRAIT("embedded", "part of another document")                                    \
	TRAIT("view", "a database view")

enum fact_kind {
#define KIND(name, meaning) FACT_##name,
	FACT_KINDS(KIND)
#undef KIND
	    FACT_KINDS_END
};

/* Functions of ours that a route runs in front of its handler. */
struct scope;
struct steps {
	const struct scope *const *v;
	size_t n;
};

/* Texts may be NULL, which is the empty text. */
struct fact {
	uint8_t kind;
	uint32_t handler_end;     /* last line of the handler, while linking; no column */
	const char *file;         /* path relative to the root */
	const char *handler_file; /* NULL: same file, or unknown */
	const struct steps *chain; /* the same: what runs before the handler, or NULL */
	int64_t parent;            /* index in the same list; -1 none */
#define FIELD(name, meaning) const char *name;
	FACT_TEXTS(FIELD)
#undef FIELD
#define FIELD(name, meaning) uint32_t name;
	FACT_NUMBERS(FIELD)
#undef FIELD
};

/* Is it one of those that are asked for? */
typedef bool fact_test(const struct fact *f);

struct facts {
	struct fact *v;
	size_t n, room;
	struct limits limits; /* that were reached while they were found */
};

const char *fact_kind_name(enum fact_kind k);
/* Is there such a trait? */
bool is_trait(const char *word);
/* False when there is no such kind. */
bool fact_kind_of(const char *name, enum fact_kind *k);

#endif
