/* schema_file.h - models that are files by their places, what a script there exports:
 * `model exported models/... ({attributes: $fields})`. */
#ifndef SCHEMA_FILE_H
#define SCHEMA_FILE_H

#include "link/link.h"

/* The models of all such files; schema.h has what is in them. */
void schema_files(struct linker *l);

#endif
