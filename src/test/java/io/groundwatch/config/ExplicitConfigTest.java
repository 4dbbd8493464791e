package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.config.FileHandling.Compressed;
import io.groundwatch.model.Compression;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.Unit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every key that is served, set to something other than its default, reaches its record. */
class ExplicitConfigTest {
  static final String DOCUMENT =
      """
      {
        // People leave notes, and a comma after the last element.
        "$schema": "config.schema.json", "_note": 1, "// off": {},
        "agent": {
          "metrics_collection_interval": 10, "state_directory": "/srv/gw", "omit_hostname": true,
          "hostname": "web1", "debug": true, "status_interval": "30s",
          "region": "eu-west-1", "service.name": "shop", "host_root": "/host", "monitor_listen": "[::1]:9100",
          "buffer": { "max_total_bytes": "3GiB" }, "reload_on_change": true,
        },
        "metrics": {
          "namespace": "Mine", "append_dimensions": { "site": "a" }, "force_flush_interval": 20,
          "destinations": ["central"], "aggregation_dimensions": [["site"], []],
          "metrics_collected": {
            "cpu": {
              "measurement": [
                "cpu_usage_idle", " usage_user ",
                { "name": "time_active", "rename": "busy", "unit": "seconds" },
              ],
              "totalcpu": false, "resources": ["*"], "metrics_collection_interval": 1,
              "append_dimensions": { "d": "e" }
            },
            "disk": {
              "measurement": ["used_percent"], "resources": ["/", "/srv"],
              "ignore_file_system_types": ["tmpfs"], "drop_device": true,
              "drop_original_metrics": ["disk_used_percent", "free"]
            },
            "procstat": [
              { "exe": "^nginx$", "measurement": ["procstat_cpu_usage", "pid_count"] },
              { "pattern": "java .*app[.]jar", "measurement": ["pid"] },
              { "pid_file": "/run/a.pid", "measurement": ["pid"] }
            ],
            "ethtool": {
              "interface_include": ["eth*"], "interface_exclude": ["eth9"],
              "metrics_include": ["rx_packets", "queue_*"]
            },
            "nvidia_gpu": { "measurement": ["utilization_gpu"] }
          }
        },
        "logs": {
          "log_stream_name": "{instance_id}", "force_flush_interval": 3, "destinations": ["central"],
          "logs_collected": { "files": { "collect_list": [
            { "file_path": "/a/*.log", "log_group_name": "g", "log_stream_name": "s",
              "read_from": "end", "destinations": ["shown"], "backpressure_mode": "fd_release",
              "compressed": "none",

              "service.name": "till", "deployment.environment": "prod" },
            { "file_path": "/b.log", "auto_removal": true }
          ] } }
        },
        "destinations": {
          "central": {
            "type": "http", "url": "https://h:8443/in?x=1", "signals": ["logs", "metrics"],
            "auth": { "bearer_file": "/etc/token" },
            "tls": { "ca_file": "/ca", "cert_file": "/cert", "key_file": "/key", "server_name": "other.example" },
            "compression": "zstd",
            "batch": { "max_bytes": "2MiB", "max_records": 5, "max_age": "250ms" },
            "buffer": { "max_bytes": "3MiB", "max_age": "2d", "when_full": "drop_oldest" },
            "retry": { "initial": 2, "max": "3m" }, "timeout": "4s",
            "concurrency": 4, "max_bytes_per_second": "5MiB",
            "headers": { "X-Tenant": "a", "X-Key_file": "/key" },
            "proxy": { "url": "http://p:3128", "user": "u", "password_file": "/pw" }
          },
          "shown": { "type": "stdout", "signals": ["logs"] }
        }
      }
      """;

  private static AgentConfig config;

  @BeforeAll
  static void load() throws ConfigException {
    config = Documents.config(DOCUMENT);
  }

  @Test
  void readsTheAgent() {
    assertThat(config.agent())
        .isEqualTo(
            new AgentSection(
                10,
                Optional.of(Path.of("/srv/gw")),
                true,
                Optional.of("web1"),
                true,
                Duration.ofSeconds(30),
                Optional.of("eu-west-1"),
                Map.of("service.name", "shop"),
                Optional.of(Path.of("/host")),
                true,
                Optional.of(new ListenAddress("::1", 9100)),
                Optional.of(3L << 30)));
  }

  @Test
  void readsTheMetrics() {
    MetricsSection metrics = config.metrics().orElseThrow();

    assertThat(metrics.namespace()).isEqualTo("Mine");
    assertThat(metrics.appendDimensions()).containsExactly(Map.entry("site", "a"));
    assertThat(metrics.forceFlushInterval()).contains(Duration.ofSeconds(20));
    assertThat(metrics.destinations()).contains(List.of("central"));
  }

  @Test
  void readsTheInputsInTheirOrder() {
    List<Set<String>> rollUps = List.of(Set.of("site"), Set.of());
    assertThat(config.metrics().orElseThrow().inputs())
        .extracting(HostInputConfig::name)
        .containsExactly(
            "cpu", "disk", "procstat", "procstat", "procstat", "ethtool", "nvidia_smi");
    assertThat(config.metrics().orElseThrow().inputs())
        .startsWith(
            new HostInputConfig(
                "cpu",
                List.of(
                    plain("usage_idle"),
                    plain("usage_user"),
                    new Measurement("time_active", Optional.of("busy"), Optional.of(Unit.SECONDS))),
                1,
                Map.of("d", "e"),
                false,
                Optional.of(List.of("*")),
                List.of(),
                false,
                List.of(),
                Optional.empty(),
                rollUps,
                Set.of()),
            new HostInputConfig(
                "disk",
                List.of(plain("used_percent")),
                10,
                Map.of(),
                true,
                Optional.of(List.of("/", "/srv")),
                List.of("tmpfs"),
                true,
                List.of(),
                Optional.empty(),
                rollUps,
                Set.of("used_percent", "free")));
  }

  @Test
  void readsWhichProcessesEachEntryIsAbout() {
    assertThat(config.metrics().orElseThrow().inputs())
        .filteredOn(input -> input.name().equals("procstat"))
        .extracting(input -> input.process().orElseThrow())
        .containsExactly(
            new ProcessSelector(ProcessSelector.Kind.EXE, "^nginx$"),
            new ProcessSelector(ProcessSelector.Kind.PATTERN, "java .*app[.]jar"),
            new ProcessSelector(ProcessSelector.Kind.PID_FILE, "/run/a.pid"));
  }

  @Test
  void readsTheInterfacesAndCountersOfEthtool() {
    HostInputConfig ethtool = config.metrics().orElseThrow().inputs().get(5);
    assertThat(ethtool.resources()).contains(List.of("eth*"));
    assertThat(ethtool.excluded()).containsExactly("eth9");
    assertThat(ethtool.measurements()).containsExactly(plain("rx_packets"), plain("queue_*"));
  }

  private static Measurement plain(String field) {
    return new Measurement(field, Optional.empty(), Optional.empty());
  }

  @Test
  void readsTheFilesInTheirOrder() {
    assertThat(config.logs())
        .contains(
            new LogsSection(
                Optional.of("{instance_id}"),
                Optional.of(Duration.ofSeconds(3)),
                List.of(
                    new FileConfig(
                        "/a/*.log",
                        List.of(),
                        Optional.empty(),
                        new LogStreamConfig(
                            Optional.of("g"),
                            "s",
                            false,
                            Optional.empty(),
                            Optional.empty(),
                            Map.of("service.name", "till", "deployment.environment", "prod")),
                        new FileHandling(ReadFrom.END, false, true, Compressed.NONE),
                        EventConfig.DEFAULTS,
                        List.of(),
                        Optional.of(List.of("shown"))),
                    new FileConfig(
                        "/b.log",
                        List.of(),
                        Optional.empty(),
                        new LogStreamConfig(
                            Optional.of("/b"),
                            "{instance_id}",
                            false,
                            Optional.empty(),
                            Optional.empty(),
                            Map.of("service.name", "shop")),
                        new FileHandling(ReadFrom.BEGINNING, true, false, Compressed.UNFINISHED),
                        EventConfig.DEFAULTS,
                        List.of(),
                        Optional.empty())),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of("central"))));
  }

  @Test
  void readsTheDestinations() {
    assertThat(config.destinations().get(0))
        .isEqualTo(
            new DestinationConfig(
                "central",
                DestinationConfig.Type.HTTP,
                Optional.of(URI.create("https://h:8443/in?x=1")),
                Set.of(SignalKind.METRICS, SignalKind.LOGS),
                Optional.of(new AuthConfig.Bearer(new SecretRef.OfFile(Path.of("/etc/token")))),
                new TlsConfig(
                    Optional.of(Path.of("/ca")),
                    Optional.of(Path.of("/cert")),
                    Optional.of(Path.of("/key")),
                    Optional.of("other.example")),
                Compression.ZSTD,
                new BatchSettings(
                    Optional.of(2 << 20), Optional.of(5), Optional.of(Duration.ofMillis(250))),
                new BufferSettings(
                    Optional.of(3L << 20),
                    Optional.of(Duration.ofDays(2)),
                    Optional.of(WhenFull.DROP_OLDEST)),
                new RetryConfig(Duration.ofSeconds(2), Duration.ofMinutes(3)),
                Duration.ofSeconds(4),
                4,
                Optional.of(5L << 20),
                Map.of(
                    "X-Tenant",
                    new SecretRef.OfText("a"),
                    "X-Key",
                    new SecretRef.OfFile(Path.of("/key"))),
                new ProxyConfig.Named(
                    URI.create("http://p:3128"),
                    Optional.of(new AuthConfig.Basic("u", new SecretRef.OfFile(Path.of("/pw"))))),
                new ProtocolConfig.Http(ProtocolConfig.Http.Format.NDJSON)));
    assertThat(config.destinations().get(1).type()).isEqualTo(DestinationConfig.Type.STDOUT);
    assertThat(config.destinations().get(1).signals()).containsExactly(SignalKind.LOGS);
  }
}
