/* test_json.c - tolerant JSON and TOML, printed back in one plain form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "text/json.h"
#include "text/toml.h"

static size_t print(const struct json *j, char *to, size_t room)
{
	static const char *const words[] = { "null", "false", "true" };
	size_t n = 0;

	if (j->key)
		n += (size_t)snprintf(to + n, room - n, "%s:", j->key);
	if (j->kind < JSON_NUMBER)
		n += (size_t)snprintf(to + n, room - n, "%s", words[j->kind]);
	else if (j->kind == JSON_NUMBER)
		n += (size_t)snprintf(to + n, room - n, "%s", j->text);
	else if (j->kind == JSON_STRING)
		n += (size_t)snprintf(to + n, room - n, "'%s'", j->text);
	else
		n += (size_t)snprintf(to + n, room - n, "%c",
		                      j->kind == JSON_ARRAY ? '[' : '{');
	for (const struct json *i = j->first; i; i = i->next) {
		n += print(i, to + n, room - n);
		n += (size_t)snprintf(to + n, room - n, "%s", i->next ? "," : "");
	}
	if (j->kind >= JSON_ARRAY)
		n += (size_t)snprintf(to + n, room - n, "%c",
		                      j->kind == JSON_ARRAY ? ']' : '}');
	return n;
}

struct example {
	const char *text, *tree;
	uint32_t defect; /* line, 0: none */
};

static const struct example json[] = {
	{ "{}", "{}", 0 },
	{ "{\"a\": 1, \"b\": [true, false, null]}", "{a:1,b:[true,false,null]}", 0 },
	{ "\xEF\xBB\xBF{\"a\":\"b\"}", "{a:'b'}", 0 },
	{ "// c\n{ /* d */ \"a\": 1, // e\n \"b\": 2,\n}\n", "{a:1,b:2}", 0 },
	{ "{\"a\": \"//no comment\"}", "{a:'//no comment'}", 0 },
	{ "[1 2,,3,]", "[1,2,3]", 0 },
	{ "{'a': 'b'}", "{a:'b'}", 0 },
	{ "{a: b}", "{a:b}", 0 },
	{ "{\"a\": \"\\u00e9\\n\\\"\\/\"}", "{a:'\xC3\xA9\n\"/'}", 0 },
	{ "\"\\ud83d\\ude00\"", "'\xF0\x9F\x98\x80'", 0 },
	{ "\"\\ud83d\"", "'\xEF\xBF\xBD'", 0 },
	{ "{\"a\": {\"b\": 1}", "{a:{b:1}}", 1 },
	{ "{\"a\":\n\"b", "{a:'b'}", 2 },
	{ "{\"a\" 1}", "{a:1}", 1 },
	{ "{\"a\":}", "{}", 0 },
	{ "]", "", 1 },
	{ "", "{}", 1 },
	{ "{} x", "{}", 1 },
	{ "/* never closed", "{}", 1 },
};

static const struct example toml[] = {
	{ "a = 1\nb = \"x\" # c\n", "{a:1,b:'x'}", 0 },
	{ "[t]\na = true\n[t.u]\nb = 'x\\y'\n", "{t:{a:true,u:{b:'x\\y'}}}", 0 },
	{ "[[p]]\na=1\n[[p]]\na=2\n[p.q]\nb=3\n", "{p:[{a:1},{a:2,q:{b:3}}]}", 0 },
	{ "a.b.c = 1\na.b.d = 2\n", "{a:{b:{c:1,d:2}}}", 0 },
	{ "d = [\n  \"x\", # one\n  'y',\n]\n", "{d:['x','y']}", 0 },
	{ "t = { v = \"1\", e = [\"a\"] }\n", "{t:{v:'1',e:['a']}}", 0 },
	{ "s = \"\"\"\na\n\"b\" \\\n   c\"\"\"\nz=1\n", "{s:'\na\n\"b\" c',z:1}", 0 },
	{ "s = '''a'b'''\n", "{s:'a'b'}", 0 },
	{ "\"quoted key\" = 1\n", "{quoted key:1}", 0 },
	{ "d = 2024-01-02T03:04:05Z\n", "{d:2024-01-02T03:04:05Z}", 0 },
	{ "[ tool . \"x.y\" ]\na=1", "{tool:{x.y:{a:1}}}", 0 },
	{ "a = \"open\nb = 2\n", "{a:'open',b:2}", 1 },
	{ "nonsense\nb = 2\n", "{b:2}", 1 },
	{ "a = [1,\n2", "{a:[1,2]}", 2 },
	{ "a = 1\r\nb = 2\r\n", "{a:1,b:2}", 0 },
	{ "", "{}", 0 },
};

typedef bool parse_fn(struct json **, struct arena *, const char *, size_t, uint32_t *);

static void check(const struct example *x, size_t n, parse_fn *parse)
{
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < n; i++) {
		char out[512] = "";
		struct json *root;
		uint32_t line;
		bool ok = parse(&root, &a, x[i].text, strlen(x[i].text), &line);

		print(root, out, sizeof out);
		assert_int_equal(ok, !line);
		assert_int_equal(line, x[i].defect);
		assert_string_equal(out, x[i].tree);
	}
	arena_release(&a);
}

static void reads_json(void **state)
{
	(void)state;
	check(json, sizeof json / sizeof *json, json_parse);
}

static void reads_toml(void **state)
{
	(void)state;
	check(toml, sizeof toml / sizeof *toml, toml_parse);
}

static void deep(void **state)
{
	static char text[100000];
	struct json *root;
	struct arena a;
	uint32_t line;
	(void)state;

	arena_init(&a);
	memset(text, '[', sizeof text);
	assert_false(json_parse(&root, &a, text, sizeof text, &line));
	memcpy(text, "a = ", 4);
	assert_false(toml_parse(&root, &a, text, sizeof text, &line));
	arena_release(&a);
}

static void asks(void **state)
{
	struct json *root;
	struct arena a;
	uint32_t line;
	(void)state;

	arena_init(&a);
	json_parse(&root, &a, "{\"a\":{\"b\":\"c\"},\n\"n\":1}", 23, &line);
	assert_string_equal(json_text(json_get(json_get(root, "a"), "b"), ""), "c");
	assert_string_equal(json_text(json_get(root, "n"), "no text"), "no text");
	assert_null(json_get(json_get(root, "x"), "y"));
	assert_int_equal(json_get(root, "n")->line, 2);
	assert_null(json_first(NULL));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_json),
		cmocka_unit_test(reads_toml),
		cmocka_unit_test(deep),
		cmocka_unit_test(asks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
