/* unfound.h - services that import what serves requests, and whose routes were not found.
 *
 * Frameworks are many, and some code bases have one of their own on top: where none of
 * the routes was understood, silence would be read as "there are none". */
#ifndef UNFOUND_H
#define UNFOUND_H

#include "detect/detector.h"
#include "detect/fact.h"
#include "detect/library.h"
#include "files/manifest.h"
#include "value/program.h"

/* Appends an unresolved fact `include` of variety unfound for each service in which a
 * package of the category "web", or one of Python's servers, is imported, and that has no
 * endpoint, operation, action, include or channel that something serves. Not where one
 * file of more than ten imports it, but for a server, nor for packages whose routes are
 * files by their names: pages alone need them, too. name is the package, path the folder,
 * file and line where it is imported first. Routes that lie in no service may be those of
 * one that imports the same package: nothing is said of it then. To be called when all
 * facts are there; classes that no route leads to are told before (unserved.h). */
void unfound_routes(struct facts *facts, struct arena *a, const struct program *p,
                    const struct detectors *d, const struct libraries *libraries);

#endif
