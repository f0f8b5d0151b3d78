// `npm run docs:api`: a reference of every type that the package exports, as pages in .local/api. A link that leads nowhere fails it.
import { join } from "node:path";

import { Application } from "typedoc";

import { localFolder, ROOT, setUp } from "./setup.mjs";

setUp();
const provider = join(ROOT, "provider");
const written = localFolder("api");
const app = await Application.bootstrap({
  name: "pulumi-model-access",
  entryPoints: ["index.ts", "guard/index.ts", "guard/policies/index.ts"].map((file) => join(provider, file)),
  tsconfig: join(provider, "tsconfig.json"),
  readme: "none",
  // What is private to the package is not exported on purpose.
  validation: { invalidLink: true, invalidPath: true, notExported: false, notDocumented: false },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  excludePrivate: true,
  excludeExternals: true,
  githubPages: false,
  hideGenerator: true,
  logLevel: "Warn",
});
const project = await app.convert();
if (project) {
  app.validate(project);
  await app.generateDocs(project, written);
}
const failed = !project || app.logger.hasErrors() || app.logger.hasWarnings();
console.log(failed ? "FAILED" : `written to ${join(written, "index.html")}`);
process.exitCode = failed ? 1 : 0;
