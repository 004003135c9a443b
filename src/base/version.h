/* version.h - which migcost this is. */
#ifndef VERSION_H
#define VERSION_H

#define MIGCOST_VERSION "0.1.0"

#endif
