/* wrapper.h - functions of ours that stand for a library: they are told what to ask.
 *
 *     def request(self, method, path): return self.session.request(method, BASE + path)
 *     remote.request("GET", "files")
 *
 * Short, with a parameter, around a call of a library that categories.tsv says may be
 * wrapped, or around a call of another such function; and some caller tells it a path or
 * a method. Each call of it is what a call of the library is, so that the call inside is
 * no further one: of three handlers that ask for something else each has one, not a
 * third. A function that says itself what is asked, log("done") that posts to one
 * address, is none. */
#ifndef WRAPPER_H
#define WRAPPER_H

#include "reach/reach_graph.h"

/* Does it take anything but the object that it belongs to? */
bool wrapper_may_be(const struct scope *f);
/* Among all that handlers come to, none of which is a handler itself. */
void wrapper_find(struct reach *r);
/* Adds a fact for each of their calls, of the kind that a call of the library is. */
void wrapper_facts(struct reach *r);
/* Does the place lie in one of them? */
bool wrapper_holds(const struct reach *r, const char *file, uint32_t line);

#endif
