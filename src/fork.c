/* fork.c - a part of the linking that runs beside the rest, on a thread of its own. */
#include "fork.h"

#include <assert.h>
#include <pthread.h>

struct fork {
	struct linker linker;
	struct program program; /* remembers by itself what imports mean */
	struct arena arena;     /* of its facts, too: lives as long as the linker's */
	struct facts found;
	const struct facts *before;
	fork_fn *run;
	pthread_t thread;
	bool has_thread;
};

static void *run(void *arg)
{
	struct fork *f = arg;

	f->run(&f->linker, f->before);
	return NULL;
}

static void release(void *arg)
{
	arena_release(arg);
}

struct fork *fork_begin(struct linker *l, fork_fn *fn)
{
	struct fork *f = arena_zero(l->arena, sizeof *f);

	arena_defer(l->arena, release, &f->arena);
	f->linker = *l;
	f->linker.arena = &f->arena;
	f->linker.facts = &f->found;
	f->linker.program = &f->program;
	program_copy(&f->program, &f->arena, l->program);
	eval_part(&f->linker.eval, &l->eval, &f->arena, &f->program);
	f->before = l->facts;
	f->run = fn;
	f->has_thread = pthread_create(&f->thread, NULL, run, f) == 0;
	return f;
}

void fork_join(struct fork *f, struct linker *l)
{
	struct facts *fs = l->facts;

	if (f->has_thread)
		pthread_join(f->thread, NULL);
	else
		run(f);
	for (size_t i = 0; i < f->found.n; i++) {
		assert(f->found.v[i].parent < 0);
		*(struct fact *)arena_push(l->arena, (void **)&fs->v, &fs->n, &fs->room,
		                           sizeof *fs->v) = f->found.v[i];
	}
}
