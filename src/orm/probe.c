/* probe.c - SQL that only asks whether the database answers: SELECT 1. */
#include "orm/probe.h"

#include <ctype.h>
#include <strings.h>

enum { WRAPPED_MAX = 4 }; /* text(f("select 1")) */

/* The text of a call's first argument; NULL: not written there. */
static const char *statement(const struct expr *e)
{
	for (int i = 0; i < WRAPPED_MAX && e && e->kind == EXPR_CALL; i++)
		for (e = expr_first(e); e && e->kind == EXPR_KEYWORD;)
			e = e->next;
	if (e && e->kind == EXPR_TEMPLATE)
		e = expr_first(e) && !expr_first(e)->next ? expr_first(e) : NULL;
	return e && e->kind == EXPR_STRING ? e->text.s : NULL;
}

static const char *blanks(const char *s)
{
	while (isspace((unsigned char)*s))
		s++;
	return s;
}

/* Behind this word, in whatever case, and blanks; else s. */
static const char *behind(const char *s, const char *word)
{
	size_t n = strlen(word);

	if (strncasecmp(s, word, n) != 0 || isalnum((unsigned char)s[n]) || s[n] == '_')
		return s;
	return blanks(s + n);
}

static const char *behind_name(const char *s)
{
	while (isalnum((unsigned char)*s) || *s == '_')
		s++;
	return blanks(s);
}

bool is_probe(const struct expr *call)
{
	const char *s = statement(call), *number;

	if (!s)
		return false;
	s = blanks(s);
	number = behind(s, "select");
	if (number == s || !isdigit((unsigned char)*number))
		return false;
	s = blanks(number + strspn(number, "0123456789"));
	number = behind(s, "as");
	s = number == s ? s : behind_name(number);
	s = behind(behind(s, "from"), "dual");
	s = blanks(s + (*s == ';'));
	return !*s;
}
