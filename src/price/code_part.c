/* code_part.c - where the lines of code that were read went. */
#include "price/code_part.h"

bool code_part_write(struct store *s, struct err *e)
{
	if (store_number(s, 0,
	                 "SELECT count(*) FROM temp.sqlite_master"
	                 " WHERE name = 'code_part'") == 0)
		return true;
	return store_exec(s, e,
	                  "INSERT INTO main.code_part SELECT state, lines, reason"
	                  " FROM temp.code_part WHERE lines >= 0.5");
}
