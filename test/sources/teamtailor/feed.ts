/** Two items of an invented company. */
export const firstItem = `<item>
      <title>Glacier &amp; Snow Analyst</title>
      <description>&lt;p&gt;You read ice, in &lt;strong&gt;Python&lt;/strong&gt; &amp;amp; R.&lt;/p&gt;</description>
      <pubDate>Wed, 04 Feb 2026 09:26:20 +0100</pubDate>
      <link>https://careers.firn.example/jobs/7100001-glacier-snow-analyst</link>
      <remoteStatus>hybrid</remoteStatus>
      <guid isPermaLink="false">20fafb7d-0000-4000-8000-000000000001</guid>
      <tt:locations>
        <tt:location><tt:name>Ice HQ</tt:name><tt:city>Kiruna</tt:city><tt:country>Sweden</tt:country></tt:location>
        <tt:location><tt:name>The hut</tt:name><tt:city></tt:city><tt:country/></tt:location>
      </tt:locations>
      <tt:department>Science</tt:department>
      <tt:role/>
    </item>`;

export const secondItem = itemOf(7100002, "Ski Patroller");

export function itemOf(id: number | string, title: string, more = ""): string {
  return `<item><title>${title}</title><link>https://firn.teamtailor.com/jobs/${id}-x</link>${more}</item>`;
}

export function feedOf(...items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:tt="https://teamtailor.com/locations">
  <channel>
    <title>Firn</title>
    <description>Current job openings</description>
    <link>https://firn.teamtailor.com</link>
    ${items.join("\n    ")}
  </channel>
</rss>`;
}
