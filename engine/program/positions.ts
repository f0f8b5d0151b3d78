import { relative } from "node:path";
import { fileURLToPath } from "node:url";

import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";

import type { StackFrame } from "../state/resource";

/** A call on the way to a resource; empty where it is in no file. */
export function stackTraceOf(trace: StackTrace | undefined, root: string): StackFrame[] {
  return (trace?.getFramesList() ?? []).map((frame) => {
    const position = sourcePositionOf(frame.getPc(), root);
    return position === undefined ? {} : { sourcePosition: position };
  });
}

/** Where a resource is declared, as seen from the project's folder. */
export function sourcePositionOf(position: SourcePosition | undefined, root: string): string | undefined {
  const uri = position?.getUri() ?? "";
  if (!position || !uri.startsWith("file://")) return undefined;
  const path = relative(root, fileURLToPath(uri)).replaceAll("\\", "/");
  const column = position.getColumn();
  return `project:///${encodeURI(path)}#${position.getLine()}${column > 0 ? `,${column}` : ""}`;
}
