/* fingerprint.h - what an estimate was made from, as digests that show a difference. */
#ifndef FINGERPRINT_H
#define FINGERPRINT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

/* Of all findings, of all files read (path, size, content.h) and of all data files in
 * force, as SHA-256 in hexadecimal: the results findings_sha256, files_sha256 and
 * model_sha256. */
bool fingerprint_write(struct store *s, struct arena *a, struct err *e);

#endif
