// Made of the declarations by `npm run generate`.
export * from "./comprehend-model-import/class";
export * from "./comprehend-model-policy/class";
export * from "./custom-model-copy/class";
export * from "./custom-model-share/class";
export * from "./custom-model-share-acceptance/class";
export * from "./model-agreement/class";
export * from "./model-license-grant/class";
export * from "./use-case-submission/class";
