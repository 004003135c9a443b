/* entity_trait.h - the words that refine a field, a relation or a model: where `trait`
 * rules of a detector look, and how what they find is written into a fact.
 *
 *     struct traits t = { .linker = l, .detector = d, .of = "field" };
 *     traits_of_member(&t, call, annotation);    rules without `in`
 *     traits_add(&t, name_of("fk"), "team.id");  what code itself knows
 *     f->traits = traits_print(&t);              sorted: "fk=team.id index null"
 *
 * The words are those of fact.h. A word with a value is written word=value, without
 * blanks. */
#ifndef ENTITY_TRAIT_H
#define ENTITY_TRAIT_H

#include "link/link.h"

enum { TRAITS_MAX = 24 };
struct traits {
	struct linker *linker;
	const struct detector *detector;
	const struct scope *scope; /* what names are read in */
	const char *of;            /* "field", "relation" */
	struct name made_as;       /* the package's class that the one called is below */
	const char *variety;       /* of a relation: a trait that says so */
	bool is_begun;             /* read before: what holds always has been said */
	size_t n;
	struct trait {
		struct name word;
		const char *value; /* NULL: none */
	} v[TRAITS_MAX];
};

/* The rules without `in`, in their order, over the call (or dictionary) that makes a
 * field or relation and its annotation; both may be NULL. */
void traits_of_member(struct traits *t, const struct expr *made,
                      const struct expr *annotation);
/* The rules with `in class`, `in NAME`: what the class says in its body, in an inner
 * class of that name or in a variable of that name. */
void traits_of_class(struct traits *t, const struct scope *class);
void traits_add(struct traits *t, struct name word, const char *value);
bool traits_have(const struct traits *t, const char *word);
/* Text for the column, of the linker's arena; NULL: no trait. */
const char *traits_print(struct traits *t);
/* A value in one word, as the code writes it. */
const char *trait_text(struct traits *t, const struct expr *e);
/* The value of a word in a text that was printed, NULL: none. */
const char *traits_value(struct arena *a, const char *text, const char *word);
/* The type of a field as written, by what its rule says under type=. NULL: unknown. */
const char *field_type(struct traits *t, const struct rule *r, const struct expr *made,
                       const struct expr *annotation);

#endif
