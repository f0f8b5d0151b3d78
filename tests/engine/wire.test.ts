import { expect, it } from "@jest/globals";
import type { EngineEvent } from "@pulumi/pulumi/automation";

import { embedded } from "../support/engines/engines";
import { Stage } from "./scenarios/scenario";

it("a failed step is the only error that is told, and everybody who waits is let go", async () => {
  const stage = await Stage.open(embedded);
  stage.cloud.breaks("t0", "create", "no room");
  stage.program(({ thing }) => {
    let last = thing("t0");
    for (let i = 1; i < 20; i += 1) last = thing(`t${i}`, { of: last.made });
  });
  const events: EngineEvent[] = [];
  await expect(stage.stack.up({ onEvent: (event) => events.push(event) })).rejects.toThrow("no room");
  const told = events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []);
  expect(told.map(({ severity, message }) => [severity, message])).toEqual([["error", "no room\n"]]);
});

it("six megabytes are passed on, through no proxy", async () => {
  const nowhere = "http://127.0.0.1:9";
  const stage = await Stage.open(embedded, {
    http_proxy: nowhere,
    https_proxy: nowhere,
    grpc_proxy: nowhere,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
  });
  stage.program(({ thing }) => ({ length: thing("a", { text: "x".repeat(6_000_000) }).made }));
  const { failure } = await stage.run("up");
  expect(failure).toBeUndefined();
  expect(String(stage.cloud.get("a.1")!["text"])).toHaveLength(6_000_000);
});
