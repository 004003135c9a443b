/* model_names.h - the rules that sources cite, by the words that people read. */
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H

#include "price/model.h"

/* "[input logic_share]" in a source becomes "Inputs: Share of ..."; a rule that stands on
 * no sheet, or is not there, keeps its name. After model_link. */
void model_names(struct model *m);

#endif
