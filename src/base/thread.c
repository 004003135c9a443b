/* thread.c - threads with a stack as large as is stated here. */
#include "base/thread.h"

#include <stddef.h>

/* Values nest EVAL_DEEP * APARTS_DEEP steps, of some ten kilobytes each, and several
 * times that with a sanitizer. Memory is what is touched of it. */
static const size_t STACK_BYTES = (size_t)64 << 20;

bool thread_begin(struct thread *t, void *(*run)(void *arg), void *arg)
{
	pthread_attr_t a;

	t->is_begun = false;
	if (pthread_attr_init(&a) != 0)
		return false;
	t->is_begun = pthread_attr_setstacksize(&a, STACK_BYTES) == 0 &&
	              pthread_create(&t->id, &a, run, arg) == 0;
	pthread_attr_destroy(&a);
	return t->is_begun;
}

bool thread_wait(struct thread *t)
{
	bool was_begun = t->is_begun;

	if (was_begun)
		pthread_join(t->id, NULL);
	t->is_begun = false;
	return was_begun;
}
