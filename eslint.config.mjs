import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** What may not be imported where: the direction the parts of the house depend on one another. */
function never(why, ...patterns) {
  return {
    "no-restricted-imports": ["error", { patterns: patterns.map((regex) => ({ regex, message: why })) }],
  };
}

/** The same of what is loaded: types are gone by then. */
function neverLoaded(why, ...patterns) {
  const restricted = patterns.map((regex) => ({ regex, message: why, allowTypeImports: true }));
  return {
    "no-restricted-imports": "off",
    "@typescript-eslint/no-restricted-imports": ["error", { patterns: restricted }],
  };
}

const OTHER_PACKAGES = (names) => `^(#(${names})/|pulumi-model-access(-(${names}))?$|(\\.\\./)+(${names})/)`;
/** Everything in the provider that stands on a floor of it. */
const FLOORS = [
  ["core"],
  ["aws"],
  ["services"],
  ["resources"],
  ["program", "host", "functions", "components", "guard", "cli"],
];
function above(floor) {
  const higher = FLOORS.slice(FLOORS.findIndex((rooms) => rooms.includes(floor)) + 1).flat();
  return `^(\\.\\./)+(${higher.join("|")})/`;
}
/** Everything in the emulator; among the services, IAM and the organization decide who may do what with the others. */
const EMULATOR_FLOORS = [
  ["state", "world"],
  ["policies", "behaviours"],
  ["validation"],
  ["protocols", "requests"],
  ["authentication"],
  ["operation"],
  ["services/organizations"],
  ["services/iam"],
  ["authorization"],
  ["bedrock", "bedrock-runtime", "comprehend", "kms", "license-manager", "marketplace", "ram", "sts"].map(
    (service) => `services/${service}`,
  ),
  ["incidents", "catalogue"],
  ["control", "world-file"],
  ["server"],
];
/** Where the services are listed, where the emulator is put together, and what runs it. */
const EMULATOR_ROOFS = "^(\\.\\./)+((services/)?services|index|cli)$";
function aboveInEmulator(floor) {
  const higher = EMULATOR_FLOORS.slice(EMULATOR_FLOORS.indexOf(floor) + 1).flat();
  // A service is called by its name alone from within another one.
  const rooms = higher.map((room) => room.replace("services/", "(services/)?"));
  const isOverServices = EMULATOR_FLOORS.indexOf(floor) > EMULATOR_FLOORS.findLastIndex(hasServices);
  return [
    ...(rooms.length > 0 ? [`^(\\.\\./)+(${rooms.join("|")})/`] : []),
    isOverServices ? "^(\\.\\./)+(index|cli)$" : EMULATOR_ROOFS,
  ];
}
const hasServices = (floor) => floor.some((room) => room.startsWith("services/"));
const ALONE = OTHER_PACKAGES("engine|emulator");
const AWS_SDK = "^@(aws-sdk|smithy)/";
const PULUMI = "^@pulumi/";

export default tseslint.config(
  { ignores: ["**/dist/", "**/node_modules/", ".local/"] },
  js.configs.recommended,
  {
    files: ["**/*.mjs", "**/*.cjs", "provider/plugin/*.js"],
    languageOptions: {
      globals: { process: "readonly", console: "readonly", require: "readonly", module: "writable" },
    },
  },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      // Index signatures are data of unknown keys, and read as such.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      // A member left out on purpose, and a parameter that an interface wants.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // An empty text is often as good as none.
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true } }],
      // Interfaces are asynchronous where one of their implementations has to be.
      "@typescript-eslint/require-await": "off",
      // A type parameter that only carries the caller's type is what the stores and claims are made of.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      // A name for a type that is made of a declaration: messages say it instead of all its members.
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
    },
  },
  // engine, emulator and provider know nothing of one another.
  {
    files: ["provider/**/*.ts"],
    rules: never("the provider stands alone", OTHER_PACKAGES("engine|emulator")),
  },
  {
    files: ["emulator/**/*.ts"],
    rules: never("the emulator stands alone", OTHER_PACKAGES("engine|provider"), PULUMI),
  },
  // Inside the emulator, from the ground up; an operation is its service's alone.
  ...EMULATOR_FLOORS.flatMap((floor) => {
    const outside = [OTHER_PACKAGES("engine|provider"), PULUMI, ...aboveInEmulator(floor)];
    return [
      {
        files: floor.map((room) => `emulator/${room}/**/*.ts`),
        ignores: ["emulator/services/*/service.ts"],
        rules: never("it stands on a higher floor, or is a service's own", ...outside, "/operations/"),
      },
      ...(hasServices(floor)
        ? [
            {
              files: floor.map((room) => `emulator/${room}/service.ts`),
              rules: never("it stands on a higher floor", ...outside),
            },
          ]
        : []),
    ];
  }),
  {
    files: ["engine/**/*.ts"],
    rules: never("the engine knows nothing of AWS", OTHER_PACKAGES("provider|emulator"), AWS_SDK),
  },
  // Inside the provider, from the ground up: core, aws, services, resources; then, side by side, program and host.
  {
    files: ["provider/core/**/*.ts"],
    rules: never("core knows no AWS service and no Pulumi wire", ALONE, "^@aws-sdk/", PULUMI, above("core")),
  },
  {
    files: ["provider/aws/**/*.ts"],
    rules: never("aws knows no resource and no Pulumi wire", ALONE, PULUMI, above("aws")),
  },
  {
    files: ["provider/services/**/*.ts"],
    rules: never(
      "what resources share knows none of them, and no Pulumi wire",
      ALONE,
      PULUMI,
      above("services"),
    ),
  },
  {
    files: ["provider/resources/*/*.ts", "provider/functions/calls/*.ts"],
    ignores: ["provider/resources/*/{class,program}.ts"],
    rules: never(
      "a lifecycle must not load the Pulumi SDK, which takes the host a third of a second; resources share what stands in services",
      ALONE,
      PULUMI,
      above("resources"),
      "^\\.\\./(?!\\.\\.|shapes/)",
    ),
  },
  {
    files: ["provider/resources/*/{class,program}.ts", "provider/{program,components,functions}/*.ts"],
    rules: neverLoaded(
      "what a program loads must not load the AWS SDK, nor what calls it",
      ALONE,
      AWS_SDK,
      "/aws/(?!config/config-keys)",
      "/(host|lifecycle|check|calls)(/|$)",
    ),
  },
  {
    files: ["provider/guard/policies/**/*.ts"],
    rules: never(
      "the guard's policies are pure: programs and policy tools import them alone",
      ALONE,
      AWS_SDK,
      PULUMI,
      "/(host|program)/",
    ),
  },
  {
    files: ["provider/guard/*.ts"],
    rules: never("a guard's resources are those of @pulumi/aws", ALONE, AWS_SDK, "/host/"),
  },
  {
    files: ["examples/**/*.ts"],
    rules: never("examples use what users have", "^#", "^(\\.\\./)+", "-(emulator|engine)$"),
  },
  { files: ["tests/**/*.ts"], rules: { "@typescript-eslint/no-unsafe-assignment": "off" } },
);
