/* grouped.h - a whole number as people read it: 1,234,567. */
#ifndef GROUPED_H
#define GROUPED_H

#include "base/arena.h"

const char *grouped(struct arena *a, double x);

#endif
