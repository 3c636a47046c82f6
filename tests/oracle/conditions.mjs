// Reads the conditions of workflows with GitHub's own parser and evaluates them with its own engine.
//   node tests/oracle/conditions.mjs DIR < question        DIR as given to install.sh
//
// The question is one JSON text: {files: [{name, content}], contexts: [CONTEXT], runs: [ROOTS]}; a CONTEXT is {roots,
// need, success, failure, cancelled}, and `need` is the result of every job in `needs:`. On standard output one JSON
// line for each file: {name, places: [{job, step, condition, error, truths}], runs: {JOB: TEXT}}. `step` is null for a
// job, `condition` what the platform evaluates, `truths` one letter for each context: t, f, or e for an error. A TEXT has
// for each run in which nothing fails: r where the job runs, w where only the failure of a job before it makes it run, and s
// where it is skipped.
//
// The packages have no status functions and no order of jobs: `success()` and its likes are given here, and a job is
// told what became of the jobs before it, near and far.
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

register("./json-hook.mjs", import.meta.url);

const directory = resolve(process.argv[2] ?? ".");
const load = name => import(pathToFileURL(join(directory, "node_modules/@actions", name)).href);
const { parseWorkflow, NoOperationTraceWriter } = await load("workflow-parser/dist/index.js");
const { convertToIfCondition } = await load("workflow-parser/dist/model/converter/if-condition.js");
const { splitAllowedContext } = await load("workflow-parser/dist/templates/allowed-context.js");
const { StringToken } = await load("workflow-parser/dist/templates/tokens/index.js");
const { Evaluator, Lexer, Parser, data } = await load("expressions/dist/index.js");
const { falsy } = await load("expressions/dist/result.js");

// Of a text over several lines the package takes the source, with the white space that YAML drops, because it shows places
// in an editor; the runner and the server take the value (`actions/runner`, `TemplateReader.cs`).
Object.defineProperty(StringToken.prototype, "source", { get: () => undefined, set() {} });

const value = json => JSON.parse(JSON.stringify(json), data.reviver);
const entries = token => Array.from({ length: token?.count ?? 0 }, (_, index) => token.get(index));
const field = (token, name) => entries(token).find(({ key }) => String(key.value) === name)?.value;

// The place of one condition: its tree, or why there is none.
function read(context, token) {
  if (!token) {
    return { condition: "success()", tree: tree("success()", ["success(0,0)"]) };
  }
  const errors = context.errors;
  const before = errors.getErrors().length;
  const ready = convertToIfCondition(context, token);
  const own = errors.getErrors().slice(before);
  const earlier = errors.getErrors().filter(error => error.range && error.range.start.line === token.range?.start.line);
  const error = [...own, ...earlier].map(error => error.rawMessage ?? error.message)[0] ?? null;
  if (error || !ready) {
    return { condition: null, error: error ?? "no condition" };
  }
  return { condition: ready.expression, tree: tree(ready.expression, token.definitionInfo.allowedContext) };
}

function tree(condition, allowed) {
  const { namedContexts, functions } = splitAllowedContext(allowed);
  return new Parser(new Lexer(condition).lex().tokens, namedContexts, functions).parse();
}

function evaluate(expression, roots, status) {
  const functions = new Map();
  const give = (name, result) => functions.set(name.toLowerCase(), { name, call: () => result });
  for (const name of ["success", "failure", "cancelled"]) {
    give(name, new data.BooleanData(status[name]));
  }
  give("always", new data.BooleanData(true));
  give("hashFiles", new data.StringData("0123"));
  try {
    return falsy(new Evaluator(expression, roots, functions).evaluate()) ? "f" : "t";
  } catch {
    return "e";
  }
}

function withNeeds(roots, job, result) {
  const needs = job.needs.map(need => [need, { result: result(need), outputs: {} }]);
  return new data.Dictionary(...roots.pairs(), { key: "needs", value: value(Object.fromEntries(needs)) });
}

function judge({ name, content }, contexts, runs) {
  const parsed = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  const places = [];
  const jobs = [];
  for (const { key, value: job } of entries(field(parsed.value, "jobs"))) {
    const id = String(key.value);
    const needed = field(job, "needs");
    const needs = needed === undefined ? [] : needed.count === undefined ? [needed] : entries(needed);
    const own = read(parsed.context, field(job, "if"));
    jobs.push({ id, needs: needs.map(need => String(need.value)), tree: own.tree });
    places.push({ job: id, step: null, ...own });
    const steps = entries(field(job, "steps")).flatMap(step => entries(field(step, "parallel") ?? { count: 1, get: () => step }));
    steps.forEach((step, index) => {
      places.push({ job: id, step: index, ...read(parsed.context, field(step, "if")) });
    });
  }
  const told = new Map(jobs.map(job => [job.id, contexts.map(context => {
    return { ...context, roots: withNeeds(context.roots, job, () => context.need) };
  })]));
  const shown = places.map(({ tree, ...place }) => ({
    ...place,
    truths: tree ? told.get(place.job).map(context => evaluate(tree, context.roots, context)).join("") : ""
  }));
  const ended = runs.map(roots => {
    const calm = ends(jobs, roots);
    const broken = jobs.filter(job => calm.get(job.id) === "success").map(job => ends(jobs, roots, job.id));
    return id => (calm.get(id) === "success" ? "r" : broken.some(end => end.get(id) !== "skipped") ? "w" : "s");
  });
  const follow = ({ id }) => [id, ended.map(end => end(id)).join("")];
  return { name, places: shown, runs: Object.fromEntries(jobs.map(follow)) };
}

// How the jobs end in a run in which no job but this one fails.
function ends(jobs, roots, broken) {
  const done = new Map();
  const behind = new Map();
  for (let round = 0; round < jobs.length; round += 1) {
    for (const job of jobs.filter(job => !done.has(job.id) && job.needs.every(need => done.has(need)))) {
      const before = new Set(job.needs.flatMap(need => [need, ...behind.get(need)]));
      const success = [...before].every(id => done.get(id) === "success");
      const seen = withNeeds(roots, job, need => done.get(need));
      const failure = [...before].some(id => done.get(id) === "failure");
      const runs = job.tree && evaluate(job.tree, seen, { success, failure, cancelled: false }) === "t";
      behind.set(job.id, before);
      done.set(job.id, !runs ? "skipped" : job.id === broken ? "failure" : "success");
    }
  }
  return done;
}

const { files, contexts, runs } = JSON.parse(readFileSync(0, "utf8"));
const ready = contexts.map(context => ({ ...context, roots: value(context.roots) }));
const real = runs.map(value);
for (const file of files) {
  process.stdout.write(JSON.stringify(judge(file, ready, real)) + "\n");
}
