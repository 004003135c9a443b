/* test_prisma.c - Prisma schemas into facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "read/prisma.h"

static const char schema[] =
    "// a comment { with a brace\n"
    "datasource db { provider = \"postgresql\" }\n"
    "generator client {\n  provider = \"prisma-client-js\"\n}\n"
    "/// What a user is: model Ghost { id Int }\n"
    "model User {\n"
    "  id    Int     @id @default(autoincrement())\n"
    "  email String? @unique /* why */ @db.VarChar(255)\n"
    "  role  Role    @default(USER)\n"
    "  tags  String[]\n"
    "  place Unsupported(\"circle\")?\n"
    "  posts Post[]  @relation(\"author\",\n"
    "    map: \"x}y\"\n"
    "  )\n"
    "  boss  User?   @relation(fields: [id], references: [id])\n"
    "  home  Address\n"
    "\n"
    "  @@unique([id, email], name: \"a{b\")\n"
    "  @@map(\"users\")\n"
    "}\n"
    "enum Role {\n  USER @map(\"user\")\n  ADMIN\n\n  @@map(\"roles\")\n}\n"
    "type Address {\n  street String\n}\n"
    "view Stat {\n  n Int\n  user User\n}\n"
    "model Post {\n  id Int\n  x Unknown\n}\n";

static void print(const struct facts *f, char *out, size_t room)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < f->n && n < room; i++)
		if (f->v[i].kind == FACT_model)
			n += (size_t)snprintf(out + n, room - n, "%s %s %u %u %s:%u %s\n",
			                      f->v[i].variety, f->v[i].name,
			                      f->v[i].fields, f->v[i].relations,
			                      f->v[i].file, f->v[i].line,
			                      f->v[i].table_name);
}

static void check(const struct prisma_file *files, size_t n, const char *expected)
{
	struct facts f = { 0 };
	char out[1024];
	struct arena a;

	arena_init(&a);
	prisma_load(&f, &a, files, n);
	print(&f, out, sizeof out);
	assert_string_equal(out, expected);
	arena_release(&a);
}

static void one(void **state)
{
	struct prisma_file file = { "schema.prisma", schema, sizeof schema - 1 };
	(void)state;

	check(&file, 1,
	      "prisma.model User 6 2 schema.prisma:7 users\n"
	      "prisma.enum Role 2 0 schema.prisma:22 roles\n"
	      "prisma.type Address 1 0 schema.prisma:28 \n"
	      "prisma.view Stat 1 1 schema.prisma:31 Stat\n"
	      "prisma.model Post 2 0 schema.prisma:35 Post\n");
}

static void rows(void **state)
{
	struct prisma_file file = { "schema.prisma", schema, sizeof schema - 1 };
	struct facts f = { 0 };
	const struct fact *x;
	struct arena a;
	size_t first = 0;
	(void)state;

	arena_init(&a);
	prisma_load(&f, &a, &file, 1);
	while (first < f.n && f.v[first].kind == FACT_datasource)
		first++;
	x = &f.v[first];
	assert_int_equal(x[6].kind, FACT_relation);
	assert_string_equal(x[6].name, "posts");
	assert_string_equal(x[6].target, "Post");
	assert_string_equal(x[6].detail, "Post[]");
	assert_int_equal(x[2].parent, first);
	assert_string_equal(x[2].detail, "String?");
	assert_string_equal(x[5].detail, "Unsupported(\"circle\")?");
	arena_release(&a);
}

static void many(void **state)
{
	static const char a[] = "model A { id Int @id\n b B[]\n s S\n}";
	static const char b[] = "model B { id Int @id\n a A }\nenum S { X Y }";
	static const char other[] = "model S { id Int }\nmodel B { s S\n}";
	const struct prisma_file files[] = {
		{ "x/schema/b.prisma", b, sizeof b - 1 },
		{ "x/schema/a.prisma", a, sizeof a - 1 },
		{ "y/schema.prisma", other, sizeof other - 1 },
	};
	(void)state;

	check(files, 3,
	      "prisma.model A 2 1 x/schema/a.prisma:1 A\n"
	      "prisma.model B 1 1 x/schema/b.prisma:1 B\n"
	      "prisma.enum S 1 0 x/schema/b.prisma:3 \n"
	      "prisma.model S 1 0 y/schema.prisma:1 S\n"
	      "prisma.model B 0 1 y/schema.prisma:2 B\n");
}

static void broken(void **state)
{
	static const char text[] =
	    "model A {\n id Int\n rel \"x\n\nmodel B {\n id Int\n} }\n}}"
	    "model\nmodel C\nenum {\n}\nmodel D { id Int";
	struct prisma_file file = { "s.prisma", text, sizeof text - 1 };
	(void)state;

	check(&file, 1,
	      "prisma.model A 1 0 s.prisma:1 A\nprisma.model B 1 0 s.prisma:5 B\n"
	      "prisma.model D 1 0 s.prisma:12 D\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one),
		cmocka_unit_test(rows),
		cmocka_unit_test(many),
		cmocka_unit_test(broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
