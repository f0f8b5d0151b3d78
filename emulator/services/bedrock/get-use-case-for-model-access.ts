import { operation } from "../../operation";
import { inheritedForm, ownForm } from "./forms";
import { refusals } from "./refusals";

export const getUseCaseForModelAccess = operation({
  name: "GetUseCaseForModelAccess",
  access: "read",
  http: { method: "GET", path: "/use-case-for-model-access", status: 200 },
  input: {},
  behaviours: [
    { source: "community", what: "the blob holds the form encoded in base64 once more than it was put" },
    {
      source: "assumed",
      what: "a member sees the form of the management account; a world can say useCaseForm.inheritedIsVisible: false",
    },
  ],
  run(_input, call) {
    const { inheritedIsVisible, visibleAfterSeconds } = call.world.useCaseForm;
    const form = ownForm(call) ?? (inheritedIsVisible ? inheritedForm(call) : undefined);
    const visible = form && call.clock.now() >= form.at + visibleAfterSeconds * 1000;
    if (!visible) throw refusals.noForm();
    // As JSON, the blob is encoded once by the protocol; the content is base64 already.
    return { formData: Buffer.from(Buffer.from(form.text).toString("base64")).toString("base64") };
  },
});
