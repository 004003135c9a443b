/* rate.c - what an hour costs: rate cards of regions, roles, currencies. */
#include "price/rate.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- names that a person writes -----------------------------------------------------
 */

/* Codes are upper case for people, lower case in the rules. */
static const struct model_rule *named(const struct inputs *in, enum model_kind kind,
                                      const char *name)
{
	const struct model_rule *r = NULL;

	while ((r = model_next(in->model, kind, r)))
		if (strcasecmp(r->name, name) == 0)
			return r;
	return NULL;
}

static const char *upper(struct arena *a, const char *name)
{
	char *text = arena_strdup(a, name);

	for (char *p = text; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	return text;
}

static bool unknown(const struct inputs *in, enum model_kind kind, const char *name,
                    struct err *e)
{
	const struct model_rule *r = NULL;
	const char *list = "";

	while ((r = model_next(in->model, kind, r)))
		list = arena_printf(in->arena, "%s%s%s", list, *list ? ", " : "",
		                    kind == MODEL_currency ? upper(in->arena, r->name)
		                                           : r->name);
	return err_set(e, ERR_USAGE, "no %s '%.40s': %s", model_kind_name(kind), name,
	               *list ? list : "none is known");
}

const struct model_rule *rate_region(const struct inputs *in)
{
	const char *name = inputs_text(in, "region");

	return *name ? named(in, MODEL_region, name) : NULL;
}

const struct model_rule *rate_currency(const struct inputs *in)
{
	return named(in, MODEL_currency, inputs_text(in, "currency"));
}

/* ---- cards ---------------------------------------------------------------------------
 */

static const struct model_word *pay(const struct model_list *to_python,
                                    const struct model_list *any, const char *role,
                                    bool is_to_python)
{
	const struct model_word *w = is_to_python ? model_word_of(to_python, role) : NULL;

	return w ? w : model_word_of(any, role);
}

/* In the card's own currency. The loader has seen to it that every role is there. */
static double on_card(const struct inputs *in, const struct model_rule *card,
                      const char *role)
{
	bool to_python = strcmp(inputs_text(in, "direction"), "node-to-python") == 0;
	const struct model_word *w = pay(&card->rates_to_python, &card->rates, role,
	                                 to_python);

	if (w)
		return w->number[0];
	w = pay(&card->salaries_to_python, &card->salaries, role, to_python);
	return w ? w->number[0] / card->hours_per_year * card->loading : 0;
}

/* From the card's currency into the quote's: the same one needs no rate of exchange. */
static double exchanged(const struct inputs *in, const struct model_rule *card, double x)
{
	const struct model_rule *own = model_find(in->model, MODEL_currency,
	                                          card->currency);

	if (own == rate_currency(in))
		return x;
	return x / own->per_usd * inputs_number(in, "exchange_rate");
}

static double blended(const struct inputs *in, const struct model_rule *card)
{
	const struct model_rule *role = NULL;
	double sum = 0;

	while ((role = model_next(in->model, MODEL_role, role)))
		sum += role->of_team * on_card(in, card, role->name);
	return exchanged(in, card, sum);
}

static bool is_rate_given(const struct inputs *in)
{
	return inputs_is_given(in, "rate_per_hour") ||
	       inputs_is_given(in, "rate_usd_per_hour");
}

const struct model_rule *rate_card(const struct inputs *in)
{
	return is_rate_given(in) ? NULL : rate_region(in);
}

double rate_of_role(const struct inputs *in, const struct model_rule *role)
{
	const struct model_rule *card = rate_card(in);

	if (!card)
		return inputs_number(in, "rate_per_hour");
	return exchanged(in, card, on_card(in, card, role->name));
}

/* ---- settling ------------------------------------------------------------------------
 */

static void put(struct inputs *in, const char *key, double x, const char *source)
{
	inputs_put(in, key, arena_printf(in->arena, "%.15g", x), source);
}

/* The quote is in the currency that was asked for, else in that of the card. */
static bool settle_currency(struct inputs *in, struct err *e)
{
	const struct model_rule *card = rate_region(in), *money;
	const char *name = inputs_text(in, "currency");

	if (*inputs_text(in, "region") && !card)
		return unknown(in, MODEL_region, inputs_text(in, "region"), e);
	if (!*name)
		name = card ? card->currency : "usd";
	money = named(in, MODEL_currency, name);
	if (!money)
		return unknown(in, MODEL_currency, name, e);
	inputs_put(in, "currency", upper(in->arena, money->name),
	           inputs_is_given(in, "currency") ? NULL
	           : card                          ? card->source
	                                           : money->source);
	if (!inputs_is_given(in, "exchange_rate")) {
		put(in, "exchange_rate", money->per_usd, money->source);
		inputs_put(in, "exchange_date", money->date, money->source);
	}
	return true;
}

static void settle_rate(struct inputs *in)
{
	const struct model_rule *card = rate_region(in);
	double per_usd = inputs_number(in, "exchange_rate");
	const char *unit = arena_printf(in->arena, "%s/h", inputs_text(in, "currency"));

	inputs_unit(in, "rate_per_hour", unit);
	if (inputs_is_given(in, "rate_per_hour")) {
		put(in, "rate_usd_per_hour", inputs_number(in, "rate_per_hour") / per_usd,
		    "from rate_per_hour");
	} else if (card && !inputs_is_given(in, "rate_usd_per_hour")) {
		double rate = blended(in, card);

		put(in, "rate_per_hour", rate,
		    arena_printf(in->arena, "card of %s of %s, blended: %s", card->label,
		                 card->date, card->source));
		put(in, "rate_usd_per_hour", rate / per_usd, "from rate_per_hour");
	} else {
		put(in, "rate_per_hour", inputs_number(in, "rate_usd_per_hour") * per_usd,
		    inputs_source(in, "rate_usd_per_hour"));
	}
}

static void settle_calendar(struct inputs *in)
{
	const struct model_rule *card = rate_region(in);

	if (*inputs_text(in, "calendar"))
		return;
	inputs_put(in, "calendar", card && card->calendar ? card->calendar : "none",
	           card && card->calendar ? card->source : NULL);
}

bool rate_resolve(struct inputs *in, struct err *e)
{
	if (!settle_currency(in, e))
		return false;
	settle_rate(in);
	settle_calendar(in);
	return true;
}
