import fc from "fast-check";

// The same cases at every run, so that a change is judged by what it changed. `PROPERTY_SEED=$RANDOM npm test` looks for others.
fc.configureGlobal({ seed: Number(process.env["PROPERTY_SEED"] ?? 1) });

export default fc;
