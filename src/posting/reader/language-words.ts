/**
 * How running text writes the names of languages that are everyday words as well, and what stands beside them.
 *
 * A spelling that is not listed counts wherever it stands as a whole word. The others:
 * - `named`: capitalised as a name within a sentence, or with a cue, or in a list of languages or tools;
 * - `cued`: in its own capitals with a cue ("written in Go", "Go services"), or in a list of languages or tools;
 * - `listed`: only in a list with another language, or right before "programming", "code" and the like.
 */
import { plainFirst } from "./plain-first.ts";
export type Guard = "named" | "cued" | "listed";

const guarded: Readonly<Record<Guard, readonly string[]>> = {
  named: [
    "rust",
    "ruby",
    "dart",
    "elixir",
    "groovy",
    "zig",
    "nim",
    "elm",
    "delphi",
    "pascal",
    "ada",
    "sas",
    "idris",
    "cypher",
    "bicep",
    "solidity",
    "vyper",
    "wolfram",
    "latex",
    "coq",
    "agda",
    "odin",
    "vala",
    "haxe",
    "gleam",
    "ballerina",
    "racket",
    "starlark",
    "rego",
    "stata",
    "simula",
    "motoko",
    "datalog",
  ],
  cued: ["go", "c", "r", "swift", "apex", "shell", "assembler", "hcl", "mojo", "octave", "hack", "crystal"],
  listed: [
    "assembly",
    "asm",
    "basic",
    "scheme",
    "processing",
    "scratch",
    "logo",
    "eiffel",
    "mercury",
    "factor",
    "pony",
    "forth",
    "roc",
    "julia",
    "jai",
    "io",
    "j",
    "k",
    "q",
    "d",
    "v",
    "e",
    "isabelle",
    "move",
    "cairo",
    "carbon",
    "chapel",
    "chisel",
    "maple",
    "mdx",
    "rpg",
    "apl",
    "postscript",
    "post script",
    "structured text",
    "sh",
    "ts",
    "py",
    "rb",
    "kt",
    "vb",
    "sml",
    "clj",
    "pli",
    "mql",
    "oberon",
    "pharo",
    "skylark",
    "raku",
    "jcl",
    "ecmascript",
    "lean",
    "e language",
    "mathematica",
    "michelson",
  ],
};

export const guards: ReadonlyMap<string, Guard> = new Map(
  (Object.keys(guarded) as Guard[]).flatMap((guard) => guarded[guard].map((spelling) => [spelling, guard] as const)),
);

/** What comes before a language that is not asked for: `You do not need Java`. */
export const declines =
  /(?:(?:do not|don['’]t|need not|no need to|not) (?:need|have to|require|know|expect)(?: to (?:know|have|use|write))?(?: any)?|no|without|[(,;–—-]\s*not)\s+$/i;

/** Words after which, or before which, a spelling is something else (`ruby on rails` is left at the framework). */
export const blocked: Readonly<Record<string, { readonly before?: RegExp; readonly after?: RegExp }>> = {
  go: {
    before:
      /(?:[Pp]ok[eé]mon|[Tt]oo good to|[Tt]o|[Oo]n the|[Ll]et['’]?s|[Rr]eady to|[Gg]rab and|[Aa]s you|ll|[Ww]ill|[Cc]an|[Ww]e|[Yy]ou|I|[Tt]hey|[Aa]nd then)$/,
    after:
      /^(?:to (?:market|live|the|our|a|see|beyond)|live|beyond|above|further|further|the extra|ahead|up|down|wrong|through|into|back|out|over|deep|public|green|digital|global|here|big|far|far|home|where|from|hand in hand)\b/i,
  },
  c: {
    before:
      /(?:series|category|class|schedule|vitamin|hepatitis|plan|type|usb|grade|level|appendix|section|°|tier|phase|option|part|round)$/i,
    after: /^(?:level|suite|corp|section|cup|diff)\b/i,
  },
  r: { before: /(?:grade|h|type|class|series|category|level|a\/)$/i, after: /^(?:d\b|[&+] ?d\b|and d\b|rated)/i },
  js: {
    before:
      /(?:node|react|vue|next|nuxt|express|angular|three|d3|ember|backbone|nest|electron|meteor|require|chart|alpine|svelte|solid)$/i,
  },
  ruby: { after: /^on[\s-]rails/i },
  rust: { after: /^(?:belt|oleum|proof|removal|protection|inhibitor|prevention|free)\b/i },
  sql: {
    before: /(?:azure|cloud|my|ms|no|databricks|nosql (?:and|or)|new|text to|text2)$/i,
    after:
      /^(?:server|(?:and|or|&|\/) ?no-?sql|studio|managed|injection|warehouse|endpoint|dba|azure|database administrator)\b/i,
  },
  swift: { before: /taylor$/i, after: /^(?:payments?|messag|network|code\b|transfer|gpi|response|action)/i },
  delphi: { after: /^(?:method|technique|study|panel|survey|technologies)/i },
  python: { before: /monty$/i },
  java: { before: /(?:central|east|west)$/i, after: /^(?:island|indonesia|sea\b|coffee)/i },
  dax: {
    before: /(?:germany['’]?s|german)$/i,
    after: /^(?:\d|studio|index|company|listed|konzern|unternehmen|corporation)/i,
  },
  lean: {
    after:
      /^(?:and agile|agile|manufacturing|six|sigma|startup|start-?up|methodolog|management|team|production|process|code)/i,
  },
  crystal: { after: /^(?:reports?|clear|ball|oscillat|structure|city)/i },
  apex: { after: /^(?:legends|predator|court|level)/i },
  erlang: { after: /^[bc]\b/i },
  assembly: { after: /^(?:line|plant|process|instructions|drawing|operator|of|hall|member|bill|technician)/i },
  ada: { after: /^(?:complian|accommodation|act\b|standard|requirement|accessib|lovelace)/i },
  sas: { before: /(?:nas|sata|or|filiale|société)$/i, after: /^(?:au|drive|disk|interface|au capital)/i },
  scratch: { before: /from$/i },
  shell: { after: /^(?:plc|oil|energy|company|corporation|companies|stations?)/i },
  hack: { after: /^(?:week|day|club|a|the|night)/i },
};

/** Cases in which Polish and Serbian put names that are words: `w Pythonie`, `JavaScriptem`, `u Javi`. Folded. */
export const declined: ReadonlyMap<string, string> = new Map(
  [
    ["Python", "pythona pythonie pythonem pythonowi pythonu pythonom"],
    ["Java", "javy javie jave javi javu javom"],
    ["JavaScript", "javascriptu javascripta javascriptem javascripcie javascriptom"],
    ["TypeScript", "typescriptu typescripta typescriptem typescripcie typescriptom"],
    ["Kotlin", "kotlina kotlinie kotlinem kotlinu kotlinom"],
    ["Rust", "rusta ruscie rustem rustu rustom"],
    ["Swift", "swifta swifcie swiftem swiftu swiftom"],
    ["Scala", "scali scalu scalom"],
    ["Ruby", "rubyego rubym rubija rubiju"],
    ["Bash", "basha bashu bashem bashom"],
    ["PHP", "phpie"],
    ["Haskell", "haskella haskellu haskellem"],
    ["Elixir", "elixira elixirze elixirem elixiru elixirom"],
    ["Perl", "perla perlu perlem perlom"],
    ["MATLAB", "matlaba matlabie matlabem matlabu"],
  ].flatMap(([name = "", forms = ""]) => forms.split(" ").map((form) => [form, name] as const)),
);

/** Frameworks and tools that languages are listed with. They name no language themselves: they only tell what a list is about. */
export const tools: ReadonlySet<string> = new Set(
  (
    "react reactjs react.js angular vue vue.js vuejs svelte next.js nextjs node node.js nodejs express nestjs django flask fastapi rails spring laravel symfony " +
    ".net asp.net qt unity unreal postgres postgresql mysql mongodb mongo redis cassandra dynamodb sqlite kafka rabbitmq nats elasticsearch clickhouse duckdb " +
    "trino snowflake bigquery redshift databricks spark pyspark airflow dbt docker kubernetes k8s terraform ansible helm aws gcp azure linux unix git grpc " +
    "graphql protobuf numpy pandas pytorch tensorflow jax cuda llvm opencl ros ros2 lidar slam vision arkit coreml metal swiftui uikit jetpack opengl vulkan " +
    "webgl wasm effect bun deno drizzle planetscale prisma temporal pulumi prometheus grafana looker tableau powerbi excel simulink labview spss jmp uvm fpga " +
    "embedded rtos freertos bazel cmake celery supabase firebase android ios flutter xcode tidyverse shiny ggplot2 stan nosql bedrock langchain openai tokio " +
    "solana ethereum hardhat foundry anchor cocoa combine phoenix otp ecto liveview hadoop flink nifi dagster prefect"
  ).split(" "),
);

const left =
  "in|using|with|of|e\\.?g\\.?|such as|like|including|includes|either|languages?|idiomatic|modern|primarily|mainly|mostly|" +
  "knowledge of|connaissances? (?:de|du|en)|ma[iî]trise (?:de|du)|conocimientos? (?:de|en)|dominio de|conhecimentos? (?:de|em)|znajomo[sś][cć]i?|znajomo[sś][cć]i? j[eę]zyka|j[eę]zyk\\p{L}*|kennis van|kenntnisse (?:in|von)|poznavanj[ea]|znanj[ea]|langages?|lenguajes?|linguagem|linguagens|programmiersprachen?|programmeertaal|jezik\\p{L}*|lub|oder|ou|ili|" +
  "idéalement|idealerweise|idealmente|ideally|preferably|bij voorkeur|najlepiej|poželjno|de préférence|valorable|some|etwas|ein wenig|a little|a bit of|basic|un peu de|algo de|um pouco de|nieco|trochę|wat|malo|" +
  "knows?|write|writing|uses?|prefer|mit|en|avec|con|em|w|u|in der sprache|over|than|learn|learning|love|are|is";

/** What stands before a name that is meant as a language, ending in the name. */
export const cueBefore = plainFirst(
  `(?:^|[^\\p{L}])(?:${left})\\s*[:]?\\s*["'“(*\`]*$|[:(|/]\\s*["'“*\`]*$|[+]\\s*$`,
  "iu",
);

/** What follows a name where the words before it must speak: the end of the phrase. */
export const phraseEnd = plainFirst(
  /^["'”*`)]*(?:$|\s*[,.;:)/|•—–+&]|\s+-\s|\s+(?:and|or|und|oder|et|ou|y|o|for|on|to|as|is|at|serait|est|ist|wäre|sind|será|sería|seria|é|jest|będzie|je|bi|zou|of|would|ili|lub|but|while|within|required|preferred|from|für|pour|para|oraz|lub|i|ili|using|with|\(|code|in|every|each|daily|here|where|when|because|since|so|that|which|by|alongside|plus)(?![\p{L}]))/iu,
);

/** What follows a name that is meant as a language, whatever stands before it. */
export const cueAfter = plainFirst(
  /^[)"'”*`]*[\s-](?:programming|programmers?|developers?|devs?|engineers?|engineering|code|codebases?|coding|languages?|lang|scripting|scripts?|micro-?services?|services?|back-?end|front-?end|applications?|apps?|smart contracts?|stack|ecosystem|compilers?|runtime|required|preferred|experience|skills?|expertise|knowledge|proficiency|libraries|packages?|modules?|projects?|sdks?|apis?|development|software|a plus|(?:is|would be) (?:an? )?(?:big |nice |real |huge )?(?:plus|bonus|advantage|asset|must)|is (?:required|welcome|preferred|optional|nice to have)|(?:ist|sind|wäre) (?:von vorteil|ein plus|pflicht|wünschenswert)|(?:est|serait) (?:un|requis|exigé|souhaité)|(?:es|sería|será) (?:un plus|valorable|imprescindible|deseable)|is een (?:pré|pre|plus)|jest (?:mile|wymagan|dodatkow)\p{L}*|będzie (?:atutem|plusem)|je (?:prednost|plus|obavez\p{L}*)|é (?:um|obrigat\p{L}*|desejável)|entwickler|entwicklung|kenntnisse|développeur|based|like|native|entwickler\w*)(?![\p{L}])/iu,
);

/** The same for words that are seldom a language. */
export const strongCueAfter = plainFirst(
  /^[)"'”*`]*\s(?:programming|programmers?|code\b|codebases?|languages?|scripting|compilers?)(?![\p{L}])/iu,
);

/** What may stand between two members of one list. */
export const listGap = plainFirst(
  /^(?:[\s,/|&+•·()"'“”’*_`–-]|(?:and|or|und|oder|et|ou|y|o|e|en|of|i|lub|oraz|ili|eg|e\.g|like|such|as|either|even|also|languages?|programming|code|required|preferred|if|possible|some|an?|bit|little|modern|well|optionally|using|any)(?![\p{L}])\.?)*$/iu,
);
