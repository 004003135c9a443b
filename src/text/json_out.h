/* json_out.h - JSON to a stream, one value a call; indentation and commas by itself. */
#ifndef JSON_OUT_H
#define JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct json_out {
	FILE *out;
	int depth, flat; /* flat: depth from which all stands on one line; 0 none */
	bool has_value;  /* in the innermost object or array */
};

/* key NULL: an item of an array, or the document itself. Keys are ours, plain ASCII. */
void json_put_object(struct json_out *j, const char *key);
void json_put_array(struct json_out *j, const char *key);
/* The same, on one line however long: for rows. */
void json_put_row(struct json_out *j, const char *key);
void json_put_end_object(struct json_out *j);
void json_put_end_array(struct json_out *j);

/* NULL is null. Text must be valid UTF-8, as the store's is; everything that JSON or a
 * terminal could mistake is escaped. */
void json_put_text(struct json_out *j, const char *key, const char *text);
void json_put_integer(struct json_out *j, const char *key, int64_t n);
/* The shortest form that reads back as the same number; null when it is none. */
void json_put_number(struct json_out *j, const char *key, double x);
void json_put_bool(struct json_out *j, const char *key, bool b);

#endif
