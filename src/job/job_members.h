/* job_members.h - jobs that a worker is given as the functions of an object or a file. */
#ifndef JOB_MEMBERS_H
#define JOB_MEMBERS_H

#include "link/link.h"

/* Does the rule's match say jobs by the capture `members`, an object, an instance or a
 * module, or `module`, the place of a file? */
bool job_has_members(const struct match *m);
/* Each function of them is a job, once, however many workers are given it. */
void job_members(struct linker *l, const struct match *m);
/* A function of ours is a job, called so, once. */
void job_add(struct linker *l, const struct rule *r, const struct scope *f,
             struct name name);

#endif
