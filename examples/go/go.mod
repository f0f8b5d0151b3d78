module model-access-go

go 1.25

require (
	example.com/pulumi-model-access/sdk/go v0.0.0
	github.com/pulumi/pulumi/sdk/v3 v3.260.0
)

// What `pulumi install` makes of the package's schema.
replace example.com/pulumi-model-access/sdk/go => ./sdks/model-access
