import { isGiven } from "./json.ts";
import type { Problem } from "./refusal.ts";

type Path = readonly (string | number)[];

/** Gathers what Discord would say of the parts of a body, with its own codes. */
export interface FormCheck {
  readonly problems: readonly Problem[];
  add(path: Path, code: string, message: string): void;
  /** A text of so many characters (UTF-16 units, the stricter reading), counted after blanks around it are gone. */
  text(path: Path, value: unknown, limits: TextLimits): void;
  integer(path: Path, value: unknown, limits: { readonly min: number; readonly max: number }): void;
  length(path: Path, value: unknown, limits: { readonly min?: number; readonly max: number }): void;
  choice(path: Path, value: unknown, choices: readonly (string | number)[]): void;
  url(path: Path, value: unknown, schemes: readonly string[], max?: number): void;
}

interface TextLimits {
  readonly min?: number;
  readonly max: number;
  readonly isRequired?: boolean;
}

export function createFormCheck(): FormCheck {
  const problems: Problem[] = [];

  function add(path: Path, code: string, message: string): void {
    problems.push({ path, code, message });
  }

  function required(path: Path): void {
    add(path, "BASE_TYPE_REQUIRED", "This field is required");
  }

  return {
    problems,
    add,
    text(path, value, { min = 0, max, isRequired = false }) {
      if (!isGiven(value)) return isRequired ? required(path) : undefined;
      if (typeof value !== "string")
        return add(path, "STRING_TYPE_CONVERT", `Could not convert "${shown(value)}" to a string.`);
      const { length } = value.trim();
      if (length === 0 && isRequired) return required(path);
      if (length >= min && length <= max) return;
      if (min > 0) return add(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`);
      add(path, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
    },
    integer(path, value, { min, max }) {
      if (!isGiven(value)) return;
      if (!Number.isInteger(value)) return add(path, "NUMBER_TYPE_COERCE", `Value "${shown(value)}" is not int.`);
      if (Number(value) < min) add(path, "NUMBER_TYPE_MIN", `int value should be greater than or equal to ${min}.`);
      if (Number(value) > max) add(path, "NUMBER_TYPE_MAX", `int value should be less than or equal to ${max}.`);
    },
    length(path, value, { min = 0, max }) {
      if (!isGiven(value)) return min > 0 ? required(path) : undefined;
      if (!Array.isArray(value)) return add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
      if (value.length >= min && value.length <= max) return;
      if (min > 0) return add(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`);
      add(path, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
    },
    choice(path, value, choices) {
      if (!isGiven(value)) return required(path);
      if (choices.some((choice) => choice === value)) return;
      add(path, "BASE_TYPE_CHOICES", `Value must be one of {${choices.join(", ")}}.`);
    },
    url(path, value, schemes, max = 2_048) {
      if (!isGiven(value)) return;
      const scheme = typeof value === "string" ? /^(?<scheme>[a-z][a-z0-9+.-]*):/i.exec(value)?.groups?.["scheme"] : "";
      if (typeof value !== "string" || scheme === undefined || !URL.canParse(value)) {
        return add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
      }
      if (!schemes.includes(scheme?.toLowerCase() ?? "")) {
        const known = schemes.map((one) => `'${one}'`).join(", ");
        return add(
          path,
          "URL_TYPE_INVALID_SCHEME",
          `Scheme "${scheme}" is not supported. Scheme must be one of (${known}).`,
        );
      }
      if (value.length > max) add(path, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
    },
  };
}

/** Anything, as Discord's messages quote it. */
function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
