/* by_base.h - what a class is by what it inherits from a package. */
#ifndef BY_BASE_H
#define BY_BASE_H

#include "link/link.h"

/* Does the rule ask for a base, or for methods of classes below one? */
bool by_base_is(const struct rule *r);
/* Once, when all rules by base are picked: which names they ask for. */
void by_base_note(struct linker *l);
/* The facts that a class is: class $name(Task), def on_failure in Task. */
void by_base_facts(struct linker *l, const struct scope *class);

#endif
