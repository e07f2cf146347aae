/** Lists in the shapes that people keep; the companies are invented. */
export const pipes = `# Jobs

| Not | a list |
| --- | --- |
| 1 | 2 |

<!-- TABLE_FAANG_START -->
| Company | Position | Location | Salary | Posting | Age |
|---|:---:|---|---|---|---|
| <a href="https://mill.example"><strong>Mill</strong></a> | Flour Engineer | Ghent, BE | $172k/yr | <a href="https://mill.example/1"><img src="x.png" alt="Apply" width="70"/></a> | 1d |
| ↳ | Grain \\| Oat Engineer 🛂 | Bern</br>Basel | - | [![Apply](x.png)](https://mill.example/2 "Apply") | 40d |
<!-- TABLE_FAANG_END -->

| Company | Role | Location | Application/Link | Date Posted |
| ------- | ---- | -------- | ---------------- | ----------- |
| **[Bakery](https://bakery.example)** 🔥 | Oven Intern 🇺🇸 | <details><summary>**2 locations**</summary>York</br>Leeds</details> | <https://bakery.example/1> | 2026-05-01 |
| ↳ | Rye Intern | Hull | 🔒 | May 01 |
| | | | | |

The end.
`;

export const tags = `## Roles
<table>
  <thead><tr><th>Company</th><th>Role</th><th>Location</th><th>Application</th><th>Age</th></tr></thead>
  <tbody>
    <tr>
      <td><strong><a href="https://simplify.jobs/c/Quarry">Quarry &amp; Sons</a></strong></td>
      <td>Stone Analyst</td>
      <td>Remote in Canada<br>Halifax, NS</td>
      <td><div align="center"><a href="https://quarry.example/1"><img alt="Apply"></a> <a href="https://simplify.jobs/p/1"><img alt="Simplify"></a></div></td>
      <td>0d</td>
    </tr>
    <tr><td>↳</td><td>Sand Analyst 🎓</td><td>Halifax, NS</td><td>Closed</td><td>9mo</td></tr>
  </tbody>
</table>
`;

/** A list of jobs whose titles carry the links. */
export const models = `
| Company | Job Title | Location | Work Model | Date Posted |
| ----- | --------- |  --------- | ---- | ------- |
| **[Ferry](http://ferry.example)** | **[Deck Officer](https://board.example/jobs/7)** | Dover, UK | On Site | Mar 11 |
`;
