/* script_type.h - TypeScript types: stepped over, and read where they are names. */
#ifndef SCRIPT_TYPE_H
#define SCRIPT_TYPE_H

#include "read/script_reader.h"

/* Index behind the type that starts at i; i when none does. Nothing is made. */
uint32_t type_skip(struct reader *r, uint32_t i);
/* At a `<`: index behind the matching `>` of type arguments `<T, U>`; 0: it is none. */
uint32_t type_arguments_skip(struct reader *r, uint32_t i);
/* The same for type parameters `<T extends U = V>`. */
uint32_t type_parameters_skip(struct reader *r, uint32_t i);
/* Step over the type that starts here and give it as struct param's annotation has it
 * (NULL: none, or it is no name). */
struct expr *type_read(struct reader *r);
/* At `: type`, as a whole and only if it stands here: the same. */
struct expr *annotation_read(struct reader *r);

#endif
