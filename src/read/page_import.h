/* page_import.h - what a page imports, which is not read otherwise. */
#ifndef PAGE_IMPORT_H
#define PAGE_IMPORT_H

#include "syntax/syntax.h"

/* Fills u->required with the modules behind each `from` and `import(` of the text: those
 * of its own code base and packages alike. text is padded, see lex.h. */
void page_import_note(struct unit *u, const char *text);

#endif
