/** Two positions of an invented company. */
export const firstPosition = `<position>
    <id>81001</id>
    <subcompany>Brine &amp; Salt GmbH</subcompany>
    <office>Kiel</office>
    <additionalOffices>
        <office>Remote Germany</office>
        <office>Kiel</office>
    </additionalOffices>
    <department>Harbour</department>
    <recruitingCategory>Engineering</recruitingCategory>
    <name>Harbour Software Engineer (m/f/d)</name>
    <jobDescriptions>
        <jobDescription>
            <name>What you do &amp; why</name>
            <value><![CDATA[<p>You steer cranes with <strong>Rust</strong> & care.</p>]]></value>
        </jobDescription>
        <jobDescription>
            <name>About us</name>
            <value><![CDATA[  ]]></value>
        </jobDescription>
        <jobDescription>
            <name>You bring</name>
            <value><![CDATA[<ul><li>Sea legs</li></ul>]]></value>
        </jobDescription>
    </jobDescriptions>
    <employmentType>permanent</employmentType>
    <seniority>experienced</seniority>
    <schedule>full-or-part-time</schedule>
    <yearsOfExperience>2-5</yearsOfExperience>
    <salaryInformation>
        <min>58000.00</min>
        <max>72000.00</max>
        <currencyCode>EUR</currencyCode>
        <type>yearly</type>
    </salaryInformation>
    <createdAt>2026-02-03T09:10:11+01:00</createdAt>
</position>`;

export const secondPosition = `<position>
    <id>81002</id>
    <office></office>
    <name>Lighthouse Intern</name>
    <jobDescriptions/>
    <employmentType>intern</employmentType>
    <schedule>part-time</schedule>
</position>`;

export function boardOf(...positions: readonly string[]): string {
  return `<?xml version='1.0' encoding='UTF-8'?>\n<workzag-jobs>\n${positions.join("\n")}\n</workzag-jobs>\n`;
}
