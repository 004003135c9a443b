/* called.h - jobs that are sent by calling them: `enqueue $job(...)`.
 *
 * notify(user) reads like any call, so that no rule finds it by its name: the jobs of
 * such a detector are noted when they are found, and then looked for among all calls. */
#ifndef CALLED_H
#define CALLED_H

#include "link/link.h"
#include "syntax/callees.h"

/* Is it such a rule? */
bool called_is(const struct rule *r);
/* A rule has made f a job. */
void called_note(struct linker *l, const struct rule *job, const struct scope *f);
/* What a call calls, f(), jobs.f() or app.jobs.f(); is_owner: what it is called on, f of
 * f.delay(). */
void called_values(struct linker *l, const struct unit *u, const struct callee *c,
                   bool is_owner, struct values *out);
/* Facts of all calls of what was noted. */
void called_facts(struct linker *l);

#endif
