/* listed_model.h - models that a JSON file each describes, and the routes that a platform
 * makes of them.
 *
 *     model listed "GLOB" name="info.singularName" table="collectionName"
 *                         fields="attributes" target="target"
 *                         kind="kind" single="info.singularName GET PUT"
 *
 * Members of members have dots; name="*" is the name of the file. A field that says a
 * target is a relation, by any of several members: target="model collection". What the
 * member `kind` says is a key of the rule itself: the member that is a path, and the
 * actions with the methods, find:GET or find:GET/{id}, that are served there. prefix=
 * stands in front of them. All are served, unless calls of the rule `granted` say which.
 */
#ifndef LISTED_MODEL_H
#define LISTED_MODEL_H

#include "files/listed_file.h"

/* Is it a rule of such files? */
bool rule_lists_model(const struct rule *r);
/* Is it the model that a text means: api::boat.boat? */
bool listed_is_model(const struct listed_file *l, struct arena *a, const char *text);

struct listed_route {
	const char *action, *method, *path;
};

/* What the model serves; their number. */
size_t listed_routes(const struct listed_file *l, struct arena *a,
                     struct listed_route **routes);
/* Its facts, with those of its routes if it is_served by itself. */
void listed_model(struct facts *facts, struct arena *a, const struct listed_file *l,
                  bool is_served);

#endif
