/* sql_text.h - statements of SQL among the texts of a source file: what code asks a
 * database in the database's own words, through whichever driver. */
#ifndef SQL_TEXT_H
#define SQL_TEXT_H

#include "read/sql.h"
#include "syntax/lex.h"
#include "syntax/syntax.h"

/* One of a unit's texts, in source order. */
struct sql_text {
	uint32_t line;  /* where its text begins */
	bool is_tagged; /* sql`..` */
	bool is_held;   /* linking: a query of a mapper says it */
	struct sql asks;
	struct sql_text *next;
};

/* For readers, behind the lexer. Texts that + puts together are one; what is no text in
 * between is left open. Of a long one the first 4 KiB count. */
void sql_texts_read(struct unit *u, const struct tokens *t, const char *text);

/* A query says what is asked there by itself: no text in e counts besides. */
void sql_texts_hold(const struct unit *u, const struct expr *e);

#endif
