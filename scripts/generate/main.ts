import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { generatedFiles } from "./generated";

const ROOT = resolve(__dirname, "../../..");

void generatedFiles().then((files) => {
  for (const [file, text] of files) writeFileSync(join(ROOT, file), text);
  console.log(`made ${files.size} files of the declarations: npm run build compiles them`);
});
