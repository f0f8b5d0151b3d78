// Two models: one whose terms have to be accepted, and one of Amazon's own, which has none.
package main

import (
	"example.com/pulumi-model-access/sdk/go/modelaccess"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		modelID := config.Get(ctx, "modelId")
		if modelID == "" {
			modelID = "cohere.command-r-v1:0"
		}
		thirdParty, err := modelaccess.NewModelAgreement(ctx, "third-party", &modelaccess.ModelAgreementArgs{
			ModelId: pulumi.String(modelID),
		})
		if err != nil {
			return err
		}
		firstParty, err := modelaccess.NewModelAgreement(ctx, "first-party", &modelaccess.ModelAgreementArgs{
			ModelId: pulumi.String("amazon.nova-micro-v1:0"),
		})
		if err != nil {
			return err
		}
		ctx.Export("status", thirdParty.AgreementStatus)
		ctx.Export("firstPartyNeedsAgreement", firstParty.Required)
		return nil
	})
}
