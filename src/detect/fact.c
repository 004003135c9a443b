/* fact.c - the names of the kinds of facts. */
#include "detect/fact.h"

#include <stddef.h>
#include <string.h>

static const char *const names[] = {
#define KIND(name, meaning) #name,
	FACT_KINDS(KIND)
#undef KIND
};

const char *fact_kind_name(enum fact_kind k)
{
	return (size_t)k < sizeof names / sizeof *names ? names[k] : "";
}

bool fact_kind_of(const char *name, enum fact_kind *k)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0) {
			*k = (enum fact_kind)i;
			return true;
		}
	return false;
}

static const char *const trait_words[] = {
#define TRAIT(word, meaning) word,
	TRAITS(TRAIT)
#undef TRAIT
};

bool is_trait(const char *word)
{
	for (size_t i = 0; i < sizeof trait_words / sizeof *trait_words; i++)
		if (!strcmp(word, trait_words[i]))
			return true;
	return false;
}
