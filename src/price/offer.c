/* offer.c - what is promised and how likely it is kept, ways to pay, team by role. */
#include "price/offer.h"

#include <math.h>
#include <stdlib.h>

#include "price/rate.h"
#include "text/date.h"

static bool put_currency(struct estimate *x, struct err *e)
{
	const struct model_rule *money = rate_currency(&x->in),
				*card = rate_region(&x->in);

	return result_put_text(x, "currency", inputs_text(&x->in, "currency"), e) &&
	       result_put_text(x, "currency_symbol", money->symbol, e) &&
	       result_put_number(x, "exchange_rate", x->per_usd, e) &&
	       result_put_text(x, "exchange_date", inputs_text(&x->in, "exchange_date"),
	                       e) &&
	       result_put_text(x, "region", card ? card->label : "", e) &&
	       result_put_text(x, "region_date", card ? card->date : "", e) &&
	       result_put_number(x, "rate", x->rate, e);
}

static bool put_currencies(struct estimate *x, struct err *e)
{
	const struct model_rule *r = NULL, *own = rate_currency(&x->in);
	int rank = 0;

	while ((r = model_next(&x->model, MODEL_currency, r))) {
		bool is_own = r == own;

		if (!store_exec(x->s, e,
		                "INSERT INTO currency VALUES (%d, upper(%Q), %Q, %Q,"
		                " %!.17g, %Q, %Q)",
		                ++rank, r->name, r->label, r->symbol,
		                is_own ? x->per_usd : r->per_usd,
		                is_own ? inputs_text(&x->in, "exchange_date") : r->date,
		                is_own ? inputs_source(&x->in, "exchange_rate")
		                       : r->source))
			return false;
	}
	return true;
}

static bool put_basis(struct estimate *x, struct err *e)
{
	const struct model_rule *card = rate_card(&x->in), *money;

	if (!card)
		return result_put_text(x, "rate_basis",
		                       inputs_is_given(&x->in, "rate_per_hour") ? "given"
		                                                                : "usd",
		                       e);
	money = model_find(&x->model, MODEL_currency, card->currency);
	return result_put_text(x, "rate_basis", "card", e) &&
	       store_exec(x->s, e,
	                  "INSERT INTO result VALUES ('card_currency', upper(%Q))",
	                  money->name) &&
	       result_put_number(x, "card_per_usd",
	                         money == rate_currency(&x->in) ? x->per_usd
	                                                        : money->per_usd,
	                         e);
}

/* ---- sums that add up as they are printed --------------------------------------------
 */

/* A half goes up also where the last digit of a share was lost: BOOK_WHOLE in cells. */
double offer_whole(double money)
{
	return round(round(money * 1e4) / 1e4);
}

double offer_price(const struct estimate *x, double hours)
{
	return offer_whole(round(hours * 10) / 10 * x->rate);
}

double offer_total(const struct estimate *x, double hours)
{
	double price = offer_price(x, hours);

	return price + offer_whole(price * x->contingency);
}

static double at_percentile(const struct estimate *x, double p)
{
	return x->is_nothing ? 0
	                     : offer_whole(montecarlo_percentile(&x->mc, p) * x->rate);
}

/* Fixed: the risk is the supplier's, so at P80. By the hour: even odds, P50, and the
 * client pays what it takes. Neither has the contingency, which stands on the P50. */
static bool put_offers(struct estimate *x, struct err *e)
{
	double tax = inputs_number(&x->in, "tax");
	double total = offer_total(x, x->effort.hours);
	const struct {
		const char *key;
		double value;
	} v[] = {
		{ "total", total },
		{ "fixed_price", at_percentile(x, 0.8) },
		{ "time_and_material", at_percentile(x, 0.5) },
	};

	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		if ((i > 0 && !result_put_number(x, v[i].key, v[i].value, e)) ||
		    !result_put_number(x, arena_printf(x->arena, "%s_with_tax", v[i].key),
		                       v[i].value + offer_whole(v[i].value * tax), e))
			return false;
	return result_put_number(x, "tax_share", tax, e) &&
	       result_put_number(x, "tax", offer_whole(total * tax), e);
}

/* ---- what is promised ----------------------------------------------------------------
 */

double offer_weeks(const struct estimate *x)
{
	return schedule_weeks(&x->calendar, x->effort.hours, NULL) * (1 + x->contingency);
}

static int64_t finish_of(const struct estimate *x, double weeks)
{
	int64_t start = 0;

	date_parse(inputs_text(&x->in, "start_date"), &start);
	return calendar_finish(&x->holidays, start, weeks);
}

double offer_enough(const struct estimate *x, double money)
{
	double at[MONTECARLO_POINTS];

	for (int i = 0; i < MONTECARLO_POINTS; i++)
		at[i] = montecarlo_percentile(&x->mc, montecarlo_point(i)) * x->rate;
	return montecarlo_share(at, money);
}

double offer_done_by(const struct estimate *x, int64_t day)
{
	double at[MONTECARLO_POINTS], days = 0;

	for (int64_t d = finish_of(x, 0); d <= day; d++)
		days += calendar_is_working(&x->holidays, d);
	for (int i = 0; i < MONTECARLO_POINTS; i++)
		at[i] = schedule_weeks(&x->calendar,
		                       montecarlo_percentile(&x->mc, montecarlo_point(i)),
		                       NULL);
	return montecarlo_share(at, days / WEEK_DAYS);
}

/* By the risk appetite: the expected price with contingency, and its time; or a
 * percentile, whose range holds what a contingency would be for. */
static bool put_promise(struct estimate *x, struct err *e)
{
	const char *appetite = inputs_text(&x->in, "risk_appetite");
	double planned = schedule_weeks(&x->calendar, x->effort.hours, NULL);
	double hours = x->effort.hours * (1 + x->contingency), weeks = offer_weeks(x);
	double price = offer_total(x, x->effort.hours);
	int64_t finish;

	if (*appetite == 'P' && !x->is_nothing) {
		hours = montecarlo_percentile(&x->mc, strtod(appetite + 1, NULL) / 100);
		price = offer_whole(hours * x->rate);
		weeks = schedule_weeks(&x->calendar, hours, NULL);
	}
	finish = finish_of(x, weeks);
	return result_put_number(x, "price_offered", price, e) &&
	       result_put_number(x, "weeks_offered", weeks, e) &&
	       result_put_number(x, "weeks_reserve",
	                         weeks > planned ? weeks - planned : 0, e) &&
	       result_put_text(x, "finish", date_iso(x->arena, finish_of(x, planned)),
	                       e) &&
	       result_put_text(x, "finish_offered", date_iso(x->arena, finish), e) &&
	       (x->is_nothing || (result_put_number(x, "price_offered_probability",
	                                            offer_enough(x, price), e) &&
	                          result_put_number(x, "finish_offered_probability",
	                                            offer_done_by(x, finish), e)));
}

static bool put_roles(struct estimate *x, struct err *e)
{
	double overhead = 1 + inputs_number(&x->in, "overhead");
	const struct model_rule *r = NULL;
	int rank = 0;

	while ((r = model_next(&x->model, MODEL_role, r))) {
		double rate = rate_of_role(&x->in, r) * overhead;
		double hours = x->effort.hours * r->of_team;

		if (!store_exec(x->s, e,
		                "INSERT INTO role (rank, name, label, share, rate, hours,"
		                " cost, source) VALUES (%d, %Q, %Q, %!.17g, %!.17g,"
		                " %!.17g, %!.17g, %Q)",
		                ++rank, r->name, r->label, r->of_team, rate, hours,
		                hours * rate, r->source))
			return false;
	}
	return true;
}

bool offer_write(struct estimate *x, struct err *e)
{
	return put_currency(x, e) && put_currencies(x, e) && put_basis(x, e) &&
	       put_offers(x, e) && put_promise(x, e) && put_roles(x, e);
}
