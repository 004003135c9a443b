# Makefile - everything starts here: make, make demo, make check. GNU make, POSIX sh.
#
#   make                build/migcost
#   make demo [SRC=DIR] install what is missing, build, quote the sample (or DIR)
#   make check          install what is missing, build, run every test
#   make test           the fast tests only: unit programs and command-line cases
#   make install        PREFIX=/usr/local DESTDIR=
#   make lint golden oracle fuzz bench clean
#
# To choose: CC=clang  DEVELOPER=1 (warnings are errors)  SANITIZE=address,undefined
# or thread  BUILD=DIR  FUZZ_SECONDS=60

PREFIX = /usr/local
DESTDIR =
FUZZ_SECONDS = 60
SANITIZE =

comma := ,
BUILD = build$(if $(SANITIZE),/$(subst $(comma),-,$(SANITIZE)))

PKGS = sqlite3 xlsxwriter zlib inih
PKG_CONFIG = pkg-config
CFLAGS = -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -Isrc -pthread -MMD -MP $(WARNINGS) \
	$(if $(DEVELOPER),-Werror) \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer) \
	$(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CFLAGS)
ALL_LDFLAGS = -pthread $(if $(SANITIZE),-fsanitize=$(SANITIZE)) $(LDFLAGS)
LDLIBS = $(shell $(PKG_CONFIG) --libs $(PKGS)) -lm

# Nothing is listed by hand: a new file in src/, models/, reports/ or tests/ is found.
MODULES := $(filter-out src/cli/main.c,$(wildcard src/*/*.c))
OBJECTS = $(MODULES:%.c=$(BUILD)/%.o) $(BUILD)/builtin.o
DATA := $(sort $(shell find models reports -type f ! -name '.*' ! -name '*~' ! -name '*.md'))
UNIT_TESTS = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
FUZZERS = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
BENCHES = $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))

all: $(BUILD)/migcost

$(BUILD)/migcost: $(BUILD)/src/cli/main.o $(BUILD)/libmigcost.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

# Made anew, so that no object of a file that is gone stays in it.
$(BUILD)/libmigcost.a: $(OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $(OBJECTS)

$(BUILD)/src/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# ---- data files become one C file --------------------------------------------------

$(BUILD)/embed: tools/embed.c $(BUILD)/flags
	$(CC) -std=c17 $(WARNINGS) -o $@ $<

$(BUILD)/builtin.c: $(BUILD)/embed $(BUILD)/data-list src/store/schema.sql $(DATA)
	$(BUILD)/embed src/store/schema.sql $(DATA) >$@.new
	mv $@.new $@

$(BUILD)/builtin.o: $(BUILD)/builtin.c
	$(CC) $(ALL_CFLAGS) -Wno-overlength-strings -c -o $@ $<

# Files whose time changes only when the flags, or the list of data files, do.
$(BUILD)/flags: FORCE
	@mkdir -p $(BUILD)
	@echo '$(CC) $(ALL_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS)' >$@

$(BUILD)/data-list: FORCE
	@mkdir -p $(BUILD)
	@echo '$(DATA)' | cmp -s - $@ || echo '$(DATA)' >$@

# ---- tests -------------------------------------------------------------------------

$(BUILD)/tests/%.o: tests/unit/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/unit -c -o $@ $<

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/libmigcost.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

$(BUILD)/bench/%.o: tests/bench/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/bench/%: $(BUILD)/bench/%.o $(BUILD)/libmigcost.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

unit-tests: $(UNIT_TESTS)

# Each target with clang's libFuzzer, in a build of its own; FUZZ_SECONDS each.
fuzzers: $(FUZZERS)

$(BUILD)/fuzz/%.o: tests/fuzz/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/fuzz/%: $(BUILD)/fuzz/%.o $(BUILD)/libmigcost.a
	$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

fuzz:
	$(MAKE) CC=clang SANITIZE=address,undefined BUILD=build/fuzzing fuzzers \
		CFLAGS='-O1 -g -fsanitize=fuzzer-no-link'
	sh tests/fuzz/run build/fuzzing/fuzz $(FUZZ_SECONDS)

check:
	@sh tools/install-deps check
	@+sh tests/run all

test: all unit-tests
	@+sh tests/run fast

# Formats all C files in place.
format:
	clang-format -i $$(find src tools tests -name "*.[ch]" ! -path "tests/fixtures/*" ! -path "tests/sample/*")

lint: all
	@sh tests/lint

golden: all
	@sh tests/cli/run golden

oracle: all
	sh tests/oracle/run

bench: all $(BENCHES)
	sh tests/bench/run $(BENCH_DIRS)

# ---- use -----------------------------------------------------------------------------

SRC = tests/sample
OUT = migcost-$(notdir $(abspath $(SRC))).xlsx

demo:
	@sh tools/install-deps demo
	@echo 'Building $(BUILD)/migcost'
	@$(MAKE) --no-print-directory -s -j"$$(nproc 2>/dev/null || echo 1)" all
	@$(BUILD)/migcost quote '$(SRC)' -o '$(OUT)'

install: all
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/man/man1'
	install -m 755 $(BUILD)/migcost '$(DESTDIR)$(PREFIX)/bin/migcost'
	install -m 644 man/migcost.1 '$(DESTDIR)$(PREFIX)/share/man/man1/migcost.1'
	install -d '$(DESTDIR)$(PREFIX)/share/doc/migcost/json'
	install -m 644 docs/json/* '$(DESTDIR)$(PREFIX)/share/doc/migcost/json'

clean:
	rm -rf build

FORCE:
.PHONY: all format unit-tests fuzzers fuzz check test lint golden oracle bench demo install clean FORCE
.DELETE_ON_ERROR:
.SECONDARY:

-include $(wildcard $(BUILD)/*.d $(BUILD)/src/*/*.d $(BUILD)/tests/*.d $(BUILD)/fuzz/*.d $(BUILD)/bench/*.d)
