// script_oracle.mjs - compare the script reader's calls with the TypeScript compiler's.
//
//     node script_oracle.mjs FILES OURS [SHOW]
//
// FILES: a list of paths. OURS: what dump_calls printed for it. A place is a call
// (`new` too) or decorator with the line of its callee's last name, that name (calls
// without one, `f()()`, are left out) and its first argument if it is a plain string.
// Prints the agreement, and the first SHOW disagreements; fails below 99.9 %. Needs the
// npm package `typescript`, in $ORACLE_MODULES or here (development only).
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.env.ORACLE_MODULES ?? process.cwd(), "x.js"));
const ts = require("typescript");
const K = ts.SyntaxKind;

function scriptKind(file) {
	if (/\.tsx$/.test(file)) return ts.ScriptKind.TSX;
	if (/\.[mc]?ts$/.test(file)) return ts.ScriptKind.TS;
	return ts.ScriptKind.JSX;
}

// What leaves no node in our model.
function bare(e) {
	for (;;) {
		switch (e.kind) {
		case K.ParenthesizedExpression:
		case K.NonNullExpression:
		case K.AsExpression:
		case K.SatisfiesExpression:
		case K.TypeAssertionExpression:
		case K.ExpressionWithTypeArguments:
		case K.AwaitExpression:
			e = e.expression;
			continue;
		case K.BinaryExpression:
			if (e.operatorToken.kind === K.CommaToken ||
			    (e.operatorToken.kind >= K.FirstAssignment &&
			     e.operatorToken.kind <= K.LastAssignment)) {
				e = e.right;
				continue;
			}
		}
		return e;
	}
}

function quote(s) {
	return "=" + s.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/\t/g, "\\t")
		.replace(/\r/g, "\\r");
}

function nameOf(callee) {
	const e = bare(callee);
	switch (e.kind) {
	case K.Identifier:
	case K.PrivateIdentifier:
		return [e, e.text];
	case K.SuperKeyword:
		return [e, "super"];
	case K.ImportKeyword:
		return [e, "import"];
	case K.ThisKeyword:
		return [e, "this"];
	case K.MetaProperty:
		return [e.name, e.name.text];
	case K.PropertyAccessExpression:
		return [e.name, e.name.text];
	case K.ElementAccessExpression:
		if (ts.isStringLiteralLike(e.argumentExpression))
			return [e.argumentExpression, e.argumentExpression.text];
	}
	return [null, "-"];
}

export function places(file, text) {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false,
		scriptKind(file));
	const out = [];
	const add = (kind, callee, args) => {
		const [node, name] = nameOf(callee);
		if (!node) return;
		const line = source.getLineAndCharacterOfPosition(
			ts.skipTrivia(text, node.pos)).line + 1;
		const first = args?.length ? bare(args[0]) : null;
		out.push([kind, line, name,
			first && ts.isStringLiteralLike(first) ? quote(first.text) : "-"].join("\t"));
	};
	const visit = node => {
		if (node.kind === K.Decorator) {
			const e = node.expression;
			if (e.kind === K.CallExpression) {
				add("decorator", e.expression, e.arguments);
				visit(e.expression);
				e.arguments.forEach(visit);
			} else {
				add("decorator", e);
				ts.forEachChild(e, visit);
			}
			return;
		}
		if (node.kind === K.CallExpression) add("call", node.expression, node.arguments);
		else if (node.kind === K.NewExpression) add("call", node.expression, node.arguments);
		else if (node.kind === K.ExternalModuleReference) // import a = require("b")
			out.push(["call", source.getLineAndCharacterOfPosition(
				ts.skipTrivia(text, node.pos)).line + 1, "require",
				quote(node.expression.text)].join("\t"));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return { out, broken: source.parseDiagnostics.length, lines: source.getLineStarts().length };
}

function readOurs(file) {
	const byFile = new Map();
	let list;
	for (const line of fs.readFileSync(file, "utf8").split("\n")) {
		const [kind, a, name] = line.split("\t");
		if (kind === "file") byFile.set(a, list = []);
		else if ((kind === "call" || kind === "decorator") && name) list.push(line);
	}
	return byFile;
}

function counted(list) {
	const m = new Map();
	for (const x of list) m.set(x, (m.get(x) ?? 0) + 1);
	return m;
}

const [files, oursFile, show = "40"] = process.argv.slice(2);
const ours = readOurs(oursFile);
const sum = { files: 0, broken: 0, lines: 0, places: 0, ours: 0, both: 0 };
let left = +show;
for (const file of fs.readFileSync(files, "utf8").split("\n")) {
	if (!file || fs.statSync(file).size > 2 << 20) continue;
	const text = fs.readFileSync(file, "utf8");
	const { out, broken, lines } = places(file, text);
	if (broken) { // the compiler itself does not understand it
		sum.broken++;
		continue;
	}
	const theirs = counted(out), mine = counted(ours.get(file) ?? []);
	sum.files++;
	sum.lines += lines;
	for (const key of new Set([...theirs.keys(), ...mine.keys()])) {
		const a = theirs.get(key) ?? 0, b = mine.get(key) ?? 0;
		sum.places += a;
		sum.ours += b;
		sum.both += Math.min(a, b);
		if (a !== b && left-- > 0)
			console.log(`${a > b ? "missing" : "extra"}\t${file}\t${key}`);
	}
}
const percent = 100 * sum.both / Math.max(sum.places, sum.ours, 1);
console.log(sum, "agreement", percent.toFixed(4), "%");
process.exitCode = sum.places && percent < 99.9 ? 1 : 0;
