/* scan_rows.h - what a scan stores besides its findings: files, packages and services,
 * what was not read or not understood, descriptions of the API, what was scanned when.
 *
 * All within the transaction that the caller began; false: e says what failed. */
#ifndef SCAN_ROWS_H
#define SCAN_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "detect/fact.h"
#include "detect/library.h"
#include "files/manifest.h"
#include "files/walk.h"
#include "scan/gather.h"
#include "store/store.h"

bool scan_rows_files(struct store *s, const struct whole *w, const struct detectors *d,
                     struct err *e);
bool scan_rows_packages(struct store *s, const struct manifests *m,
                        const struct libraries *libs, struct err *e);
bool scan_rows_problems(struct store *s, const struct walk_result *r,
                        const struct manifests *m, struct err *e);
/* Findings that are unresolved, and limits that were reached, as problems. */
bool scan_rows_unresolved(struct store *s, const struct facts *fs, struct err *e);
/* Files that pages are made from, of which no code was seen to. */
bool scan_rows_unnamed(struct store *s, struct arena *a, const struct whole *w,
                       struct err *e);
/* What descriptions of the API list, and whether fs has it. */
bool scan_rows_described(struct store *s, struct arena *a, const struct whole *w,
                         const struct facts *fs, struct err *e);
/* name: of the code base; bytes: read. The time is SOURCE_DATE_EPOCH where it is set. */
bool scan_rows_meta(struct store *s, struct arena *a, const char *root, const char *name,
                    const struct facts *fs, uint64_t bytes, struct err *e);

#endif
