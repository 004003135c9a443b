/* job_queue.h - what the queue is called that a job is in, or that is sent to. */
#ifndef JOB_QUEUE_H
#define JOB_QUEUE_H

#include "link/link.h"

/* new Worker(queue.name, ..): the name that the queue was made with, NULL: none known. */
const char *job_queue_name(struct linker *l, const struct match *m);
/* queue.add(..) in s: the name of the queue that it is called on, as that was made or
 * injected, NULL: not known. */
const char *job_queue_sent(struct linker *l, const struct match *m,
                           const struct expr *call, const struct scope *s);
/* @Process() in a class: the queue that rule's detector finds the class to serve. */
const char *job_queue_around(struct linker *l, const struct rule *r,
                             const struct scope *method);

#endif
