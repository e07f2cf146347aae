/** Single lines that belong to the page around a posting: buttons, menus, logos, notes of the platform. */

const longestFurniture = 160;

const alone = new RegExp(
  `^(?:${[
    "apply(?: now| here| for this job| today| on company site| with linkedin)?",
    "easy apply",
    "(?:jetzt )?bewerben",
    "postuler|postular|solliciteer(?: nu| direct)?|aplikuj|candidatar",
    "save(?: job)?|saved|share(?: this job| job)?|print|report(?: this)?(?: job)?|refer a friend|copy link",
    "(?:open |close |toggle )?(?:menu|navigation)",
    "skip to (?:main )?content",
    "back(?: to .{1,40})?",
    "(?:view |see |browse |search |show )?all (?:open )?(?:positions|jobs|roles|openings|departments|locations)",
    "view (?:job|company|profile|website|all)",
    "(?:show|read|see|view|load) (?:more|less)",
    "home|jobs|careers|contact us|search|blog|login|log in|sign in|sign up|register|follow|image|photo|logo|video",
    "(?:company )?logo of .{1,60}|.{1,60} logo",
    "already have an account\\??.{0,60}",
    "get (?:notified|alerts|job alerts|hired with) .{1,80}",
    "(?:create|set up) (?:a )?job alerts?.{0,60}",
    "sign (?:in|up) (?:to|with|for) .{1,80}",
    "(?:accept|reject|manage)(?: all)? cookies.{0,40}",
    "(?:this (?:site|website)|we) uses? cookies.{0,120}",
    "find more .{1,60} jobs? .{1,60}",
    "(?:powered by|copyright|©|all rights reserved).{0,100}",
    "\\d+ (?:applicants?|views|applications|clicks).{0,20}",
    "(?:over|be among the first) \\d+ applicants?",
    "url: ?https?:.{0,140}",
    "https?://\\S{1,150}",
    "tags?:? .{0,20}",
  ].join("|")})$`,
  "i",
);

/** Whether a line, standing anywhere, says nothing of the posting. */
export function isFurnitureLine(content: string): boolean {
  return content.length <= longestFurniture && alone.test(content);
}
