import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readPlainWords } from "../../src/filter/plain/plain-words.ts";
import { parseQuery } from "../../src/filter/parse.ts";
import { printQuery } from "../../src/filter/print.ts";

/** The canonical text of a sentence, or what is asked about it, from the column on. */
function understood(text: string, companies: readonly string[] = []): string {
  try {
    const query = parseQuery(text);
    const { pairs } = readPlainWords(query.words, text, companies);
    return printQuery(parseQuery([printQuery(query), ...pairs].join(" "))) || "nothing";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `? ${error.message.replace(/^Query, column (\d+): expected /, "$1: ")}`;
  }
}

/** Phrase → canonical text, or ? and the column with what is expected there. */
const phrasings = `
backend or infra internships in Belgrade or London, Rust or Go, no seniors, at least 80k euros, remote ok → role:backend,infrastructure level:intern,-senior location:belgrade,london lang:go,rust pay:>=80k/yr,eur
Remote Rust jobs in Europe → location:europe mode:remote lang:rust
I'm looking for a senior backend engineer role in Berlin, Germany → role:backend level:senior location:berlin
Go developer in Munich → location:munich lang:go
Rust engineers, not in the US → location:-united-states lang:rust
frontend or fullstack, TypeScript, no juniors, no interns → role:frontend,fullstack level:-intern,-junior lang:typescript
no seniors or staff, backend → role:backend level:-senior,-staff
backend without Java → role:backend lang:-java
backend, not Java, PHP → ? 20: lang:php or lang:-php, got "PHP", to which the "not" before it may reach.
backend, no Java, PHP or C# → ? 19: lang:php or lang:-php, got "PHP", to which the "no" before it may reach.
SRE in Zurich, 120k CHF+ → role:sre location:zurich pay:>=120k/yr,chf
FE/BE in Amsterdam → role:backend,frontend location:amsterdam
FE or BE roles, remote → role:backend,frontend mode:remote
data engineer at Stripe → role:data-engineering company:stripe
backend at Stripe, remote → role:backend mode:remote company:stripe
not at Amazon, backend in Seattle → role:backend location:seattle company:-amazon
at Johnson & Johnson, backend → role:backend company:"johnson & johnson"
not at Procter & Gamble, rust → lang:rust company:-"procter & gamble"
backend at Marks & Spencer in London → role:backend location:london company:"marks & spencer"
at Ernst & Young, java → lang:java company:"ernst & young"
rust at AT&T or H&M → lang:rust company:at&t,h&m
rust at Google and Meta → lang:rust company:google,meta
at Google & python → lang:python company:google
at Boston & Berlin → location:berlin,boston
FE&BE, remote → role:backend,frontend mode:remote
backend in London, Canada → role:backend location:london-on
backend in Paris, Texas → role:backend location:paris-tx
backend in Birmingham, Alabama → role:backend location:birmingham-al
backend in London, Canada or Germany → role:backend location:canada,germany,london
backend in Oslo, London, Canada → role:backend location:canada,london,oslo
backend in Berlin, US → role:backend location:berlin,united-states
work in spring → ? 6: the season with its year, as in spring 2030, or the framework as text:spring, got "in spring". Did you mean text:spring?
python, this fall → ? 9: the season with its year, as in fall 2030, got "this fall".
internship in spring 2030 → level:intern text:2030+spring
java in Spring, TX → location:spring lang:java
java, 500/day → ? 7: the currency of the pay, since none is ever converted, got "500/day". Did you mean pay:>=500/d,eur?
java, 60 an hour → ? 7: the currency of the pay, since none is ever converted, got "60 an hour". Did you mean pay:>=60/h,eur?
java, 3/day → ? 7: key:value or a word that a key knows, got "3/day". Did you mean text:3/day?
text:distributed systems berlin → ? 6: quotes around what has several words after text:, got distributed systems. Did you mean "distributed systems"?
text:payment systems → ? 6: "payment systems" or payment role:infrastructure after text:, got payment systems.
text:kafka backend → role:backend text:kafka
text:react berlin → location:berlin text:react
backend at Booking in Amsterdam → role:backend location:amsterdam company:booking
machine learning at "Bank of America" → role:machine-learning company:"bank of america"
backend jobs in Cambridge → ? 17: location:cambridge, location:cambridge-on, or location:cambridge-ma, got "Cambridge", which may be each of them.
backend jobs in Cambridge, UK → role:backend location:cambridge
data science in Paris → role:data-science location:paris
junior python, paris or lyon → level:junior location:lyon,paris lang:python
R or Python, data science → role:data-science lang:python,r
C or C++ embedded in Munich → role:embedded location:munich lang:c,c++
Go or Rust → lang:go,rust
go+rust backend → role:backend lang:go+rust
Go and Rust backend → role:backend lang:go,rust
every morning at 9: backend in Berlin → role:backend location:berlin every:day at:09:00
backend in Berlin, daily digest at 8am → role:backend location:berlin every:day at:08:00
backend in Berlin, every evening → role:backend location:berlin every:day at:18:00
weekly digest of design jobs in London → role:design location:london every:week
max 10 a day, python remote → mode:remote lang:python max:10/day
python remote, at most 5 per day, quiet from 22 to 7 → mode:remote lang:python quiet:22-07 max:5/day
80k+ EUR backend Berlin → role:backend location:berlin pay:>=80k/yr,eur
80-100k EUR backend Berlin → role:backend location:berlin pay:>=80k/yr,eur
€80,000 to €100,000 backend → role:backend pay:>=80k/yr,eur
80.000 € im Jahr, backend, Berlin → role:backend location:berlin pay:>=80k/yr,eur
60 €/h freelance Rust → lang:rust pay:>=60/h,eur type:contract
65 usd an hour contract, react → pay:>=65/h,usd type:contract text:react
5000 EUR per month, qa → role:qa pay:>=5k/mo,eur
at least 80k backend → ? 1: the currency of the pay, since none is ever converted, got "at least 80k". Did you mean pay:>=80k/yr,eur?
up to 100k eur backend → ? 1: the least pay that would do, since more is never left out, got "up to 100k eur". Did you mean pay:>=100k/yr,eur?
salary over 70k pounds, london → location:london pay:>=70k/yr,gbp
6 months contract, java → ? 1: how old a posting may be, such as posted:<=7d, since the language knows nothing of how long the work lasts, got "6 months".
posted in the last week, rust → lang:rust posted:<=7d
rust jobs not older than 3 days → lang:rust posted:<=3d
bakcend in Berlin → ? 1: key:value or a word that a key knows, got "bakcend". Did you mean backend?
pyhton remote → ? 1: key:value or a word that a key knows, got "pyhton". Did you mean python?
German speaking support in Berlin → role:it-support location:berlin speaks:german
English-speaking frontend jobs in Berlin → role:frontend location:berlin speaks:english
frontend in Berlin, no German required → role:frontend location:berlin speaks:-german
Backend Entwickler in Berlin, kein Java, mindestens 70k Euro → role:backend location:berlin lang:-java pay:>=70k/yr,eur
Ich suche eine Stelle als Frontend-Entwickler in Hamburg oder München, kein PHP → role:frontend location:hamburg,munich lang:-php
Praktikum Machine Learning in Zürich → role:machine-learning level:intern location:zurich
je cherche un poste backend à Paris ou Lyon, sans Java → role:backend location:lyon,paris lang:-java
développeur Rust en télétravail, au moins 60k euros → mode:remote lang:rust pay:>=60k/yr,eur
alternance data → ? 12: role:data-engineering, role:data-science, or role:analytics, got "data", which may be each of them.
stage data science à Toulouse → role:data-science level:intern location:toulouse
busco trabajo de backend en Madrid o Barcelona, sin Java → role:backend location:barcelona,madrid lang:-java
desarrollador Go remoto en España, mínimo 50k euros → location:spain mode:remote lang:go pay:>=50k/yr,eur
mid to senior backend → role:backend level:mid,senior
senior and above, infra, US remote → role:infrastructure level:senior,staff,manager,director,executive location:united-states mode:remote
junior to mid frontend, London → role:frontend level:junior,mid location:london
visa sponsorship, backend, Germany → role:backend location:germany visa:yes
with visa sponsorship in the Netherlands, SRE → role:sre location:netherlands visa:yes
remote or hybrid, Berlin → location:berlin mode:remote,hybrid
onsite in Berlin, remote ok → location:berlin mode:remote,onsite
fully remote, worldwide → location:worldwide mode:remote
remote worldwide → location:worldwide mode:remote
remote within the EU → location:eu mode:remote
not remote, London → location:london mode:-remote
kubernetes and terraform, SRE, remote → role:sre mode:remote text:kubernetes,terraform
react native or flutter, mobile → role:mobile text:flutter,"react native"
React developer in Lisbon → location:lisbon text:react
"distributed systems" backend → role:backend text:"distributed systems"
IT jobs in London → role:it-support location:london
DE and ML jobs in Berlin → role:data-engineering,machine-learning location:berlin
backend DE → ? 9: role:data-engineering or location:germany, got "DE", which may be each of them.
Georgia, backend → ? 1: location:georgia or location:georgia-us, got "Georgia", which may be each of them.
Georgia (US), backend → role:backend location:georgia-us
Phoenix or Elixir → ? 1: text:phoenix or location:phoenix, got "Phoenix", which may be each of them.
backend in Phoenix → role:backend location:phoenix
full-time or part-time, remote, marketing → role:marketing mode:remote type:full-time,part-time
please show me all open designer jobs in New York → role:design location:new-york
product designer, remote → role:design mode:remote
product managers in SF → role:product location:san-francisco
startup jobs in Berlin → ? 1: key:value or a word that a key knows, got "startup". Did you mean text:startup?
senior rust, crypto → ? 14: key:value or a word that a key knows, got "crypto". Did you mean text:crypto?
anything in Rust but not in SF → location:-san-francisco lang:rust
Berlin → location:berlin
Berlin or Germany → location:germany
München → location:munich
rust in the uk → location:united-kingdom lang:rust
staff or principal engineer, London → role:software level:staff location:london
tech lead in Warsaw, 30k pln a month → level:staff location:warsaw pay:>=30k/mo,pln
working student in Berlin, python → level:intern location:berlin lang:python
Go backend or Rust infra → ? 4: one kind on both sides of "or", for different keys hold together, got "backend or Rust".
node.js or python backend → ? 1: one kind on both sides of "or", for different keys hold together, got "node.js or python".
in DE, NO or SE, rust → location:germany,norway,sweden lang:rust
juniors welcome, backend → role:backend
senior, juniors welcome, backend → role:backend level:junior,senior
hybrid ok, remote → mode:remote,hybrid
ML engineer, remote, at least $150k → role:machine-learning mode:remote pay:>=150k/yr,usd
both Go and Rust → lang:go+rust
both Go and Rust, backend or infra → role:backend,infrastructure lang:go+rust
senior+ backend in NYC → role:backend level:senior,staff,manager,director,executive location:new-york
backend in DE, AT or CH → role:backend location:austria,germany,switzerland
backend, remote ok → role:backend
rust remote us → location:united-states mode:remote lang:rust
rust remote US → location:united-states mode:remote lang:rust
C++ in London → location:london lang:c++
C#/.NET in Dublin → location:dublin lang:c# text:".net"
.NET backend, Dublin → role:backend location:dublin text:".net"
Node and React, fullstack → role:fullstack text:node.js,react
devops (AWS), remote → role:devops mode:remote text:aws
UX/UI design → role:design
CI/CD → role:devops
R&D in Grenoble → role:research location:grenoble
Java or Kotlin; Vienna; no contractors → location:vienna lang:java,kotlin type:-contract
no contractors and no agencies → ? 23: key:value or a word that a key knows, got "agencies". Did you mean text:agencies?
no contractors or juniors, java → level:-junior lang:java type:-contract
except Berlin, Germany, backend → role:backend location:-berlin
Germany except Berlin, backend → role:backend location:germany,-berlin
Europe but not the UK, rust → location:europe,-united-kingdom lang:rust
EU without Germany, rust, remote → location:eu,-germany mode:remote lang:rust
US or Canada, remote → location:us-canada mode:remote
remote (US only) → location:united-states mode:remote
remote, US timezone → ? 12: key:value or a word that a key knows, got "timezone". Did you mean tz:?
remote LATAM → location:latam mode:remote
San Francisco Bay Area, AI → role:machine-learning location:san-francisco
NYC, ML → role:machine-learning location:new-york
LA, game dev → role:game location:los-angeles
sf or nyc, product design → role:design location:new-york,san-francisco
Berlin-based frontend → role:frontend location:berlin
remote-first, elixir → mode:remote lang:elixir
non-remote java in Poland → location:poland mode:-remote lang:java
python -django → lang:python text:-django
backend -intern -java → role:backend level:-intern lang:-java
python, ~100k → ? 9: the currency of the pay, since none is ever converted, got "~100k". Did you mean pay:>=100k/yr,eur?
100k USD, python → lang:python pay:>=100k/yr,usd
USD 100k python → lang:python pay:>=100k/yr,usd
$100,000+ python → lang:python pay:>=100k/yr,usd
over $200/hour solidity → lang:solidity pay:>=200/h,usd
£600 a day contract python London → location:london lang:python pay:>=600/d,gbp type:contract
£600/day contract, london → location:london pay:>=600/d,gbp type:contract
600 gbp daily contract london → location:london pay:>=600/d,gbp type:contract
CHF 120'000 zurich java → location:zurich lang:java pay:>=120k/yr,chf
₹30,00,000 java bengaluru → location:bengaluru lang:java pay:>=3000k/yr,inr
30 lakh java bengaluru → ? 1: the currency of the pay, since none is ever converted, got "30 lakh". Did you mean pay:>=3000k/yr,inr?
12 LPA java → lang:java pay:>=1200k/yr,inr
15 lakh rupees java → lang:java pay:>=1500k/yr,inr
¥8M java → lang:java pay:>=8000k/yr,jpy
1.2 million jpy per month, java → lang:java pay:>=1200k/mo,jpy
60.000,00 € java → lang:java pay:>=60k/yr,eur
2,5k€ / mois, java → lang:java pay:>=2500/mo,eur
100’000.- CHF java → lang:java pay:>=100k/yr,chf
3.500€ brutto mtl. java → lang:java pay:>=3500/mo,eur
50.000 Euro brutto im Jahr, java → lang:java pay:>=50k/yr,eur
mind. 50€/Std. java → lang:java pay:>=50/h,eur
£500pd java → lang:java pay:>=500/d,gbp
1500 pln dziennie java → lang:java pay:>=1500/d,pln
45k quid java → lang:java pay:>=45k/yr,gbp
3500 € netto java → ? 1: pay with its period, such as 5000 eur a month or 65 usd an hour, got "3500 netto". Did you mean pay:>=3500/mo,eur?
15k PLN java → ? 1: pay with its period, such as 5000 eur a month or 65 usd an hour, got "15k PLN". Did you mean pay:>=15k/mo,pln?
45 000 kr java → ? 1: pay with its period, such as 5000 eur a month or 65 usd an hour, got "45 000 kr". Did you mean pay:>=45k/mo,sek?
within 50km of Berlin → ? 1: a place alone, such as location:munich, since the language knows no distances, got "within 50km".
PLN 25k/month Warsaw java → location:warsaw lang:java pay:>=25k/mo,pln
25 000 PLN miesięcznie java → lang:java pay:>=25k/mo,pln
70k€ berlin java → location:berlin lang:java pay:>=70k/yr,eur
70 k€ berlin java → location:berlin lang:java pay:>=70k/yr,eur
100 to 120k usd python → lang:python pay:>=100k/yr,usd
between 80k and 100k eur, rust → lang:rust pay:>=80k/yr,eur
at least 5000 a month in euros, rust → lang:rust pay:>=5k/mo,eur
min. 4.500 EUR/Monat, java → lang:java pay:>=4500/mo,eur
java jobs at SAP or Siemens → lang:java company:sap,siemens
java at SAP in Walldorf → ? 16: key:value or a word that a key knows, got "Walldorf". Did you mean text:walldorf?
working at Google or Meta, not Amazon → company:google,meta,-amazon
at google, london → location:london company:google
jobs at Apple → company:apple
at Scale AI, python → role:machine-learning lang:python company:scale
at JPMorgan, quant → role:quant company:jpmorgan
bei Zalando in Berlin, frontend → role:frontend location:berlin company:zalando
chez Doctolib à Paris, ruby → location:paris lang:ruby company:doctolib
recruiters at Stripe → role:people company:stripe
anything at OpenAI → company:openai
every hour, rust → lang:rust every:hour
hourly rust → lang:rust every:hour
send me rust jobs every day at 18:30 → lang:rust every:day at:18:30
rust, once a week → lang:rust every:week
rust, every monday at 10am → lang:rust every:week at:10:00
rust every day at 9 Berlin time → lang:rust every:day at:09:00 tz:Europe/Berlin
rust every day at 7pm in America/New_York → lang:rust every:day at:19:00 tz:America/New_York
rust, immediately → lang:rust every:now
rust, asap → lang:rust every:now
rust, as soon as possible → lang:rust every:now
rust, every friday → ? 7: how often: at once, every hour, every day or every week (on Mondays), got "every friday". Did you mean every:day?
rust, twice a day → ? 7: how often: at once, every hour, every day or every week (on Mondays), got "twice a day". Did you mean every:day?
rust, no messages from 22:00 to 08:00 → lang:rust quiet:22-08
rust, no more than 3 a week → lang:rust max:3/week
rust, last 24 hours → lang:rust posted:<=1d
rust, past month → lang:rust posted:<=30d
rust, this week → lang:rust posted:<=7d
rust, today → lang:rust posted:<=1d
rust, new since yesterday → lang:rust posted:<=1d
rust, posted within the last 3 days → lang:rust posted:<=3d
rust visa sponsor → lang:rust visa:yes
rust, no visa → ? 7: visa:yes or visa:no, for a "no" before it may mean either, got "no visa".
rust to #jobs-rust → lang:rust to:#jobs-rust
rust jobs to #jobs-rust every day at 9 → lang:rust to:#jobs-rust every:day at:09:00
open or closed rust jobs → lang:rust status:any
graduate data analyst London → role:analytics level:junior location:london
entry level QA → role:qa level:junior
new grad software engineer, Seattle → role:software level:junior location:seattle
head of engineering, Berlin → role:software level:director location:berlin
VP engineering, remote → role:software level:executive mode:remote
CTO, fintech → ? 6: key:value or a word that a key knows, got "fintech". Did you mean text:fintech?
engineering manager, not in London → role:engineering-management location:-london
lead backend → role:backend level:staff
intern, summer, python → level:intern lang:python text:summer
summer internship, python → level:intern lang:python text:summer
3 month internship, python → ? 1: how old a posting may be, such as posted:<=7d, since the language knows nothing of how long the work lasts, got "3 month".
5+ years experience, java → ? 1: a level for experience, such as level:junior or level:senior, got "5+ years experience". Did you mean level:senior?
python with 3 years of experience → ? 13: a level for experience, such as level:junior or level:senior, got "3 years of experience". Did you mean level:mid?
python preferred, remote → ? 8: what is wanted or not wanted, since a filter knows no preferences, got "preferred".
ideally remote, python → ? 1: what is wanted or not wanted, since a filter knows no preferences, got "ideally".
not only python → ? 1: what is wanted or not wanted, since a filter knows no preferences, got "not only".
python, mostly remote → ? 9: what is wanted or not wanted, since a filter knows no preferences, got "mostly".
no recruiters, rust → role:-people lang:rust
Hi! I'm looking for remote Elixir work, thanks → mode:remote lang:elixir
Could you please find me a QA role in Warsaw? → role:qa location:warsaw
Show me infra jobs in Zurich that pay at least 120k CHF → role:infrastructure location:zurich pay:>=120k/yr,chf
any Rust job anywhere → mode:remote lang:rust
all jobs at Hugging Face → company:"hugging face"
Data Engineers; Madrid; hybrid → role:data-engineering location:madrid mode:hybrid
rust | go | zig → lang:go,rust,zig
Rust/Go/Zig, remote → mode:remote lang:go,rust,zig
rust & wasm → lang:rust,webassembly
Go, Rust and Zig but not C++ → lang:go,rust,zig,-c++
Go, Rust, Zig → lang:go,rust,zig
python or go or rust, no php or perl → lang:python,go,rust,-php,-perl
no php nor perl, python → lang:python,-php,-perl
neither php nor perl, python → lang:python,-php,-perl
backend except in France → role:backend location:-france
anything but Java, backend → role:backend lang:-java
backend other than Java → role:backend lang:-java
backend w/o java → role:backend lang:-java
backend, exclude Java → role:backend lang:-java
backend excluding java and php → role:backend lang:-java,-php
frontend roles with no Angular → role:frontend text:-angular
no angular, frontend → role:frontend text:-angular
no web3, rust → ? 4: key:value or a word that a key knows, got "web3". Did you mean web?
mobile dev (iOS), London → role:mobile location:london
Kotlin Android developer, Berlin → role:mobile location:berlin lang:kotlin
iOS developer, Swift → role:mobile lang:swift
game developer, Unity or Unreal → role:game text:unity,"unreal engine"
embedded C, Munich → role:embedded location:munich lang:c
embedded C++ engineer in Stuttgart → role:embedded location:stuttgart lang:c++
D language → lang:d
J developer → lang:j
fullstack JS/TS → role:fullstack lang:javascript,typescript
full stack engineer (React + Node), London → role:fullstack location:london text:node.js+react
React + TypeScript → lang:typescript text:react
SRE/DevOps, Kubernetes, EU → role:sre,devops location:eu text:kubernetes
sysadmin Linux in Vienna → role:it-support location:vienna text:linux
DBA postgres remote → role:database mode:remote text:postgresql
security engineer, no clearance → ? 23: key:value or a word that a key knows, got "clearance". Did you mean text:clearance?
pentester → role:security
appsec in London → role:security location:london
hardware (FPGA), Cambridge MA → role:hardware location:cambridge-ma
robotics or embedded in Boston or Pittsburgh → role:embedded,robotics location:boston,pittsburgh
quant dev at Jane Street → role:quant company:"jane street"
data scientist, NYC or Boston, 150k+ USD → role:data-science location:boston,new-york pay:>=150k/yr,usd
ml researcher at DeepMind in London → role:machine-learning,research location:london company:deepmind
ML/AI, San Francisco → role:machine-learning location:san-francisco
AI research, Zurich or Paris → role:machine-learning,research location:paris,zurich
tech writer remote → role:technical-writing mode:remote
devrel, remote, Europe → role:developer-relations location:europe mode:remote
product owner Hamburg → role:product location:hamburg
scrum master Berlin → role:project location:berlin
UX designer in Lisbon or Porto → role:design location:lisbon,porto
HR in Prague → role:people location:prague
recruiter in Kraków → role:people location:krakow
marketing manager in Milan → role:marketing level:manager location:milan
account executive, Dublin, German → role:sales location:dublin speaks:german
customer support, Spanish speaking, Barcelona → role:customer location:barcelona speaks:spanish
French-speaking sales in Paris → role:sales location:paris speaks:french
native German speaker, support → role:it-support speaks:german
fluent in French, backend, Lyon → role:backend location:lyon speaks:french
jobs in English in Berlin → location:berlin speaks:english
Java in Bengaluru or Hyderabad → location:bengaluru,hyderabad lang:java
Java in Bangalore, no night shifts → ? 23: key:value or a word that a key knows, got "night". Did you mean text:night?
backend in Portland, OR → role:backend location:portland
backend in Washington DC → role:backend location:washington
backend in New York or New Jersey → role:backend location:new-jersey,new-york
backend in San Jose → role:backend location:san-jose
backend in Valencia → ? 12: location:valencia or location:valencia-es, got "Valencia", which may be each of them.
backend in Valencia, Spain → role:backend location:valencia-es
backend in Birmingham → role:backend location:birmingham
backend in St. Louis → ? 12: location:saint-louis or location:saint-louis-sn, got "St Louis", which may be each of them.
backend in Köln → role:backend location:cologne
backend in Zuerich → role:backend location:zurich
backend in Wien oder Graz → role:backend location:graz,vienna
backend in Deutschland, Österreich oder der Schweiz → role:backend location:austria,germany,switzerland
backend in DACH → role:backend location:dach
backend in the Nordics → role:backend location:nordics
backend in Scandinavia → role:backend location:scandinavia
backend in Benelux, not Belgium → role:backend location:benelux,-belgium
remote in EMEA → location:emea mode:remote
remote from Portugal → location:portugal mode:remote
remote, EU timezone → ? 12: key:value or a word that a key knows, got "timezone". Did you mean tz:?
hybrid in Amsterdam, 2 days in office → ? 22: how old a posting may be, such as posted:<=7d, since the language knows nothing of how long the work lasts, got "2 days".
office in London → ? 1: role:operations or mode:onsite, got "office", which may be each of them.
on-site only, Tokyo → location:tokyo mode:onsite
no remote, Tokyo → location:tokyo mode:-remote
not onsite → mode:-onsite
remote or Berlin → ? 1: a place alone, which takes remote work that may be done from there, got "remote or Berlin".
Berlin or remote → ? 1: a place alone, which takes remote work that may be done from there, got "Berlin or remote".
Berlin + remote → location:berlin mode:remote
Berlin, hybrid or remote → location:berlin mode:remote,hybrid
junior → level:junior
juniors only, python → level:junior lang:python
mid-level python → level:mid lang:python
mid level or senior python → level:mid,senior lang:python
mid/senior python → level:mid,senior lang:python
mid- to senior-level python → level:mid,senior lang:python
senior or above python → level:senior,staff,manager,director,executive lang:python
staff+ in London → level:staff,manager,director,executive location:london
director of engineering → role:software level:director
intern or junior, python → level:intern,junior lang:python
internship or working student in Berlin → level:intern location:berlin
Werkstudent Informatik in München → ? 13: key:value or a word that a key knows, got "Informatik". Did you mean text:informatik?
Praktikum in Hamburg, kein Vertrieb → ? 28: key:value or a word that a key knows, got "Vertrieb". Did you mean text:vertrieb?
Ausbildung in Köln → level:intern location:cologne
Suche Remote-Job als Backend-Entwickler mit Go oder Rust, keine Junioren, ab 80k Euro → role:backend level:-junior mode:remote lang:go,rust pay:>=80k/yr,eur
Rust Stelle in Wien, Vollzeit, mindestens 5000 € im Monat → location:vienna lang:rust pay:>=5k/mo,eur type:full-time
Frontend in Berlin, täglich um 9 Uhr → role:frontend location:berlin every:day at:09:00
DevOps in Zürich, jeden Morgen um 8 → role:devops location:zurich every:day at:08:00
nicht in München, Java → location:-munich lang:java
außer Java, Backend → role:backend lang:-java
ohne PHP, Frontend, Homeoffice → role:frontend mode:remote lang:-php
bei SAP oder Siemens, Java → lang:java company:sap,siemens
Java-Entwickler (m/w/d) in Frankfurt → location:frankfurt-am-main lang:java
développeur backend Java ou Kotlin à Nantes → role:backend location:nantes lang:java,kotlin
ingénieur data à Lyon, pas de stage → ? 11: role:data-engineering, role:data-science, or role:analytics, got "data", which may be each of them.
stage en machine learning à Grenoble → role:machine-learning level:intern location:grenoble
CDI backend à Bordeaux, 50k€ minimum → role:backend location:bordeaux pay:>=50k/yr,eur type:full-time
télétravail, Rust, tous les matins à 9h → mode:remote lang:rust every:day at:09:00
chez Datadog, Go → lang:go company:datadog
développeuse front à Lille → role:frontend location:lille
programador Python en Barcelona, teletrabajo → location:barcelona mode:remote lang:python
ingeniero de datos en Madrid → ? 14: key:value or a word that a key knows, got "datos". Did you mean text:datos?
prácticas de backend en Valencia, España → role:backend level:intern location:valencia-es
sin Java, backend, cada mañana a las 9 → role:backend lang:-java every:day at:09:00
al menos 40k euros, java, Sevilla → location:seville lang:java pay:>=40k/yr,eur
80k euros → pay:>=80k/yr,eur
80000 euros, rust → lang:rust pay:>=80k/yr,eur
80'000 chf, rust → lang:rust pay:>=80k/yr,chf
80,000+ EUR, rust → lang:rust pay:>=80k/yr,eur
more than 80k EUR, rust → lang:rust pay:>=80k/yr,eur
salary: 80k EUR, rust → ? 18: a least pay with its currency, such as >=80k/yr,eur or >=65/h,usd after pay:, got "rust".
pay over 80k eur a year, rust → lang:rust pay:>=80k/yr,eur
EUR 80k p.a., rust → lang:rust pay:>=80k/yr,eur
$60/hr, rust → lang:rust pay:>=60/h,usd
60-80 usd/hr, rust → lang:rust pay:>=60/h,usd
60 dollars an hour, rust → lang:rust pay:>=60/h,usd
4k€/month, rust → lang:rust pay:>=4k/mo,eur
4k € monthly, rust → lang:rust pay:>=4k/mo,eur
500€ per day, rust → lang:rust pay:>=500/d,eur
paid in usd, rust → ? 1: key:value or a word that a key knows, got "paid". Did you mean text:paid?
70k, rust → ? 1: the currency of the pay, since none is ever converted, got "70k". Did you mean pay:>=70k/yr,eur?
rust 70k london → ? 6: the currency of the pay, since none is ever converted, got "70k". Did you mean pay:>=70k/yr,eur?
under 50k eur, rust → ? 1: the least pay that would do, since more is never left out, got "under 50k eur". Did you mean pay:>=50k/yr,eur?
rust, well paid → ? 7: key:value or a word that a key knows, got "well". Did you mean text:well?
contract or freelance rust → lang:rust type:contract
permanent only, rust → lang:rust type:full-time
part time python → lang:python type:part-time
no contract, python → lang:python type:-contract
temp work, operations → role:operations type:temporary
volunteer rust → ? 1: key:value or a word that a key knows, got "volunteer". Did you mean text:volunteer?
new rust jobs from this week → lang:rust posted:<=7d
jobs posted today in rust → lang:rust posted:<=1d
rust, max 2 weeks old → lang:rust posted:<=14d
rust since yesterday → lang:rust posted:<=1d
rust, newer than 12 hours → lang:rust posted:<=12h
daily rust digest → lang:rust every:day
rust, daily at 7 → lang:rust every:day at:07:00
rust, daily at 7pm → lang:rust every:day at:19:00
rust, every morning → lang:rust every:day
rust, each evening at 8 → lang:rust every:day at:20:00
rust, weekly summary → lang:rust every:week
rust, tell me right away → lang:rust every:now
rust every 2 hours → ? 6: how often: at once, every hour, every day or every week (on Mondays), got "every 2 hours". Did you mean every:day?
rust, max 3 per day, daily → lang:rust every:day max:3/day
rust, quiet 22-8 → lang:rust quiet:22-08
rust, mute from 10pm to 7am → lang:rust quiet:22-07
rust, at most 20 a week → lang:rust max:20/week
rust, send to me → lang:rust
backnd in berlin → ? 1: key:value or a word that a key knows, got "backnd". Did you mean backend?
rsut remote → ? 1: key:value or a word that a key knows, got "rsut". Did you mean rust?
javscript → ? 1: key:value or a word that a key knows, got "javscript". Did you mean javascript?
germny, rust → ? 1: key:value or a word that a key knows, got "germny". Did you mean germany?
kubernets, remote → mode:remote text:kubernetes
jnior python → ? 1: key:value or a word that a key knows, got "jnior". Did you mean junior?
remotee rust → ? 1: key:value or a word that a key knows, got "remotee". Did you mean remote?
backend "event sourcing" → role:backend text:"event sourcing"
"site reliability" remote → role:sre mode:remote
"haskell" or "ocaml" → lang:haskell,ocaml
lang:rust in Berlin or Hamburg → location:berlin,hamburg lang:rust
rust location:berlin remote → location:berlin mode:remote lang:rust
backend -berlin → role:backend location:-berlin
-java backend → role:backend lang:-java
backend infra → role:backend,infrastructure
e → nothing
R → lang:r
C → lang:c
Go → lang:go
it → role:it-support
go → lang:go
in Berlin → location:berlin
no → ? 1: what is not wanted after "no", got nothing.
not → ? 1: what is not wanted after "not", got nothing.
or → nothing
please → nothing
rust for Cairo → ? 10: lang:cairo or location:cairo, got "Cairo", which may be each of them.
backend in Cairo → role:backend location:cairo
not in Cambridge, backend → ? 1: location:-cambridge, location:-cambridge-on, or location:-cambridge-ma, got "Cambridge", which may be each of them.
jobs like this one → ? 16: key:value or a word that a key knows, got "one". Did you mean text:one?
senior rust (remote, Europe) → level:senior location:europe mode:remote lang:rust
rust; remote; europe → location:europe mode:remote lang:rust
RUST REMOTE EUROPE → location:europe mode:remote lang:rust
rust – remote – europe → location:europe mode:remote lang:rust
rust... remote! → mode:remote lang:rust
not in Berlin or Cambridge, rust → ? 18: location:-cambridge, location:-cambridge-on, or location:-cambridge-ma, got "Cambridge", which may be each of them.
-location:berlin or paris → ? 18: a comma and a minus for what else is excluded, such as -go,-java, got "or".
location:berlin or paris, rust → location:berlin,paris lang:rust
lang:-java and go → ? 12: a comma and a minus for what else is excluded, such as -go,-java, got "and".
lang:c++ or rust → lang:rust,c++
level:mid-senior or junior → level:junior,mid
lang:go + rust → ? 9: values on both sides of the plus, such as lang:go+rust, got "+".
lang go → ? 1: key:value or a word that a key knows, got "lang". Did you mean lang:?
language go → lang:go
speaks german, backend → role:backend speaks:german
Senior Platform Engineer (Kubernetes) - remote EU - 100k+ EUR → role:infrastructure level:senior location:eu mode:remote pay:>=100k/yr,eur text:kubernetes
Looking for: staff SRE, remote in Canada, $180k+ → role:sre level:staff location:canada mode:remote pay:>=180k/yr,usd
skills: rust, go → lang:go,rust
no: java → lang:-java
at Bank of America, backend → role:backend company:"bank of america"
at University of Oxford, research → role:research company:"university of oxford"
company:bank of america → ? 9: quotes around what has several words after company:, got bank of america. Did you mean "bank of america"?
company:deutsche bank, remote → ? 9: quotes around what has several words after company:, got deutsche bank. Did you mean "deutsche bank"?
company:acme,jane street backend → ? 14: quotes around what has several words after company:, got jane street. Did you mean "jane street"?
text:code review, backend → ? 6: quotes around what has several words after text:, got code review. Did you mean "code review"?
company:stripe remote → mode:remote company:stripe
need a junior frontend dev job in london asap → role:frontend level:junior location:london every:now
Any openings for data scientists in Tel Aviv? → role:data-science location:tel-aviv
Ruby on Rails, remote, US time zones → location:us-timezones mode:remote text:"ruby on rails"
entry-level cybersecurity jobs in Austin, TX → role:security level:junior location:austin
Please send me every new Scala job in Switzerland every morning at 7:30 → location:switzerland lang:scala every:day at:07:30
part-time React in Warsaw or remote in Poland → ? 20: a place alone, which takes remote work that may be done from there, got "Warsaw or remote".
backend (Go/Rust) in Berlin/Hamburg/Munich → role:backend location:berlin,hamburg,munich lang:go,rust
Python >= 90k EUR in Amsterdam → location:amsterdam lang:python pay:>=90k/yr,eur
python 90k-110k€ amsterdam → location:amsterdam lang:python pay:>=90k/yr,eur
c# dev edinburgh £50k+ → location:edinburgh lang:c# pay:>=50k/yr,gbp
no agencies, no crypto → ? 4: key:value or a word that a key knows, got "agencies". Did you mean text:agencies?
100% remote java → mode:remote lang:java
hybrid 3 days, london → ? 8: how old a posting may be, such as posted:<=7d, since the language knows nothing of how long the work lasts, got "3 days".
work from home, customer support → role:customer mode:remote
visa sponsor, london, java → location:london lang:java visa:yes
senior but not lead, java → level:senior,-staff lang:java
rust or similar → ? 9: key:value or a word that a key knows, got "similar". Did you mean text:similar?
web developer in Toronto → role:frontend location:toronto
team lead or engineering manager in Oslo → ? 1: one kind on both sides of "or", for different keys hold together, got "team lead or engineering manager".
Stelle als DevOps Engineer in Berlin oder remote → ? 31: a place alone, which takes remote work that may be done from there, got "Berlin or remote".
Softwareentwickler in Köln → role:software location:cologne
alle neuen Rust Jobs in Europa, wöchentlich → location:europe lang:rust every:week
Werkstudent in Aachen, Python oder C++ → level:intern location:aachen lang:python,c++
poste de data engineer à Paris, CDI, 55k€ minimum → role:data-engineering location:paris pay:>=55k/yr,eur type:full-time
offres backend à Lyon sauf chez Capgemini → role:backend location:lyon company:-capgemini
ofertas de frontend en Madrid, sin experiencia → ? 32: a level for experience, such as level:junior or level:senior, got "sin experiencia". Did you mean level:junior?
quiero trabajos de QA en remoto desde Argentina, mínimo 3000 usd al mes → role:qa location:argentina mode:remote pay:>=3k/mo,usd
backend, no Java, Go or Rust → ? 19: lang:go or lang:-go, got "Go", to which the "no" before it may reach.
backend, no Java, PHP nor C# → role:backend lang:-java,-c#,-php
no juniors, level:senior or staff → level:senior,staff,-junior
no lang:go → ? 1: what is not wanted after "no", got nothing.
role:backend or berlin → ? 1: one kind on both sides of "or", for different keys hold together, got "role:backend or berlin".
backend or location:berlin → ? 1: one kind on both sides of "or", for different keys hold together, got "backend or location:berlin".
role:backend OR location:berlin → ? 1: one kind on both sides of "or", for different keys hold together, got "role:backend or location:berlin".
Role: Backend Engineer → role:backend
location:berlin developer → role:software location:berlin
don't show me php, backend → role:backend lang:-php
I don’t speak German, backend → role:backend speaks:-german
I don't mind hybrid, rust → ? 3: what is wanted or not wanted, since a filter knows no preferences, got "don't mind".
all but java → lang:-java
nothing senior, rust → level:-senior lang:rust
python, I hate java → lang:python,-java
DE AT CH → ? 1: role:data-engineering or location:germany, got "DE", which may be each of them.
Köln/Bonn → location:bonn,cologne
Frankfurt/Main → location:frankfurt-am-main
I want to go to Berlin → location:berlin
I'd like to go remote → mode:remote
want to move to Canada, rust → location:canada lang:rust
currently living in Belgrade, python → location:belgrade lang:python
Nürnberg, Erlangen, Fürth → location:erlangen,furth,nuremberg
rust in Frankfurt (Oder), remote → location:frankfurt-oder mode:remote lang:rust
Paris, Texas → location:paris-tx
London, Ontario, rust → location:london-on lang:rust
Birmingham, Alabama → location:birmingham-al
Paris or Texas → location:paris,texas
no interns, senior → ? 13: level:senior or level:-senior, got "senior", to which the "no" before it may reach.
flutter developer remote → mode:remote text:flutter
distributed systems engineer → text:"distributed systems"
distributed, backend → ? 1: mode:remote or text:distributed, got "distributed", which may be each of them.
distributed team, backend → role:backend mode:remote
fully distributed, rust → mode:remote lang:rust
embedded rust → role:embedded lang:rust
master thesis in ML → role:machine-learning level:intern
jobs in IT, Berlin → role:it-support location:berlin
backend in DE → role:backend location:germany
data jobs in Amsterdam → ? 1: role:data-engineering, role:data-science, or role:analytics, got "data", which may be each of them.
jobs in America → ? 9: location:united-states or location:americas, got "America", which may be each of them.
summer internship 2027 → level:intern text:2027+summer
2027 summer internships in Berlin → level:intern location:berlin text:2027+summer
new grad 2027, python → level:junior lang:python text:2027
java spring → lang:java text:spring
Pflichtpraktikum in München → level:intern location:munich
fresher java bangalore → level:junior location:bengaluru lang:java
software engineer II → role:software level:mid
no experience required, python → ? 1: a level for experience, such as level:junior or level:senior, got "no experience required". Did you mean level:junior?
2 yoe, java → ? 1: a level for experience, such as level:junior or level:senior, got "2 yoe". Did you mean level:junior?
PhD position in NLP → ? 1: key:value or a word that a key knows, got "PhD". Did you mean text:phd?
cyber security analyst → role:security
!java → lang:-java
German not required, backend in Berlin → role:backend location:berlin speaks:-german
German or French not needed, backend → role:backend speaks:-german,-french
visa not needed, berlin → ? 6: what is wanted or not, for what is not required needs no word, but a human language: german not required, got "not needed".
remote not required → ? 8: what is wanted or not, for what is not required needs no word, but a human language: german not required, got "not required".
java + spring → lang:java text:spring
java/kotlin + spring boot → lang:java,kotlin text:"spring boot"
rust, posted yesterday → lang:rust posted:<=1d
staff engineer or above → role:software level:staff,manager,director,executive
senior backend engineer and above, London → role:backend level:senior,staff,manager,director,executive location:london
programista python warszawa → location:warsaw lang:python
programator Java w Krakowie lub Warszawa → location:krakow,warsaw lang:java
tražim posao backend u Beograd ili Novi Sad, bez PHP → role:backend location:belgrade,novi-sad lang:-php
sviluppatore java milano o torino → location:milan,turin lang:java
desenvolvedor backend em Lisboa, sem PHP → role:backend location:lisbon lang:-php
werkstudentin, python → level:intern lang:python
with salary, rust → ? 1: a least pay such as pay:>=50k/yr,eur with unknown:hide, which leaves out what states none, got "with salary".
`;

describe("plain words", () => {
  const rows = phrasings
    .trim()
    .split("\n")
    .map((row) => row.split(" → "));

  it.each(rows)("%s", (phrase = "", expected) => {
    expect(understood(phrase)).toBe(expected);
  });

  it("says what was said and narrows nothing", () => {
    const text = "backend in Berlin, remote ok, juniors welcome";

    expect(readPlainWords(parseQuery(text).words, text).notes).toEqual([
      '"remote ok" narrows nothing: where no mode: is asked for, every one is let through.',
      '"juniors welcome" narrows nothing: where no level: is asked for, every one is let through.',
    ]);
  });

  it("knows companies that it is told of without a word before them, and takes vocabularies first", () => {
    const companies = ["Stripe", "Jane Street", "Remote"];

    expect(understood("backend jane street or stripe, not remote", companies)).toBe(
      'role:backend mode:-remote company:"jane street",stripe',
    );
  });

  it("takes a known name with an ampersand for one without at, and two known ones for a list", () => {
    expect(understood("Johnson & Johnson, backend", ["Johnson & Johnson"])).toBe(
      'role:backend company:"johnson & johnson"',
    );
    expect(understood("rust at Google & Meta", ["Google", "Meta"])).toBe("lang:rust company:google,meta");
  });

  it("asks for quotes where a company that it is told of goes on behind its value", () => {
    expect(understood("company:scale ai", ["Scale AI"])).toBe(
      '? 9: quotes around what has several words after company:, got scale ai. Did you mean "scale ai"?',
    );
    expect(understood("company:scale ai", [])).toBe("role:machine-learning company:scale");
  });

  it("names what a word may mean, for a choice", () => {
    const text = "backend in Georgia";

    expect(() => readPlainWords(parseQuery(text).words, text)).toThrow(
      expect.objectContaining({
        fields: expect.objectContaining({ start: 11, end: 18, choices: ["location:georgia", "location:georgia-us"] }),
      }),
    );
  });

  it("throws nothing but a UserError with a place inside the text, and asks for something at every value", () => {
    const pieces = rows.flatMap(([phrase = ""]) => phrase.split(/(?=[ ,/+-])/u));
    const sentences = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 14 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(sentences, (text) => {
        try {
          const { words } = parseQuery(text);
          const { pairs } = readPlainWords(words, text);
          expect(parseQuery(pairs.join(" ")).words).toEqual([]);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          const { start, end } = error.fields;
          expect(Number(start)).toBeLessThanOrEqual(Number(end));
          expect(Number(end)).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500, seed: 20_260_520 },
    );
  }, 60_000);

  it("means the same in any order", () => {
    const parts = [
      "backend or infra internships",
      "no seniors",
      "in Belgrade or London",
      "Rust or Go",
      "at least 80k euros",
      "not at Initech",
      "every morning at 8",
      "remote ok",
      "posted this week",
      "with visa sponsorship",
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
        expect(understood(shuffled.join("; "))).toBe(
          "role:backend,infrastructure level:intern,-senior location:belgrade,london lang:go,rust " +
            "pay:>=80k/yr,eur company:-initech visa:yes posted:<=7d every:day at:08:00",
        );
      }),
      { numRuns: 200, seed: 20_260_520 },
    );
  });

  it("is no guess any more once it is canonical", () => {
    for (const [, expected = ""] of rows) {
      if (expected.startsWith("?") || expected === "nothing") continue;
      const query = parseQuery(expected);

      expect([printQuery(query), query.words]).toEqual([expected, []]);
    }
  });

  it.each(["at ", "no ", "a1 ", "berlin, ", "x-", "80k ", "senior to ", "both go and "])(
    "reads 4,000 signs of %j soon",
    (piece) => {
      const text = piece.repeat(4_000 / piece.length);

      expect(understood(text)).toMatch(/./);
    },
  );
});
