/* template.h - pages that the server makes.
 *
 * Code names them (kind template, variety page); the parts that only other templates name
 * (layouts, includes, partials) are the further files of the folders that those lie in.
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include "link/link.h"

/* A file that pages may be made from. */
struct template_file {
	const char *path; /* in the folder that was scanned */
	uint32_t lines;
	bool is_shell; /* nothing but what a browser's own program starts in: see shell.h
	                */
	bool is_fact;  /* set by template_parts: a fact is of it */
};
struct platforms;

/* The fact at this place is a template that m captures the name of: one fact a name, and
 * unresolved where the name is not constant. */
void template_names(struct linker *l, size_t fact, const struct match *m);
/* The same of the member that a class states itself: states=NAME of the rule. */
void template_class(struct linker *l, const struct rule *r, const struct scope *class);
/* The page that a call reads, captured as `name`: its path; NULL: it reads none. */
const char *template_read(struct linker *l, const struct match *m);
/* The same of a path that says a folder and an ending around a name that is not constant,
 * `mails/${name}.html`: a fact each page that lies so, of several such folders in the one
 * nearest to the code. False: none does. */
bool template_read_each(struct linker *l, const struct match *m, const struct unit *u,
                        uint32_t line);
/* Files, in the order of their paths, that no fact names but that lie where those do
 * which one names: facts of variety part, handler_file being the code that names their
 * neighbours. Of those that code names `target` is the file, or `traits` no-file: it
 * would be one of these, and is none. `statements` of both are the lines of the file. */
void template_parts(struct facts *fs, struct arena *a, const struct platforms *p,
                    struct template_file *files, size_t n);

#endif
