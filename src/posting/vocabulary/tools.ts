/**
 * Frameworks, libraries, databases, platforms and products that postings name, with the ways in which people write them.
 * Programming languages are in `languages.ts`. What is an everyday word as well is listed in `everydayTools`: in running
 * text it counts with its capital and beside other tools only.
 */
import { defineVocabulary } from "./vocabulary.ts";

/** A row is a name, or a name and its other spellings after a colon. */
const rows = `
React: react.js, reactjs | React Native | Preact | Next.js: nextjs | Gatsby | Remix | Redux | MobX | TanStack Query: react query
Vue: vue.js, vuejs, vue 3 | Nuxt: nuxt.js, nuxtjs | Pinia | Angular: angularjs, angular.js | RxJS | NgRx | Svelte: svelte.js | SvelteKit | SolidJS: solid.js
Astro | Ember: ember.js, emberjs | Backbone: backbone.js | jQuery | Alpine.js | htmx | Lit: lit-element, lit html | Web Components | Storybook
Tailwind: tailwind css, tailwindcss | Bootstrap | Material UI: mui, material-ui | Sass: scss | Less | styled-components | D3: d3.js, d3js | Three.js: threejs | WebGL | WebGPU | WebRTC
Webpack | Vite | Rollup | esbuild | Babel | ESLint | Prettier | Electron: electron.js | Tauri | Ionic | Cordova: apache cordova | Capacitor | Expo | PWA: progressive web apps
Node.js: node, nodejs | Deno | Bun | Express: express.js, expressjs | NestJS: nest.js | Fastify | Koa | Hono | Prisma | Drizzle | TypeORM | Sequelize | tRPC | Socket.IO
Django | Django REST Framework: drf | Flask | FastAPI | Pydantic | SQLAlchemy | Celery | Tornado | aiohttp | Scrapy | Pytest | Poetry | Gunicorn
Ruby on Rails: rails, ror | Sinatra | Sidekiq | RSpec | Hotwire | Laravel | Symfony | CodeIgniter | WordPress | Drupal | Magento: adobe commerce | Shopify | WooCommerce | TYPO3
Spring: spring framework | Spring Boot: springboot | Spring Cloud | Hibernate | JPA | Micronaut | Quarkus | Vert.x | Jakarta EE | Tomcat: apache tomcat | JUnit | Mockito | Maven: apache maven | Gradle
.NET: dotnet, dot net | .NET Core: dotnet core | ASP.NET: asp.net core, asp.net mvc | Blazor | Entity Framework: ef core | WPF | WinForms | Xamarin | .NET MAUI: maui | NUnit | xUnit | Akka | Play Framework | ZIO | Cats
Phoenix: phoenix liveview, liveview | Ecto | Gin | Actix | Axum | Tokio | Ktor | Jetpack Compose | SwiftUI | UIKit | Flutter | Android SDK | Android Studio | Xcode | Combine | Realm | Fastlane
Qt | GTK | Unity: unity3d | Unreal Engine: unreal, ue4, ue5 | Godot | OpenGL | Vulkan | DirectX | OpenCV | Blender | Houdini | ARKit | ARCore | OpenXR
PostgreSQL: postgres, psql, postgre sql | MySQL | MariaDB | SQLite | SQL Server: microsoft sql server, ms sql, mssql | Oracle Database: oracle db, oracle 19c | Db2: ibm db2 | MongoDB: mongo | Redis | Valkey | Memcached | Cassandra: apache cassandra | ScyllaDB | DynamoDB: dynamo db
CockroachDB | Couchbase | CouchDB | Neo4j | ArangoDB | InfluxDB | TimescaleDB | ClickHouse | DuckDB | Elasticsearch: elastic search | OpenSearch | Solr: apache solr | Lucene | Meilisearch | Algolia | Supabase | Firebase | Firestore | PlanetScale | Vitess | YugabyteDB | TiDB | SAP HANA: s/4hana, hana | HBase | Hive: apache hive | Teradata | Vertica | Greenplum | PostGIS | pgvector | Pinecone | Weaviate | Milvus | Qdrant | Chroma: chromadb | FAISS
Snowflake | BigQuery: google bigquery | Redshift: amazon redshift | Databricks | Delta Lake | Iceberg: apache iceberg | Hudi: apache hudi | Synapse: azure synapse | Microsoft Fabric: ms fabric | Athena: amazon athena | Trino | Presto | Druid: apache druid | Apache Pinot: pinot | Unity Catalog
Spark: apache spark, pyspark | Hadoop: apache hadoop | HDFS | MapReduce | Flink: apache flink | Apache Beam | Kafka: apache kafka | Kafka Streams | Kafka Connect | Confluent | Kinesis: amazon kinesis | Pulsar: apache pulsar | RabbitMQ | ActiveMQ | NATS | ZeroMQ | MQTT | Pub/Sub: google pub/sub | SQS: amazon sqs | SNS: amazon sns | EventBridge | Debezium
Airflow: apache airflow | Dagster | Prefect | Luigi | dbt: data build tool | Fivetran | Airbyte | Stitch | Matillion | Talend | Informatica | SSIS | SSRS | SSAS | Azure Data Factory: adf, data factory | AWS Glue: glue | NiFi: apache nifi | Alteryx | Great Expectations | Monte Carlo | Dataform | Collibra | Alation
Tableau | Power BI: powerbi | Looker | Looker Studio: google data studio, data studio | Qlik: qlikview, qlik sense, qliksense | Metabase | Superset: apache superset | Mode Analytics | Sigma Computing | Domo | MicroStrategy | ThoughtSpot | Grafana | Kibana | Google Analytics: ga4 | Google Tag Manager: gtm tag | Amplitude | Mixpanel | Segment | PostHog | Heap | Snowplow | Hotjar | Adobe Analytics | Optimizely | LaunchDarkly | Excel: microsoft excel, ms excel | Google Sheets
Pandas | NumPy | SciPy | Polars | Dask | Ray | scikit-learn: sklearn, scikit learn | PyTorch | TensorFlow | Keras | JAX | XGBoost | LightGBM | CatBoost | Hugging Face: huggingface, hf transformers | spaCy | NLTK | LangChain | LangGraph | LlamaIndex | vLLM | TensorRT | ONNX | Triton Inference Server | MLflow | Kubeflow | SageMaker: amazon sagemaker | Vertex AI | Bedrock: amazon bedrock | Azure OpenAI | OpenAI API | Weights & Biases: wandb | DVC | Jupyter: jupyter notebooks, jupyterlab | Streamlit | Gradio | Plotly | Matplotlib | Seaborn | Dash | Shiny | Tidyverse | ggplot2 | SPSS | Statsmodels | H2O | DataRobot | Ollama | DeepSpeed | NCCL | Slurm | MPI | OpenMP | LLVM | MLIR
AWS: amazon web services | EC2: amazon ec2 | S3: amazon s3 | AWS Lambda: lambda functions | ECS: amazon ecs | EKS: amazon eks | Fargate | RDS: amazon rds | Aurora: amazon aurora | CloudFront | CloudFormation | AWS CDK: cdk | CloudWatch | Step Functions | API Gateway | IAM | Azure: microsoft azure | AKS | Azure Functions | Azure DevOps | Cosmos DB: cosmosdb | Entra ID: azure ad, azure active directory | Bicep | GCP: google cloud, google cloud platform | GKE | Cloud Run | Cloud Functions | Cloud Spanner: spanner | DigitalOcean | Heroku | Vercel | Netlify | Cloudflare | Cloudflare Workers | Fly.io | Hetzner | OpenStack | OCI: oracle cloud | Alibaba Cloud
Docker | Docker Compose | Podman | containerd | Kubernetes: k8s, kubernets | OpenShift: red hat openshift | Helm | Kustomize | Istio | Linkerd | Envoy | Cilium | Rancher | Nomad | Consul | Vault: hashicorp vault | Terraform | OpenTofu | Terragrunt | Pulumi | Crossplane | Ansible | Puppet | Chef | SaltStack | Packer | Vagrant | Argo CD: argocd, argo | Argo Workflows | Flux: fluxcd | Spinnaker | Jenkins | GitHub Actions | GitLab CI: gitlab ci/cd | CircleCI | Travis CI | TeamCity | Bamboo | Buildkite | Bazel | CMake | Nix: nixos | Git | GitHub | GitLab | Bitbucket | Subversion: svn | Perforce | Artifactory | SonarQube | Snyk | Nexus
Prometheus | Datadog | New Relic | Splunk | ELK: elk stack, elastic stack | Logstash | Fluentd | Fluent Bit | Loki | Jaeger | OpenTelemetry: otel | Sentry | PagerDuty | Dynatrace | AppDynamics | Nagios | Zabbix | Honeycomb | VictoriaMetrics | Thanos | eBPF | Wireshark | Nginx | Apache HTTP Server: apache httpd | HAProxy | Traefik | Kong | Varnish | Keycloak | Okta | Auth0 | OAuth: oauth2, oauth 2.0 | OpenID Connect: oidc | SAML | LDAP | Active Directory | Burp Suite: burp | Metasploit | Nmap | Nessus | CrowdStrike | SentinelOne | Microsoft Sentinel: azure sentinel | Microsoft Defender | Palo Alto Networks | Fortinet: fortigate | Wiz | Qualys | Suricata | Zeek | YARA | OSQuery | Cisco: cisco ios | BGP | OSPF | WireGuard
Linux | Ubuntu | Debian | RHEL: red hat enterprise linux | CentOS | FreeBSD | Unix | Windows Server | VMware: vsphere, vmware vsphere | Proxmox | KVM | Hyper-V: hyperv | QEMU | Xen | FreeRTOS | Zephyr: zephyr rtos | RTOS | Yocto | Buildroot | U-Boot | QNX | VxWorks | ROS: ros 2, ros2, robot operating system | Gazebo | PX4 | ArduPilot | CAN bus: canbus | AUTOSAR | STM32 | ESP32 | Arduino | Raspberry Pi | Modbus | OPC UA | SCADA | PLC | LabVIEW | Simulink | SolidWorks | AutoCAD | CATIA | Ansys | Altium: altium designer | KiCad | Cadence Virtuoso: virtuoso | Synopsys | Vivado | Quartus | UVM | ModelSim | Revit | Siemens NX | COMSOL
REST: restful, rest api, rest apis, restful apis | GraphQL | gRPC | Protobuf: protocol buffers | SOAP | OpenAPI: swagger | WebSockets: websocket | Apollo: apollo graphql | Postman | Hasura | Temporal: temporal.io | Camunda | Zapier | n8n | MuleSoft | Apache Camel | Boomi
Selenium | Cypress | Playwright | Puppeteer | Appium | Jest | Vitest | Mocha | Cucumber | Robot Framework | TestRail | JMeter | k6 | Gatling | Locust | BrowserStack | Espresso | XCTest
Salesforce: sfdc | HubSpot | Marketo | Zendesk | Intercom | ServiceNow | SAP | SAP BTP | NetSuite | Workday | Microsoft Dynamics: dynamics 365, d365 | SharePoint | Power Platform | Power Apps: powerapps | Power Automate | Power Query | Odoo | Stripe API | Twilio | Braze | Klaviyo | Contentful | Sanity | Strapi | Adobe Experience Manager: aem | Webflow | Jira | Confluence | Asana | Trello | Notion | Linear | Slack | Figma | Sketch | Adobe Photoshop: photoshop | Adobe Illustrator | InDesign | After Effects | Miro | Airtable | Gong | Outreach | Apollo.io | Google Ads: adwords | Meta Ads: facebook ads | Semrush | Ahrefs | Microsoft 365: office 365, o365, m365 | Google Workspace: g suite | Intune: microsoft intune | Jamf | SCCM
Ethereum | Solana | Hardhat | Foundry | Hyperledger | OpenZeppelin | Bitcoin | IPFS | Cosmos SDK | Polkadot | QGIS | ArcGIS | Mapbox | Leaflet | OpenLayers | GDAL | OpenFOAM | Nextflow | Snakemake | Bioconductor | Seurat | GATK | RDKit | Cursor | GitHub Copilot: copilot | Claude Code | MCP: model context protocol
`;

const entries = rows
  .trim()
  .split(/\s*[|\n]\s*/)
  .map((row): readonly [string, readonly string[]] => {
    const [name = "", spellings = ""] = row.split(/: /);
    return [
      name,
      spellings
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== ""),
    ];
  });

const twice = entries.find(([name], index) => entries.findIndex(([other]) => other === name) !== index);
if (twice !== undefined) throw new RangeError(`tools: expected one row for each name, got two for ${twice[0]}`);

export const toolVocabulary = defineVocabulary(Object.fromEntries(entries));

/** Spellings that are everyday words, or names of something else, as well. Folded. */
export const everydayTools: ReadonlySet<string> = new Set(
  (
    "react electron remix lit less astro ember backbone bootstrap babel ionic expo capacitor express node drizzle bun flask tornado celery poetry sinatra hotwire spring cats " +
    "phoenix gin axum combine realm unity unreal houdini hive chroma synapse athena presto iceberg druid pinot spark stitch glue looker segment heap dash ray shiny excel amplitude " +
    "domo aurora bicep spanner helm envoy nomad consul vault puppet chef packer argo flux bamboo nix git nexus loki jaeger sentry honeycomb thanos kong varnish wiz cisco " +
    "zephyr gazebo rest soap apollo temporal cypress puppeteer mocha cucumber locust espresso gatling notion linear slack sketch gong outreach workday sanity foundry leaflet cursor " +
    "copilot intercom rds ecs sns plc cdk hana prefect confluent kinesis pulsar redux rollup realm rails virtuoso quartus oci mcp adf drf sap mui less d3 burp swagger"
  ).split(" "),
);
