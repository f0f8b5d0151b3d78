"""Two models: one whose terms have to be accepted, and one of Amazon's own, which has none."""

import pulumi
from pulumi_model_access import ModelAgreement

config = pulumi.Config()

third_party = ModelAgreement("third-party", model_id=config.get("modelId") or "cohere.command-r-v1:0")
first_party = ModelAgreement("first-party", model_id="amazon.nova-micro-v1:0")

pulumi.export("status", third_party.agreement_status)
pulumi.export("firstPartyNeedsAgreement", first_party.required)
