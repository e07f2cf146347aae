import { type Choice, choices, info, type Reply, text } from "./reply.ts";

/**
 * Subscriptions to begin with, good for most communities. What a posting leaves open does not come, and what comes is gathered once
 * a day: nobody is to be flooded by the first press of a button.
 */
export const examples: readonly Choice[] = [
  { label: "Remote, junior", line: "/jobs subscribe remote-junior level:junior mode:remote every:day unknown:hide" },
  { label: "Python", line: "/jobs subscribe python lang:python every:day unknown:hide" },
  { label: "Internships", line: "/jobs subscribe internships type:internship every:day unknown:hide" },
];

/** What a workspace is told once, when it gets the bot. */
export const welcome: Reply = info(
  text(
    "I tell you about new job openings that fit you: first, once, and why. Press a button to begin: what it finds comes to you alone, " +
      "once a day. /jobs help says how to change it, and all else that I can do.",
  ),
  choices(examples),
);
