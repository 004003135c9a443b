/* detector_parts.h - what the files that read and index detectors share: detector*.c. For
 * nobody else. */
#ifndef DETECTOR_PARTS_H
#define DETECTOR_PARTS_H

#include <ctype.h>

#include "detect/detector.h"

/* A line that is being read, from p on. */
struct detector_line {
	struct arena *arena;
	const struct data_file *file;
	const char *p;
	uint32_t line;
	struct err *e;
	int depth; /* of arguments in arguments */
	bool has_language;
};

/* False; the message names the line, and what stands there. */
bool line_wrong(struct detector_line *r, const char *what);
bool line_wrong_at(struct detector_line *r, const char *what);

static inline void line_blanks(struct detector_line *r)
{
	while (*r->p == ' ' || *r->p == '\t' || *r->p == '\r')
		r->p++;
}
/* Step over the next character, when it is c. */
static inline bool line_take(struct detector_line *r, char c)
{
	line_blanks(r);
	if (*r->p != c)
		return false;
	r->p++;
	return true;
}
static inline bool line_at_end(struct detector_line *r)
{
	line_blanks(r);
	return *r->p == '\0' || *r->p == '\n' || *r->p == '#';
}
static inline bool line_is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' || c == '#';
}
static inline bool line_at_name(struct detector_line *r)
{
	line_blanks(r);
	return line_is_name(*r->p) && *r->p != '$' && *r->p != '#';
}
struct name line_name(struct detector_line *r);
/* Of options and plain lists: anything up to a blank. */
struct name line_word(struct detector_line *r);
/* Step over that word, where it is the next. */
bool line_starts(struct detector_line *r, const char *word);
/* "text" */
bool line_text(struct detector_line *r, struct name *out);

/* name, $role, *Suffix or {a|b}; several with dots; what brackets hold up to the one that
 * closes; one argument; chain, or chain(args). */
bool pattern_link(struct detector_line *r, struct link **out);
bool pattern_chain(struct detector_line *r, struct link **first, struct link **last);
bool pattern_args(struct detector_line *r, char close, struct arg **first);
bool pattern_arg(struct detector_line *r, struct arg **out, bool in_dict);
bool pattern_call(struct detector_line *r, struct rule *rule);

/* What is behind the word of a rule, up to its options. */
bool detector_form(struct detector_line *r, struct rule *rule);
/* All that rules are found by later. */
void detectors_index(struct detectors *d, struct arena *a);

#endif
