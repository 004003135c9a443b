/* fork.c - a part of the linking that runs beside the rest, on a thread of its own. */
#include "link/fork.h"

#include "base/thread.h"

struct fork {
	struct linker linker;
	struct program program; /* remembers by itself what imports mean */
	struct arena arena;     /* of its facts, too: lives as long as the linker's */
	struct facts found;
	struct fork *after;
	const struct link_options *options;
	fork_fn *run;
	struct thread thread;
};

static void wait_for(struct fork *f);

static void *run(void *arg)
{
	struct fork *f = arg;

	if (f->after)
		wait_for(f->after);
	f->run(&f->linker, f->options, f->after ? &f->after->found : NULL);
	return NULL;
}

static void wait_for(struct fork *f)
{
	if (!thread_wait(&f->thread))
		run(f);
}

static void release(void *arg)
{
	arena_release(arg);
}

struct fork *fork_begin(struct linker *l, const struct link_options *o, fork_fn *fn,
                        struct fork *after)
{
	struct fork *f = arena_zero(l->arena, sizeof *f);

	arena_defer(l->arena, release, &f->arena);
	f->linker = *l;
	f->linker.arena = &f->arena;
	f->linker.facts = &f->found;
	f->linker.program = &f->program;
	program_copy(&f->program, &f->arena, l->program);
	eval_part(&f->linker.eval, &l->eval, &f->arena, &f->program);
	f->linker.eval.limits = &f->found.limits;
	link_reserve(&f->linker);
	f->after = after;
	f->options = o;
	f->run = fn;
	thread_begin(&f->thread, run, f);
	return f;
}

static void append(struct linker *l, const struct facts *found)
{
	struct facts *fs = l->facts;
	int64_t first = (int64_t)fs->n;

	/* For what comes later, too: room that nobody has touched is no memory, but each
	 * copy is. */
	if (fs->n + found->n > fs->room)
		arena_reserve(l->arena, (void **)&fs->v, fs->n, &fs->room,
		              4 * (fs->n + found->n), sizeof *fs->v);
	for (size_t i = 0; i < found->n; i++) {
		struct fact *x = arena_push(l->arena, (void **)&fs->v, &fs->n, &fs->room,
		                            sizeof *fs->v);

		*x = found->v[i];
		if (x->parent >= 0)
			x->parent += first;
	}
	limits_add(&fs->limits, l->arena, &found->limits);
}

void fork_join(struct fork *f, struct linker *l)
{
	wait_for(f);
	if (f->after)
		append(l, &f->after->found);
	append(l, &f->found);
}
