/* syntax.h - what a source file says, the same for every language: scopes, names,
 * expressions. The readers (python.h, script.h) write it, linking reads it.
 *
 * Reading is on demand. A reader always keeps: imports, exports, classes,
 * functions, decorators, assignments at module and class level, and whatever
 * holds a call whose last name is in the vocabulary. Of the rest it keeps the
 * short assignments and the returns, because routers and queues travel through
 * them, and drops everything else.
 *
 * Everything lives in the arena given to the reader; the text is not needed
 * afterwards (names and strings are copied). */
#ifndef SYNTAX_H
#define SYNTAX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* A name with its hash: compared without interning, so workers need no lock. */
struct name {
	const char *s; /* NUL-terminated when it comes from an arena */
	uint32_t len, hash;
};

static inline uint32_t name_mix(uint64_t a, uint64_t b, size_t len)
{
	a = (a ^ (b * 0x9E3779B97F4A7C15u) ^ len) * 0xD6E8FEB86659FD93u;
	a ^= a >> 32;
	a *= 0xD6E8FEB86659FD93u;
	return (uint32_t)(a >> 32);
}

/* Hash of a name: its length and its first and last 8 bytes, so a lexer spends a
 * few nanoseconds on a name of any length. Equal hashes are settled by memcmp.
 * A lexer whose text is padded loads whole words and calls name_mix itself. */
static inline uint32_t name_hash(const char *s, size_t len)
{
	uint64_t a = 0, b = 0;

	if (len >= 8) {
		memcpy(&a, s, 8);
		memcpy(&b, s + len - 8, 8);
	} else {
		for (size_t i = 0; i < len; i++)
			a |= (uint64_t)(unsigned char)s[i] << (8 * i);
	}
	return name_mix(a, b, len);
}
struct name name_of(const char *s); /* points at s */
struct name name_copy(struct arena *a, const char *s, size_t len);
/* The same for what a unit says: most names are said again, by the next file at the
 * latest, and are kept once, see unit.said. hash is name_hash(s, len). */
struct unit;
struct name name_said(struct unit *u, const char *s, size_t len, uint32_t hash);
static inline bool name_eq(struct name a, struct name b)
{
	return a.hash == b.hash && a.len == b.len &&
	       (a.s == b.s || !a.len || !memcmp(a.s, b.s, a.len));
}
/* For sets of names in 64 bits: a yes may be wrong, a no never is. */
static inline uint64_t name_bit(struct name n)
{
	return (uint64_t)1 << (n.hash & 63);
}
static inline bool name_is(struct name a, const char *s)
{
	return strlen(s) == a.len && (!a.len || !memcmp(a.s, s, a.len));
}

/* The last names of the calls that any detector looks for ("get", "route",
 * "Flask"...). May say yes wrongly (a bit a hash), never no wrongly. */
enum { COMPARED_NAMES = 12 };
struct vocabulary {
	uint64_t bits[1024];
	struct name *ends; /* of usual names: Router, Api */
	size_t end_count, end_room;
	uint64_t end_bits[64]; /* a bit for the last two bytes of each */
	/* Variables of the environment and their values in tests, in turns. */
	struct name *testing;
	size_t testing_count, testing_room;
	uint64_t makers[16]; /* names whose call makes a router: what a variable is given
	                        by one counts as a usual name in its file */
	uint64_t
	    arguments[1024];  /* usual names of routers ("app"), and of the keywords that
	                         rules look into: a call that is given such a bare name
	                         or keyword is kept, too, whatever it is called */
	uint64_t heads[16];   /* usual names of what queries hang on: any method called
	                         on one is kept */
	uint64_t watched[16]; /* names whose members are noted where they are read */
	/* Names whose comparisons with texts are kept; 0: none. */
	uint32_t compared[COMPARED_NAMES];
};
void vocabulary_add(struct vocabulary *v, struct name n);
/* All names there are: every call is kept. */
void vocabulary_add_all(struct vocabulary *v);
void vocabulary_add_head(struct vocabulary *v, struct name n);
static inline bool vocabulary_has_head(const struct vocabulary *v, uint32_t hash)
{
	return v->heads[hash >> 6 & 15] >> (hash & 63) & 1;
}
static inline bool vocabulary_has(const struct vocabulary *v, uint32_t hash)
{
	return v->bits[hash >> 6 & 1023] >> (hash & 63) & 1;
}

void vocabulary_add_argument(struct vocabulary *v, struct name n);
void vocabulary_add_maker(struct vocabulary *v, struct name n);
static inline bool vocabulary_has_maker(const struct vocabulary *v, uint32_t hash)
{
	return v->makers[hash >> 6 & 15] >> (hash & 63) & 1;
}
void vocabulary_add_watched(struct vocabulary *v, struct name n);
static inline bool vocabulary_watches(const struct vocabulary *v, uint32_t hash)
{
	return v->watched[hash >> 6 & 15] >> (hash & 63) & 1;
}
void vocabulary_add_compared(struct vocabulary *v, struct name n);
static inline bool vocabulary_compares(const struct vocabulary *v, uint32_t hash)
{
	for (int i = 0; i < COMPARED_NAMES && v->compared[i]; i++)
		if (v->compared[i] == hash)
			return true;
	return false;
}
static inline bool vocabulary_has_argument(const struct vocabulary *v, uint32_t hash)
{
	return v->arguments[hash >> 6 & 1023] >> (hash & 63) & 1;
}

/* Of a name's last two bytes, below 4096. */
static inline uint32_t name_end_hash(const char *s, size_t len)
{
	return ((unsigned char)s[len - 1] * 67u + (unsigned char)s[len - 2]) & 4095;
}

/* createWorker, of *Worker. Most names end like none: one bit tells. */
static inline bool vocabulary_has_end(const struct vocabulary *v, const char *s,
                                      size_t len)
{
	uint32_t end = len > 1 ? name_end_hash(s, len) : 0;

	if (len < 2 || !(v->end_bits[end >> 6] >> (end & 63) & 1))
		return false;
	for (size_t i = 0; i < v->end_count; i++)
		if (len > v->ends[i].len &&
		    !memcmp(s + len - v->ends[i].len, v->ends[i].s, v->ends[i].len))
			return true;
	return false;
}

static inline bool vocabulary_has_usual(const struct vocabulary *v, const char *s,
                                        size_t len, uint32_t hash)
{
	return vocabulary_has_argument(v, hash) || vocabulary_has_end(v, s, len);
}

enum expr_kind {
	EXPR_OTHER,    /* something we do not read: its value is unknown; `first` may
	                  hold sub-expressions that contain calls of the vocabulary */
	EXPR_NAME,     /* name */
	EXPR_ATTR,     /* left.name, left?.name, JS left["name"] */
	EXPR_CALL,     /* left(first...); flag EXPR_NEW: new left(...) */
	EXPR_STRING,   /* text: decoded; adjacent Python strings are joined */
	EXPR_TEMPLATE, /* f-string, template literal: parts in first..next, strings and
	                  expressions alternating as written; flag EXPR_TAGGED: left is
	                  the tag */
	EXPR_NUMBER,   /* text as written */
	EXPR_REGEX,    /* JS /../flags as written, where it may be a path */
	EXPR_CONST,    /* True False None true false null undefined: text as written */
	EXPR_LIST,     /* [..], (..,..), {..,..} of Python: items in first..next */
	EXPR_DICT,     /* {..}: items EXPR_PAIR or EXPR_SPREAD in first..next */
	EXPR_PAIR,     /* key: value. left = key (EXPR_STRING for plain JS keys, {a} is
	                  the pair "a": NAME a), first = value. JS methods: value is
	                  EXPR_FUNCTION */
	EXPR_INDEX,    /* left[first...] */
	EXPR_BINARY, /* left OP first; text = the operator, also "and" "or" "&&" "||" "??"
	              */
	EXPR_CHOICE, /* Python first if .. else second; JS .. ? first : second: the two
	                values in first..next, the condition in left */
	EXPR_FUNCTION, /* lambda, arrow, function expression: scope */
	EXPR_CLASS,    /* class expression: scope */
	EXPR_SPREAD,   /* *left, **left, ...left */
	EXPR_KEYWORD,  /* name=first, in the arguments of a Python call or of class bases
	                */
	EXPR_EACH,     /* comprehension [left for target in first]; further sources and
	                  conditions behind first */
};

enum { EXPR_HEIGHT_MAX = 400 };

enum expr_flag {
	EXPR_NEW = 1,       /* EXPR_CALL: with `new` */
	EXPR_AWAIT = 2,     /* was awaited: `await` itself leaves no node */
	EXPR_TAGGED = 4,    /* EXPR_TEMPLATE, and EXPR_CALL-like: tag`...` */
	EXPR_TUPLE = 8,     /* EXPR_LIST written with ( ) or bare commas; of a script:
	                       EXPR_DICT that is a Map, EXPR_INDEX of map.set() */
	EXPR_KEYWORDS = 8,  /* EXPR_SPREAD of Python: **left */
	EXPR_OPTIONAL = 16, /* EXPR_ATTR, EXPR_CALL, EXPR_INDEX: ?. */
	EXPR_MORE = 32,     /* EXPR_LIST: appended to a list that a variable holds */
	EXPR_HELD = 64,     /* by a site or a binding: stays when what it stands in is
	                       given back, see expr_drop() */
};

/* Read the parts by expr_left() and expr_first(): most of what a scan holds are
 * expressions, most of those have no parts, and no memory for them either. */
struct expr {
	uint8_t kind, flags;
	uint16_t height; /* 0: a leaf. Readers keep it below EXPR_HEIGHT_MAX, so that
	                    recursion over an expression is safe */
	uint32_t line;   /* 1-based; of a call: where its last name stands */
	struct expr *next;
	union {
		struct name text;    /* name, string, number, operator; see the kind */
		struct scope *scope; /* EXPR_FUNCTION, EXPR_CLASS: its own scope.
		                        EXPR_CALL, EXPR_TEMPLATE: the scope that it
		                        stands in; its text has no length. Others: see
		                        expr_scope() */
		struct expr *target; /* EXPR_EACH: of its first source; NULL: of a
		                        callback. Its text has no length */
	};
	struct expr *left_;  /* no leaf has it */
	struct expr *first_; /* nor this, nor has EXPR_ATTR */
};

enum {
	EXPR_LEAVES = 1 << EXPR_NAME | 1 << EXPR_STRING | 1 << EXPR_NUMBER |
	              1 << EXPR_REGEX | 1 << EXPR_CONST | 1 << EXPR_FUNCTION |
	              1 << EXPR_CLASS,
	EXPR_WITHOUT_FIRST = EXPR_LEAVES | 1 << EXPR_ATTR,
	EXPR_SIZES = 3,
};

/* NULL for what has none. */
static inline struct expr *expr_left(const struct expr *e)
{
	return EXPR_LEAVES >> e->kind & 1 ? NULL : e->left_;
}

static inline struct expr *expr_first(const struct expr *e)
{
	return EXPR_WITHOUT_FIRST >> e->kind & 1 ? NULL : e->first_;
}

/* The same alone, with nothing next to it, where there is room for any kind. */
static inline struct expr expr_alone(const struct expr *e)
{
	return (struct expr){ .kind = e->kind,
		              .flags = e->flags,
		              .height = e->height,
		              .line = e->line,
		              .text = e->text,
		              .left_ = expr_left(e),
		              .first_ = expr_first(e) };
}

/* NULL for what has none. */
static inline struct scope *expr_scope(const struct expr *e)
{
	return e->kind == EXPR_CALL || e->kind == EXPR_FUNCTION ||
	               e->kind == EXPR_CLASS || e->kind == EXPR_TEMPLATE
	         ? e->scope
	         : NULL;
}

enum scope_kind { SCOPE_MODULE, SCOPE_CLASS, SCOPE_FUNCTION };

enum scope_flag {
	SCOPE_ASYNC = 1,
	SCOPE_GENERATOR = 2,
	SCOPE_STATIC = 4, /* JS static method; Python: see the decorators */
	SCOPE_ABSTRACT =
	    8, /* TS abstract class or method; an interface never is a scope */
	SCOPE_EXPORTED = 16,
	SCOPE_FOR_TYPES = 64, /* Python: below `if TYPE_CHECKING:` */
	SCOPE_GETTER = 32,    /* JS get name(): the member is what it returns */
};

struct param {
	struct name name;        /* empty for a destructured parameter */
	struct expr *annotation; /* Python: any expression. TS: the type as far as it is
	                            NAME, ATTR or INDEX (generic arguments in first) */
	struct expr *value;      /* default */
	struct expr *pattern;    /* JS {a, b: c} / [a]: DICT or LIST, as an expression */
	struct expr *decorators; /* TS parameter decorators, list */
	bool rest;               /* *args, **kw, ...rest */
	struct param *next;
};

enum binding_kind {
	BIND_VALUE,   /* target = value; also `const target = value`, target: T = value */
	BIND_AUGMENT, /* target += value; Python: name.append(x), name.insert(i, x) as the
	                 list [x] with EXPR_MORE, name.extend(value) */
	BIND_IMPORT,  /* see module, imported */
	BIND_DEF,     /* class or function: def */
	BIND_LOOP,    /* for target in value / for (const target of value) */
	BIND_WITH,    /* with value as target */
	BIND_FIELD,   /* class member without a value (TS `name: string;`, Python `name:
	                 str`) */
};

/* What few bindings have. */
struct seldom {
	struct expr *decorators; /* TS property decorators (@Column() name: string),
	                            list */
	struct expr *when; /* a.b.c = value in an if: its condition, where it was read.
	                      !x in there is EXPR_OTHER with the text "!" and x first */
	const struct scope
	    *in;      /* linking: the scope that value is read in; NULL: its own */
	bool is_said; /* linking: it is made of what a function there is given */
};

/* One name given a meaning, in source order. What it is given is read by
 * binding_value() and the like: each kind has memory for its own alone. */
struct binding {
	uint8_t kind;
	bool is_exported; /* JS: export const/function/class */
	bool
	    is_assignment; /* JS: no declaration; the variable may be of a scope around */
	bool is_for_types; /* Python: below `if TYPE_CHECKING:`; JS: import type, type A =
	                      B */
	uint32_t line;
	struct name name; /* first name of the target: `a` of `a.b.c = x`; `self` of
	                     `self.x = ..`. For `[a, b] = ..`: one binding a name, with
	                     the whole pattern in target */
	struct binding *next;
	struct binding *same;  /* linking: next binding of the scope with this name */
	struct seldom *seldom; /* NULL: it has nothing of it */
	union {
		struct scope *def_; /* BIND_DEF */
		struct {            /* of all others */
			struct expr *value_;
			struct expr *target_; /* NULL when the target is just the name;
			                         else ATTR, INDEX, LIST, DICT as
			                         written on the left */
			struct expr *annotation_; /* x: T, as in struct param */
		};
		/* BIND_IMPORT: from module import imported as name.
		 *
		 *   Python: `import a.b` binds a (module "a", imported empty; the whole
		 *     "a.b" is also listed with an empty name); `import a.b as c`: module
		 *     "a.b", imported empty; `from ..x import y as z`: module "..x",
		 *     imported "y"; star: "*".
		 *   JS: `import d from "m"`: imported "default"; `import * as n`:
		 * imported empty; `import {a as b}`: imported "a"; `import "m"`: empty
		 * name. `const x = require("m")` is BIND_VALUE with a CALL of require.
		 *   Type-only imports too. */
		struct {
			struct name module, imported;
		};
	};
};

static inline struct scope *binding_def(const struct binding *b)
{
	return b->kind == BIND_DEF ? b->def_ : NULL;
}

static inline bool binding_is_given(const struct binding *b)
{
	return b->kind != BIND_DEF && b->kind != BIND_IMPORT;
}

static inline struct expr *binding_value(const struct binding *b)
{
	return binding_is_given(b) ? b->value_ : NULL;
}

static inline struct expr *binding_target(const struct binding *b)
{
	return binding_is_given(b) ? b->target_ : NULL;
}

static inline struct expr *binding_annotation(const struct binding *b)
{
	return binding_is_given(b) ? b->annotation_ : NULL;
}

static inline const struct expr *binding_decorators(const struct binding *b)
{
	return b->seldom ? b->seldom->decorators : NULL;
}

static inline const struct expr *binding_when(const struct binding *b)
{
	return b->seldom ? b->seldom->when : NULL;
}

/* The scope that its value is read in: another one than its own, which is s? */
static inline const struct scope *binding_in(const struct binding *b,
                                             const struct scope *s)
{
	return b->seldom && b->seldom->in ? b->seldom->in : s;
}

/* Types of a script that name no class, `typeof A` and `() => A`, are A below one of
 * these names: EXPR_INDEX. */
#define TYPE_OF_VALUE "typeof"
#define TYPE_OF_FUNCTION "=>"

static inline bool type_is(const struct expr *e, const char *operator)
{
	return e->kind == EXPR_INDEX && expr_left(e) && expr_left(e)->kind == EXPR_NAME &&
	       expr_first(e) && name_is(expr_left(e)->text, operator);
}

/* list.push(value), a.list.append(value): does code make a list longer? */
static inline bool binding_adds(const struct binding *b)
{
	return b->kind == BIND_AUGMENT && binding_value(b) &&
	       binding_value(b)->kind == EXPR_LIST &&
	       binding_value(b)->flags & EXPR_MORE &&
	       (!binding_target(b) || binding_target(b)->kind == EXPR_ATTR) &&
	       !binding_in(b, NULL);
}

/* table[key] = value, the table a name or a member: table[key]; else NULL. */
static inline const struct expr *binding_item(const struct binding *b)
{
	const struct expr *t = b->kind == BIND_VALUE && binding_value(b)
	                         ? binding_target(b)
	                         : NULL;

	return t && t->kind == EXPR_INDEX && expr_left(t) && expr_first(t) &&
	               !expr_first(t)->next &&
	               (expr_left(t)->kind == EXPR_NAME ||
	                expr_left(t)->kind == EXPR_ATTR) &&
	               !binding_in(b, NULL)
	         ? t
	         : NULL;
}

/* JS exports other than `export const/function/class` (those are bindings with
 * is_exported). `export default X`: name "default". `export {a as b} from "m"`: name
 * "b", imported "a", module "m". `export * from "m"`: name "*". `module.exports = X`
 * and `exports.a = X` are BIND_VALUE bindings with an ATTR target. */
struct export_entry {
	struct name name, imported, module; /* module empty: local */
	struct expr *value;                 /* export default EXPRESSION */
	uint32_t line;
	struct export_entry *next;
};

/* A call of the vocabulary that is kept, in source order within its scope. Chained
 * calls (`r.route("/x").get(h).post(h)`) are one site each. A call in a decorator is
 * no site (decorators are on the scope); JS: calls in its arguments are, of the scope
 * around what it decorates. */
struct site {
	struct expr *call; /* EXPR_CALL, or EXPR_TEMPLATE with EXPR_TAGGED */
	struct site *next;
	uint32_t asked; /* linking: see asked.h */
};

/* request.method === "GET", case "GET": of switch (request.method) */
struct compared {
	struct name text;
	uint32_t line;
	struct name member; /* method */
	/* Places in the file: of the text, of the condition that it stands in, and where
	 * what depends on that ends. 0: it stands in none. */
	uint32_t at, from, to;
	uint32_t last_line; /* of what depends on it; 0: it stands in no condition */
	struct compared *next;
};

struct scope {
	uint8_t kind, flags;
	uint32_t asked, asked_within; /* linking: of it, of those in it; see asked.h */
	uint32_t line, end_line;      /* of the def/class itself, not of its decorators */
	struct name name;             /* empty: anonymous or module */
	struct unit *unit;
	struct scope *parent;
	struct scope *first_child, *last_child,
	    *sibling;            /* nested scopes in source order */
	struct expr *decorators; /* list: NAME, ATTR or CALL */
	struct expr *bases;      /* class: list, Python keywords (metaclass=) included;
	                            JS: what extends says, at most one */
	struct param *params;    /* function */
	struct expr *annotation; /* function: return type, as in struct param */
	struct binding *first_binding, *last_binding;
	struct site *first_site, *last_site;
	struct name directive;     /* the text that it begins with: "use server" */
	struct compared *compared; /* texts that a name of the vocabulary is compared
	                              with in it, see vocabulary_add_compared() */
	struct expr *returns; /* function: returned expressions, list. An arrow with an
	                         expression body has that one */
	/* Measured in the whole body, nested functions included: */
	uint32_t statements,
	    branches; /* if elif for while case except catch ?:, and each run of && or of
	                 || (and, or) in an expression: a || b || c is one, as in the
	                 measure of cognitive complexity (Campbell, SonarSource 2017) */
	uint32_t calls; /* all calls, vocabulary or not */
	uint32_t index_mask;
	struct binding **index; /* linking: bindings by name, see value.c */
};

/* The lines below `if settings.DEBUG and ..:`, `if (isCI()) {`: see unit_debug(). */
struct debugged {
	uint32_t from, to;
	struct debugged *next;
};

/* Python: the lines of a function below `if settings.NAME:`, `if NAME:`. */
struct switched {
	uint32_t from, to;
	const struct expr *by;
	struct switched *next;
};

struct defect {
	uint32_t line;
	const char *text; /* "unterminated string" */
	struct defect *next;
};

/* A call by its names, each a number in the unit's words: `last(`, `owner.last(`,
 * `head.owner.last(`, `root.head.owner.last(`. 0: no such name. See callees.h. */
struct callee {
	uint32_t line : 31;
	uint32_t says : 1; /* a path or a method of HTTP stands in its brackets */
	uint16_t last, owner, head, root;
};

enum unit_kind { /* what the file is for: only source is searched for endpoints etc. */
	         UNIT_SOURCE,
	         UNIT_TEST,
	         UNIT_MIGRATION,
	         UNIT_GENERATED,
	         UNIT_PAGE,     /* for a browser, as it says itself */
	         UNIT_VENDORED, /* of a copy of a package, see vendored.h */
	         UNIT_KINDS
};

/* A module that a file imports or requires, anywhere in it. */
struct import {
	const char *module; /* as written: "flask.views", "./x" */
	uint32_t line;
	bool is_for_types;
};

/* require("m"), import("m"), wherever it stands. */
struct required {
	const char *module;
	struct required *next;
	uint32_t line;
};

enum { NAMES_SAID = 1024 };
struct said {
	struct name name;
	uint64_t first, last; /* words of its text */
};

struct unit {
	const char *path;    /* relative to the root, '/' separated; set by the caller */
	uint8_t language;    /* enum language, lang.h; set by the caller */
	uint8_t kind;        /* enum unit_kind; set by the caller */
	size_t bytes;        /* set by the caller */
	uint64_t content;    /* content_digest; the same */
	uint32_t lines;      /* all */
	uint32_t code_lines; /* lines with a token on them */
	uint32_t params,
	    typed; /* Python: of its functions, self left out; those with a type */
	struct scope *module;
	struct import *imports; /* in source order, by scope */
	size_t import_count;
	struct asked_call *callers; /* linking: see asked.h */
	size_t caller_count;
	struct callee *callees; /* every call, by line */
	size_t callee_count;
	struct callee *reads; /* owner.last where the owner is watched; last 0: any */
	size_t read_count;
	struct name *words; /* [0] is none */
	size_t word_count;
	struct required *required;
	struct required
	    *reached;         /* the same, of files: import("./m"), new URL("./m", ..) */
	bool has_map;         /* a script's: new Map() */
	bool gives_globals;   /* the same: global.x = .. */
	uint32_t members_cut; /* linking: the line behind which members of an object
	                         were left out, because it has so many; 0: none */
	uint64_t declaring;   /* a bit a hash: functions that declare routes by what
	                         they are given */
	uint64_t plain_names; /* a bit a hash: no import gives such a name to what is
	                         called otherwise where it comes from, nor is it a
	                         class below one that rules ask for; 0: not known */
	uint64_t *uses, *may_use; /* detectors whose packages it names, see need.h */
	struct export_entry *exports;
	struct reexports *reexports; /* linking: see reexport.h */
	struct debugged *debugged;   /* latest first */
	struct switched *switched;   /* latest first */
	struct defect *defects; /* the file was read, but not all of it was understood */
	struct arena *arena;
	const struct rule *migration; /* see migration.h */
	const char *migration_traits;
	struct name alias;   /* JS: const x = module.exports: x.a = .. exports a, too */
	struct built *built; /* tables that its calls make, see built.h; NULL: none */
	struct sql_text *sql_texts; /* of SQL: see sql_text.h */
	struct said *said;   /* [NAMES_SAID] texts kept lately in this arena, from file to
	                        file; set by the caller, may be NULL */
	struct expr **spare; /* [EXPR_SIZES] expressions of this arena that were given
	                        back, by what room they have; the same */
	struct tokens *tokens; /* lex.h: working memory for the reader, set by the caller
	                          to reuse it from file to file; may be NULL */
};

/* crud("users"), of a function that makes paths of what it is given: is it called? */
static inline bool unit_declares_by(const struct unit *u, const struct expr *callee)
{
	return u->declaring && callee && callee->kind == EXPR_NAME &&
	       u->declaring >> (callee->text.hash & 63) & 1;
}

/* For readers: make and append. */
struct scope *scope_add(struct unit *u, struct scope *parent, enum scope_kind kind);
/* The innermost scope of s that the line is in, asked from this child of s on. */
const struct scope *scope_at(const struct scope *s, const struct scope *child,
                             uint32_t line);
struct binding *binding_add(struct scope *s, enum binding_kind kind, struct name name);
/* The same in no scope, where there is room for any kind. */
struct binding binding_alone(const struct binding *b);
/* To be filled in, once b has anything of it. */
struct seldom *seldom_of(struct binding *b, struct arena *a);
void site_add(struct scope *s, struct expr *call);
/* Fills imports from the scopes; a reader's last step. */
void unit_note_imports(struct unit *u);
void defect_add(struct unit *u, uint32_t line, const char *text);
/* Is it so named what is true in debug mode, or where tests run: "DEBUG", "isCI"? */
/* global.x, globalThis.x of a script: x of all files. */
bool expr_is_global(const struct expr *e);
bool name_tells_debug(struct name name);
/* The lines from there on, to UINT32_MAX until they end. */
struct debugged *unit_debug(struct unit *u, uint32_t from);
/* Does what stands in this line run in debug mode, or where tests run, alone? */
bool unit_is_debugged(const struct unit *u, uint32_t line);
struct expr *expr_new(struct arena *a, enum expr_kind kind, uint32_t line);
/* The same for readers, of what expr_drop() was given, when there is some. */
struct expr *expr_read_new(struct unit *u, enum expr_kind kind, uint32_t line);
/* views.Desk, as classes are called; Desk(..). */
bool expr_is_class_name(const struct expr *e);
bool expr_makes_object(const struct expr *e);
/* Nobody needs e, which was read, nor what it is made of: as far as nothing in it is
 * held, the next expressions take its place. NULL is none. */
void expr_drop(struct unit *u, struct expr *e);

/* "/path", "api/path": not "./file", "@a/package", "http://a.b", "a text". */
bool text_may_be_path(const char *s, size_t len);

/* One line of text for a person or a golden file: `app.get("/x", <function>)`. Cut
 * with "..." at size. Returns buf. */
char *expr_print(const struct expr *e, char *buf, size_t size);

#endif
