/* relation.h - relations when all models are known: targets by their model's name, what
 * each end is to the other. */
#ifndef RELATION_H
#define RELATION_H

#include "link/link.h"

/* Completes the relations among the facts: target, variety, the trait `self`. */
void relations_finish(struct linker *l);

#endif
