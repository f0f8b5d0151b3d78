import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { promisify } from "node:util";

import { CONFIG } from "../host/place";
import { SHARED_MODEL } from "../programs";

/** Whoever fails says why in the message. */
const run = promisify(execFile);

/** Shares of a custom model as Terraform declares them: the share, and what is associated with it. */
export class TerraformShares {
  readonly #folder = mkdtempSync(join(tmpdir(), "model-access-bench-"));

  private constructor(private readonly url: string) {}

  /**
   * @param url where AWS is
   * @throws Error where there is no `terraform`, or it cannot install its AWS provider
   */
  static async open(url: string): Promise<TerraformShares> {
    const shares = new TerraformShares(url);
    shares.#write([], 0);
    try {
      await shares.#run("init");
    } catch (error) {
      shares.remove();
      throw new Error("the bench terraform needs terraform on PATH, and its AWS provider", { cause: error });
    }
    return shares;
  }

  /** @returns how long it took, in milliseconds */
  async apply(principals: readonly string[], count: number): Promise<number> {
    this.#write(principals, count);
    const begin = performance.now();
    await this.#run("apply", "-auto-approve");
    return performance.now() - begin;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #write(principals: readonly string[], count: number): void {
    const association = { count, resource_share_arn: "${aws_ram_resource_share.it[count.index].arn}" };
    const config = {
      terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
      provider: {
        aws: {
          region: CONFIG["aws:region"],
          access_key: CONFIG["aws:accessKey"],
          secret_key: CONFIG["aws:secretKey"],
          skip_metadata_api_check: true,
          endpoints: { ram: this.url, sts: this.url },
        },
      },
      ...(count > 0 && {
        resource: {
          aws_ram_resource_share: { it: { count, name: "s${count.index}" } },
          aws_ram_resource_association: { it: { ...association, resource_arn: SHARED_MODEL } },
          aws_ram_principal_association: Object.fromEntries(
            principals.map((principal, index) => [`p${index}`, { ...association, principal }]),
          ),
        },
      }),
    };
    writeFileSync(join(this.#folder, "main.tf.json"), JSON.stringify(config));
  }

  async #run(command: string, ...options: readonly string[]): Promise<void> {
    const env = { ...process.env, AWS_EC2_METADATA_DISABLED: "true", CHECKPOINT_DISABLE: "true" };
    await run("terraform", [command, "-input=false", "-no-color", ...options], { cwd: this.#folder, env });
  }
}
