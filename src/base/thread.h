/* thread.h - threads with a stack as large as is stated here: what follows code nests
 * deeper than the stack that a shell may leave to a program. */
#ifndef THREAD_H
#define THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* {0}: none that was begun. */
struct thread {
	pthread_t id;
	bool is_begun;
};

/* False when the system gives no more. */
bool thread_begin(struct thread *t, void *(*run)(void *arg), void *arg);
/* Returns when it has ended, once; false when it was not begun. */
bool thread_wait(struct thread *t);

#endif
