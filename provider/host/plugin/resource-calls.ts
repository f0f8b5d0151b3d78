import type {
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { secretsOf, takenAsGiven } from "../../core/declaration/checked";
import { type Props, visible } from "../../core/props";
import { stateIn } from "../dynamic/stored";
import type { AnyLifecycle } from "../lifecycles";
import type { Call, Verbs } from "../verbs";
import { changesOf } from "./diff";
import { plannedCreate, plannedUpdate } from "./planned";
import { checked } from "./refusals";
import type { Sdk } from "./sdk";
import { fromStruct, inputsIn, said, toStruct } from "./wire";

/** The calls about one resource: from the wire to the verbs, and back. */
export class ResourceCalls {
  constructor(private readonly sdk: Sdk) {}

  async check(request: CheckRequest, verbs: Verbs) {
    const olds = inputsIn(request.getOlds());
    const oldInputs = Object.keys(olds).length > 0 ? olds : undefined;
    const { declaration } = verbs.lifecycle;
    const news = visible(said(request.getNews(), takenAsGiven(declaration)));
    const { inputs, failures } = await verbs.check(news, { urn: request.getUrn(), oldInputs });
    return checked(this.sdk, inputs, failures, secretsOf(declaration));
  }

  async diff(request: DiffRequest, verbs: Verbs) {
    const { DiffResponse, PropertyDiff } = this.sdk.provider;
    const call = callOf(request);
    const news = inputsIn(request.getNews());
    const diff = await verbs.diff(stateOf(request.getOlds()), news, call);
    const changes = changesOf(call.oldInputs, news, diff, request.getIgnorechangesList());
    const answer = new DiffResponse();
    const { DIFF_SOME, DIFF_NONE } = DiffResponse.DiffChanges;
    answer.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
    answer.setReplacesList([...diff.replaces]);
    answer.setDiffsList([...new Set(changes.map(({ path }) => path.split(/[.[]/, 1)[0]!))]);
    answer.setDeletebeforereplace(diff.deleteBeforeReplace === true);
    answer.setHasdetaileddiff(true);
    for (const { path, kind, isOfInputs } of changes) {
      const property = new PropertyDiff();
      property.setKind(PropertyDiff.Kind[kind]);
      property.setInputdiff(isOfInputs);
      answer.getDetaileddiffMap().set(path, property);
    }
    return answer;
  }

  async create(request: CreateRequest, verbs: Verbs) {
    const answer = new this.sdk.provider.CreateResponse();
    const inputs = inputsIn(request.getProperties());
    const { lifecycle } = verbs;
    if (request.getPreview()) {
      answer.setProperties(this.#struct(plannedCreate(lifecycle, inputs), lifecycle));
      return answer;
    }
    const timeouts = { create: request.getTimeout() || undefined };
    const { id, state } = await verbs.create(inputs, { urn: request.getUrn(), timeouts });
    answer.setId(id);
    answer.setProperties(this.#struct(state, lifecycle));
    return answer;
  }

  async read(request: ReadRequest, verbs: Verbs) {
    const answer = new this.sdk.provider.ReadResponse();
    const id = request.getId();
    const state = stateOf(request.getProperties());
    const oldInputs = inputsIn(request.getInputs());
    const call = { urn: request.getUrn(), oldInputs };
    // An import knows the id only, and a program's `get` hardly more: every state has the account.
    const isState = "accountId" in state;
    const live = await (isState
      ? verbs.read(id, state, call)
      : verbs.find(id, { ...oldInputs, ...state }, call));
    if (!live) return answer;
    answer.setId(id);
    answer.setProperties(this.#struct(live.state, verbs.lifecycle));
    answer.setInputs(this.#struct(live.inputs, verbs.lifecycle));
    return answer;
  }

  async update(request: UpdateRequest, verbs: Verbs) {
    const answer = new this.sdk.provider.UpdateResponse();
    const { lifecycle } = verbs;
    const state = stateOf(request.getOlds());
    const news = inputsIn(request.getNews());
    const call = callOf(request);
    // An update also goes on with what a create has begun, and the engine tells no other time than its own.
    const seconds = request.getTimeout() || undefined;
    const next = request.getPreview()
      ? plannedUpdate(lifecycle, state, call.oldInputs, news)
      : await verbs.update(request.getId(), state, news, {
          ...call,
          timeouts: { create: seconds, update: seconds },
        });
    answer.setProperties(this.#struct(next, lifecycle));
    return answer;
  }

  async delete(request: DeleteRequest, verbs: Verbs): Promise<void> {
    const call = { ...callOf(request), timeouts: { delete: request.getTimeout() || undefined } };
    await verbs.delete(request.getId(), stateOf(request.getProperties()), call);
  }

  #struct(props: object, { declaration }: AnyLifecycle): Struct {
    return toStruct(this.sdk, props, secretsOf(declaration));
  }
}

/** The state, of whichever transport and version of this package has stored it. */
function stateOf(struct: Struct | undefined): Props {
  return stateIn(fromStruct(struct) ?? {});
}

function callOf(request: Pick<DiffRequest, "getUrn" | "getOldInputs">): Call & { readonly oldInputs: Props } {
  return { urn: request.getUrn(), oldInputs: inputsIn(request.getOldInputs()) };
}
