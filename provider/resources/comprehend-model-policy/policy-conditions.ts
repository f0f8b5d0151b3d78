import * as v from "valibot";

import { known } from "../../core/check";
import { nearest } from "../../core/names";
import { some } from "./policy-elements";

/** IAM's operators; each can ask about several values, and all but `Null` let pass what has no such key. */
const COMPARISONS = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ...["StringLike", "StringNotLike", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress"],
  ...["ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"],
  ...["Numeric", "Date"].flatMap((kind) =>
    ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
      (comparison) => kind + comparison,
    ),
  ),
];
const OPERATORS = ["", "ForAllValues:", "ForAnyValue:"].flatMap((quantifier) =>
  [...COMPARISONS, ...COMPARISONS.map((name) => `${name}IfExists`), "Null"].map((name) => quantifier + name),
);

const operator = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || OPERATORS.includes(dataset.value)) return;
    const near = nearest(dataset.value, OPERATORS);
    addIssue({ message: `is no condition operator${near === undefined ? "" : `; did you mean ${near}?`}` });
  }),
);

const scalar = known(
  v.pipe(
    v.union([v.string(), v.number(), v.boolean()], "must be a text or a list of texts"),
    v.transform(String),
  ),
);

const EMPTY = "must not be empty, which would be no condition at all";

/** An object that says something. What is empty is a slip, and would let in everybody. */
function filled<T>(key: v.GenericSchema<string>, value: v.GenericSchema<unknown, T>) {
  return known(
    v.pipe(
      v.record(key, value, "must be an object"),
      v.check((members) => Object.keys(members).length > 0, EMPTY),
    ),
  );
}

/** The `Condition` of a statement: operators, the keys that each looks at, and the values. */
export const conditions = filled(operator, filled(v.string(), some(scalar)));
