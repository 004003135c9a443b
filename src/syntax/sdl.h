/* sdl.h - type definitions in the schema language of GraphQL. */
#ifndef SDL_H
#define SDL_H

#include <stdint.h>

#include "syntax/syntax.h"

/* Calls fn for each member of the object types that a text defines or extends; type is
 * Query, Mutation or Subscription for the types that `schema { .. }` calls so; line is
 * counted from 0. Names point into the text. Any text will do. */
typedef void sdl_fn(void *arg, struct name type, struct name member, uint32_t line);
void sdl_each_member(const char *text, sdl_fn *fn, void *arg);

#endif
