import { expect, it } from "@jest/globals";
import { SourcePosition, StackFrame, StackTrace } from "@pulumi/pulumi/proto/source_pb";

import { sourcePositionOf, stackTraceOf } from "#engine/program/positions";

function at(uri: string, line: number, column = 0) {
  const position = new SourcePosition();
  position.setUri(uri);
  position.setLine(line);
  position.setColumn(column);
  return position;
}

it.each([
  ["file:///project/index.js", 3, 5, "project:///index.js#3,5"],
  ["file:///project/a%20b/c.js", 3, 0, "project:///a%20b/c.js#3"],
  ["file:///elsewhere/node_modules/x.js", 1, 2, "project:///../elsewhere/node_modules/x.js#1,2"],
  ["node:internal/process/task_queues", 1, 2, undefined],
])("%s, line %i, column %i is told as seen from the project", (uri, line, column, expected) => {
  expect(sourcePositionOf(at(uri, line, column), "/project")).toBe(expected);
});

it("a stack trace keeps a place for calls that are in no file", () => {
  const trace = new StackTrace();
  for (const uri of ["file:///project/index.js", "node:internal/timers"]) {
    const frame = new StackFrame();
    frame.setPc(at(uri, 7));
    trace.addFrames(frame);
  }
  trace.addFrames(new StackFrame());
  expect(stackTraceOf(trace, "/project")).toEqual([{ sourcePosition: "project:///index.js#7" }, {}, {}]);
  expect(stackTraceOf(undefined, "/project")).toEqual([]);
});
