/* listed_model.h - models that a JSON file each describes, and the routes that a platform
 * makes of them.
 *
 *     model listed "GLOB" name="info.singularName" table="collectionName"
 *                         fields="attributes" target="target"
 *                         kind="kind" single="info.singularName GET PUT"
 *
 * Members of members have dots. A field that says a target is a relation. What the member
 * `kind` says is a key of the rule itself: the member that is a path, and the methods,
 * GET or GET/{id}, that are served there. prefix= stands in front of them. */
#ifndef LISTED_MODEL_H
#define LISTED_MODEL_H

#include "files/listed_file.h"

/* Is it a rule of such files? */
bool rule_lists_model(const struct rule *r);
void listed_model(struct facts *facts, struct arena *a, const struct listed_file *l);

#endif
