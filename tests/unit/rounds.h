/* rounds.h - how often a test tries what it tries: TEST_ROUNDS times its usual. More by
 * hand, to look longer; less under sanitizers (tests/run), which judge memory, while the
 * figures are the plain build's to judge. */
#ifndef ROUNDS_H
#define ROUNDS_H

#include <math.h>
#include <stdlib.h>

static inline double rounds_share(void)
{
	const char *times = getenv("TEST_ROUNDS");
	double n = times ? strtod(times, NULL) : 1;

	return n > 0 ? n : 1;
}

/* At least one. */
static inline unsigned rounds(unsigned usual)
{
	return (unsigned)fmax(1, round(usual * rounds_share()));
}

#endif
