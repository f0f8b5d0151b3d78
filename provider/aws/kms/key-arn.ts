import type { Aws } from "../aws";
import type { RegionAndRole } from "../region-and-role";
import { kmsSdk } from "../clients/sdk";

/** The key that an id or an alias stands for now; undefined where that may not be read: nothing may depend on it. */
export async function keyArnOf(aws: Aws, place: RegionAndRole, KeyId: string): Promise<string | undefined> {
  try {
    const { KeyMetadata } = await aws.kms(place).send(new (kmsSdk().DescribeKeyCommand)({ KeyId }));
    return KeyMetadata?.Arn;
  } catch {
    return undefined;
  }
}
