/* imported.h - files among migrations or tests that are neither: sources import them. */
#ifndef IMPORTED_H
#define IMPORTED_H

#include "value/program.h"

/* No code imports a migration; its tool runs it. A Python file whose folder alone says
 * that it is one (services/migrations/paprika.py), and which was read, becomes a source
 * when a source imports it, or another such file that one imports. So does a script in a
 * folder of tests (src/tests/tests.controller.ts of an application that holds exams), and
 * Python that is called test_data.py. */
void imported_sources(struct unit **units, size_t n, struct arena *a,
                      const struct manifests *m, const char *root_name);

#endif
