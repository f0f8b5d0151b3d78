import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type * as playwright from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

import { pageOf } from "#provider/cli/drift/page";
import { readRun } from "#provider/cli/drift/read";
import { reportOn } from "#provider/cli/drift/report";

const { MODEL_ACCESS_BROWSER: executablePath, MODEL_ACCESS_SCREENSHOTS: screenshots } = process.env;
const REPOSITORY = resolve(__dirname, "../../..");
const recorded = (name: string): string =>
  readFileSync(join(REPOSITORY, "tests/provider/cli/recorded", name), "utf8");
const PAGES = ["drifted.events", "unreadable.json", "clean.json", "preview-without-refresh.json"];

// `npm run test:pages` looks for a browser; `npm test` must do on a machine that has none.
(executablePath === undefined ? describe.skip : describe)("the page of drift, in a browser", () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pages-"));
    for (const name of PAGES)
      writeFileSync(
        join(folder, `${name}.html`),
        pageOf(reportOn(readRun(recorded(name)), new Date("2026-11-22T09:30:00Z"))),
      );
    // Only these tests need it, and Jest's modules have no import at run time.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { chromium } = require("playwright-core") as typeof playwright;
    browser = await chromium.launch({ executablePath: executablePath!, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a page as somebody would who was sent it; whatever it asks for, and whatever the browser complains of, is noted. */
  async function open(
    name: string,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; asked: string[]; complaints: string[] }> {
    const page = await (
      await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options })
    ).newPage();
    const [asked, complaints]: [string[], string[]] = [[], []];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    return { page, asked, complaints };
  }

  const LOOKS: Record<string, BrowserContextOptions> = {
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    narrow: { viewport: { width: 360, height: 800 }, colorScheme: "light" },
  };

  it.each(PAGES.flatMap((name) => Object.keys(LOOKS).map((look) => [name, look] as const)))(
    "%s, %s: asks for nothing, fits, and has no accessibility failure that axe knows",
    async (name, look) => {
      const { page, asked, complaints } = await open(name, { ...LOOKS[look]!, bypassCSP: true });
      if (screenshots !== undefined)
        await page.screenshot({ path: join(screenshots, `drift-${name}-${look}.png`), fullPage: true });
      expect(asked).toHaveLength(1);
      const { scroll, client } = await page.evaluate<{ scroll: number; client: number }>(
        "({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth })",
      );
      expect(scroll).toBeLessThanOrEqual(client);
      await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
      await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
      const failures = await page.evaluate<string[]>(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))",
      );
      expect(failures).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  it("is used with the keyboard alone, and its address keeps what is shown", async () => {
    const { page, complaints } = await open("drifted.events");
    await page.keyboard.press("/");
    await page.keyboard.type("agreementstatus");
    expect(await page.locator(".finding:visible h2").allTextContents()).toEqual(["command-r", "jamba"]);
    expect(page.url()).toContain("#q=agreementstatus");
    const { page: again } = await open(`drifted.events`);
    await again.goto(page.url());
    await again.reload();
    expect(await again.locator(".finding:visible").count()).toBe(2);
    for (let at = 0; at < 2; at++) await again.keyboard.press("Tab");
    for (let at = 0; at < 12 && !(await again.evaluate("document.activeElement.tagName === 'SUMMARY'")); at++)
      await again.keyboard.press("Tab");
    await again.keyboard.press("Enter");
    expect(await again.locator("details[open] .command:visible").count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.context().close();
    await again.context().close();
  }, 120_000);

  it("shows only the kinds that are chosen, and says how many are left", async () => {
    const { page } = await open("unreadable.json");
    await page.getByRole("button", { name: "gone" }).press("Enter");
    expect(await page.locator(".finding:visible h2").allTextContents()).toEqual(["form"]);
    expect(await page.getByRole("status").textContent()).toBe("1 of 5 are shown");
    await page.getByRole("button", { name: "gone" }).press("Enter");
    expect(await page.locator(".finding:visible").count()).toBe(5);
    expect(await page.getByRole("alert").textContent()).toContain("3 resources could not be read");
    await page.context().close();
  }, 120_000);

  it("reads without scripts, and is printed whole", async () => {
    const { page } = await open("drifted.events", { javaScriptEnabled: false });
    expect(await page.locator(".finding:visible").count()).toBe(4);
    expect(await page.locator(".filter").isVisible()).toBe(false);
    // As wide as the paper between its margins. What is folded on the screen is unfolded.
    await page.setViewportSize({ width: 688, height: 1000 });
    const shown = async (): Promise<boolean[]> => [
      await page.locator(".command").first().isVisible(),
      (await page.locator("th").first().boundingBox())!.x > 0,
    ];
    expect(await shown()).toEqual([false, false]);
    await page.emulateMedia({ media: "print" });
    expect(await shown()).toEqual([true, true]);
    if (screenshots !== undefined)
      await page.screenshot({ path: join(screenshots, "drift-print.png"), fullPage: true });
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await page.context().close();
  }, 120_000);
});
