#!/usr/bin/env node
// npm makes a command of this file at install time, when a fresh clone has not been built yet.
require("../dist/cli.js");
