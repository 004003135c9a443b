/* embed.c - writes data files as C on stdout: embed schema.sql file... > builtin.c */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *open_input(const char *path)
{
	FILE *f = fopen(path, "rb");

	if (!f) {
		perror(path);
		exit(1);
	}
	return f;
}

/* One string literal a line of the file; octal escapes are always three digits, so
 * that a digit behind one is no part of it. */
static size_t write_text(const char *path)
{
	FILE *f = open_input(path);
	size_t n = 0;
	int c, column = 0;

	fputs("\t\"", stdout);
	for (; (c = getc(f)) != EOF; n++) {
		if (column) {
			fputs("\"\n\t\"", stdout);
			column = 0;
		}
		if (c == '\n') {
			fputs("\\n", stdout);
			column = 1;
		} else if (c == '"' || c == '\\') {
			printf("\\%c", c);
		} else if (c < ' ' || c > '~' || c == '?') { /* ? - no trigraphs */
			printf("\\%03o", (unsigned)c);
		} else {
			putchar(c);
		}
	}
	fputs("\";\n", stdout);
	fclose(f);
	return n;
}

/* "models/cost/units.ini" is known as "cost/units.ini". */
static const char *known_as(const char *path)
{
	return strncmp(path, "models/", 7) == 0 ? path + 7 : path;
}

static int by_known_name(const void *a, const void *b)
{
	return strcmp(known_as(*(char *const *)a), known_as(*(char *const *)b));
}

int main(int argc, char **argv)
{
	int files = argc - 2;

	if (files < 0) {
		fputs("use: embed schema.sql file...\n", stderr);
		return 2;
	}
	qsort(argv + 2, (size_t)files, sizeof *argv, by_known_name);
	puts("/* builtin.c - made by tools/embed.c from models/, reports/ and "
	     "src/store/schema.sql. */");
	puts("#include \"text/builtin.h\"\n\nconst char builtin_schema[] =");
	write_text(argv[1]);
	for (int i = 0; i < files; i++) {
		printf("\nstatic const char text_%d[] =\n", i);
		write_text(argv[i + 2]);
	}
	puts("\nconst struct data_file builtin_files[] = {");
	for (int i = 0; i < files; i++)
		printf("\t{ \"%s\", text_%d, sizeof text_%d - 1, \"%s\", false },\n",
		       known_as(argv[i + 2]), i, i, argv[i + 2]);
	printf("\t{ 0 },\n};\nconst size_t builtin_count = %d;\n", files);
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
