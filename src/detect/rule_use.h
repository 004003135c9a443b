/* rule_use.h - what the rules of calls are looked up for: each asks for those of one use,
 * and finds out by one look that a name has none, see detectors_use(). */
#ifndef RULE_USE_H
#define RULE_USE_H

#include <stdbool.h>

/* A bit each. */
enum rule_use {
	USE_MOUNT = 1, /* what is mounted where, and how what is there is called */
	USE_FACT = 2,
	USE_MODEL = 4, /* models and relations that calls make */
	USE_QUERY = 8,
	USE_REFINE = 16,
	USE_WRAP = 32,
	USE_BACK = 64, /* the call gives back what it was called on */
	USE_DEPENDS = 128,
	USE_LOOKUP = 256,
	USE_KEY = 512
};

/* The uses of a rule, by what it says. */
struct rule;
unsigned rule_use(const struct rule *r);

/* Does it capture what a model is made of: its name, fields, relations? */
bool rule_makes_model(const struct rule *r);

#endif
