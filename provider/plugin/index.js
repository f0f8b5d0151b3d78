// The plugin's service stands with the package's other compiled files.
require("../dist/host/plugin/main.js").serve(process.argv.slice(2));
