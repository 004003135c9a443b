/* asked.h - what linking may ask of a scope or a call, noted while its file is at hand.
 *
 * Linking passes over all files several times, and each time asks for little: most
 * scopes hold nothing that it wants. To find that out costs more than the answer, once a
 * file has left the processor's caches. A yes may be wrong, a no never is. */
#ifndef ASKED_H
#define ASKED_H

#include "detect/detector.h"
#include "detect/rule_use.h"
#include "syntax/syntax.h"

/* A bit each, beside those of enum rule_use, which say that a rule of such a use may
 * match a call (of a scope: one of its calls). */
enum asked {
	ASKED_CALLER = 1024, /* a call that hands on what its function's parameters are */
	ASKED_SELF = 2048,   /* a scope that is decorated, or a class with bases */
	ASKED_FIELDS = 4096, /* bindings or parameters that are decorated */
	ASKED_ENTRIES = 8192,  /* what stands in variables and arguments, see entry.h */
	ASKED_IMPORTS = 16384, /* a name that a rule of an import asks for */
	ASKED_OPERATORS = 32768,
	ASKED_ITEMS = 65536 /* what is put into tables: binding_item(), binding_adds() */
};

/* A call with its scope. */
struct asked_call {
	const struct expr *call;
	const struct scope *scope;
};

/* Sets `asked` of all sites and scopes, `asked_within` of all scopes; u->callers are the
 * calls that are ASKED_CALLER, scope by scope. */
void asked_note(struct unit *u, const struct detectors *d);

/* app.get("/x")(view): may this call of a call apply a decorator? */
bool asked_applies(const struct expr *call);

#endif
