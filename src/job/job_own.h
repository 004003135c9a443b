/* job_own.h - jobs that the code base's own decorators make, without any package:
 *
 *     def task(fn):
 *         fn.delay = lambda *args: later(fn, args)
 *         return fn
 *
 * What stands below @task is a job, and f.delay(..) sends it, as `sent` rules name what
 * a function is sent by. */
#ifndef JOB_OWN_H
#define JOB_OWN_H

#include "link/link.h"

/* Facts of all such jobs and of what sends them; after all others. */
void own_jobs(struct linker *l);

#endif
