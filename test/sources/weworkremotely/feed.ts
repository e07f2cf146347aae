/** A feed in the shape of the board's; the companies are invented. */
export const anvil = `
    <item>
      <media:content url="https://example.com/logo.gif" type="image/png"/>
      <title>Foundry: Iron &amp; Co: Anvil Engineer</title>
      <region>Europe Only</region>
      <country></country>
      <state></state>
      <skills>Go, C++</skills>
      <category>Back-End Programming</category>
      <type>Full-Time</type>
      <description>&lt;img src=&quot;https://example.com/logo.gif&quot; /&gt;
&lt;p&gt;&lt;strong&gt;Headquarters:&lt;/strong&gt; Zagreb&lt;/p&gt;
&lt;p&gt;Forge &amp;amp; hammer.&lt;/p&gt;</description>
      <pubDate>Fri, 01 May 2026 12:00:00 +0200</pubDate>
      <expires_at>Sun, 31 May 2026 12:00:00 +0200</expires_at>
      <guid>https://weworkremotely.com/remote-jobs/foundry-anvil-engineer</guid>
      <link>https://weworkremotely.com/remote-jobs/foundry-anvil-engineer</link>
    </item>`;

export const bellows = `
    <item>
      <title>Bellows Keeper</title>
      <country>Peru</country>
      <state>Cusco</state>
      <skills></skills>
      <pubDate>yesterday</pubDate>
      <guid>https://weworkremotely.com/remote-jobs/bellows-keeper</guid>
      <link>https://weworkremotely.com/remote-jobs/bellows-keeper</link>
    </item>`;

export function feedOf(...items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss">
  <channel>
    <title>We Work Remotely</title>
    <ttl>60</ttl>${items.join("")}
  </channel>
</rss>`;
}
