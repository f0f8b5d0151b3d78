import { operation } from "../../../operation/operation";
import { inheritedForm, shownForm } from "../forms";
import { refusals } from "../refusals";

export const getUseCaseForModelAccess = operation({
  name: "GetUseCaseForModelAccess",
  access: "read",
  http: { method: "GET", path: "/use-case-for-model-access", status: 200 },
  input: {},
  behaviours: [
    { source: "community", what: "the blob holds the form encoded in base64 once more than it was put" },
    inheritedForm,
  ],
  run(_input, call) {
    const form = shownForm(call);
    const visible = form && call.clock.now() >= form.at + call.world.useCaseForm.visibleAfterSeconds * 1000;
    if (!visible) throw refusals.noForm();
    // As JSON, the blob is encoded once by the protocol; the content is base64 already.
    return { formData: Buffer.from(Buffer.from(form.text).toString("base64")).toString("base64") };
  },
});
