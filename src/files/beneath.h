/* beneath.h - opens what lies below a folder, and nothing else. */
#ifndef BENEATH_H
#define BENEATH_H

/* As openat(), but no part of the path is a link, even one that was put there a moment
 * ago, and none leads out of the folder; kernels before 5.6 check the last part only.
 * flags: of open(), O_NOFOLLOW and O_CLOEXEC are added. -1: see errno. */
int beneath_open(int folder, const char *path, int flags);

#endif
