/* letter.c - how wide a text is in Arial, for the heights of rows that wrap it. */
#include "book/letter.h"

enum { FIRST = ' ', LAST = '~', OTHERS = 600 };

/* Thousandths of the size; of others about as wide as the widest that are usual. */
static const short widths[2][LAST - FIRST + 1] = {
	{
	    278, 278, 355, 556, 556,  889, 667, 191, 333, 333, 389, 584, 278, 333,
	    278, 278, 556, 556, 556,  556, 556, 556, 556, 556, 556, 556, 278, 278,
	    584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
	    500, 667, 556, 833, 722,  778, 667, 778, 722, 667, 611, 722, 667, 944,
	    667, 667, 611, 278, 278,  278, 469, 556, 333, 556, 556, 500, 556, 556,
	    278, 556, 556, 222, 222,  500, 222, 833, 556, 556, 556, 556, 333, 500,
	    278, 556, 500, 722, 500,  500, 500, 334, 260, 334, 584,
	},
	{
	    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333,
	    278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333,
	    584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
	    556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
	    667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556,
	    333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
	    333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
	},
};

double letter_points(const char *text, size_t n, double size, bool is_bold)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= FIRST && c <= LAST)
			sum += widths[is_bold][c - FIRST];
		else if ((c & 0xC0) != 0x80)
			sum += OTHERS;
	}
	return sum * size / 1000;
}

/* 7 pixels of 96 dots an inch; on paper a digit of Arial 10 is a little wider. */
double letter_column(double characters)
{
	return 5.25 * characters;
}
