/* book_tracking.h - the sheet Tracking: earned value, burn-up and the finish they tell.
 */
#ifndef BOOK_TRACKING_H
#define BOOK_TRACKING_H

#include "book/book.h"

/* After Effort, Plan, Staffing and Change control. Defines status_date, tracking_budget,
 * tracking_pv, tracking_ev, tracking_ac, tracking_eac, tracking_share (done),
 * forecast_p50 and forecast_p80. Nothing of it when there are no phases. */
bool book_tracking(struct book *b, lxw_worksheet *w, struct err *e);

#endif
