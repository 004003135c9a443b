/* detector.h - how a framework looks in code, read from models/detect/.
 *
 * A detector is a text file. One rule a line: a word, a pattern that looks like the
 * code it finds, and options:
 *
 *     language python
 *     needs    flask                      # packages whose names the patterns mean
 *     source   https://...                # where the framework documents this
 *     params   <name>                     # how a path writes its parameters; :name? and
 *                                         # {name?}: an optional last one is two
 *                                         # paths; * behind a prefix takes no slash;
 *                                         # regex
 *     heads    session objects            # usual names of what queries hang on: a
 *                                          # chain through one is looked at, and an
 *                                          # unknown one counts in rules with `usual`
 *     usual    app bp *Router             # usual names and ends of names: calls that
 *                                         # are given one are looked at
 *
 *     app      Flask(...)                 # the value of such a call is an app
 *     router   Blueprint(..., url_prefix=$path?)
 *     mount    $router.register_blueprint($child, ..., url_prefix=$path?)  replaces
 *     endpoint @$router.route($path, ..., methods=[$method]?)  method=GET
 *     endpoint @$router.{get|post|put|patch|delete}($path)
 *
 * Names. `Flask` means the name Flask of a needed package, however it was imported,
 * and any class of the code base that inherits from it. `$router` at the head of a
 * chain means a value with that role: what a rule with that word produces (an app is
 * a router too). Any other `$x` captures. Captures: path, method, handler, child,
 * name, target, queue, detail, table, ... (the texts of fact.h and the link words).
 *
 * Patterns:
 *     Name(...)  $role.name(...)  new is optional     a call
 *     @Name(...)  @$role.name      decorator; behind it `class $name` for a class,
 *                                  `$name` for a property, nothing for a function
 *     class $name(Base, k=True)    a class that inherits from Base over any files, and
 *                                  states the keywords itself
 *     $name = Name(...)            an assignment in a class body (with `in WORD`)
 *     $name = $value               an assignment of that very name, `in WORD`
 *     $name: {"k": $x}             an entry of a dictionary, `in VARIABLE`
 *     $path: $handler              of an object of endpoints, `in routes`: a function, or
 *                                  an object of them by HTTP method
 *     $detail: [$name]             the same: a fact for each item, or for a lone one
 *     [$handler]                   a function in a list, `in VARIABLE`, or a text there
 *                                  that names code, of ours or of a package; ["text"]:
 *                                  one that says so. The first rule for an item counts
 *     $job | $job                  both sides of an operator have that role
 *     import {A|B}                 a file that imports this name
 *     def {f|g}                    methods of that name, `in Base`: below that class
 *     setting {a|B} = "re*"        a variable, attribute, keyword or key of that name
 *                                  where the package is used, and what it says, if stated
 *     type Name                    a parameter or field annotated with Name
 *     ($path, $handler, ...)       a tuple in a list of endpoints, `in routes`
 *     ({k: $x})                    an object in such a list, or in an object of them
 *                                  of a schedule or job, `in VARIABLE`: a row of the
 *                                  list that it holds; $handler names a function there
 * In arguments: `...` any number, `...$x` each of them; `$x` this one; `$x?` may miss;
 * `k=$x?` a keyword; `[$x]` every item of a list; `{k: $x?}` keys of an object, `{}` any;
 * `{k: {..}}` an object, or what a function in its place returns; `include($child)` a
 * call, `$child=Router(...)` one that is captured itself; `name` and `$x={a|b}` a name of
 * the package, alone or in a list; "text" this very string (* in it: any text); `[...]` a
 * list, `![...]` anything else. A positional `$x` also takes a Python keyword of that
 * name. `[{k: $x}]` is an object, or every object of a list. {a|b} is a choice of names;
 * in the last name of a chain it captures method. *Field is any name with that end.
 * Constants are written as in the code: `bind=True`, `{lazy: true}`.
 *
 * `object $NAME PATTERN` gives a role that only the rules below speak of.
 * A middleware's `...$handler` is each that a call is given: apply(A, B); `in provided`
 * it is an object among the providers of a module, as with everywhere. `include PATTERN
 * path=/x`: a call of a package that brings routes; it is named for the package.
 * `traits KIND name other=as`: keywords and keys of options that refine a fact of that
 * kind: retries=3 becomes the trait "retries=3", acks_late=True "acks_late". Keys of an
 * option that is a trait itself are "backoff.type".
 *
 * Traits. `trait WORD PATTERN` says when a field, relation or model of this detector has
 * a word of fact.h; rules apply in their order, `-WORD` takes one away again, WORD=x has
 * a value, and so has one that captures $value:
 *     trait pk primary_key=True          a keyword, or a key of an object, is so
 *     trait fk ForeignKey($value, ...)   an argument is such a call; Name: such a name
 *     trait column "*"                   a text among the arguments (it is the value)
 *     trait unique .unique(...)          a later call of the chain
 *     trait null as Column               the name called is this
 *     trait null type {Optional|None}    the annotation says this anywhere
 *     trait null ...                     always
 *     trait abstract abstract=True in Meta    of a model: in an inner class, a variable
 *                                        of the class (a dictionary, list or call), or
 *                                        `in class`: its body, keywords, decorators
 * `of field`, `of relation`: only of those. `is-type`: such an argument is the type at
 * the same time.
 *
 * Queries. A chain of calls is one query, of the dearest class that is seen in it:
 *     query  select($target?, ...)  variety=crud         the chain begins so
 *     refine $query.{join|outerjoin}(...)  variety=join  a later call of the chain
 *     refine joinedload(...)  variety=tree               among its arguments, imported
 *     refine $inside.over(...)  variety=window           among its arguments, on anything
 *     refine sql("count(*")  variety=aggregate           and not what rules behind it say
 *     refine key {include}  variety=tree                 a key of an object that it is
 * given; `nested`: which holds objects; `calls=a|b`: by these alone
 *     refine $query.join(...)  variety=join  continues
 * also where a variable holds it
 * `$manager.*(...)`: any method, where the head has the first of the usual names
 * (`heads`). Options: `continues` and `runs`, see struct rule; `related`: the head may be
 * the many side of a relation, by its name, or what a function of ours gives that returns
 * such a query; `modelled`: the name of a model, or `this`;
 * `gotten`: a variable of what a query gave, each of a loop over one, or what its last
 * call gives that has the role: for row in $query: row.save().
 *
 * `model exported PLACE ({fields: $fields})`: a model that is the object which a script
 * at such a place exports, by the name of the file; PLACE is one of `file`, see below.
 *
 * `construct key {a|b} row=ID`: a key of an object in the arguments of a query.
 * `migration named "GLOB" ...`: a file of no language with such a path.
 * `schedule listed "GLOB" items="crons" name="path" detail="schedule"`: the objects that
 * a JSON file with such a path lists, each a fact.
 * `migration holds "TEXT" data="TEXT" ...`: a file of migrations (its folder or name says
 * so) that has this text is one of this detector; behind it traits, each with a text that
 * tells it.
 *
 * Files that are routes by their names:
 *
 *     config   next.config basePath        # a file that makes its folder an application,
 *                                          # and the member that is in front of all paths
 *     segment  [...*] {*}                  # how a part of a file's name is written
 *     endpoint file pages/api/... export default  prefix=/api  method=compared
 *     endpoint file app/.../route export {GET|POST}
 *     map      app/routes                  # a file whose default export maps paths
 *     mapped   route($path, $file, ...$child)
 *     unmapped flatRoutes(...)             # gives the word back to the names of files
 *     compares method                      # handlers tell methods apart by this member
 *     lets     methods                     # withGate(handler, {methods: ["GET"]})
 *     guards   !*Limit *Auth require*User  # functions that protect what calls them, or
 *                                          # what they are put around
 *     directive "use server" action        # functions below this text are such facts
 *     directive "use client" page          # a file below it runs in a browser
 *
 * `file` is a place below the folder of an application: one whose manifest asks for a
 * needed package, that holds a `config` file, or any when the file imports the package.
 * `*` is one name, `...` any number; what they stand for is the path. The extension is
 * left out; `*.{get|post}` at its end captures method. The first rule for a file and
 * export counts. `segment PATTERN RESULT`: `{*}` a parameter, `*` what the star holds,
 * rewritten again, `-` nothing, `!` no route at all; ? behind: the path is served without
 * it, too; `within`: looked for inside a part as well, what the star holds is
 * not rewritten; `last`: of the last part. `dots`: a dot begins a new part.
 * `app file PLACE export NAME`: a function there is given the application; members that
 * this has of other packages are what it `offers`.
 * `unless=NAME`: not where the same folder holds a file of that name.
 *
 * Options:
 *     in WORD              where it must stand
 *     variety=celery.task  status=unresolved  detail=TEXT
 *                          status=resolved: also where the head is known by name alone;
 *                          of a controller unresolved: its prefix is not said in code
 *     method=GET           method=class: those that the handler's class has; class/GET:
 *                          GET where it says none
 *                          method=compared: those that the handler compares the
 *                          request's with, or has as keys; compared/POST likewise;
 *                          calls get(f), post(f) on an object with the role chain
 *                          count likewise
 *                          method=keys: only keys count, keys/a.b: of that member
 *     suffix=/{id}         of a router or endpoint: behind its own path
 *     row=CB-002           what matches is that row of the table of constructs; a rule
 *                          `construct PATTERN row=...` says nothing else
 *     at=CAPTURE           the fact stands where that is written
 *     any                  the head may be unknown; an assigned name need not come from
 *                          the package
 *     usual                the head may be unknown where its last name ends in one of
 *                          the usual names
 *     held_on              the head may be a member of an object that nothing is known
 *                          of, where some object is given such a member: app.queue =
 *                          Queue(), current_app.queue.enqueue(..); or an item of such a
 *                          dictionary, where some dictionary has that key:
 *                          load({"api": api}), handed["api"].add_resource(..)
 *     global               with usual: the head is there without an import, no file has
 * to name the package dotted               of an enqueue: a text is the dotted name of a
 * function; where its last part is not known, the functions of that module are the jobs
 *     reads                of a template: $name is the path of a file, and none is there
 *                          where that is no page
 *     bare                 the name itself is imported, not something it is a member of
 *     plugin               a function mounted is given the router; plugin=NAME: of a
 *                          module, or the text that names one, the function NAME
 *     flat                 of a wrap: what it holds is mounted without the prefix
 *     called               of a wrap: what it holds is called, for each object anew
 *     rooted               of an endpoint: on the default application; of a gate: for
 *                          the whole application
 *     gate                 of a middleware: what runs before the handlers of a router,
 *                          and guards them where `guards` know it, or what it calls
 *     named                of an endpoint: a text in front of the path is its name
 *     responder=get_*      of an endpoint: those methods of the handler's class serve it,
 *                          and none: it is no endpoint
 *     prefix=NAME,NAME     of autoload: exports by which a file says its own prefix
 *     prefix=/api          of a file: in front of its path; of an entry: the key of the
 *                          object around that says it; of a controller: its own,
 *                          {a|b} being the text of its member a, else b, and `class`
 *                          its name, class-View without that end
 *     dots                 of a file: a dot begins a new part of the path; of a view
 *                          set: what is behind a dot lies below one of them
 *     unless=NAME          of a file: not where its folder holds one of that name
 *     type=argument        of a field: its type is the first argument that is neither a
 *                          text nor a trait, else the annotation; type=name: the name
 *                          that is called; type=annotation
 *     below                of a base: classes directly below it are bases, no models;
 *                          of held: not where other classes inherit the class; of a
 *                          controller: not where they do and it states no member that
 *                          its prefix is made of; of a class that is a job: as of held
 *     empty                the same, of those that hold nothing
 *     column               of a relation: a column at the same time, and counted so
 *     given                of an object: the first parameter of the function that the
 *                          call is given as $handler, and what that is handed on to
 *     in handler           of a channel: the function around the call serves it, at
 *                          the path of its endpoint
 *     path=/x              of an endpoint: where the code says no path
 *     camel                of an operation: its name as schemas write it, a_b -> aB
 *     handler=resolve_*|f  of an operation: methods or keys that hold its handler,
 *                          where * is the member; of an entry that is an endpoint: the
 *                          module that a text names, * being the text, and its member;
 *                          of an endpoint or view set: the class that a text names, and
 *                          its method behind a dot
 *     generated            of an object, app or router: its class may come from a file
 *                          that is not there, because a tool writes it, or from a
 *                          package that nobody has heard of
 *     states=NAME          of a class: a member that it or a base of ours must have;
 *                          of a template: the one of its own that names the page;
 *                          of a job: the method that does its work
 *     takes=METHOD.GLOB    of an item of a list: the function, or that method of the
 *                          class, has such a parameter
 *     gives=here|there     of a relation: which of the two models is given a key field
 *     started              of a call that is given $handler: it runs when its program
 *                          starts, in a module itself or in a function called there; not
 *                          where the handler calls what unless=NAME says. `again`: the
 *                          handler is the function around the call, or calls it
 *     replaces
 *     action=NAME          of an endpoint: what the captures `only` and `except` call it,
 *                          lists of those that are served and of those that are not
 *
 * Operations `in schema` are members of root types: an assignment whose call may be any
 * (`$name = *(...)`), a decorated method, `type *` for whatever is annotated. Others hang
 * on an `object $root`, whose variety is theirs. An endpoint `in tree` is a call in the
 * chain of an operation that states its method and path: below the paths of what `hosts`
 * the tree `in endpoints`, unless its capture `enabled` is false.
 *
 * The capture `router` of a view set: the class is what the call stands on, and `prefix=`
 * its path: View.register(app). Actions of it say {...} for a part a parameter, behind it
 * the member that lists parameters which are none; the action * is any other public
 * method, its path the name; with the METHOD - those of that name, or beginning
 * (before_*), serve nothing.
 *
 * The capture `body` of a router is a function: what is called in it on the router that
 * this one was made of hangs on this one. Users.group(() => { Users.get("/x", f) }).
 *
 * The capture `within` of a router is another one: the prefix that it was created with
 * is in front of this one's, but what it hangs on is not what this one hangs on.
 *
 * The capture `actions` of a wrap is an object of HTTP methods and the names of those
 * methods of the class wrapped that serve them: as_view({"get": "list"}).
 *
 * The capture `members` of a job is an object, an instance or a module whose functions
 * are a job each; `module` the place of a file: require.resolve("./x").
 *
 * The capture `scheme` of a fact is an object or a class; the fact is named for the
 * package that the class comes from, else for the class.
 *
 * The captures `generator` and `into` of a stream: see stream.h.
 *
 * The capture `routes` of an app, router or mount is a list of endpoints: its items are
 * what the rules `in routes` match, routers and lists of such. `version`, of a router or
 * an endpoint, puts /v1 in front of the whole path.
 *
 * Models that calls make, fields and relations in dictionaries: schema.h. */
#ifndef DETECTOR_H
#define DETECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "detect/rule_use.h"
#include "syntax/patterns.h"
#include "syntax/syntax.h"
#include "text/data.h"

/*   WORDS: WORD(name, meaning). Kinds of facts are words too; these are the others. */
#define DETECTOR_WORDS(WORD)                                                             \
	WORD(app, "router at the root of its paths")                                     \
	WORD(router, "something that endpoints hang on; path is its own prefix")         \
	WORD(mount, "child hangs on a router, below path")                               \
	WORD(prefix,                                                                     \
	     "path in front of every app and controller; of one: $router.p($path)")      \
	WORD(versioning, "call that puts versions in front of paths, its `type` being"   \
	                 " detail=; `prefix` and the default `version`")                 \
	WORD(version, "decorator that states the `version` of a controller or method")   \
	WORD(neutral, "name that stands for no version")                                 \
	WORD(autoload,                                                                   \
	     "call that mounts every file of a `folder`, below the names of its"         \
	     " folders, unless `named` is false")                                        \
	WORD(place, "call that gives the path $path the $name that endpoints state as"   \
	            " their $place")                                                     \
	WORD(area, "object {path, module, children} that a list of a call holds: a path" \
	           " in front of the controllers of its module")                         \
	WORD(module, "decorator that lists the `controller`s of a class")                \
	WORD(controller, "class whose methods are endpoints")                            \
	WORD(asks, "language of databases: texts in it are queries. sql: see sql.h")     \
	WORD(answers, "class of a package: those below it answer requests")              \
	WORD(routes, "variable that holds a list of endpoints (a URL configuration)")    \
	WORD(lists, "script that exports a list of endpoints, $routes, at its place")    \
	WORD(wrap, "call whose value is its capture `value`, or else its $router")       \
	WORD(described,                                                                  \
	     "call that is given the $file of a description of an API: its operations"   \
	     " are endpoints below $path, their names those of their handlers")          \
	WORD(granted,                                                                    \
	     "call that serves the routes of the listed $model: those of the actions"    \
	     " $only, and none of $except; see listed_model.h")                          \
	WORD(viewset, "class registered under path; its actions are endpoints")          \
	WORD(action, "action METHOD SUFFIX: what a view set's method serves")            \
	WORD(provides, "class of the package, the actions or methods it brings")         \
	WORD(responder, "methods of a handler's class that serve: * is the HTTP method;" \
	                " what stands between it and the call's `suffix`")               \
	WORD(extra, "decorator that makes a view set's method an endpoint")              \
	WORD(further,                                                                    \
	     "call in a router's class, on the first of its $routes, of a view set: the" \
	     " object of HTTP methods and the $actions that it serves there, too")       \
	WORD(serves, "decorator that says a handler's methods")                          \
	WORD(route, "router whose endpoints add no path: app.route(path)")               \
	WORD(db, "object whose members are bases of models")                             \
	WORD(base, "class or value that models inherit from")                            \
	WORD(abstract, "assignment that makes a model abstract")                         \
	WORD(table, "assignment that names a model's table")                             \
	WORD(single,                                                                     \
	     "variety of a model that shares its base's table, and the names that"       \
	     " state a table")                                                           \
	WORD(drawn, "variable of a model's class that holds its table, made elsewhere")  \
	WORD(refine, "what makes a query dearer: a call in its chain or its arguments")  \
	WORD(trait, "word that refines a field, a relation or a model")                  \
	WORD(inherits, "trait of a model below another that has a table of its own")     \
	WORD(depends, "call in a handler's parameters whose `value` runs before it")     \
	WORD(holds,                                                                      \
	     "call that holds settings: the object `value`, or what that function"       \
	     " returns, under the `name` if there is one")                               \
	WORD(lookup, "call that gives the setting of a dotted `key`")                    \
	WORD(settings,                                                                   \
	     "external name whose members are constants of such files (of a script:"     \
	     " what such a file in the folder of a manifest exports)")                   \
	WORD(held, "call in a class's body that makes it a model, whatever class of a"   \
	           " package it inherits")                                               \
	WORD(pages, "call that serves the object $child and those that it holds, by the" \
	            " names of their methods")                                           \
	WORD(exposes,                                                                    \
	     "decorator, or member that is True, of what such an object serves")         \
	WORD(keyed,                                                                      \
	     "member of an app that holds settings by key, and what the files are"       \
	     " called that have them, themselves or in a class")                         \
	WORD(itself, "call of a router that serves its own path, too, or one below it")  \
	WORD(limits,                                                                     \
	     "members of a controller that name those of its methods that serve,"        \
	     " and those that do not")                                                   \
	WORD(brings,                                                                     \
	     "module of a package, METHOD PATH ...: routes that hang where it is"        \
	     " included")                                                                \
	WORD(each, "call of a list that runs its callback for each item")                \
	WORD(object, "value with a role of its own name: object clock Scheduler(...)")   \
	WORD(traits, "kind, then the options of a call that refine such a fact")         \
	WORD(config, "file whose folder is an application, member with its prefix")      \
	WORD(tree, "call whose dictionary $entries, or $child, is a tree of operations") \
	WORD(hosts, "call that serves the tree $child below $path")                      \
	WORD(decorates,                                                                  \
	     "decorator that puts the decorators `value` around that `method` of a"      \
	     " class; around all by the method that they run through, method=NAME")      \
	WORD(mixes, "classes whose heirs are protected: *RequiredMixin")                 \
	WORD(guards,                                                                     \
	     "names of functions that protect a handler, around it or called in it")     \
	WORD(guarding,                                                                   \
	     "names of decorators that protect what they stand on: requires_*")          \
	WORD(keeps_calls,                                                                \
	     "calls by name that tell of what is kept between requests: open"            \
	     " fs.* *.exists; see keeps.h")                                              \
	WORD(keeps_paths, "paths that do so whatever their handlers say: */login*")      \
	WORD(keeps_reads,                                                                \
	     "members whose reading tells of the same: request.* !request.path")         \
	WORD(keeps_below, "packages whose classes and decorators do so by themselves")   \
	WORD(protects,                                                                   \
	     "member of a view's class that lists what protects it, the method in its"   \
	     " place, the variable and key of settings that list it for all views, and"  \
	     " the packages that these are of")                                          \
	WORD(browser, "names that a page's script alone asks for something: document")   \
	WORD(merges,                                                                     \
	     "functions that give what all objects say that they are given: defaults")   \
	WORD(globs, "functions that give the files whose paths are like a pattern")      \
	WORD(folders, "functions that give the names of what lies in a folder")          \
	WORD(dotted, "functions that give what a text names: import_string(\"a.b.C\")")  \
	WORD(sent,                                                                       \
	     "members that a decorator of the code base gives what it makes a job, by"   \
	     " which that is sent")                                                      \
	WORD(declared,                                                                   \
	     "methods by which a class of the code base that is a router takes routes")  \
	WORD(handled,                                                                    \
	     "what such a method, or a function, calls the handler it is given")         \
	WORD(placed,                                                                     \
	     "what such a function calls the path it is given, and a class of the code"  \
	     " base the path that it serves")                                            \
	WORD(spared, "paths that a function lets through which runs before all of them:" \
	             " */login*")                                                        \
	WORD(answering,                                                                  \
	     "methods by which a class of the code base serves: on_*, * the HTTP"        \
	     " method in capitals")                                                      \
	WORD(works,                                                                      \
	     "methods of classes, and calls, that work is done by which no request"      \
	     " waits for: run perform Thread")                                           \
	WORD(later, "functions that call what they are given: on_commit(task.delay)")    \
	WORD(versions, "functions that give the version of a package, by its name")      \
	WORD(packages, "functions that give a package, whose member version it is")      \
	WORD(parsed, "functions whose result has the parts of a version as members")     \
	WORD(revision, "names that a module has which is a migration; the last a"        \
	               " function")                                                      \
	WORD(testing, "variable of the environment, and its value in tests")             \
	WORD(before, "keys of options that hold what runs before a handler: preHandler") \
	WORD(schemes, "those of them whose text names what protects it")                 \
	WORD(named, "keys of an object that say by name what serves an entry")           \
	WORD(typed, "keywords of a field's call that are given its type")                \
	WORD(parts,                                                                      \
	     "objects whose entries may be objects that relate to others: fields")       \
	WORD(validates, "classes of the package below which input is checked: SQLModel") \
	WORD(columns, "keywords of a field's call that are given its column")            \
	WORD(tells, "member of a view's class that lists what a single method serves")   \
	WORD(allows, "members of a view's class that list those methods that may be"     \
	             " asked for")                                                       \
	WORD(starts,                                                                     \
	     "methods that a framework calls when the program starts, of classes that"   \
	     " have a decorator: onModuleInit")                                          \
	WORD(guarded, "detector whose guards of a whole application protect this one's"  \
	              " operations, too")                                                \
	WORD(open, "words in the name of a head that protects nothing")                  \
	WORD(chained,                                                                    \
	     "calls behind an endpoint or router that are given what runs before it")    \
	WORD(narrows,                                                                    \
	     "call behind a view set, the actions that it takes away; none: it is given" \
	     " those that stay, `!`: those that go")                                     \
	WORD(loader, "function of no module that is given a name of the package")        \
	WORD(map, "file whose default export maps paths to files, names do not count")   \
	WORD(mapped, "call in a map: $file serves $path, each $child lies below it")     \
	WORD(unmapped, "call in a map after which the names of files count, too")        \
	WORD(segment, "pattern of a part of a file's name, how a path writes it")        \
	WORD(compares, "member of a request that handlers compare with methods")         \
	WORD(lets,                                                                       \
	     "key of an object that a handler's wrapper is given: the methods that"      \
	     " it lets through")                                                         \
	WORD(directive, "text at the head of a file or function, kind of fact it makes," \
	                " or page")                                                      \
	WORD(schema, "call that is given the root types of an API (query, mutation,"     \
	             " subscription), its resolvers and typedefs")                       \
	WORD(members,                                                                    \
	     "class whose members are fields of a type, where code serves them")         \
	WORD(ignores, "names of messages that every connection has: connect, error")     \
	WORD(resolvers, "objects of handlers by type and member may stand anywhere")     \
	WORD(branched, "members of a client that tell which database it talks to: what"  \
	               " branches by them ask is one query; see dialect.h")              \
	WORD(dialects, "parts of paths that name a database: see dialect.h")             \
	WORD(everywhere, "what protects a whole application: a call with its $guard or"  \
	                 " the $targets of what was applied; objects that provide it")   \
	WORD(built,                                                                      \
	     "WORD NAMES: calls of a schema builder, by what they do; see built.h")      \
	WORD(variety, "NAME VARIETY: what a captured variety is called")                 \
	WORD(offers,                                                                     \
	     "NAME PACKAGE CLASS?: member of an application that is a package, or"       \
	     " a thing of its class")                                                    \
	WORD(loads,                                                                      \
	     "NAME PLACE: member of such an application that holds what the files"       \
	     " there make")                                                              \
	WORD(implied, "field that nobody writes: NAME [if|unless TRAIT|OPTION=VALUE]")

enum detector_word {
#define WORD(name, meaning) WORD_##name,
	DETECTOR_WORDS(WORD)
#undef WORD
	    WORD_FACT, /* a kind of fact: rule.fact says which */
	WORD_COUNT = WORD_FACT
};

enum form_kind {
	FORM_CALL,      /* chain(args) */
	FORM_NAME,      /* chain, without brackets: a class or member itself */
	FORM_DECORATOR, /* @chain(args) on a function or method */
	FORM_ON_CLASS,  /* @chain(args) class $name */
	FORM_ON_FIELD,  /* @chain(args) $name */
	FORM_CLASS,     /* class $name(chain) */
	FORM_ASSIGN,    /* $name = chain(args) */
	FORM_CONSTANT,  /* name = value: literal in chain[0] = text of value */
	FORM_OPERATOR,  /* $role | $role; captured is the operator */
	FORM_IMPORT,    /* import names */
	FORM_METHOD,    /* def names, in Base */
	FORM_SETTING,   /* setting names = args */
	FORM_ITEM,      /* [$handler] */
	FORM_ENTRY,     /* $name: {...} */
	FORM_TYPE,      /* type chain */
	FORM_FILE,      /* file place export names: place in words[0], names behind it */
	FORM_EXPORTED,  /* exported place ({..}): the same place, and args */
	FORM_TUPLE,     /* (args): an item of a list, `in routes` */
	FORM_WORDS,     /* action, provides, routes: plain words in `words` */
	FORM_HOLDS,     /* migration holds TEXT: words are TEXT, trait, TEXT, ... */
	FORM_KEY,       /* construct key NAME: of an object in the arguments of a query;
	                   refine key NAME: of such an object itself */
	FORM_NAMED,     /* migration named GLOB: the same, TEXT being of the path */
	FORM_LISTED,    /* KIND listed GLOB: words are GLOB, what, key, ... */
	FORM_TRAIT,     /* trait WORD PATTERN: one argument pattern in args */
};

/* Where a trait is looked for. */
enum trait_place {
	PLACE_ARGUMENT, /* among the arguments, the keys of objects there, or in `in` */
	PLACE_CHAIN,    /* .name(...): a later link of the chain */
	PLACE_CALLEE,   /* as Name: the name that is called itself */
	PLACE_TYPE,     /* type Name: anywhere in the annotation */
};

enum arg_kind { ARG_REST, ARG_VAR, ARG_KEYWORD, ARG_DICT, ARG_LIST, ARG_CALL, ARG_TEXT };

struct arg {
	uint8_t kind;
	bool optional, has_parens;
	bool is_not;      /* LIST: ![...] */
	struct name name; /* VAR: capture; KEYWORD: keyword; TEXT: text; DICT item: key */
	struct arg
	    *inner; /* KEYWORD, DICT (items), LIST: what is inside. CALL: arguments */
	struct link *chain; /* CALL */
	struct arg *next;
};

/* [{..}]: an object, or each object of a list. */
static inline bool arg_is_items(const struct arg *a)
{
	return a->kind == ARG_LIST && a->inner && a->inner->kind == ARG_DICT;
}

/* One part of a dotted chain. */
struct link {
	bool is_role;       /* $name: a value with that role */
	bool is_suffix;     /* *Field */
	struct name *names; /* alternatives */
	size_t n;
	struct link *next;
};

struct rule {
	struct detector *detector;
	uint8_t word;     /* enum detector_word */
	uint8_t fact;     /* WORD_FACT, traits: enum fact_kind */
	struct name role; /* the word itself, for $role; of an object its name */
	uint8_t form;
	struct link *chain;   /* first to last */
	struct link *last;    /* the last of them: the name that is looked up */
	struct name captured; /* $name of class, assignment, entry */
	struct arg *args;
	bool has_args;      /* brackets written */
	struct name *words; /* FORM_WORDS; FORM_CONSTANT: the value; FORM_CLASS: keyword,
	                       value, ... that the class must state */
	size_t word_count;
	/* options */
	struct name in;     /* word or variable it must stand in */
	struct name states; /* class: a member that it or a base of ours must have */
	const char *takes;  /* of an item: METHOD.GLOB, a parameter that it has */
	bool modelled;      /* query: its head may be the name of a model */
	bool generated;     /* the class may come from a file that something generates */
	const char *gives;  /* relation: here | there, which model has the key */
	const char *action, *method, *variety, *status, *detail, *suffix, *at, *row,
	    *prefix, *path, *handler, *responder;
	const char *entry;  /* plugin: function of a module that is mounted by its name */
	const char *unless; /* file: name of a file beside that speaks for the folder */
	bool replaces, any, usual, bare, plugin, flat, called, named, rooted, camel,
	    given;
	bool is_global;      /* of a call: its head is nobody's import */
	bool started, again; /* of a call: see started.h */
	bool dotted;         /* of a call: see job_named.h */
	bool reads;          /* of a template: the call reads the file of a page */
	bool held_on;        /* the head may be held anywhere: value_held.c */
	bool gate;           /* of a middleware: it may guard what hangs on its head */
	bool dots;           /* file: a dot begins a new part of the path */
	bool is_telling;     /* file: its place is believed without a manifest */
	bool has_items;    /* an argument is [{..}]: matched for each object of a list */
	struct name trait; /* FORM_TRAIT */
	const char *trait_value; /* word=value of the rule itself */
	const char *type;        /* of a field: where its type stands */
	const char *calls;       /* refine key: of these calls, a|b; NULL: of any */
	uint8_t place;           /* enum trait_place */
	bool takes_away, is_type;
	struct name of; /* trait: only of a field, only of a relation */
	bool column;    /* relation: a field at the same time */
	bool continues; /* query, refine: on a variable, it goes on with the query held
	                   there */
	bool runs;      /* query: what runs is its argument, where that is a variable */
	bool related;   /* query: its head may be a relation's name */
	bool gotten;    /* query: its head may hold what a query gave */
	bool nested;    /* refine key: where its value is an object with objects in it */
	bool empty;     /* base: a class directly below that holds nothing is one, too */
	bool is_page;   /* directive: the file is a page's */
	bool below;     /* base: models are below the classes that inherit it directly */
	uint16_t use;   /* enum rule_use */
	bool on_role;   /* its chain begins with a $name that is a role, no capture */
	uint32_t line;  /* in the detector's file */
	struct rule *next;      /* same detector, in order */
	struct rule *next_role; /* the next that gives values a role */
};

struct needed {
	struct name package; /* "flask", "@nestjs/common" */
	struct name as;      /* what its default export is called in patterns */
};

struct detector {
	const char *name;   /* file name without .detect */
	const char *origin; /* for messages */
	const char *source;
	bool is_python;
	struct needed *needs;
	size_t need_count;
	struct name params[4]; /* "<name>", ":name", "{name}", "regex" */
	size_t param_count;
	struct name *heads; /* what its queries usually hang on */
	size_t head_count;
	struct name *usual; /* what its routers are usually called */
	size_t usual_count;
	struct patterns guards, guarding, mixes, open, starts,
	    chained; /* the words of its rules of these words */
	struct rule *rules, *last_rule;
	struct rule *roles; /* those of them that give values a role */
	size_t index;       /* among all */
	bool is_kept;       /* detectors_keep() left it in */
	bool gives_app;     /* has a rule_is_given_app() */
	struct detector *next;
};

/* A rule under one of the names that its chain may end in. */
struct indexed {
	struct name name;
	struct rule *rule;
	struct indexed *next; /* same bucket: compare the name */
};

enum { NAMED_SLOTS = 256, NEED_SLOTS = 256, USE_SLOTS = 2048 };

/* Rules of all detectors, in their order. */
struct rule_list {
	const struct rule **v;
	size_t n, room;
};

struct detectors {
	struct rule_list globs; /* FORM_NAMED, FORM_LISTED: for every file of a tree */
	struct rule_list held;  /* FORM_HOLDS: for every file of a migration */
	struct rule_list built; /* those of the word built */
	struct rule_list pages; /* directives of a page */
	struct rule_list files; /* FORM_FILE */
	struct detector *first;
	size_t n;
	struct vocabulary vocabulary;
	struct rule *settings;  /* all `settings` rules, by next_role */
	struct rule *loaders;   /* the same of `loader` */
	struct rule *revisions; /* and of `revision` */
	struct indexed *bucket[1024];
	struct indexed *named[NAMED_SLOTS]; /* by variable or import, see below */
	struct indexed
	    *suffixes; /* rules whose last name is a *Suffix: name is the end */
	uint64_t suffix_ends[64]; /* a bit a hash of their last two bytes */
	/* What the rules of names with this hash are looked up for, scripts first, and
	 * what all suffixes together are. */
	uint16_t uses[2][USE_SLOTS], suffix_uses[2];
	struct need *needs[NEED_SLOTS]; /* need.h */
	/* What all detectors of a language say by names, scripts first: is_by_name() */
	struct patterns by_name[2][WORD_COUNT];
};

/* Does a detector of the language say this name behind the word? NULL: no name. */
static inline bool detectors_say(const struct detectors *d, bool is_python,
                                 enum detector_word word, const char *name)
{
	return name && patterns_say(&d->by_name[is_python][word], name) == LIKE_YES;
}

/* The first rule of that word, NULL: there is none. */
const struct rule *detectors_rule(const struct detectors *d, bool is_python,
                                  enum detector_word word);

/* All of models/detect/, a user's files shadowing built-in ones. */
bool detectors_load(struct detectors *d, struct arena *a, struct err *e);
/* Checks one file's text: the first mistake as "origin:line: what". */
bool detector_check(const struct data_file *f, struct err *e);

/* schedule ($detail, $handler, ...)  in VARIABLE: a row of the list that it holds? */
bool rule_is_row(const struct rule *r);

/* KIND file PLACE export NAME: a fact by its place? */
static inline bool rule_is_place(const struct rule *r)
{
	return r->form == FORM_FILE && r->word == WORD_FACT;
}

/* app file PLACE export NAME: a function that is given the application? */
static inline bool rule_is_given_app(const struct rule *r)
{
	return r->form == FORM_FILE && r->word == WORD_app;
}

/* endpoint $path: $handler  in routes: of an object that an application is given? */
bool rule_lists_paths(const struct rule *r);

/* Is this a file that makes its folder an application of the detector? */
bool detector_configures(const struct detector *d, const char *path);

/* The next rule for calls and decorators (FORM_CALL, ASSIGN, DECORATOR, ON_CLASS,
 * ON_FIELD), in the order of files and lines, whose chain may end in n:
 *     for (struct rule *r = NULL; (r = detectors_next(d, n, &at));) ...
 * with struct indexed *at = detectors_first(d, n). */
struct indexed *detectors_first(const struct detectors *d, struct name n);
struct rule *detectors_next(const struct detectors *d, struct name n,
                            struct indexed **at);
/* May any of these rules be for one of the uses? One look, where most names have none. */
bool detectors_use(const struct detectors *d, struct name n, bool is_python,
                   unsigned uses);
/* All uses that they may be for. */
unsigned detectors_uses(const struct detectors *d, struct name n, bool is_python);
/* To be told when rules went. */
void detectors_note_uses(struct detectors *d);
/* The next rule about a variable, setting or import of this name; *at begins as NULL. */
struct rule *detectors_named(const struct detectors *d, struct name n,
                             struct indexed **at);
/* Is n one of the names of this part of a chain? */
bool link_has(const struct link *l, struct name n);

#endif
