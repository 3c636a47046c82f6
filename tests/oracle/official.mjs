// Judges workflows with GitHub's own parser. Paths on standard input, one a line; on standard output
// one JSON line for each: {path, errors: [{message, line, column}]}.
//   node tests/oracle/official.mjs DIR < paths        DIR as given to install.sh
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

register("./json-hook.mjs", import.meta.url);

const directory = resolve(process.argv[2] ?? ".");
const load = name => import(pathToFileURL(join(directory, "node_modules", name, "dist/index.js")).href);
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await load("@actions/workflow-parser");
const { FeatureFlags } = await import(
  pathToFileURL(join(directory, "node_modules/@actions/expressions/dist/features.js")).href
);

// the features that GitHub has switched on
const featureFlags = new FeatureFlags({ all: true });

async function judge(path) {
  try {
    const parsed = parseWorkflow({ name: path, content: readFileSync(path, "utf8") }, new NoOperationTraceWriter());
    if (parsed.value && parsed.context.errors.getErrors().length === 0) {
      await convertWorkflowTemplate(parsed.context, parsed.value, undefined, { featureFlags });
    }
    return parsed.context.errors.getErrors().map(error => ({
      message: error.rawMessage ?? error.message,
      line: error.range?.start.line ?? 0,
      column: error.range?.start.column ?? 0
    }));
  } catch (error) {
    return [{ message: `thrown: ${error.message}`, line: 0, column: 0 }];
  }
}

for (const path of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  process.stdout.write(JSON.stringify({ path, errors: await judge(path) }) + "\n");
}
