/* trait.h - words that refine a fact: the options that a call or decorator states. */
#ifndef TRAIT_H
#define TRAIT_H

#include "link/link.h"

/* What the `traits` rules of the fact's detector know among the keywords and the keys of
 * objects in the arguments of call: into f->traits, sorted, behind those it has. */
void trait_note(struct linker *l, struct fact *f, const struct rule *r,
                const struct expr *call, const struct scope *s, const struct env *env);
/* One word more, kept sorted and once only. */
void trait_add(struct linker *l, struct fact *f, const char *trait);
/* Has the list of words this one, alone or in front of '='? */
bool trait_has(const char *traits, const char *trait);
/* The same of an entry {"task": .., "options": {..}}. */
void trait_note_keys(struct linker *l, struct fact *f, const struct rule *r,
                     const struct value *dict);

#endif
