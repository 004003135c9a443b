/* test_detector.c - mistakes in a detector are told by line; rules are found by name. */
#include "units.h"

static const struct {
	const char *text, *wrong; /* wrong NULL: nothing is */
} files[] = {
	{ "language python\nneeds flask\napp Flask(...)\nsource https://x\n", NULL },
	{ "language python\nneeds flask\nappl Flask(...)\n", "x.detect:3: 'appl'" },
	{ "language python\nneeds flask\napp Flask(...)  hurry\n",
	  "x.detect:3: 'hurry'" },
	{ "language python\nneeds flask\n\nrouter Blueprint(..., url_prefix=$path?\n",
	  "x.detect:4:" },
	{ "language python\nneeds flask\nmount $router.register({a|b)\n", "x.detect:3:" },
	{ "language python\nneeds django\nsettings django.conf.settings settings\nsource "
	  "https://x\n",
	  NULL },
	{ "language python\nneeds django\nprovides\n", "x.detect:3:" },
	{ "language python\nneeds pyramid\nsource https://x\napp Configurator(...)\n"
	  "mount $router.include($child, route_prefix=$path?)  plugin=includeme\n"
	  "place $router.add_route($name, $path, ...)  any\n"
	  "endpoint @view_config(..., route_name=$place)  method=*\n",
	  NULL },
	{ "language python\nneeds pyramid\nplaces $router.add_route($name)\n",
	  "x.detect:3: 'places'" },
	{ "language script\nneeds next\nsource https://x\nconfig next.config base\n"
	  "segment [*] {*} within\ncompares method\n"
	  "endpoint file pages/api/... export default  prefix=/api  method=compared\n"
	  "endpoint file x/*.{get|post} export {GET|POST}  dots unless=route\n"
	  "directive \"use server\" action\nmap app/routes\nopen public\n"
	  "guards *Auth\n"
	  "mapped route($path, $file, ...$child)\nobject $t init.create(...)\n"
	  "tree $t.router($entries)  prefix=/trpc\n"
	  "operation $t.query($handler)  in tree any\n"
	  "hosts serve({router: $child, endpoint: $path?})\n",
	  NULL },
	{ "language script\nneeds next\nsource x\nendpoint file\n", "x.detect:4:" },
	{ "language script\nneeds next\nsource x\nendpoint file a/...\n",
	  "x.detect:4: 'export' is expected" },
	{ "language script\nneeds next\nsource x\nendpoint file a/... export {GET|\n",
	  "x.detect:4:" },
	{ "language script\nneeds next\nsource x\ndirective use action\n",
	  "x.detect:4:" },
	{ "language script\nneeds next\nsource x\ndirective \"use server\" nothing\n",
	  "x.detect:4: a directive makes no such facts" },
	{ "language python\nneeds peewee\nsource https://x\n"
	  "trait pk primary_key=True\ntrait -null as {AutoField|IdentityField}\n"
	  "trait fk ForeignKey($value, ...)\ntrait column \"*\" of field\n"
	  "trait unique .unique(...)\ntrait abstract abstract=True in Meta\n",
	  NULL },
	{ "language python\nneeds peewee\ntrait pretty x=True\n", "x.detect:3:" },
	{ "language python\nneeds peewee\ntrait pk as\n", "x.detect:3:" },
	{ "language python\nneeds rq\nsource https://x\nobject $clock Scheduler(...)\n"
	  "traits job retry timeout=limit\njob $clock.cron(...)  at=detail  usual\n"
	  "construct import {Retry|Callback}  row=XX-1\n"
	  "construct def run in Worker  row=XX-2\n"
	  "construct setting {RQ_QUEUES|queues} = \"redis*\"  row=XX-3\n"
	  "job [$handler] in functions  row=XX-4\njob @job(..., bind=True)  bare\n",
	  NULL },
	{ "language python\nneeds rq\nobject clock Scheduler(...)\n", "x.detect:3:" },
	{ "language script\nneeds knex\nsource https://x\nbuilt create createTable\n"
	  "built -null notNullable\nbuilt both timestamps created_at updated_at\n",
	  NULL },
	{ "language script\nneeds knex\nbuilt makes createTable\n",
	  "x.detect:3: what such a call does" },
	{ "language script\nneeds knex\nbuilt create\n",
	  "x.detect:3: names of calls are expected" },
	{ "language python\nneeds rq\ntraits jobs retry\n", "x.detect:3:" },
	{ "language python\nneeds rq\nconstruct Queue(...)\n", "x.detect:3:" },
	{ "language python\nneeds rq\nendpoint @$app.get($path)  row=XX-1\n",
	  "x.detect:3:" },
	{ "language python\nneeds peewee\nsource x\nheads objects\n"
	  "migration holds \"Migration\" data=\"RunPython(\"  variety=x\n"
	  "query $base.*(...) variety=crud continues\nrefine $query.join(...) "
	  "variety=x\n",
	  NULL },
	{ "language python\nneeds peewee\nmigration holds x\n", "x.detect:3:" },
	{ "language python\nneeds peewee\nmigration holds \"x\" data=\"\n",
	  "x.detect:3:" },
	{ "language python\nneeds peewee\nheads\n", "x.detect:3:" },
	{ "language python\nneeds x\nmount f($path, $child=R($y))  in routes\nauth "
	  "@g($name={a|b}, ...)\nsource "
	  "https://x\n",
	  NULL },
	{ "language python\nneeds x\nmount f($path, $child=)\n", "x.detect:3:" },
	{ "language script\nneeds orm\nsource x\nobject $db connect(...)  generated\n"
	  "model $db.define($name, $fields, $options?)  any\n"
	  "model class $name($base)  states=tableName\nfield $name: $any  in fields\n"
	  "relation $m.belongsTo($target, {as: $name?}?)  any  gives=here\n"
	  "relation $name: {kind: $variety, of: $target}  in fields  replaces\n"
	  "variety m:1 many-to-one\nimplied id unless pk if paranoid=true\n"
	  "trait null ...  of field\nquery $db.count(...)  modelled\n"
	  "construct key {some|none}  row=XX-1\n"
	  "migration named \"*migrations/*.sql\" data=\"INSERT\"  variety=x\n",
	  NULL },
	{ "language script\nneeds orm\nconstruct key {some}\n", "x.detect:3:" },
	{ "language script\nneeds orm\nmigration named x\n", "x.detect:3:" },
	{ "language script\nneeds orm\nimplied\n", "x.detect:3:" },
	{ "language cobol\n", "x.detect:1:" },
};

static void mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct data_file f = { "detect/x.detect", files[i].text,
			               strlen(files[i].text), "x.detect", false };
		struct err e = { ERR_NONE, "" };
		bool right = detector_check(&f, &e);

		if (right != !files[i].wrong ||
		    (!right && !strstr(e.text, files[i].wrong)))
			fail_msg("%zu: '%s' instead of '%s'", i, e.text,
			         files[i].wrong ? files[i].wrong : "");
	}
}

static size_t rules_for(const struct detectors *d, const char *name, const char *detector)
{
	struct name n = name_of(name);
	struct indexed *at = detectors_first(d, n);
	struct rule *r;
	size_t count = 0;

	while ((r = detectors_next(d, n, &at)))
		count += !strcmp(r->detector->name, detector);
	return count;
}

static void names(void **state)
{
	static const struct source none[] = { { NULL, NULL } };
	struct code_base c;

	(void)state;
	code_base_init(&c, none);
	assert_true(rules_for(&c.detectors, "Flask", "flask") > 0);
	assert_true(rules_for(&c.detectors, "include_router", "fastapi") > 0);
	assert_true(rules_for(&c.detectors, "CharField", "django_orm") > 0); /* *Field */
	assert_int_equal(rules_for(&c.detectors, "Field", "django_orm"), 0);
	assert_int_equal(rules_for(&c.detectors, "nobody_calls_this", "flask"), 0);
	assert_true(vocabulary_has(&c.detectors.vocabulary, name_of("register").hash));
	code_base_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests_name("detector", tests, NULL, NULL);
}
