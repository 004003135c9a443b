# compare.awk - what a scan printed against what is true: how much found, how much right.
#
#   awk -v what=endpoints -f compare.awk part=1 TRUTH part=2 EXCLUDED part=3 OURS
#
# what    endpoints | models | jobs
# by      path: endpoints are compared by path only, methods are ignored
# base    prefix that the truth leaves out of its paths; "-" none
# folder  put before the file names of OURS: "src/"; the truth's are the repository's
# kinds   only rows whose KIND matches this expression count, on both sides
# verbose 1: one line a miss ("- ...") and one a false finding ("+ ...") go first
# open    1: endpoints that say themselves that they are unresolved are found as well
#
# The last line, tab-separated: TRUE FOUND PRINTED RIGHT UNRESOLVED FIELDS RELATIONS OPEN.
#   TRUE rows in the truth, FOUND of them found; PRINTED rows of ours that are judged,
#   RIGHT of them right; UNRESOLVED rows of ours that say so themselves: endpoints like
#   that are neither found nor wrong, models and jobs are judged as any other;
#   FIELDS, RELATIONS: found models whose number of fields, of relations agrees;
#   OPEN those of FOUND that only an unresolved row of ours has (with open=1).
#
# When two rows are the same
#   endpoints  METHOD + PATH. A parameter is {} whatever its name, type or spelling
#              (<int:x>, {x}, :x, [x], (?P<x>...)); ^, $, a trailing slash and the ? of
#              an optional parameter are dropped. The method * on either side matches
#              any method of the same path. With by=path, or where the truth knows no
#              method at all, by PATH alone. A row of EXCLUDED is neither right nor wrong.
#   models     KIND + NAME; of several with the same name, the one in the same file first.
#              A class within a function is named by its own name alone: f().X is X.
#   jobs       KIND + FILE:LINE.
# A row printed twice counts once (models: as often as the truth has it).

BEGIN {
	FS = OFS = "\t"
	if (base == "-")
		base = ""
	missed = wrong = 0
}

$0 == "" || $1 == "METHOD" || $1 == "KIND" { next }
what != "endpoints" && kinds != "" && $1 !~ kinds { next }
what == "endpoints" { route($1, normal($2)); next }
part == 1 {
	truth_row[++nt] = $0
	truth_key[nt] = key("")
	truth_place[nt] = place("")
}
part == 3 {
	our_row[++no] = $0
	our_key[no] = key(folder)
	our_place[no] = place(folder)
	open_ends += unresolved()
}

function unresolved(    i)
{
	for (i = 3; i <= NF; i++)
		if ($i == "unresolved")
			return 1
	return 0
}

# ---- endpoints ------------------------------------------------------------------------

function normal(path,    out, c, rest)
{
	sub(/^wss?:\/\//, "/", path) # an event of a websocket, without a host
	if (base != "" && part == 3 && index(path "/", base "/") == 1)
		path = substr(path, length(base) + 1)
	while (path != "") {
		c = substr(path, 1, 1)
		rest = path
		if (c == "(" || c == "{" || c == "[" || c == "<") {
			path = after_bracket(path, c)
			out = out "{}"
		} else if (c == ":" && out ~ /\/$/ && path ~ /^:[A-Za-z_]/) {
			sub(/^:[A-Za-z_0-9]+/, "", path)
			if (substr(path, 1, 1) == "(")
				path = after_bracket(path, "(")
			sub(/^[+*]/, "", path)
			out = out "{}"
		} else {
			path = substr(path, 2)
			if (c != "^" && c != "$" && !(c == "?" && out ~ /[{][}]$/))
				out = out c
		}
		if (path == rest) # an unpaired bracket
			path = substr(path, 2)
	}
	sub(/\/+$/, "", out)
	return out ~ /^\// ? out : "/" out
}

# What follows the bracket that path begins with.
function after_bracket(path, open,    close_at, depth, i, c, shut)
{
	shut = open == "(" ? ")" : open == "{" ? "}" : open == "[" ? "]" : ">"
	for (i = 1; i <= length(path); i++) {
		c = substr(path, i, 1)
		if (c == "\\")
			i++
		else if (c == open)
			depth++
		else if (c == shut && --depth == 0)
			return substr(path, i + 1 + (open == "[" && substr(path, i + 1, 1) == "]"))
	}
	return path
}

function route(method, path,    k)
{
	if (by == "path")
		method = "*"
	k = method OFS path
	if (part == 3 && unresolved()) {
		open_ends++
		open_row[k] = 1
		open_path[path] = 1
		return
	}
	if (part == 1 && !(k in truth)) {
		truth[k] = 1
		truth_path[path] = 1
		order[++nt] = k
		if (method != "*")
			methods_known = 1
	} else if (part == 2) {
		excluded[k] = 1
		excluded_path[path] = 1
	} else if (part == 3 && !(k in ours)) {
		ours[k] = $3 == "" ? "-" : $3
		our_path[path] = 1
		our_order[++no] = k
	}
}

function same_route(k, set, paths,    f)
{
	split(k, f, OFS)
	if (k in set || ("*" OFS f[2]) in set)
		return 1
	return (f[1] == "*" || !methods_known) && f[2] in paths
}

function compare_endpoints(    i)
{
	for (i = 1; i <= nt; i++)
		if (same_route(order[i], ours, our_path))
			found++
		else if (open && same_route(order[i], open_row, open_path))
			found += ++found_open > 0
		else
			miss(order[i])
	for (i = 1; i <= no; i++)
		if (same_route(our_order[i], truth, truth_path)) {
			printed++
			right++
		} else if (!same_route(our_order[i], excluded, excluded_path)) {
			printed++
			false_one(our_order[i] OFS ours[our_order[i]])
		}
}

# ---- models and jobs --------------------------------------------------------------------

function key(prefix)
{
	return $1 OFS (what == "models" ? own_name($2) : place(prefix))
}

function own_name(name)
{
	sub(/^.*[(][)][.]/, "", name)
	return name
}

function place(prefix)
{
	return what == "models" ? prefix $5 : prefix $4
}

function file_of(where)
{
	sub(/:[0-9]+$/, "", where)
	return where
}

# Pairs row i of the truth with the best free row of ours: same file before any.
function pair(i, same_file,    n, list, j, o)
{
	n = split(by_key[truth_key[i]], list, " ")
	for (j = 1; j <= n; j++) {
		o = list[j]
		if (taken[o] || (same_file && file_of(our_place[o]) != file_of(truth_place[i])))
			continue
		taken[o] = i
		paired[i] = o
		return
	}
}

function compare_rows(    i, t, o)
{
	for (i = 1; i <= no; i++)
		if (what != "jobs" || !seen[our_key[i]]++)
			by_key[our_key[i]] = by_key[our_key[i]] " " i
		else
			taken[i] = -1 # printed twice
	for (i = 1; i <= nt; i++)
		pair(i, 1)
	for (i = 1; i <= nt; i++)
		if (!paired[i] && what == "models")
			pair(i, 0)
	for (i = 1; i <= nt; i++) {
		if (!paired[i]) {
			miss(truth_row[i])
			continue
		}
		found++
		split(truth_row[i], t, OFS)
		split(our_row[paired[i]], o, OFS)
		fields += t[3] == o[3]
		relations += t[4] == o[4]
		if (verbose && what == "models" && (t[3] != o[3] || t[4] != o[4]))
			print "~ " t[1], t[2], t[5], "fields " o[3] " not " t[3], \
				"relations " o[4] " not " t[4]
	}
	for (i = 1; i <= no; i++)
		if (taken[i] > 0)
			right++
		else if (!taken[i])
			false_one(our_row[i])
	printed = right + wrong
}

function miss(row)
{
	missed++
	if (verbose)
		print "- " row
}

function false_one(row)
{
	wrong++
	if (verbose)
		print "+ " row
}

END {
	if (what == "endpoints")
		compare_endpoints()
	else
		compare_rows()
	print nt + 0, found + 0, printed + 0, right + 0, open_ends + 0, fields + 0, \
		relations + 0, found_open + 0
}
