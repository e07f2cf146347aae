import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { isJson, type Json, listOf, objectOf, textOf } from "./json.ts";
import type { Problem } from "./refusal.ts";

/** Discord's own description of its API, lent beside the project; null where it is missing. */
export interface OfficialDescription {
  /** What is wrong with a request's body; nothing for a call that the description does not know. */
  request(route: string, body: unknown): readonly Problem[];
  /** What is wrong with an answer of the double's, in a line; undefined for nothing. */
  response(route: string, status: number, body: unknown): string | undefined;
}

const file = join(import.meta.dirname, "../../../../shared/specs/discord-openapi.json");

let loaded: OfficialDescription | null | undefined;

/** Read once in a process: its schemas take a moment to compile, each when it is first needed. */
export function officialDescription(): OfficialDescription | null {
  loaded ??= existsSync(file) ? describe(objectOf(JSON.parse(readFileSync(file, "utf8")))) : null;
  return loaded;
}

function describe({ components, paths }: Json): OfficialDescription {
  const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: false });
  // The package's types take its default export for the module itself.
  formats.default(ajv);
  ajv.addFormat("snowflake", /^(?:0|[1-9]\d{0,19})$/);
  ajv.addFormat("nonce", /^[\s\S]{0,25}$/);
  ajv.addSchema({
    $id: "discord",
    components: discriminated(objectOf(components), objectOf(objectOf(components)["schemas"])),
  });
  const compiled = new Map<string, ValidateFunction | null>();

  function validatorOf(key: string, schema: () => unknown): ValidateFunction | null {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const found = schema();
    const text = found === undefined ? undefined : JSON.stringify(found).replaceAll('"#/', '"discord#/');
    const made = text === undefined ? null : ajv.compile(objectOf(JSON.parse(text)));
    compiled.set(key, made);
    return made;
  }

  function operation(route: string): Json {
    const [method = "", path = ""] = route.split(" ");
    return objectOf(objectOf(objectOf(paths)[path])[method.toLowerCase()]);
  }

  return {
    request(route, body) {
      const validate = validatorOf(route, () => schemaIn(operation(route)["requestBody"]));
      if (validate === null || validate(body)) return [];
      return [problemOf(mostTelling(validate.errors ?? []))];
    },
    response(route, status, body) {
      const validate = validatorOf(`${route} ${status}`, () =>
        status >= 400
          ? // What it says of nested errors is not so: their codes are words.
            { $ref: `#/components/schemas/${status === 429 ? "RatelimitedResponse" : "Error"}` }
          : schemaIn(objectOf(operation(route)["responses"])[String(status)]),
      );
      if (validate === null || validate(body)) return undefined;
      const { instancePath, message } = mostTelling(validate.errors ?? []);
      return `${instancePath} ${message}`;
    },
  };
}

/** Rights are taken as text too, as Discord's guide and the SDK write them; the description knows numbers alone. */
const bits: Json = { type: ["string", "integer", "null"], pattern: "^\\d+$" };

/** The same, where alternatives that `type` tells apart say so: what is wrong is then looked for in the right one alone. */
function discriminated(schema: Json, all: Json): Json {
  const inner = Object.entries(schema).map(([name, value]): [string, unknown] => {
    if (name === "default_member_permissions" && isJson(value)) return [name, bits];
    if (Array.isArray(value)) return [name, value.map((one) => (isJson(one) ? discriminated(one, all) : one))];
    return [name, isJson(value) ? discriminated(value, all) : value];
  });
  const made = Object.fromEntries(inner);
  const kinds = listOf(schema["oneOf"]).map((one) => kindsOf(one, all));
  const known = kinds.flat();
  if (kinds.length < 2 || kinds.some((one) => one.length === 0) || new Set(known).size < known.length) return made;
  const { oneOf, ...rest } = made;
  const branches = listOf(oneOf).map((one, index) => conditional(ofKind(kinds[index] ?? []), one));
  return { ...rest, allOf: [ofKind(known), ...branches] };
}

/** An if with its then, by entries: an object that is written with `then` looks like a promise. */
function conditional(condition: Json, consequence: Json): Json {
  const keywords = ["if", "then"];
  return Object.fromEntries([condition, consequence].map((schema, index) => [keywords[index], schema]));
}

function ofKind(kinds: readonly unknown[]): Json {
  return { type: "object", properties: { type: { enum: kinds } }, required: ["type"] };
}

function kindsOf({ $ref }: Json, all: Json): readonly unknown[] {
  const { properties, required } = objectOf(all[textOf($ref).split("/").at(-1) ?? ""]);
  const kinds = objectOf(objectOf(properties)["type"])["enum"];
  return Array.isArray(kinds) && Array.isArray(required) && required.includes("type") ? kinds : [];
}

function schemaIn(holder: unknown): unknown {
  return objectOf(objectOf(objectOf(holder)["content"])["application/json"])["schema"];
}

/** The deepest, and of those one that says more than that an alternative does not fit. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject {
  const weight = ({ instancePath, keyword }: ErrorObject) =>
    instancePath.split("/").length * 2 - (["oneOf", "anyOf", "if"].includes(keyword) ? 1 : 0);
  const [first] = errors.toSorted((a, b) => weight(b) - weight(a));
  if (first === undefined) throw new TypeError("discord double: expected an error of the validator, got none");
  return first;
}

function problemOf({ instancePath, keyword, message = "", params }: ErrorObject): Problem {
  const path = instancePath.split("/").slice(1);
  if (keyword === "required") {
    return {
      path: [...path, String(params["missingProperty"])],
      code: "BASE_TYPE_REQUIRED",
      message: "This field is required",
    };
  }
  const limit = Number(params["limit"]);
  return { path, code: codes[keyword] ?? "BASE_TYPE_INVALID", message: wordsOf(keyword, limit) ?? `Value ${message}` };
}

function wordsOf(keyword: string, limit: number): string | undefined {
  if (keyword === "maxLength" || keyword === "maxItems") return `Must be ${limit} or fewer in length.`;
  if (keyword === "minLength" || keyword === "minItems") return `Must be ${limit} or more in length.`;
  return undefined;
}

const codes: Readonly<Record<string, string>> = {
  maxLength: "BASE_TYPE_MAX_LENGTH",
  minLength: "BASE_TYPE_MIN_LENGTH",
  maxItems: "BASE_TYPE_MAX_LENGTH",
  minItems: "BASE_TYPE_MIN_LENGTH",
  enum: "BASE_TYPE_CHOICES",
  const: "BASE_TYPE_CHOICES",
  oneOf: "UNION_TYPE_CHOICES",
  anyOf: "UNION_TYPE_CHOICES",
  type: "MODEL_TYPE_CONVERT",
};
