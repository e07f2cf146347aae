/** How titles name families of work, and what a text must say to narrow a title that names none. Data only. */
import type { Role } from "../posting.ts";
import { genericAbroad, otherAbroad, technicalAbroad } from "./role-titles-abroad.ts";
import { wholeWords } from "./plain-first.ts";

export interface RoleWords {
  readonly roles: readonly Role[];
  readonly words: RegExp;
}

function named(roles: string, pattern: string): RoleWords {
  return { roles: roles.split(" ") as Role[], words: wholeWords(pattern) };
}

const worker =
  "engineers?|developers?|devs?|architects?|specialists?|analysts?|consultants?|administrators?|admins?|operators?|leads?|managers?|scientists?|researchers?|technicians?|interns?|swe|sde|entwickler(?:in)?|ingenieur(?:in)?";

/** Work of engineers, data and research people. A title may name several. */
export const technicalTitles: readonly RoleWords[] = [
  named("fullstack", "full[- ]?stack"),
  named(
    "frontend",
    "front[- ]?end|(?:react|vue|angular|svelte)(?:\\.?js)? (?:developer|engineer)s?|frontend\\p{L}*|ui (?:engineer|developer)s?|web (?:ui|developer|engineer)s?|design engineers?,? web",
  ),
  named("design frontend", "(?:product |brand |web )?design engineers?"),
  named("backend", "back[- ]?end|backend\\p{L}*|server[- ]side|api (?:engineer|developer)s?"),
  named("mobile", "ios|android|mobile|react[- ]native|flutter|swiftui"),
  named(
    "machine-learning infrastructure",
    "ml ?ops|ml (?:infrastructure|infra|platform)|ai (?:infrastructure|infra|platform) engineers?",
  ),
  named(
    "infrastructure",
    "infrastructure|infra|platform (?:engineer(?:ing)?|lead|team)s?|hpc|research computing|compute (?:platform|clusters?)|kubernetes (?:engineer|specialist)|linux engineers?",
  ),
  named("sre", "site reliability|sres?|reliability engineer(?:ing)?|production engineers?"),
  named("devops security", "dev ?sec ?ops"),
  named("devops", "dev ?ops|dev-ops|build engineers?|release engineers?|build and release|ci/cd"),
  named(
    "cloud",
    `cloud (?:security |infrastructure |platform |operations |data |solutions? |native )?(?:${worker}|engineering|security|operations)`,
  ),
  named(
    "security",
    "security|sec ?ops|incident response|identity (?:and|&) access|data protection|detection (?:and|&) response|cyber\\p{L}*|infosec|appsec|pen(?:etration)?[- ]?test\\p{L}*|grc|threat|malware|soc analysts?|sicherheit\\p{L}*|cryptograph\\p{L}*|iam engineers?|red team|blue team|it (?:risk|audit)\\p{L}*",
  ),
  named(
    "networking",
    `networking|network (?:security |infrastructure |automation |operations )?(?:${worker}|engineering)|netzwerk\\p{L}*`,
  ),
  named(
    "database",
    "databases?|dbas?|(?:postgres(?:ql)?|oracle|mysql|mongodb) (?:engineer|administrator|dba|specialist)s?|datenbank\\p{L}*",
  ),
  named("embedded", "embedded|firmware|rtos|bsp|device drivers?"),
  named(
    "hardware",
    "hardware|scada|plc|electromagnetic\\p{L}*|actuators?|avionics|aerospace|aircraft|aerodynamic\\p{L}*|propulsion|structur(?:al|es) engineers?|thermal engineers?|engineering technicians?|controls? (?:systems? )?engineers?|asic|fpga|(?<!siem )soc(?! analysts?)|rtl|vlsi|dft|silicon|chips?|physical design|design verification|verification engineers?|electrical|electronics?|mechanical|emulation|dsp|phy|analog|mixed[- ]signal|pcb|rf|circuits?|photonics?|optical|quantum engineer(?:ing)?|mechatronics?",
  ),
  named("robotics", "robot\\p{L}*|slam|autonomy|motion planning|mechatronics?"),
  named(
    "machine-learning",
    `machine[- ]learning|ml|mles?|deep learning|computer vision|nlp|llms?|gen ?ai|generative ai|inference|(?:${worker}),? (?:applied )?ai|(?:applied )?ai(?:/ml)? (?:\\p{L}+ ){0,3}(?:${worker}|engineering)|artificial intelligence|(?:head|director|vp) of ai|ai (?:solutions? )?strategists?|perception|(?<=^\\s*)(?:gen ?)?ai(?:/ml)?(?=\\s*$)`,
  ),
  named("game", "games?|gameplay|unity (?:engineer|developer)s?|unreal (?:engineer|developer)s?"),
  named(
    "data-engineering",
    "data[- ]engineer\\p{L}*|etl|elt|data platform|data warehouse\\p{L}*|big data|data infrastructure|data pipelines?|dateningenieur\\p{L}*|databricks|snowflake (?:engineer|developer)s?",
  ),
  named(
    "data-science",
    "data[- ]scien\\p{L}+|applied scien\\p{L}+|decision scien\\p{L}+|bioinformatic\\p{L}*|statistician|datenwissenschaft\\p{L}*|research data",
  ),
  named(
    "analytics",
    "analytics?|analytical engineers?|data analy\\p{L}+|business intelligence|bi|reporting|(?:business|product|insights?|power bi|operations|risk|marketing|web|people|financial|sales)? ?data analysts?|power ?bi|tableau|looker|business analysts?|product analysts?|insights? analysts?|datenanaly\\p{L}*|analista de datos",
  ),
  named(
    "research",
    "research(?! computing)(?:ers?)?|r&d|scientists?|post-?docs?\\p{L}*|bioinformatic\\p{L}*|forscher\\p{L}*|wissenschaftlich\\p{L}*|chercheur\\p{L}*",
  ),
  named(
    "quant",
    "quant(?:s|itative)?(?: (?:researcher|developer|trader|analyst)s?)?|traders?|algo(?:rithmic)? trading",
  ),
  named(
    "qa",
    "qa|(?:software )?(?:development )?engineers? in test|quality assurance|quality engineers?|test(?:ing)? (?:engineer|automation|tooling|analyst|lead|manager|infrastructure)\\p{L}*|testers?|sdets?|test automation|software tester\\p{L}*|validation engineers?|qualitätssicherung",
  ),
  named(
    "it-support",
    "it[- ]support|help ?desk|desktop support|service ?desk|systems? administrat\\p{L}+|systems? admins?|it asset|it (?:systems? )?administrat\\p{L}+|sys ?admins?|it (?:specialist|technician|systems?|operations|manager|engineer)s?|technical support|support engineers?|systemadministrator\\p{L}*|fachinformatiker\\p{L}*",
  ),
  named(
    "solutions",
    "solutions? (?:engineer|architect|consultant|specialist)\\p{L}*|solution architecture|sales engineers?|forward[- ]deployed|fdes?|field (?:application |engineering|engineer)s?|pre-?sales|customer (?:delivery |integration |success |facing )?engineers?|(?:customer )?delivery engineers?|implementation (?:engineer|consultant|specialist|manager)s?|integrations? (?:engineer|specialist)s?|deployment strategists?|deployment leads?|technical consultants?|professional services|technical account managers?",
  ),
  named(
    "developer-relations",
    "dev ?rel|developer (?:relations|advocates?|advocacy|evangelists?|marketing|education)|technical evangelist",
  ),
  named(
    "technical-writing",
    "technical (?:writer|writing|author|editor)s?|documentation (?:engineer|specialist|manager|writer)s?|technische\\p{L}? redakteur\\p{L}*",
  ),
  named("architect", "(?<!solutions? )(?<!solution )architects?|architekt\\p{L}*|arquitecto|architecte"),
  named(
    "engineering-management",
    "(?:engineering|eng|software development|software engineering) managers?|(?:head|director|vp|vice president) (?:of )?(?:software )?(?:engineering|technology|development)|cto|chief technology officer|(?:director|vp),? (?:software )?engineering|engineering director|engineering leadership",
  ),
  ...technicalAbroad,
];

/** Work of everybody else; read where no technical family is named, so that "Analytics Engineer, Finance" stays analytics. */
export const otherTitles: readonly RoleWords[] = [
  named(
    "product",
    "product (?:managers?|management|owners?|leads?|director|operations|strategy|vp)|(?:head|director|vp) (?:of |,? )?product|group product manager|cpo|chief product officer|produktmanager\\p{L}*|chef de produit|pm|product(?=\\s*$)",
  ),
  named(
    "project",
    "(?:project|program|programme) (?:managers?|management|leads?|coordinators?|director|officer|assistant)|tpms?|scrum masters?|pmo|delivery managers?|projektleit\\p{L}*|projektmanag\\p{L}*|chef(?:fe)? de projet|agile coach|jefe de proyecto",
  ),
  named(
    "design",
    "designers?|ux|ui/ux|ux/ui|design engineers?|(?:art|creative) directors?|illustrators?|animators?|head of design|design (?:lead|manager|director|systems?)|grafiker\\p{L}*",
  ),
  named("sales marketing", "gtm|go[- ]to[- ]market"),
  named(
    "marketing",
    "marketing|marketer|growth|seo|sem|content (?:writer|strategist|creator|manager|marketer|lead|editor)|copywriters?|brand|communications?|public relations|social media|community manager|events? manager|redakteur\\p{L}*",
  ),
  named(
    "sales",
    "sales|sellers?|account (?:executives?|managers?|directors?|specialists?)|business development|sdrs?|bdrs?|partnerships?|vertrieb\\p{L}*|commercial (?:manager|director|lead)|verkauf\\p{L}*|comercial|revenue lead|key account",
  ),
  named(
    "customer",
    "customer (?:success|support|service|experience|care|operations|onboarding|assurance)\\p{L}*|csms?|client (?:success|services?|(?:value )?partners?|account)|engagement managers?|customer engagement|support (?:specialist|agent|associate|representative|lead|manager)s?|kundenberater\\p{L}*|kundenservice|service client|atención al cliente",
  ),
  named(
    "finance",
    "financ\\p{L}+|credit risk|risk (?:management|managers?|strategists?)|account(?:ant|ants|ing)|controllers?|controlling|auditors?|treasury|tax|payroll|bookkeep\\p{L}+|fp&a|buchhalt\\p{L}*|comptable|contable|investment|actuar\\p{L}+|underwriter\\p{L}*",
  ),
  named(
    "legal",
    "legal|counsel|lawyers?|paralegals?|attorneys?|compliance|jurist\\p{L}*|privacy|regulatory|rechtsanwalt\\p{L}*",
  ),
  named(
    "people",
    "recruit\\p{L}+|talent|human resources?|hr|people (?:operations|partner|ops|team|lead|director|business)|head of people|sourcers?|personal(?:referent|sachbearbeiter|leiter)\\p{L}*|rekrut\\p{L}+",
  ),
  named(
    "healthcare",
    "nurses?|nursing|physicians?|clinical|clinician|medical|therapists?|pharmac\\p{L}+|doctors?|caregivers?|dental|dentist|psycholog\\p{L}+|pfleg\\p{L}+|arzt|ärztin|radiolog\\p{L}+|veterinar\\p{L}+",
  ),
  named(
    "education",
    "teachers?|professors?|lecturers?|tutors?|instructors?|trainers?|curriculum|teaching|lehrer\\p{L}*|dozent\\p{L}*|academic",
  ),
  named(
    "operations",
    "operations|ops|office (?:manager|coordinator|assistant)|logistics?|supply chain|warehouse|procurement|purchasing|buyer|facilit(?:y|ies)|executive assistant|administrative|assistant|chief of staff|production (?:manager|operator|worker|planner)|manufacturing|sachbearbeiter\\p{L}*|lager\\p{L}*|trust and safety|trust & safety|driver|receptionist|coordinator",
  ),
  ...otherAbroad,
];

/** Titles of engineers and developers that say nothing narrower. */
export const genericTitle = wholeWords(
  `${genericAbroad}|software\\p{L}*|developers?|programmers?|swes?|sdes?|engineers?|engineering|founding engineer|member of technical staff|mts|tech(?:nical)? lead|technologist|entwickler\\p{L}*|ontwikkelaar|d[ée]veloppeu(?:r|se)|ing[ée]nieur\\p{L}*|desarrollador\\p{L}*|programador\\p{L}*|programist\\p{L}*|desenvolvedor\\p{L}*|inżynier|in[žz]enjer|programer|ingeniero|engenheir[oa]|sviluppatore|coder|hacker|co-?founder`,
);

/** Over engineers across a comma: `Senior Manager, Engineering`. */
export const managesEngineering = wholeWords(
  "(?<!(?:program|programme|project|product|account) )(?:managers?|mgr|director|head|vp|vice president)(?: i{1,3}| [1-3])?,? (?:of )?(?:software )?engineering",
);
/** Ranks over people, which make a manager of engineers an `engineering-management` as well. */
export const overEngineers = wholeWords(
  "managers?|mgr|director|head of|vp|vice president|engineering lead|teamleiter\\p{L}*",
);
export const engineers = wholeWords(
  "engineer(?:s|ing)?|software|development|platform|infrastructure|computing|clusters?|devops|sre",
);

/**
 * What the text of a generic title must say for a narrower family. `least` is the number of lines that have to say it, so that a
 * word in passing narrows nothing.
 */
export interface Narrowing {
  readonly role: Role;
  readonly words: RegExp;
  readonly least: number;
}

export const narrowings: readonly Narrowing[] = [
  {
    role: "fullstack",
    least: 1,
    words: wholeWords(
      "full[- ]?stack (?:software )?(?:engineer|developer|role|position|web)s?|(?:across|own|work(?:ing)? (?:on|across)|comfortable across|build across|ship across)[^.]{0,20} (?:the )?(?:whole |entire |full |tech(?:nical)? )?stack|across the full stack|role engineering,? full[- ]?stack|(?:front|back)[- ]?end (?:and|&|/) (?:back|front)[- ]?end",
    ),
  },
  {
    role: "backend",
    least: 1,
    words: wholeWords("back[- ]?end (?:software )?(?:engineer|developer)s?|work across the back[- ]?end"),
  },
  { role: "frontend", least: 1, words: wholeWords("front[- ]?end (?:software )?(?:engineer|developer)s?") },
  { role: "mobile", least: 1, words: wholeWords("(?:ios|android|mobile) (?:software )?(?:engineer|developer)s?") },
  { role: "embedded", least: 1, words: wholeWords("(?:embedded|firmware) (?:software )?(?:engineer|developer)s?") },
  {
    role: "data-engineering",
    least: 1,
    words: wholeWords("(?:as|for|seeking|hiring) an? (?:\\p{L}+ )?data engineers?"),
  },
  {
    role: "machine-learning",
    least: 3,
    words: wholeWords("machine learning|llms?|ml|ai (?:agents?|models?|engineer)s?|fine-tun\\p{L}+"),
  },
  {
    role: "backend",
    least: 3,
    words: wholeWords("back[- ]?end|distributed (?:systems|services|backend)|micro-?services|apis?|server-side"),
  },
  { role: "infrastructure", least: 3, words: wholeWords("infrastructure|kubernetes|terraform") },
];

/** Families that the text adds to a title that names another, where the duties are plainly theirs. */
export const additions: readonly (Narrowing & { readonly to: readonly Role[]; readonly title?: RegExp })[] = [
  {
    to: ["analytics"],
    title: wholeWords("engineers?|engineering|architects?|developers?"),
    role: "data-engineering",
    least: 1,
    words: wholeWords("(?:data )?pipelines?|etl|elt|ingest\\p{L}*|orchestrat\\p{L}+"),
  },
  {
    to: ["backend"],
    role: "infrastructure",
    least: 2,
    words: wholeWords("(?:build|design|operat|optimi[sz]|maintain|scal|run|develop)\\p{L}*[^.]{0,90} infrastructure"),
  },
  {
    to: ["data-science"],
    title: wholeWords("scientists?"),
    role: "machine-learning",
    least: 1,
    words: wholeWords("machine learning|ml models?|deep learning"),
  },
];
