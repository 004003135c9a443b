/* channel.h - websocket and server-sent-event channels that are no routes of a router:
 * connections of a server, messages on them, handlers that turn into one. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include "link/link.h"

void channel_init(struct linker *l);
/* A rule with `given` matched: the callback's first parameter gets the rule's role. */
void channel_given(struct linker *l, const struct match *m);
/* Is the rule a channel of these, and none of a router's? */
bool channel_is(const struct match *m);
/* scope: the decorated function or class, NULL for calls. */
void channel_found(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s, const struct scope *scope);
/* A class that is a channel by what it inherits. */
void channel_class(struct linker *l, const struct rule *r, const struct scope *class);
/* A router has the class below a path: its channel there, if it is one and the method is
 * what connections are opened with; else NULL. */
struct fact *channel_served(struct linker *l, const struct scope *class,
                            const char *method, const char *path);
/* When endpoints are known: the paths of handlers that are channels. */
void channel_finish(struct linker *l);

#endif
