/* path_segment.h - how the parts of a file's name are written in a path: [id] as {id},
 * (group) not at all. The `segment` lines of a detector say it, see detector.h. */
#ifndef PATH_SEGMENT_H
#define PATH_SEGMENT_H

#include "detect/detector.h"
#include "value/value.h"

/* parts, first to last, as paths: "/users/{id}"; more than one when a part may miss.
 * False: a file of that name is no route. dots: a dot begins a new part. */
bool path_segments(struct texts *out, struct arena *a, const struct detector *d,
                   const struct name *parts, size_t n, bool dots);

#endif
