/* shell.h - pages that hold no page: a browser's program makes what is seen.
 *
 *     <div id="root"></div> <script type="module" src="/src/main.tsx"></script>
 *
 * An empty element with a name of its own, or a module that is loaded, and no place that
 * a server fills in. A front end is built from it; a server hands it out as it is. */
#ifndef SHELL_H
#define SHELL_H

#include <stdbool.h>
#include <stddef.h>

bool shell_is(const char *text, size_t size);

#endif
