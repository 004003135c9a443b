/* left_out.c - findings without a price of their own, each with a reason. */
#include "price/left_out.h"

#include "price/ask.h"

static bool put_kinds(struct store *s, const struct model_rule *r, struct err *e)
{
	for (size_t i = 0; i < r->kinds.n; i++)
		if (!store_exec(s, e,
		                "INSERT OR IGNORE INTO left_out_kind VALUES (%Q, %Q, %Q)",
		                r->kinds.v[i].word, r->how, r->text))
			return false;
	return true;
}

/* First as a query of the user's, who may write nothing; then as what fills the table. */
static bool put_select(struct store *s, const struct model_rule *r, struct err *e)
{
	struct arena a = { 0 };
	bool ok = ask_prepare(s, &a, r, &r->select, e) != NULL;

	if (ok && !store_exec(s, e,
	                      "INSERT OR IGNORE INTO left_out SELECT fact, '%q',"
	                      " coalesce(reason, '') FROM (%s) WHERE fact IS NOT NULL"
	                      " AND fact NOT IN (SELECT fact FROM item WHERE fact IS NOT"
	                      " NULL)",
	                      r->how, r->select.text))
		ok = model_wrong(e, r, r->select.line,
		                 "query needs the columns fact and reason: %s",
		                 sqlite3_errmsg(s->db));
	arena_release(&a);
	return ok;
}

bool left_out_write(struct store *s, const struct model *m, struct err *e)
{
	const struct model_rule *r = NULL;

	while ((r = model_next(m, MODEL_left_out, r)))
		if (r->select.text ? !put_select(s, r, e) : !put_kinds(s, r, e))
			return false;
	return true;
}
