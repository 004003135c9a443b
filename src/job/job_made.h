/* job_made.h - jobs that a function of ours makes of what it is given, for each of its
 * callers. */
#ifndef JOB_MADE_H
#define JOB_MADE_H

#include "link/link.h"

/* start("mail", send), where start(name, run) makes the worker that m found: is it said
 * outside of the function around it what the job is called, or what it runs? */
bool job_is_of_caller(const struct match *m, const struct scope *s);
/* Calls fn with what each caller gives. False: none is known. */
bool job_made(struct linker *l, const struct match *m, const struct expr *call,
              const struct scope *s, link_fn *fn);

#endif
