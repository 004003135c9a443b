/* book_calibration.h - the sheet Calibration: the hours against what projects took. */
#ifndef BOOK_CALIBRATION_H
#define BOOK_CALIBRATION_H

#include "book/book.h"

/* Own projects in cells to fill in, with the factor that they give; the measured ones of
 * others. Defines own_projects and own_factor. After Inputs. */
bool book_calibration(struct book *b, lxw_worksheet *w, struct err *e);

#endif
