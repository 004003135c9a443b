/* schema.h - models that a call makes, and what stands in dictionaries of models.
 *
 *     model $maker($table, $fields)          const users = table("users", {id: int()})
 *     field $name: $any        in fields     an entry of the capture $fields
 *     relation $name: {ref: $target}  in fields     another fact of the same entry
 *     relation $x.references($column)  in fields    a call in the entry's chain
 *     relation $name: {kind: $variety} in fields  replaces    and no field, if listed
 * first relation $name: {modelClass: $target}  in relationMappings   a member of the
 * class relation $model.hasMany($target)       a call on a model, wherever it stands
 *     implied  id unless pk                  a field that nobody writes
 *
 * Captures of a model: `name` (else the variable, the class, the table), `table`,
 * `fields`, `relations`, `extra` (indexes and the like: a list or dictionary), `options`.
 * Fields may come through names, spreads, functions and other files. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "link/link.h"

/* A call that a model rule matched; bound: the variable it is given to, or empty. */
void schema_model(struct linker *l, const struct match *m, const struct expr *call,
                  const struct scope *s, struct name bound);
/* A call on a model that gives it a relation: kept until all models are known. */
void schema_relation(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s);
/* Dictionaries that are members of a class: adds to the counts of model fact `parent`. */
void schema_class(struct linker *l, const struct scope *class, const struct detector *d,
                  int64_t parent, uint32_t *fields, uint32_t *relations);
/* Relations by call, and the fields that follow from them. */
void schema_finish(struct linker *l);
/* Traits, type and target's name of a relation or field: for classes, too. */
struct declared;
void schema_refine(struct linker *l, struct fact *f, const struct match *m,
                   const struct declared *code);

#endif
