/* model.h - what the estimator believes: the rules of models/cost, loaded and checked.
 *
 * A rule is one INI section, "[unit endpoint_simple]": its kind, its name and the keys
 * of that kind, "source" among them. In which file a section stands does not matter.
 * Rules keep the order of the files (sorted by path) and of the sections in them. A
 * section of a user's file takes the place of the built-in one of its kind and name.
 *
 * Values: a number; "1 .. 2 .. 4" for low, likely and high; "8000 .. 25000" or "201 .."
 * for a range; "good 0.95, some 1" for a list; yes or no; one SELECT, read-only, on the
 * tables of src/store/schema.sql; else text. Indented lines continue a value; comments
 * stand on lines of their own. */
#ifndef MODEL_H
#define MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "text/data.h"

/*   KIND(name, meaning) */
#define MODEL_KINDS(KIND)                                                                \
	KIND(input, "a figure that a person may change")                                 \
	KIND(constant, "a figure of the equations")                                      \
	KIND(multiplier, "an input that makes kinds of work dearer or cheaper")          \
	KIND(target, "a framework to migrate to")                                        \
	KIND(table, "a query on the scan that others build on, run once")                \
	KIND(complexity, "facts to items of one of three units, by limits")              \
	KIND(unit, "a kind of work, hours each; scaled with the size of the project")    \
	KIND(setup, "work that grows with the first items and then saturates")           \
	KIND(fixed, "work that every project has once")                                  \
	KIND(overhead, "a share of the hours")                                           \
	KIND(risk, "an event with a probability")                                        \
	KIND(phase, "a stretch of the plan")                                             \
	KIND(band, "a documented class with its price and time")                         \
	KIND(count, "how a count given without a scan spreads over units")               \
	KIND(assumption, "a sentence for the reader")                                    \
	KIND(role, "a part of the team, with its share of the hours")                    \
	KIND(region, "a rate card: what an hour of each role costs there")               \
	KIND(currency, "a currency and its rate of exchange on a day")                   \
	KIND(left_out, "findings without a price of their own, and why")                 \
	KIND(accuracy, "a class of estimates, the worst first: `when` and `range` tell") \
	KIND(alternative, "another way to do it: inputs set otherwise, priced beside")   \
	KIND(option, "what may be done with the back end: points of 10, and why")        \
	KIND(milestone, "a delivery: how it is accepted, and what is paid then")

enum model_kind {
#define KIND(name, meaning) MODEL_##name,
	MODEL_KINDS(KIND)
#undef KIND
	    MODEL_KINDS_END
};

/* What the hours of a rule rest on. GROUND(name, key of the result, text). */
#define MODEL_GROUNDS(GROUND)                                                            \
	GROUND(measured, "hours_evidence_share", "measured")                             \
	GROUND(whole, "hours_whole_share", "whole projects")                             \
	GROUND(analogy, "hours_analogy_share", "analogy")                                \
	GROUND(band, "hours_band_share", "documented band")                              \
	GROUND(prior, "hours_prior_share", MODEL_PRIOR)
#define MODEL_PRIOR "expert prior"

struct model_triple {
	double low, likely, high;
};

struct model_range {
	bool given;
	double low, high; /* high is HUGE_VAL when left open */
};

/* text NULL: not given. The line is that of the key. */
struct model_sql {
	const char *text;
	int line;
};

struct model_list {
	size_t n;
	struct model_word {
		const char *word;
		size_t numbers; /* that follow the word: 0 .. 2 */
		double number[2];
	} * v;
};

/* Which keys a kind has: the table KEYS in model.c. Absent texts are NULL, absent
 * numbers 0, absent lists empty. */
struct model_rule {
	enum model_kind kind;
	const char *name;
	const char *origin; /* file, for messages */
	int line;           /* of the section */
	const char *label, *source, *unit, *value, *text;
	const char *phase, *counts_as, *per, *driver, *input, *part, *side;
	const char *criteria, *set; /* set: "key=value, key=value" */
	const char *how;            /* left_out: "counted" or "excluded" */
	const char *after;          /* tables: "inputs" when made after them, else NULL */
	const char *currency, *symbol, *date, *calendar;
	const char *deliverable, *acceptance;
	const char *rests_on; /* work: of MODEL_GROUNDS; NULL: a prior */
	const char *if_false; /* assumption: what then happens to the price */
	const char *asks;     /* assumption: what is filled in on the quote for it */
	double of_team, loading, hours_per_year, per_usd;
	double n0, probability, min_share, beyond;
	double pays;       /* percent of the price; 0: by the hours of its phases */
	double until;      /* the share of its phases' hours that is done then; 0: all */
	const char *means; /* work: what it is, for who pays; {}: limits of its class */
	bool is_open;
	bool is_offered;  /* unit: one more has a price though there is none */
	bool is_question; /* assumption: to be asked before the price is relied on */
	bool on_quote;    /* assumption: stands first where it is signed */
	struct model_triple hours, share;
	struct model_range range, cost_usd, weeks, endpoints, services, tenants;
	struct model_list choice, levels, phases, units, replaces, limits, takes, spread,
	    once, needs, work, kinds, rates, rates_to_python, salaries,
	    salaries_to_python;
	struct model_sql select, items, derive, when;
	struct model_sql at_stake; /* assumption: unit, and how much more it may be */
	struct model_sql
	    called;  /* target: its name where it is left behind; else label */
	bool is_own; /* of a file that is not built in */
	unsigned char given[96]; /* by key, of the loader */
};

struct model {
	struct arena *arena;
	struct model_rule *rule;
	size_t n, room;
};

/* Everything in models/cost, checked as a whole; texts live in a. */
bool model_load_cost(struct arena *a, struct model *m, struct err *e);
/* Add the rules of one file: each section checked by itself. */
bool model_read(struct model *m, const struct data_file *f, struct err *e);
/* The rules against each other: names that must exist, classes without gap or overlap,
 * bands in order, phases that share all work out. */
bool model_link(const struct model *m, struct err *e);
/* What model_load_cost would say with f in the place of the file of its path. */
bool model_check(struct arena *a, const struct data_file *f, struct err *e);

const char *model_kind_name(enum model_kind k);
/* NULL when there is none. */
const struct model_rule *model_find(const struct model *m, enum model_kind kind,
                                    const char *name);
/* The next rule of this kind after r (NULL: from the start); NULL at the end. */
const struct model_rule *model_next(const struct model *m, enum model_kind kind,
                                    const struct model_rule *r);
const struct model_word *model_word_of(const struct model_list *l, const char *word);
/* May an input or multiplier have this value? Empty: only if its own value is. */
bool model_fits(const struct model_rule *r, const char *value);
/* (low + 4 likely + high) / 6 */
double model_mean(const struct model_triple *t);
/* "FILE:LINE: ..." about rule r, at line (0: its section's). Returns false. */
bool model_wrong(struct err *e, const struct model_rule *r, int line, const char *fmt,
                 ...) __attribute__((format(printf, 4, 5)));

#endif
