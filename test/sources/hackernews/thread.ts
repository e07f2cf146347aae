/** A search and a thread in the shape of Algolia's; companies and comments are invented. */
export const search = {
  hits: [
    {
      objectID: "9000003",
      title: "Ask HN: Who wants to be hired? (May 2026)",
      num_comments: 9,
      created_at_i: 1_777_647_600,
    },
    { objectID: "9000002", title: "Ask HN: Freelancer? Seeking freelancer? (May 2026)", num_comments: 3 },
    { objectID: "9000001", title: "Ask HN: Who is hiring? (May 2026)", num_comments: 4, created_at_i: 1_777_647_600 },
    { objectID: "8000001", title: "Ask HN: Who is hiring? (April 2026)", num_comments: 400 },
  ],
  nbHits: 4,
};

export const glass = {
  id: 9_000_101,
  author: "glazier",
  created_at_i: 1_777_651_200,
  type: "comment",
  text: 'Pane &amp; Putty | Backend Engineer | Lisbon, Portugal | REMOTE (EU) | Full-time<p>We cut glass in Go.<p>Write to us: <a href="https:&#x2F;&#x2F;pane.example&#x2F;jobs" rel="nofollow">https:&#x2F;&#x2F;pane.example&#x2F;jobs</a>',
  children: [{ id: 9_000_110, author: "x", text: "Do you hire in Chile?", children: [] }],
};

export const lead = {
  id: 9_000_102,
  author: "plumber",
  created_at_i: 1_777_651_300,
  type: "comment",
  text: "Leadpipe | Site Reliability Engineer | ONSITE Leeds, UK<p>Pipes.",
  children: [],
};

export const thread = {
  id: 9_000_001,
  author: "whoishiring",
  title: "Ask HN: Who is hiring? (May 2026)",
  text: "Please state the location.",
  children: [glass, { id: 9_000_103, author: null, text: null, created_at_i: 1_777_651_250, children: [] }, lead],
};
