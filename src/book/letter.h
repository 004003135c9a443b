/* letter.h - how wide a text is in Arial, for the heights of rows that wrap it. */
#ifndef LETTER_H
#define LETTER_H

#include <stdbool.h>
#include <stddef.h>

/* Points of so many bytes of UTF-8 at this size. */
double letter_points(const char *text, size_t n, double size, bool is_bold);
/* Points of a column of so many characters, as narrow as a program shows it. */
double letter_column(double characters);

#endif
