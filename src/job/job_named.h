/* job_named.h - jobs that are sent by their dotted names, as rules with `dotted` say:
 * queue.enqueue("app.tasks.send"), enqueue(f"app.tasks.{name}"). */
#ifndef JOB_NAMED_H
#define JOB_NAMED_H

#include "link/link.h"

/* Measures the function of that name for the fact; where only its module is known, each
 * of that module's functions is a job of its own, once. */
void job_named(struct linker *l, size_t fact, const struct rule *r,
               const struct capture *handler);

#endif
