/* script_module.h - imports and exports of a script. */
#ifndef SCRIPT_MODULE_H
#define SCRIPT_MODULE_H

#include "read/script_reader.h"

/* At `import`, which is no call and no import.meta. */
void import_read(struct reader *r);
/* At `export`; decorators stood before it. */
void export_read(struct reader *r, struct expr *decorators);

#endif
